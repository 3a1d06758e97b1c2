import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { one, type Query } from "../../_components/query.ts"
import { following as text, what } from "../../_messages/alerts.en.ts"
import { deliveryLog } from "../../_messages/deliveries.en.ts"
import { readNegotiation } from "../../_trpc/server.ts"
import "../../account/accounts.css"
import { accountCaller, orRefusal } from "../../account/caller.ts"
import "../choosing.css"
import "../fold.css"
import { EditForm } from "../_parts/edit-form.tsx"
import { PreviewPart } from "../_parts/preview.tsx"
import { readOwn } from "../_parts/read-own.tsx"
import { WhatPart } from "../_parts/what-part.tsx"
import { filterOfQuery, filterStored, queryOfFilter } from "../filter-query.ts"
import { managePath, subscriptionPath } from "../paths.ts"

export const metadata: Metadata = { title: text.changeHeading, robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ subscription: string }>
  searchParams: Promise<Query>
}

/** Changes what a subscription hears of: what is stored until the form has said otherwise in the address. */
export default async function SubscriptionPage({ params, searchParams }: Props) {
  const { subscription: id } = await params
  const query = await searchParams
  const link = one(query, "link")
  const found = await readOwn(id, link, subscriptionPath(id, link))
  if ("instead" in found) return found.instead
  const { subscription, endpoint, own } = found
  if (subscription.state === "ended") notFound()
  const slug = subscription.negotiation?.slug
  const negotiation = slug === undefined ? null : await readNegotiation(slug)
  const stored = filterStored(subscription.filter)
  const filter = one(query, "open") === undefined ? stored : filterOfQuery(query)
  const preview = await orRefusal(
    (await accountCaller()).subscriptions.preview({ negotiation: slug, filter }),
  )
  return (
    <main id="content" className="page">
      <p className="lead-small">
        <a href={managePath(link)}>{deliveryLog.back}</a>
      </p>
      <div className="lead">
        <p className="kicker" dir="auto">
          {subscription.negotiation?.title ?? what.any}
        </p>
        <h1 className="headline">{text.changeHeading}</h1>
      </div>
      <div className="alert-new">
        <WhatPart
          action={subscriptionPath(id, undefined)}
          negotiations={null}
          choices={negotiation}
          filter={filter}
          stored={stored}
          isOpen
          link={link}
        />
        <div className="alert-aside">
          {isRefusal(preview) ? (
            <p className="account-wrong" role="alert">
              {preview.detail}
            </p>
          ) : (
            <PreviewPart preview={preview} zone={own.settings.timeZone} />
          )}
        </div>
        <section>
          <EditForm
            whatForm="what-form"
            filled={queryOfFilter(null, filter)}
            id={id}
            link={link}
            cadence={endpoint?.type === "email" ? subscription.cadence : null}
          />
        </section>
      </div>
    </main>
  )
}

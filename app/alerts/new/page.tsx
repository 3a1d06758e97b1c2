import type { Metadata } from "next"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { boardHref } from "../../_components/addresses.ts"
import { one, type Query } from "../../_components/query.ts"
import { what as text, where } from "../../_messages/alerts.en.ts"
import { found, readNegotiation, serverCaller } from "../../_trpc/server.ts"
import "../../account/accounts.css"
import { accountCaller, orRefusal } from "../../account/caller.ts"
import "../choosing.css"
import "../fold.css"
import { PreviewPart } from "../_parts/preview.tsx"
import { timeZones } from "../_parts/time-zones.ts"
import { WhatPart } from "../_parts/what-part.tsx"
import { WhereForm } from "../_parts/where-form.tsx"
import type { OwnEndpoint } from "../answers.ts"
import { filterAskedOf, queryOfFilter } from "../filter-query.ts"

interface Props {
  searchParams: Promise<Query>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: titleFor(one(await searchParams, "negotiation")), robots: { index: false } }
}

/** Where one follows something: what one hears of, what that would have sent, and where one is told. */
export default async function NewAlertPage({ searchParams }: Props) {
  const query = await searchParams
  const [slug, link] = [one(query, "negotiation"), one(query, "link")]
  const api = await accountCaller()
  const [{ items }, negotiation, offered, pushKey, own, known] = await Promise.all([
    found((await serverCaller()).negotiations.list()),
    slug === undefined ? null : readNegotiation(slug),
    api.subscriptions.channels(),
    api.push.key(),
    api.accounts.me(),
    orRefusal(api.subscriptions.list({ link })),
  ])
  const filter = filterAskedOf(query, negotiation)
  const preview = await orRefusal(api.subscriptions.preview({ negotiation: slug, filter }))
  const zone = negotiation?.timeZone ?? "UTC"
  return (
    <main id="content" className="page">
      <div className="lead">
        {negotiation && (
          <p className="kicker" dir="auto">
            <a href={boardHref(negotiation.slug)}>{negotiation.title}</a>
          </p>
        )}
        <h1 className="headline">{titleFor(slug)}</h1>
      </div>
      <div className="alert-new">
        <WhatPart
          action="/alerts/new"
          negotiations={items}
          choices={negotiation}
          filter={filter}
          isOpen={one(query, "open") !== undefined || slug === undefined || isRefusal(preview)}
          link={link}
        />
        <div className="alert-aside">
          {isRefusal(preview) ? (
            <p className="account-wrong" role="alert">
              {preview.detail}
            </p>
          ) : (
            <PreviewPart preview={preview} zone={zone} />
          )}
        </div>
        <section aria-labelledby="where">
          <h2 id="where" className="section-title">
            {where.heading}
          </h2>
          <WhereForm
            whatForm="what-form"
            filled={queryOfFilter(slug ?? null, filter)}
            board={negotiation && boardHref(negotiation.slug)}
            offered={offered}
            pushKey={pushKey}
            link={link}
            ownAddress={own?.email ?? null}
            linkHasAddress={
              link !== undefined && !isRefusal(known) && known.endpoints.some(isConfirmedAddress)
            }
            settings={isRefusal(known) ? null : known.settings}
            timeZone={zone}
            zones={timeZones()}
          />
          {!own && (
            <p className="hint alert-sign-in">
              <a href={`/sign-in?next=${encodeURIComponent(`/alerts/new?${addressOf(query)}`)}`}>
                {where.signIn}
              </a>
              . {where.signInText}
            </p>
          )}
        </section>
      </div>
    </main>
  )
}

function titleFor(slug: string | undefined): string {
  return slug === undefined ? text.titleAny : text.title
}

function isConfirmedAddress({ type, state }: OwnEndpoint): boolean {
  return type === "email" && state === "active"
}

function addressOf(query: Query): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((one) => [key, one]),
    ),
  )
}

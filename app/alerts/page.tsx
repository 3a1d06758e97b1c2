import type { Metadata } from "next"
import { isRefusal } from "../../server/domain/refusal.ts"
import { one, type Query } from "../_components/query.ts"
import { alerts as text } from "../_messages/alerts.en.ts"
import "../account/accounts.css"
import { accountCaller, orRefusal } from "../account/caller.ts"
import "./lists.css"
import { InboxPart } from "./_parts/inbox-part.tsx"
import { LogPages } from "./_parts/log-pages.tsx"
import { OwnPart } from "./_parts/own-part.tsx"
import { SignedOut } from "./_parts/signed-out.tsx"

export const metadata: Metadata = { title: text.title, robots: { index: false } }

export default async function AlertsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const cursor = one(query, "cursor")
  const api = await accountCaller()
  const own = await api.accounts.me()
  if (!own) return <SignedOut canMail={(await api.subscriptions.channels()).email} />
  const [page, subscriptions] = await Promise.all([
    orRefusal(api.inbox.list({ cursor })),
    orRefusal(api.subscriptions.list({})),
  ])
  const zone = isRefusal(subscriptions) ? "UTC" : subscriptions.settings.timeZone
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
      </div>
      <div className="columns alert-columns">
        {isRefusal(page) ? (
          <div>
            <p className="account-wrong" role="alert">
              {page.detail}
            </p>
            <LogPages latest="/alerts" />
          </div>
        ) : (
          <InboxPart page={page} cursor={cursor} zone={zone} />
        )}
        <div>
          <OwnPart own={subscriptions} link={undefined} done={one(query, "done")} />
        </div>
      </div>
    </main>
  )
}

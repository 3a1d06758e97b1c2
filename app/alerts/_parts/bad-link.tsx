import { badLink as text } from "../../_messages/alerts.en.ts"
import { accountCaller } from "../../account/caller.ts"
import { KeptLinkForgotten } from "./kept-link-follow.tsx"

/** In the place of a page whose link is forged, too old or replaced. */
export async function BadLink({ detail }: { detail: string }) {
  const api = await accountCaller()
  const [{ email }, own] = await Promise.all([api.subscriptions.channels(), api.accounts.me()])
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{detail}</p>
        <p>
          {/* whoever is signed in needs no link, and a site that sends no mail has none to send */}
          <a href="/alerts">{email && !own ? text.next : text.toAlerts}</a>
        </p>
      </div>
      <KeptLinkForgotten />
    </main>
  )
}

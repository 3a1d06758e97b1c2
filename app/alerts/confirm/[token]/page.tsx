import type { Metadata } from "next"
import type { SubscriptionState } from "../../../../server/domain/alert-values.ts"
import { isRefusal } from "../../../../server/domain/refusal.ts"
import { badLink, stopPage, confirmPage as text } from "../../../_messages/alerts.en.ts"
import "../../../account/accounts.css"
import { accountCaller, orRefusal } from "../../../account/caller.ts"
import "../../lists.css"
import { BadLink } from "../../_parts/bad-link.tsx"
import { LinkedList } from "../../_parts/linked-list.tsx"
import type { Linked } from "../../answers.ts"
import { ConfirmForm } from "./confirm-form.tsx"

export const metadata: Metadata = { title: text.headings.pending, robots: { index: false, follow: false } }

/** Opening it changes nothing: programs that look at mails open their links too. The button confirms. */
export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const link = await orRefusal((await accountCaller()).subscriptions.readLink({ token }))
  if (isRefusal(link)) return <BadLink detail={link.detail} />
  if (link.purpose !== "confirm") return <BadLink detail={badLink.otherPurpose} />
  const state = stateOf(link)
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.headings[state]}</h1>
        <p className="standfirst">{text.texts[state]}</p>
      </div>
      <LinkedList subscriptions={link.subscriptions} />
      <ConfirmForm token={token} isPending={state === "pending"} />
      {state === "ended" && (
        <p className="alert-answer">
          <a className="button" href="/">
            {stopPage.boards}
          </a>
        </p>
      )}
    </main>
  )
}

function stateOf({ subscriptions }: Linked): SubscriptionState {
  if (subscriptions.some(({ state }) => state === "pending")) return "pending"
  return subscriptions.some(({ state }) => state === "active") ? "active" : "ended"
}

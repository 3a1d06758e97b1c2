import type { Metadata } from "next"
import { isRefusal } from "../../../../server/domain/refusal.ts"
import { badLink, confirmPage as text } from "../../../_messages/alerts.en.ts"
import "../../../account/accounts.css"
import { accountCaller, orRefusal } from "../../../account/caller.ts"
import "../../alerts.css"
import { BadLink } from "../../_parts/bad-link.tsx"
import { LinkedList } from "../../_parts/linked-list.tsx"
import { ConfirmForm } from "./confirm-form.tsx"

export const metadata: Metadata = { title: text.heading, robots: { index: false, follow: false } }

/** Opening it changes nothing: programs that look at mails open their links too. The button confirms. */
export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const link = await orRefusal((await accountCaller()).subscriptions.readLink({ token }))
  if (isRefusal(link)) return <BadLink detail={link.detail} />
  if (link.purpose !== "confirm") return <BadLink detail={badLink.otherPurpose} />
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{text.text}</p>
      </div>
      <LinkedList subscriptions={link.subscriptions} />
      <ConfirmForm token={token} />
    </main>
  )
}

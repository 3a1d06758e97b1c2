import type { Metadata } from "next"
import { isRefusal } from "../../../../server/domain/refusal.ts"
import { one, type Query } from "../../../_components/query.ts"
import { badLink, stopPage as text } from "../../../_messages/alerts.en.ts"
import { accountCaller, orRefusal } from "../../../account/caller.ts"
import "../../../account/accounts.css"
import "../../lists.css"
import { BadLink } from "../../_parts/bad-link.tsx"
import { LinkedList } from "../../_parts/linked-list.tsx"

export const metadata: Metadata = { title: text.heading, robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ token: string }>
  searchParams: Promise<Query>
}

/**
 * What one click would end. Opening it changes nothing; its form sends to the same address what mail programs send there
 * (RFC 8058), which is taken before any page is asked.
 */
export default async function StopPage({ params, searchParams }: Props) {
  const { token } = await params
  const link = await orRefusal((await accountCaller()).subscriptions.readLink({ token }))
  if (isRefusal(link)) return <BadLink detail={link.detail} />
  if (link.purpose !== "stop") return <BadLink detail={badLink.otherPurpose} />
  const open = link.subscriptions.filter(({ state }) => state !== "ended")
  const isOver = open.length === 0
  const done = isOver && one(await searchParams, "done") !== undefined
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{isOver ? text.headingDone : text.heading}</h1>
        <p className="standfirst">{done ? text.done : isOver ? text.already : text.text}</p>
      </div>
      <LinkedList subscriptions={isOver ? link.subscriptions : open} />
      {isOver ? (
        <p className="alert-answer">
          <a className="button" href="/">
            {text.boards}
          </a>
        </p>
      ) : (
        <form method="post" className="alert-answer">
          <input type="hidden" name="List-Unsubscribe" value="One-Click" />
          <button type="submit" className="button button-primary">
            {text.submit}
          </button>
        </form>
      )}
    </main>
  )
}

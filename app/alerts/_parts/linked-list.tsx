import { what } from "../../_messages/alerts.en.ts"
import type { Linked } from "../answers.ts"

/** What a link in a mail is about. */
export function LinkedList({ subscriptions }: Pick<Linked, "subscriptions">) {
  return (
    <ul className="alert-list">
      {subscriptions.map(({ id, negotiation, words }) => (
        <li key={id}>
          <p className="kicker" dir="auto">
            {negotiation?.title ?? what.any}
          </p>
          <p className="alert-words" dir="auto">
            {words}
          </p>
        </li>
      ))}
    </ul>
  )
}

import { RecordedAt } from "../../_components/dates.tsx"
import { inbox as text } from "../../_messages/alerts.en.ts"
import { markRead } from "../actions.ts"
import type { InboxPage, Message } from "../answers.ts"
import { FreshAlerts } from "./fresh-alerts.tsx"

/** What has come into the inbox, newest first. What comes while one reads waits behind a button. */
export function InboxPart({
  page,
  cursor,
  zone,
}: {
  page: InboxPage
  cursor: string | undefined
  zone: string
}) {
  const { messages, nextCursor, unread } = page
  return (
    <section aria-labelledby="inbox">
      <div className="alert-head">
        <h2 id="inbox" className="section-title">
          {text.heading}
        </h2>
        <p className="meta">{text.unread(unread)}</p>
        {unread > 0 && (
          <form action={markRead} className="ms-auto">
            <button type="submit" className="button">
              {text.markAll}
            </button>
          </form>
        )}
      </div>
      <FreshAlerts key={messages[0]?.id} />
      {messages.length === 0 && (
        <div className="empty">
          <p>{text.none}</p>
          <p>{text.noneNext}</p>
        </div>
      )}
      <ol className="feed">
        {messages.map((message) => (
          <InboxMessage key={message.id} message={message} zone={zone} />
        ))}
      </ol>
      <nav className="flex gap-4 border-t border-line pt-3" aria-label={text.heading}>
        {cursor && (
          <a className="button" href="/alerts">
            {text.latest}
          </a>
        )}
        {nextCursor && (
          <a className="button" href={`/alerts?${new URLSearchParams({ cursor: nextCursor })}`}>
            {text.earlier}
          </a>
        )}
      </nav>
    </section>
  )
}

function InboxMessage({ message, zone }: { message: Message; zone: string }) {
  const unread = message.readAt === null
  return (
    <li data-changed={unread ? "" : undefined}>
      {message.told.map(({ headline, path }) => (
        <p key={headline} className={unread ? "gist font-semibold" : "gist"} dir="auto">
          {path ? <a href={path}>{headline}</a> : headline}
        </p>
      ))}
      <div className="alert-message">
        <p className="meta">
          {unread && <span className="visually-hidden">{text.isUnread}. </span>}
          <RecordedAt at={message.sentAt ?? message.createdAt} zone={zone} />
        </p>
        {unread && (
          <form action={markRead}>
            <input type="hidden" name="message" value={message.id} />
            <button type="submit" aria-label={`${text.mark}: ${message.told[0]?.headline ?? ""}`}>
              {text.mark}
            </button>
          </form>
        )}
      </div>
    </li>
  )
}

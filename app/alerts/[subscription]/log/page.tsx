import type { Metadata } from "next"
import { isRefusal } from "../../../../server/domain/refusal.ts"
import { one, type Query } from "../../../_components/query.ts"
import { deliveryLog as text } from "../../../_messages/deliveries.en.ts"
import "../../../account/accounts.css"
import { accountCaller, orRefusal } from "../../../account/caller.ts"
import "../../lists.css"
import "../../log.css"
import { LogPages } from "../../_parts/log-pages.tsx"
import { MessageList } from "../../_parts/message-list.tsx"
import { readOwn } from "../../_parts/read-own.tsx"
import { logPath, managePath } from "../../paths.ts"

export const metadata: Metadata = { title: text.heading, robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ subscription: string }>
  searchParams: Promise<Query>
}

export default async function DeliveryLogPage({ params, searchParams }: Props) {
  const { subscription: id } = await params
  const query = await searchParams
  const [link, cursor] = [one(query, "link"), one(query, "cursor")]
  const found = await readOwn(id, link, logPath(id, link))
  if ("instead" in found) return found.instead
  const { own, subscription } = found
  const page = await orRefusal((await accountCaller()).subscriptions.deliveries({ id, cursor, link }))
  const zone = own.settings.timeZone
  return (
    <main id="content" className="page">
      <p className="lead-small">
        <a href={managePath(link)}>{text.back}</a>
      </p>
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst" dir="auto">
          {subscription.words}
        </p>
        <p className="meta">{text.standfirst}</p>
      </div>
      <div className="alert-log">
        {isRefusal(page) ? (
          <p className="account-wrong" role="alert">
            {page.detail}
          </p>
        ) : (
          <>
            {page.messages.length === 0 && (
              <div className="empty">
                <p>{text.none}</p>
                <p>{text.noneNext}</p>
              </div>
            )}
            <MessageList messages={page.messages} zone={zone} link={link} />
          </>
        )}
        <LogPages
          latest={cursor && logPath(id, link)}
          earlier={!isRefusal(page) && page.nextCursor && logPath(id, link, page.nextCursor)}
        />
      </div>
    </main>
  )
}

"use client"

import { useEffect, useRef } from "react"
import { RecordedAt } from "../../_components/dates.tsx"
import { inbox as text } from "../../_messages/alerts.en.ts"
import { deliveryLog } from "../../_messages/deliveries.en.ts"
import { FormProblem } from "../../account/form-parts.tsx"
import type { InboxPage, Message } from "../answers.ts"
import { markRead } from "../inbox-actions.ts"
import { FreshAlerts } from "./fresh-alerts.tsx"
import { LogPages } from "./log-pages.tsx"
import { useAnswer } from "./use-answer.ts"

type MarkForm = ReturnType<typeof useAnswer>["props"]

/** What has come into the inbox, newest first. What comes while one reads waits behind a button. */
export function InboxPart({
  page: { messages, nextCursor, unread },
  cursor,
  zone,
}: {
  page: InboxPage
  cursor: string | undefined
  zone: string
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const { done: marked, problem, working, props } = useAnswer(markRead)
  useEffect(() => {
    if (!marked) return
    // what was pressed is gone: the next entry that can be marked has the focus, or the heading
    const entries = [...(list.current?.children ?? [])]
    const next = entries[entries.findIndex(({ id }) => id === marked.message) + 1]
    const button = marked.message === null ? null : next?.querySelector<HTMLElement>("button[type=submit]")
    ;(button ?? heading.current)?.focus()
  }, [marked])
  return (
    <section aria-labelledby="inbox">
      <div className="alert-head">
        <h2 id="inbox" ref={heading} tabIndex={-1} className="section-title">
          {text.heading}
        </h2>
        <p className="meta">{text.unread(unread)}</p>
        {unread > 0 && (
          <form {...props} className="ms-auto">
            <button type="submit" className="button" aria-disabled={working}>
              {text.markAll}
            </button>
          </form>
        )}
      </div>
      <FormProblem problem={problem} fields={[]} />
      <FreshAlerts
        key={messages[0]?.id}
        unread={unread}
        isLatest={cursor === undefined}
        onShow={() => heading.current?.focus()}
      />
      {messages.length === 0 && (
        <div className="empty">
          <p>{text.none}</p>
          <p>{text.noneNext}</p>
        </div>
      )}
      <ol ref={list} className="feed">
        {messages.map((message) => (
          <InboxMessage key={message.id} {...{ message, zone, working }} form={props} />
        ))}
      </ol>
      <LogPages
        latest={cursor && "/alerts"}
        earlier={nextCursor && `/alerts?${new URLSearchParams({ cursor: nextCursor })}`}
      />
    </section>
  )
}

function InboxMessage({
  message: { id, told, readAt, sentAt, createdAt },
  zone,
  working,
  form,
}: {
  message: Message
  zone: string
  working: boolean
  form: MarkForm
}) {
  const unread = readAt === null
  return (
    <li id={id} data-changed={unread ? "" : undefined}>
      {told.length === 0 && <p className="meta">{deliveryLog.erased}</p>}
      {told.map(({ headline, path }) => (
        <p key={`${path} ${headline}`} className={unread ? "gist font-semibold" : "gist"} dir="auto">
          {path ? <a href={path}>{headline}</a> : headline}
        </p>
      ))}
      <div className="alert-message">
        <p className="meta">
          {unread && <span className="visually-hidden">{text.isUnread}. </span>}
          <RecordedAt at={sentAt ?? createdAt} zone={zone} />
        </p>
        {unread && (
          <form {...form}>
            <input type="hidden" name="message" value={id} />
            <button
              type="submit"
              aria-disabled={working}
              aria-label={`${text.mark}: ${told[0]?.headline ?? deliveryLog.erased}`}
            >
              {text.mark}
            </button>
          </form>
        )}
      </div>
    </li>
  )
}

import { outcomeWords } from "../../../server/domain/outcome-words.ts"
import { instantWords, RecordedAt } from "../../_components/dates.tsx"
import { channels } from "../../_messages/alerts.en.ts"
import { messageStates, deliveryLog as text } from "../../_messages/deliveries.en.ts"
import type { Message } from "../answers.ts"
import { ResendForm } from "./resend-form.tsx"

/** Messages with what each told and every attempt to send it, newest first. */
export function MessageList({
  messages,
  zone,
  link,
  forOperator = false,
}: {
  messages: Message[]
  zone: string
  link: string | undefined
  /** Of everybody: with where each goes. */
  forOperator?: boolean
}) {
  const now = new Date().toISOString()
  return (
    <ol className="feed">
      {messages.map((message) => {
        const withNames = forOperator || message.type === "webhook"
        return (
          <li key={message.id}>
            <div>
              {forOperator && (
                <p className="who">
                  <b>{channels[message.type]}</b>
                  {message.address && (
                    <>
                      , <bdi>{message.address}</bdi>
                    </>
                  )}
                </p>
              )}
              <Told told={message.told} />
              <p className="meta">
                <b className={`alert-state alert-state-${message.state}`}>{messageStates[message.state]}</b>
                {message.outcome && message.attempts.length === 0 && <>. {outcomeWords(message.outcome)}</>},{" "}
                <RecordedAt at={message.sentAt ?? message.createdAt} zone={zone} />
                {message.dueAt && <Due {...{ now, zone }} at={message.dueAt} />}.
                {withNames && (
                  <>
                    {" "}
                    <span className="alert-id">{message.id}</span>
                  </>
                )}
              </p>
              {message.type !== "inbox" && (
                <ResendForm
                  message={message.id}
                  possible={message.state === "delivered" || message.state === "failed"}
                  link={link}
                  name={message.told[0]?.headline ?? text.erased}
                />
              )}
            </div>
            <Attempts attempts={message.attempts} {...{ zone, withNames }} />
          </li>
        )
      })}
    </ol>
  )
}

/** When it goes, or goes again; of today the time alone. */
function Due({ at, now, zone }: { at: string; now: string; zone: string }) {
  const words = instantWords(at, zone)
  const [day, time] = words.split(", ")
  const isToday = time !== undefined && day === instantWords(now, zone).split(", ")[0]
  return (
    <>
      , {isToday ? text.dueToday : text.dueAt} <time dateTime={at}>{isToday ? time : words}</time>
    </>
  )
}

/** The first of what it told; the others unfold. */
function Told({ told: [first, ...others] }: Pick<Message, "told">) {
  if (!first) return <p className="meta">{text.erased}</p>
  return (
    <>
      <Headline one={first} />
      {others.length > 0 && (
        <details className="meta mb-1">
          <summary className="alert-others">{text.told(others.length)}</summary>
          {others.map((one) => (
            <Headline key={`${one.path} ${one.headline}`} one={one} />
          ))}
        </details>
      )}
    </>
  )
}

function Headline({ one: { headline, path } }: { one: Message["told"][number] }) {
  return (
    <p className="gist" dir="auto">
      {path ? <a href={path}>{headline}</a> : headline}
    </p>
  )
}

function Attempts({
  attempts,
  zone,
  withNames,
}: Pick<Message, "attempts"> & {
  zone: string
  /** With the names of the outcomes, which programs and their makers know. */
  withNames: boolean
}) {
  if (attempts.length === 0) return null
  return (
    <ol className="alert-attempts" aria-label={text.attempts(attempts.length)}>
      {attempts.map(({ number, at, tookMs, outcome, status }) => (
        <li key={number}>
          <span className="alert-number">{number}</span>
          <span>
            {outcomeWords(outcome)} {withNames && <code className="alert-outcome">{outcome}</code>}
            <span className="meta block">
              <RecordedAt at={at} zone={zone} />, {text.took(tookMs)}
              {status !== null && <>, {text.answered(status)}</>}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}

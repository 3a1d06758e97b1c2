"use client"

import { outcomeWords } from "../../../server/domain/outcome-words.ts"
import { RecordedAt } from "../../_components/dates.tsx"
import { cadences, channels, following as text, what } from "../../_messages/alerts.en.ts"
import { Done, FormProblem } from "../../account/form-parts.tsx"
import { endSubscription } from "../actions.ts"
import type { Own, OwnEndpoint, OwnSubscription } from "../answers.ts"
import { queryOfFilter } from "../filter-query.ts"
import { logPath, newAlertPath, subscriptionPath } from "../paths.ts"
import { RotateForm } from "./rotate-form.tsx"
import { useAnswer } from "./use-answer.ts"

/** What one follows: each in words, where it goes, how it fares, and what can be done with it. */
export function SubscriptionList({ own, link }: { own: Own; link: string | undefined }) {
  const { done: stopped, problem, working, props } = useAnswer(endSubscription)
  return (
    <>
      <Done text={stopped && !working ? text.stopped(stopped.words) : ""} />
      {stopped && !working && (
        <p className="text-sm">
          <a href={stopped.again}>{text.again}</a>
        </p>
      )}
      <FormProblem problem={problem} fields={[]} />
      {own.subscriptions.length === 0 && (
        <div className="empty">
          <p>{text.none}</p>
          <p>{text.noneNext}</p>
        </div>
      )}
      <ul className="alert-list">
        {own.subscriptions.map((subscription) => {
          const { id, negotiation, words } = subscription
          const endpoint = own.endpoints.find((one) => one.id === subscription.endpoint)
          const where = negotiation?.title ?? what.any
          return (
            <li key={id}>
              <p className="kicker" dir="auto">
                {where}
              </p>
              <p className="alert-words" dir="auto">
                {words}
              </p>
              {endpoint && <Place {...{ subscription, endpoint }} zone={own.settings.timeZone} />}
              <Actions
                {...{ subscription, endpoint, link, working }}
                name={`${words}, ${where}`}
                stop={props}
              />
            </li>
          )
        })}
      </ul>
      <p>
        <a className="button" href={newAlertPath(link)}>
          {text.add}
        </a>
      </p>
    </>
  )
}

function Place({
  subscription,
  endpoint,
  zone,
}: {
  subscription: OwnSubscription
  endpoint: OwnEndpoint
  zone: string
}) {
  const { cadence, createdAt, lastToldAt } = subscription
  const problem = problemOf(subscription, endpoint)
  return (
    <>
      <p className="meta">
        {channels[endpoint.type]}
        {endpoint.address && (
          <>
            {" "}
            <bdi>{endpoint.address}</bdi>
          </>
        )}
        {/* two browsers of one maker have the same address */}
        {endpoint.type === "push" && (
          <>
            , {text.since} <RecordedAt at={createdAt} zone={zone} />
          </>
        )}
        {endpoint.type === "email" && `, ${cadences[cadence].toLowerCase()}`}.{" "}
        {lastToldAt ? (
          <>
            {text.toldAt} <RecordedAt at={lastToldAt} zone={zone} />
          </>
        ) : (
          text.neverTold
        )}
      </p>
      {problem && <p className="alert-flag">{problem}.</p>}
    </>
  )
}

/** What can be done with one; of what has ended the log alone stays, and the way to begin it anew. */
function Actions({
  subscription: { id, negotiation, filter, state },
  endpoint,
  link,
  name,
  working,
  stop,
}: {
  subscription: OwnSubscription
  endpoint: OwnEndpoint | undefined
  link: string | undefined
  /** What it is called for those who do not see the row it stands in. */
  name: string
  working: boolean
  /** What sends the form that stops it. */
  stop: ReturnType<typeof useAnswer>["props"]
}) {
  const hasEnded = state === "ended"
  return (
    <div className="alert-actions">
      {(hasEnded || endpoint?.state === "disabled") && (
        <a
          href={newAlertPath(link, queryOfFilter(negotiation?.slug ?? null, filter))}
          aria-label={`${text.again}: ${name}`}
        >
          {text.again}
        </a>
      )}
      {!hasEnded && (
        <a href={subscriptionPath(id, link)} aria-label={`${text.change}: ${name}`}>
          {text.change}
        </a>
      )}
      <a href={logPath(id, link)} aria-label={`${text.log}: ${name}`}>
        {text.log}
      </a>
      {!hasEnded && (
        <form {...stop}>
          <input type="hidden" name="id" value={id} />
          {link && <input type="hidden" name="link" value={link} />}
          <button type="submit" aria-disabled={working} aria-label={`${text.stop}: ${name}`}>
            {text.stop}
          </button>
        </form>
      )}
      {!hasEnded && endpoint?.type === "webhook" && <RotateForm {...{ id, link, name }} />}
    </div>
  )
}

/** Why nothing comes, where nothing does. */
function problemOf({ state }: OwnSubscription, endpoint: OwnEndpoint): string | undefined {
  const outcome = outcomeWords(endpoint.endedBy ?? "")
  switch (endpoint.state) {
    case "pending":
      return text.pending
    case "disabled":
      return text.disabled(outcome)
    case "ended":
      return text.endedBy(outcome)
    case "active":
      if (state === "pending") return text.pending
      return endpoint.failingSince === null ? undefined : text.failing
    default:
      return endpoint.state satisfies never
  }
}

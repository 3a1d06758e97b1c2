"use client"

import { RecordedAt } from "../../_components/dates.tsx"
import { outcomeWords } from "../../_messages/alert-outcomes.en.ts"
import { cadences, channels, following as text } from "../../_messages/alerts.en.ts"
import { Done, FormProblem } from "../../account/form-parts.tsx"
import { endSubscription } from "../actions.ts"
import type { Own, OwnEndpoint, OwnSubscription } from "../answers.ts"
import { logPath, newAlertPath, subscriptionPath } from "../paths.ts"
import { RotateForm } from "./rotate-form.tsx"
import { useAnswer } from "./use-answer.ts"

/** What one follows: each in words, where it goes, how it fares, and what can be done with it. */
export function SubscriptionList({ own, link }: { own: Own; link: string | undefined }) {
  const { done: stopped, problem, working, props } = useAnswer(endSubscription)
  return (
    <>
      <Done text={stopped ? text.stopped(stopped.words) : ""} />
      {stopped && (
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
          const endpoint = own.endpoints.find(({ id }) => id === subscription.endpoint)
          const name = `${subscription.words}, ${subscription.negotiation?.title ?? text.everywhere}`
          return (
            <li key={subscription.id}>
              <p className="kicker" dir="auto">
                {subscription.negotiation?.title ?? text.everywhere}
              </p>
              <p className="alert-words" dir="auto">
                {subscription.words}
              </p>
              {endpoint && <Place {...{ subscription, endpoint }} zone={own.settings.timeZone} />}
              <div className="alert-actions">
                <a href={subscriptionPath(subscription.id, link)} aria-label={`${text.change}: ${name}`}>
                  {text.change}
                </a>
                <a href={logPath(subscription.id, link)} aria-label={`${text.log}: ${name}`}>
                  {text.log}
                </a>
                <form {...props}>
                  <input type="hidden" name="id" value={subscription.id} />
                  {link && <input type="hidden" name="link" value={link} />}
                  <button type="submit" aria-disabled={working} aria-label={`${text.stop}: ${name}`}>
                    {text.stop}
                  </button>
                </form>
                {endpoint?.type === "webhook" && <RotateForm id={subscription.id} link={link} name={name} />}
              </div>
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
  const { cadence, lastToldAt } = subscription
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
        {endpoint.type === "email" && `, ${cadences[cadence].toLowerCase()}`}.{" "}
        {lastToldAt ? (
          <>
            {text.toldAt} <RecordedAt at={lastToldAt} zone={zone} />
          </>
        ) : (
          text.neverTold
        )}
      </p>
      {problem && <p className="alert-flag">{problem}</p>}
    </>
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

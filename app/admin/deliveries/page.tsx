import type { Metadata } from "next"
import type { FailingEndpoint } from "../../../server/capabilities/list-failing-endpoints.ts"
import { ENDPOINT_TYPES, MESSAGE_STATES } from "../../../server/domain/alert-values.ts"
import { outcomeWords } from "../../../server/domain/outcome-words.ts"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { RecordedAt } from "../../_components/dates.tsx"
import { one, type Query } from "../../_components/query.ts"
import { channels } from "../../_messages/alerts.en.ts"
import { messageStates, deliveries as text } from "../../_messages/deliveries.en.ts"
import { accountCaller, orRefusal, signedInOrRedirect } from "../../account/caller.ts"
import { LogPages } from "../../alerts/_parts/log-pages.tsx"
import { MessageList } from "../../alerts/_parts/message-list.tsx"
import "../../alerts/lists.css"
import "../../alerts/log.css"
import { AdminFrame, OnlyAdministrators } from "../frame.tsx"

export const metadata: Metadata = { title: text.heading, robots: { index: false } }

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const own = await signedInOrRedirect("/admin/deliveries")
  if (own.role !== "administrator") return <OnlyAdministrators own={own} />
  const query = await searchParams
  const state = MESSAGE_STATES.find((known) => known === one(query, "state"))
  const type = ENDPOINT_TYPES.find((known) => known === one(query, "type"))
  const cursor = one(query, "cursor")
  const { deliveries } = await accountCaller()
  const [page, failing] = await Promise.all([
    orRefusal(deliveries.list({ state, type, cursor })),
    deliveries.failing(),
  ])
  return (
    <AdminFrame current="deliveries" heading={text.heading}>
      <p className="account-intro">{text.standfirst}</p>
      {failing.length > 0 && <Failing endpoints={failing} />}
      <form action="/admin/deliveries" className="alert-filters">
        <Choice label={text.state} name="state" value={state} choices={Object.entries(messageStates)} />
        <Choice label={text.channel} name="type" value={type} choices={Object.entries(channels)} />
        <button type="submit" className="button">
          {text.apply}
        </button>
      </form>
      {isRefusal(page) ? (
        <p className="account-wrong" role="alert">
          {page.detail}
        </p>
      ) : (
        <div className="alert-log">
          {page.messages.length === 0 && (
            <div className="empty">
              <p>{text.none}</p>
              <p>{text.noneNext}</p>
            </div>
          )}
          <MessageList messages={page.messages} zone="UTC" link={undefined} forOperator />
        </div>
      )}
      <LogPages
        latest={cursor && pathOf({ state, type })}
        earlier={!isRefusal(page) && page.nextCursor && pathOf({ state, type, cursor: page.nextCursor })}
      />
    </AdminFrame>
  )
}

function pathOf(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
  return `/admin/deliveries?${new URLSearchParams(given)}`
}

function Failing({ endpoints }: { endpoints: FailingEndpoint[] }) {
  return (
    <section aria-labelledby="failing">
      <h2 id="failing" className="section-title">
        {text.failing}
      </h2>
      <p className="hint mb-3">{text.failingText}</p>
      <ul className="alert-list">
        {endpoints.map((endpoint) => (
          <li key={endpoint.id}>
            <p className="who">
              <b>{channels[endpoint.type]}</b> <bdi>{endpoint.address}</bdi>
              {endpoint.state === "disabled" && <>, {text.stopped}</>}
            </p>
            <p className="meta">
              {text.since} <RecordedAt at={endpoint.failingSince} zone="UTC" />,{" "}
              {text.failures(endpoint.failures)}
              {endpoint.outcome && <>. {outcomeWords(endpoint.outcome)}</>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Choice({
  label,
  name,
  value,
  choices,
}: {
  label: string
  name: string
  value: string | undefined
  choices: [string, string][]
}) {
  return (
    <label className="label">
      {label}
      <select className="field" name={name} defaultValue={value ?? ""}>
        <option value="">{text.any}</option>
        {choices.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

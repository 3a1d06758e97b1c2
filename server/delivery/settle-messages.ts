import { CHANNELS, notify } from "../../db/channels.ts"
import type { Transaction } from "../../db/client.ts"
import { DISABLE_AFTER_MS, retryAt } from "../domain/alert-calm.ts"
import type { EndpointType, MessageState } from "../domain/alert-values.ts"
import type { ClaimedMessage } from "./claim-messages.ts"
import { endEndpoint } from "./end-endpoint.ts"
import type { Jobs } from "./jobs.ts"
import type { Outcome } from "./outcome.ts"

/** One attempt that is over. */
export interface Attempted {
  message: ClaimedMessage
  outcome: Outcome
  /** When it began, in epoch ms, and how long it took. */
  at: number
  tookMs: number
  /** For the inbox: what its owner's open pages are told. */
  told?: string
}

/**
 * Notes how attempts went, in the caller's transaction: the attempt itself, what becomes of the message and of its endpoint,
 * and the job for another attempt where there is one. `now` in epoch ms, `chance` between 0 and 1.
 */
export async function settleMessages(
  tx: Transaction,
  jobs: Pick<Jobs, "put" | "finish">,
  type: EndpointType,
  attempted: Attempted[],
  { now, chance }: { now: number; chance: () => number },
): Promise<void> {
  const endpoints = await lockEndpoints(tx, attempted)
  const settled = attempted.map((one) => {
    const endpoint = endpoints.get(one.message.endpoint)
    return { ...one, next: endpoint ? nextOf(one, endpoint, now, chance()) : lastOf(one) }
  })
  await writeAttempts(tx, settled, now)
  for (const endpoint of endpoints.values())
    if (endpoint.touched) await writeEndpoint(tx, jobs, endpoint, now)
  await jobs.finish(
    tx,
    type,
    attempted.map(({ message }) => message.job),
  )
  await jobs.put(
    tx,
    type,
    settled.flatMap(({ message, next }) =>
      next.dueAt === undefined
        ? []
        : [{ message: message.id, endpoint: message.endpoint, dueAt: next.dueAt }],
    ),
  )
  const told = attempted.flatMap((one) => one.told ?? [])
  if (told.length > 0) await notify(tx, CHANNELS.alert, told)
}

interface Next {
  state: MessageState
  dueAt?: number
}

interface Fare {
  id: string
  failingSince: number | null
  failures: number
  restsUntil: number | null
  /** Set where it ends or is disabled, with the outcome that did it. */
  over?: { state: "ended" | "disabled"; outcome: string }
  touched: boolean
}

/** What becomes of a message after an attempt; how its endpoint fares is noted on `endpoint`. */
function nextOf({ message, outcome }: Attempted, endpoint: Fare, now: number, chance: number): Next {
  switch (outcome.verdict) {
    case "delivered":
      if (endpoint.failingSince !== null) endpoint.touched = true
      Object.assign(endpoint, { failingSince: null, failures: 0, restsUntil: null })
      return { state: "delivered" }
    case "gone":
      Object.assign(endpoint, { touched: true, over: { state: "ended", outcome: outcome.name } })
      return { state: "failed" }
    case "refused":
      fail(endpoint, outcome, now)
      return { state: "failed" }
    case "nothing_to_send":
      return { state: "stopped" }
    case "ours": {
      const dueAt = retryAt(message.attempt, now, chance, outcome.retryAfterMs)
      return dueAt === null ? { state: "failed" } : { state: "waiting", dueAt }
    }
    case "retry": {
      // several that were out at once and came back together are one failure of the endpoint
      if ((endpoint.restsUntil ?? 0) <= now) endpoint.failures += 1
      fail(endpoint, outcome, now)
      const restsUntil = retryAt(endpoint.failures, now, chance, outcome.retryAfterMs)
      // a receiver that has failed as often as any is tried says as much as the days do
      if (restsUntil === null) endpoint.over ??= { state: "disabled", outcome: outcome.name }
      else endpoint.restsUntil = Math.max(endpoint.restsUntil ?? 0, restsUntil)
      // it may be this message that the receiver cannot take: that is held against the message alone
      const dueAt = retryAt(message.attempt, now, chance, outcome.retryAfterMs)
      return dueAt === null || endpoint.over ? { state: "failed" } : { state: "waiting", dueAt }
    }
    default:
      return outcome.verdict satisfies never
  }
}

/** The same where its endpoint has ended while it was out: what was taken was taken, and nothing is tried again. */
function lastOf({ outcome }: Attempted): Next {
  return { state: outcome.verdict === "delivered" ? "delivered" : "failed" }
}

function fail(endpoint: Fare, outcome: Outcome, now: number): void {
  endpoint.touched = true
  endpoint.failingSince ??= now
  if (now - endpoint.failingSince >= DISABLE_AFTER_MS)
    endpoint.over = { state: "disabled", outcome: outcome.name }
}

/** Locked in one order, so that two senders never wait for each other; whoever plans a message for one may go on. */
async function lockEndpoints(tx: Transaction, attempted: Attempted[]): Promise<Map<string, Fare>> {
  const { rows } = await tx.$client.query<Omit<Fare, "touched">>({
    name: "lock-endpoints",
    text: `select id, failing_since as "failingSince", failures, rests_until as "restsUntil" from endpoint
            where id = any($1) and state in ('active', 'pending') order by id for no key update`,
    values: [[...new Set(attempted.map(({ message }) => message.endpoint))]],
  })
  return new Map(rows.map((row) => [row.id, { ...row, touched: false }]))
}

async function writeAttempts(
  tx: Transaction,
  settled: (Attempted & { next: Next })[],
  now: number,
): Promise<void> {
  const rows = settled.map(({ message, outcome, at, tookMs, next }) => ({
    id: message.id,
    number: message.attempt,
    at,
    tookMs: Math.round(tookMs),
    outcome: outcome.name,
    status: outcome.status ?? null,
    state: next.state,
    dueAt: next.dueAt ?? null,
    sentAt: outcome.verdict === "delivered" ? now : null,
  }))
  await tx.$client.query({
    name: "write-attempts",
    text: `with went as (
             select * from json_to_recordset($1) as a(id text, number int, at bigint, "tookMs" int, outcome text, status int,
                                                      state text, "dueAt" bigint, "sentAt" bigint)
           ), noted as (
             insert into attempt (message_id, number, at, took_ms, outcome, status)
             -- its message may have gone with its subscriber meanwhile
             select went.id, number, at, "tookMs", went.outcome, status from went join message on message.id = went.id
             on conflict do nothing
           )
           update message m
              set state = case when m.state = 'sending' then went.state else m.state end, outcome = went.outcome,
                  due_at = coalesce(went."dueAt", m.due_at), sent_at = coalesce(went."sentAt", m.sent_at)
             from went where m.id = went.id`,
    values: [JSON.stringify(rows)],
  })
}

async function writeEndpoint(
  tx: Transaction,
  jobs: Pick<Jobs, "put">,
  endpoint: Fare,
  now: number,
): Promise<void> {
  await tx.$client.query({
    name: "write-endpoint",
    text: "update endpoint set failing_since = $2, failures = $3, rests_until = $4 where id = $1",
    values: [endpoint.id, endpoint.failingSince, endpoint.failures, endpoint.restsUntil],
  })
  if (endpoint.over) await endEndpoint(tx, jobs, { id: endpoint.id, ...endpoint.over, now })
}

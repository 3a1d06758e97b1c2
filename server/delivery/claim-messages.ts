import type { Transaction } from "../../db/client.ts"
import { FLOOD_WINDOW_MS, floodWait, gathers, type Pace, quietEnds } from "../domain/alert-calm.ts"
import { type AlertNotice, isForPending } from "../domain/alert-notice.ts"
import type { EndpointState, MessageState } from "../domain/alert-values.ts"
import type { Jobs, TakenJob } from "./jobs.ts"
import { MAY_BE_TOLD, WHY_NOT_TOLD } from "./may-be-told.ts"

/** A message that is to be sent now, by whoever claimed it. */
export interface ClaimedMessage extends Pace {
  id: string
  job: string
  /** 1 for the first attempt. */
  attempt: number
  notice: AlertNotice | null
  /** For a notice that asks for confirmation: what was asked for, in words. */
  asked?: string
  /** Epoch ms. */
  createdAt: number
  endpoint: string
  address: string
  pushKeys: { p256dh: string; auth: string } | null
  secretGeneration: number
  secretOverlapUntil: number | null
  subscriber: string
  userId: string | null
  linkGeneration: number
}

/**
 * Claims the messages that were taken, in the caller's transaction: those that are due are marked as being sent, with every
 * delivery that they carry; from then on these count as told. What is not due any more or yet is put off or dropped, and
 * its job is finished. `now` in epoch ms. Out: what was claimed, and endpoints that were found to rest, with until when.
 */
export async function claimMessages(
  tx: Transaction,
  jobs: Pick<Jobs, "put" | "finish">,
  type: Pace["type"],
  taken: TakenJob[],
  now: number,
): Promise<{ claimed: ClaimedMessage[]; resting: Map<string, number> }> {
  const { rows } = await tx.$client.query<Row>({
    name: "lock-messages",
    text: LOCK_SQL,
    values: [taken.map(({ message }) => message)],
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const recent = await readRecentlySent(tx, rows, now)
  const jobOf = new Map<string, string>()
  const done: string[] = []
  const later: { message: string; endpoint: string; dueAt: number }[] = []
  const stopped: string[] = []
  for (const job of taken) {
    const row = byId.get(job.message)
    const fate = row && !jobOf.has(row.id) ? fateOf(row, recent.get(row.endpoint) ?? [], now) : "drop"
    if (row && fate === "send") {
      jobOf.set(row.id, job.id)
      continue
    }
    done.push(job.id)
    if (row && fate === "stop") stopped.push(row.id)
    if (row && typeof fate === "object")
      later.push({ message: row.id, endpoint: row.endpoint, dueAt: fate.later })
  }
  const carrying = await markSent(tx, [...jobOf.keys()])
  const claimed: ClaimedMessage[] = []
  for (const [id, job] of jobOf) {
    const row = byId.get(id)
    if (!row) continue
    // everything that it was to tell was stopped meanwhile
    if (row.notice === null && !carrying.has(id)) {
      stopped.push(id)
      done.push(job)
    } else claimed.push({ ...row, job, attempt: row.attempts + 1 })
  }
  await tx.$client.query({
    name: "claim-messages",
    text: "update message set state = 'sending', attempts = attempts + 1 where id = any($1)",
    values: [claimed.map(({ id }) => id)],
  })
  await stopMessages(tx, stopped)
  await tx.$client.query({
    name: "put-claimed-off",
    // what waits longer takes in what comes meanwhile
    text: `update message set due_at = l."dueAt", latest_at = greatest(latest_at, l."dueAt")
             from json_to_recordset($1) as l(message text, "dueAt" bigint) where message.id = l.message`,
    values: [JSON.stringify(later)],
  })
  await jobs.put(tx, type, later)
  await jobs.finish(tx, type, done)
  const resting = rows.flatMap(({ endpoint, restsUntil }): [string, number][] =>
    restsUntil !== null && restsUntil > now ? [[endpoint, restsUntil]] : [],
  )
  return { claimed, resting: new Map(resting) }
}

interface Row extends Omit<ClaimedMessage, "job" | "attempt"> {
  state: MessageState
  attempts: number
  dueAt: number
  seq: number | null
  endpointState: EndpointState
  restsUntil: number | null
  urgent: boolean
}

type Fate = "send" | "stop" | "drop" | { later: number }

function fateOf(row: Row, sentAt: readonly number[], now: number): Fate {
  // `sending` is a message whose sender died: it goes again, under its own id
  if (row.state !== "waiting" && row.state !== "sending") return "drop"
  const usable =
    row.endpointState === "active" || (row.endpointState === "pending" && isForPending(row.notice))
  if (!usable) return "stop"
  const isBundle = gathers(row.type) && row.notice === null
  const floodUntil = isBundle && row.cadence === "instant" && !row.urgent ? floodWait(sentAt, now) : now
  const from = Math.max(row.dueAt, row.restsUntil ?? 0, row.attempts === 0 ? floodUntil : now)
  const at = isBundle ? quietEnds(Math.max(from, now), row) : from
  return at > now ? { later: at } : "send"
}

/** Marks what the messages carry as told, but for what may not be told any more. Out: those that carry something. */
async function markSent(tx: Transaction, messages: string[]): Promise<Set<string>> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: "mark-sent",
    text: `with looked as materialized (
             select d.negotiation_id, d.seq, d.subscription_id, d.message_id, d.state, ${MAY_BE_TOLD} as may
               from delivery d where d.message_id = any($1) and d.state <> 'stopped'
           ), marked as (
             update delivery d set state = case when looked.may then 'sent' else 'stopped' end from looked
              where looked.state = 'waiting' and d.negotiation_id = looked.negotiation_id and d.seq = looked.seq
                and d.subscription_id = looked.subscription_id
           )
           select distinct message_id as id from looked where may`,
    values: [messages],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Messages that are not sent (again), each with why. */
async function stopMessages(tx: Transaction, messages: string[]): Promise<void> {
  if (messages.length === 0) return
  await tx.$client.query(
    `update message m set state = 'stopped',
            outcome = coalesce((select ${WHY_NOT_TOLD} from delivery d where d.message_id = m.id having count(*) > 0), 'stopped')
      where id = any($1)`,
    [messages],
  )
}

/** When instant mails and pushes went to these endpoints lately, for the guard against floods. */
async function readRecentlySent(tx: Transaction, rows: Row[], now: number): Promise<Map<string, number[]>> {
  const gathering = rows.filter(
    ({ seq, notice, cadence }) => seq === null && !notice && cadence === "instant",
  )
  if (gathering.length === 0) return new Map()
  const { rows: sent } = await tx.$client.query<{ endpoint: string; at: number }>({
    name: "read-recently-sent",
    text: `select endpoint_id as endpoint, sent_at as at from message
            where endpoint_id = any($1) and created_at > $2 and sent_at > $3 and seq is null and notice is null`,
    values: [gathering.map(({ endpoint }) => endpoint), now - 86_400_000, now - FLOOD_WINDOW_MS],
  })
  return new Map(
    [...Map.groupBy(sent, ({ endpoint }) => endpoint)].map(([endpoint, some]) => [
      endpoint,
      some.map(({ at }) => at),
    ]),
  )
}

/** What sending a message needs of it, of where it goes and of who is told. */
export const MESSAGE_COLUMNS = `
  m.id, m.notice, m.cadence, m.created_at as "createdAt", e.id as endpoint, e.type, e.address, e.push_keys as "pushKeys",
  e.secret_generation as "secretGeneration", e.secret_overlap_until as "secretOverlapUntil", r.id as subscriber,
  r.user_id as "userId", r.link_generation as "linkGeneration", r.time_zone as "timeZone",
  r.digest_hour as "digestHour", r.quiet_from as "quietFrom", r.quiet_to as "quietTo"`

const LOCK_SQL = `
  select ${MESSAGE_COLUMNS}, m.state, m.attempts, m.due_at as "dueAt", m.seq, e.state as "endpointState",
         e.rests_until as "restsUntil",
         exists (select from delivery d join alert a on a.negotiation_id = d.negotiation_id and a.seq = d.seq
                  where d.message_id = m.id and a.severity = 'urgent') as urgent
    from message m join endpoint e on e.id = m.endpoint_id join subscriber r on r.id = e.subscriber_id
   where m.id = any($1) order by m.id for update of m`

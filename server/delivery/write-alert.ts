import type { Transaction } from "../../db/client.ts"
import { gathers, goesAt, joins, type Pace } from "../domain/alert-calm.ts"
import type { AlertSeverity, Cadence } from "../domain/alert-values.ts"
import type { ChangeKind } from "../domain/vocabulary.ts"
import type { Jobs, NewJob } from "./jobs.ts"
import { newMessageId } from "./outbox.ts"

export interface AlertToWrite {
  negotiationId: number
  seq: number
  kind: ChangeKind
  subject: string
  severity: AlertSeverity
  /** Epoch ms, both. */
  recordedAt: number
  heldUntil: number
  /** Subscriptions whose filter hears it. */
  asked: string[]
  /** Subscriptions that were told of what it corrects or withdraws. */
  followUps: string[]
}

/**
 * Writes an alert with its deliveries, and the messages that will carry them: one each for a webhook and an inbox; for mail
 * and push the one that is open already takes them in.
 */
export async function writeAlert(
  tx: Transaction,
  jobs: Pick<Jobs, "put">,
  alert: AlertToWrite,
): Promise<void> {
  const { negotiationId, seq, heldUntil } = alert
  const recipients = await readRecipients(
    tx,
    [...new Set([...alert.asked, ...alert.followUps])],
    alert.recordedAt,
  )
  if (recipients.length === 0 || !(await writeHead(tx, alert, recipients.length))) return
  const asked = new Set(alert.asked)
  const open = await readOpenMessages(tx, recipients)
  const messages = new Map<string, PlannedMessage>()
  const deliveries = recipients.map((to) => {
    const message = messageFor(to, { open, messages, seq, heldUntil })
    return { subscription: to.subscription, message: message.id, followsUp: !asked.has(to.subscription) }
  })
  const planned = [...messages.values()]
  await writeMessages(tx, { negotiationId, createdAt: alert.recordedAt }, planned)
  await tx.$client.query({
    name: "write-deliveries",
    text: `insert into delivery (negotiation_id, seq, subscription_id, message_id, follows_up)
           select $1, $2, d.subscription, d.message, d."followsUp"
             from json_to_recordset($3) as d(subscription text, message text, "followsUp" boolean)`,
    values: [negotiationId, seq, JSON.stringify(deliveries)],
  })
  const fresh = Map.groupBy(
    planned.filter((message) => message.isNew),
    (message) => message.type,
  )
  for (const [type, some] of fresh) await jobs.put(tx, type, some.map(jobOf))
}

interface Recipient extends Pace {
  subscription: string
  endpoint: string
}

interface PlannedMessage {
  id: string
  endpoint: string
  type: Recipient["type"]
  cadence: Cadence
  /** The change that it carries alone; null for a mail or push. */
  seq: number | null
  dueAt: number
  latestAt: number
  isNew: boolean
}

type OpenMessage = Pick<PlannedMessage, "id" | "endpoint" | "cadence" | "dueAt" | "latestAt">

/**
 * Whoever was active when it was recorded and is now, with how they want to be told. An endpoint that has ended or is
 * disabled is told nothing.
 */
async function readRecipients(
  tx: Transaction,
  subscriptions: string[],
  recordedAt: number,
): Promise<Recipient[]> {
  if (subscriptions.length === 0) return []
  const { rows } = await tx.$client.query<Recipient>({
    name: "read-recipients",
    text: `select s.id as subscription, e.id as endpoint, e.type, s.cadence, r.time_zone as "timeZone",
                  r.digest_hour as "digestHour", r.quiet_from as "quietFrom", r.quiet_to as "quietTo"
             from subscription s
             join endpoint e on e.id = s.endpoint_id and e.state = 'active'
             join subscriber r on r.id = s.subscriber_id
            where s.id = any($1) and s.state = 'active' and s.hears_from <= $2`,
    values: [subscriptions, recordedAt],
  })
  return rows
}

/** False where an editor has stopped this alert before it was planned. */
async function writeHead(tx: Transaction, alert: AlertToWrite, recipients: number): Promise<boolean> {
  const { rows } = await tx.$client.query<{ stopped: boolean }>(
    `insert into alert (negotiation_id, seq, kind, subject, severity, recorded_at, held_until, recipients)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (negotiation_id, seq) do update set recipients = excluded.recipients
     returning stopped_at is not null as stopped`,
    [
      alert.negotiationId,
      alert.seq,
      alert.kind,
      alert.subject,
      alert.severity,
      alert.recordedAt,
      alert.heldUntil,
      recipients,
    ],
  )
  return rows[0]?.stopped === false
}

const openKey = ({ endpoint, cadence }: { endpoint: string; cadence: Cadence }) => `${endpoint} ${cadence}`

/** Locked until the plan is committed: a sender that claims one of them meanwhile finds what was added. */
async function readOpenMessages(tx: Transaction, recipients: Recipient[]): Promise<Map<string, OpenMessage>> {
  const gathering = recipients.filter(({ type }) => gathers(type))
  if (gathering.length === 0) return new Map()
  const { rows } = await tx.$client.query<OpenMessage>({
    name: "read-open-messages",
    text: `with open as (
             select id, endpoint_id as endpoint, cadence, due_at as "dueAt", latest_at as "latestAt", created_at from message
              where endpoint_id = any($1) and state = 'waiting' and attempts = 0 and seq is null and notice is null
              order by id for update)
           select * from open order by created_at`,
    values: [[...new Set(gathering.map(({ endpoint }) => endpoint))]],
  })
  return new Map(rows.map((row) => [openKey(row), row]))
}

function messageFor(
  to: Recipient,
  plan: {
    open: ReadonlyMap<string, OpenMessage>
    messages: Map<string, PlannedMessage>
    seq: number
    heldUntil: number
  },
): PlannedMessage {
  const key = openKey(to)
  const known = plan.messages.get(key)
  if (known) return known
  const { endpoint, type, cadence } = to
  const times = goesAt(plan.heldUntil, to)
  const open = gathers(type) ? plan.open.get(key) : undefined
  const joined = open && joins(open, { ...times, heldUntil: plan.heldUntil })
  const message: PlannedMessage =
    open && joined
      ? { id: open.id, endpoint, type, cadence, seq: null, ...joined, isNew: false }
      : {
          id: newMessageId(),
          endpoint,
          type,
          cadence,
          seq: gathers(type) ? null : plan.seq,
          ...times,
          isNew: true,
        }
  plan.messages.set(key, message)
  return message
}

async function writeMessages(
  tx: Transaction,
  { negotiationId, createdAt }: { negotiationId: number; createdAt: number },
  messages: PlannedMessage[],
): Promise<void> {
  const of = (isNew: boolean) => JSON.stringify(messages.filter((message) => message.isNew === isNew))
  await tx.$client.query({
    name: "write-messages",
    text: `insert into message (id, endpoint_id, cadence, negotiation_id, seq, due_at, latest_at, created_at)
           select m.id, m.endpoint, m.cadence, case when m.seq is not null then $2::int end, m.seq, m."dueAt", m."latestAt", $3
             from json_to_recordset($1)
               as m(id text, endpoint text, cadence text, seq bigint, "dueAt" bigint, "latestAt" bigint)`,
    values: [of(true), negotiationId, createdAt],
  })
  await tx.$client.query({
    name: "put-messages-off",
    text: `update message set due_at = m."dueAt", latest_at = m."latestAt"
             from json_to_recordset($1) as m(id text, "dueAt" bigint, "latestAt" bigint) where message.id = m.id`,
    values: [of(false)],
  })
}

function jobOf({ id, endpoint, dueAt }: PlannedMessage): NewJob {
  return { message: id, endpoint, dueAt }
}

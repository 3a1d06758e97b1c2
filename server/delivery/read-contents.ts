import type { Database } from "../../db/client.ts"
import { readChanges, readEpoch } from "../change-log/read-changes.ts"
import { readNames } from "../change-log/read-names.ts"
import type { SubscriptionFilter } from "../domain/alert-rules.ts"
import type { AlertSeverity } from "../domain/alert-values.ts"
import type { Change } from "../domain/change.ts"
import { filterWords } from "../domain/filter-words.ts"
import type { AlertNames } from "../domain/wording.ts"

/** One change that a message tells of, with what its words need. */
export interface ToldChange {
  message: string
  change: Change
  /** The change as the API gives it. */
  json: string
  severity: AlertSeverity
  subscriptions: { id: string; filter: SubscriptionFilter; followsUp: boolean }[]
  names: AlertNames
}

/** What the messages carry, each in the order of the log. A change whose content the law has erased is left out. */
export async function readContents(db: Database, messages: string[]): Promise<Map<string, ToldChange[]>> {
  const { rows } = await db.$client.query<Row>({ name: "read-told", text: TOLD_SQL, values: [messages] })
  const epoch = await readEpoch(db)
  const changes = new Map<string, { change: Change; json: string } | undefined>()
  const names = new Map<number, ToldChange["names"]>()
  const told = new Map<string, ToldChange[]>()
  for (const row of rows) {
    const key = `${row.negotiationId} ${row.seq}`
    if (!changes.has(key)) changes.set(key, await readChange(db, row, epoch))
    const found = changes.get(key)
    if (!found) continue
    const { message, severity, subscriptions } = row
    const named = names.get(row.negotiationId) ?? (await readNames(db, row.negotiationId))
    names.set(row.negotiationId, named)
    const of = told.get(message) ?? []
    of.push({ message, ...found, severity, subscriptions, names: named })
    told.set(message, of)
  }
  return told
}

interface Row extends Pick<ToldChange, "message" | "severity" | "subscriptions"> {
  negotiationId: number
  seq: number
}

const TOLD_SQL = `
  select d.message_id as message, d.negotiation_id as "negotiationId", d.seq, a.severity,
         json_agg(json_build_object('id', s.id, 'filter', s.filter, 'followsUp', d.follows_up) order by s.created_at, s.id)
           as subscriptions
    from delivery d
    join alert a on a.negotiation_id = d.negotiation_id and a.seq = d.seq
    join subscription s on s.id = d.subscription_id
   where d.message_id = any($1) and d.state = 'sent'
   group by d.message_id, d.negotiation_id, d.seq, a.severity
   order by d.negotiation_id, d.seq`

async function readChange(
  db: Database,
  { negotiationId, seq }: Row,
  epoch: string,
): Promise<{ change: Change; json: string } | undefined> {
  const [logged] = await readChanges(db, negotiationId, epoch, seq - 1, 1)
  return logged && !logged.erased ? { change: JSON.parse(logged.json), json: logged.json } : undefined
}

/** What somebody asked for, in words: for the mail in which they confirm it. */
export async function readAsked(db: Database, subscription: string): Promise<string> {
  const { rows } = await db.$client.query<{ filter: SubscriptionFilter; negotiationId: number | null }>(
    `select filter, negotiation_id as "negotiationId" from subscription where id = $1`,
    [subscription],
  )
  const [found] = rows
  if (!found) return ""
  const names = found.negotiationId === null ? null : await readNames(db, found.negotiationId)
  const words = filterWords(found.filter, names)
  return names ? `${words} (${names.negotiation.title})` : words
}

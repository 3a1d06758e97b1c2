import type { Database } from "../../db/client.ts"
import { keyOf, type LogPlace, readByKey } from "../change-log/read-by-key.ts"
import { readNames } from "../change-log/read-names.ts"
import type { SubscriptionFilter } from "../domain/alert-rules.ts"
import type { AlertSeverity } from "../domain/alert-values.ts"
import type { Change } from "../domain/change.ts"
import { filterWords } from "../domain/filter-words.ts"
import type { AlertNames } from "../domain/wording.ts"
import { MAY_BE_TOLD } from "./may-be-told.ts"

/** One change that a message tells of, with what its words need. */
export interface ToldChange {
  change: Change
  severity: AlertSeverity
  subscriptions: { id: string; filter: SubscriptionFilter; followsUp: boolean }[]
  /** Messages that told the same subscriptions of what it corrects or withdraws, the latest last. */
  follows: string[]
  names: AlertNames
}

/**
 * What the messages carry, each in the order of the log: `to_tell` what may be told now, `told` all that was. A change whose
 * content the law has erased is left out.
 */
export async function readContents(
  db: Database,
  messages: string[],
  which: "to_tell" | "told",
): Promise<Map<string, ToldChange[]>> {
  if (messages.length === 0) return new Map()
  const { rows } = await db.$client.query<Row>({
    name: `read-${which}`,
    text: TOLD_SQL[which],
    values: [messages],
  })
  const changes = await readByKey(db, rows)
  const names = new Map<number, AlertNames>()
  for (const id of new Set(rows.map((row) => row.negotiationId))) names.set(id, await readNames(db, id))
  const told = new Map<string, ToldChange[]>()
  for (const { message, severity, subscriptions, follows, ...key } of rows) {
    const change = changes.get(keyOf(key))
    const named = names.get(key.negotiationId)
    if (!change || !named) continue
    const of = told.get(message) ?? []
    of.push({ change, severity, subscriptions, follows, names: named })
    told.set(message, of)
  }
  return told
}

interface Row extends Pick<ToldChange, "severity" | "subscriptions" | "follows">, LogPlace {
  message: string
}

const told = (where: string) => `
  select d.message_id as message, d.negotiation_id as "negotiationId", d.seq, a.severity,
         json_agg(json_build_object('id', s.id, 'filter', s.filter, 'followsUp', d.follows_up) order by s.created_at, s.id)
           as subscriptions,
         case when a.kind in ('statement.corrected', 'statement.withdrawn') then coalesce((
           select json_agg(m.id order by m.created_at) from message m where m.id in (
             select earlier.message_id from alert b
               join delivery earlier on earlier.negotiation_id = b.negotiation_id and earlier.seq = b.seq
              where b.negotiation_id = a.negotiation_id and b.subject = a.subject and b.seq < a.seq
                and earlier.subscription_id = any(array_agg(s.id)) and earlier.state = 'sent'
                and earlier.message_id <> d.message_id)), '[]') else '[]' end as follows
    from delivery d
    join alert a on a.negotiation_id = d.negotiation_id and a.seq = d.seq
    join subscription s on s.id = d.subscription_id
   where d.message_id = any($1) and d.state = 'sent' ${where}
   group by d.message_id, d.negotiation_id, d.seq, a.negotiation_id, a.seq
   order by d.negotiation_id, d.seq`

const TOLD_SQL = { to_tell: told(`and ${MAY_BE_TOLD}`), told: told("") }

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

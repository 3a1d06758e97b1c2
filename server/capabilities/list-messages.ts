import { type Database, inTransaction, type Reader } from "../../db/client.ts"
import { keyOf, type LogPlace, readByKey } from "../change-log/read-by-key.ts"
import { readNames } from "../change-log/read-names.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import { type AlertNotice, noticeSentence } from "../domain/alert-notice.ts"
import {
  type AlertSeverity,
  type EndpointType,
  type MessageState,
  shownAddress,
} from "../domain/alert-values.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { type AlertNames, alertItem } from "../domain/wording.ts"
import { isAtDesk } from "./find-negotiation.ts"
import { type Asking, findSubscriber } from "./find-subscriber.ts"
import type { Actor } from "./matrix.ts"

/** A message as its delivery log shows it: what it told, and each attempt with its named outcome. */
export interface ListedMessage {
  id: string
  type: EndpointType
  address: string
  state: MessageState
  createdAt: string
  /** When it goes, or goes again, where it waits. */
  dueAt: string | null
  sentAt: string | null
  readAt: string | null
  outcome: string | null
  /** Null where it told of changes. */
  notice: AlertNotice | null
  /**
   * A sentence for each change that it carries, with the page that shows it; of a notice its own. What the law has erased,
   * or is of a negotiation that its reader may not read any more, is left out.
   */
  told: { headline: string; path: string | null; severity: AlertSeverity }[]
  attempts: { number: number; at: string; tookMs: number; outcome: string; status: number | null }[]
}

export interface MessagePage {
  messages: ListedMessage[]
  nextCursor: string | null
}

const PAGE = 50

/** The delivery log of one of one's own subscriptions, newest first. */
export async function listOwnMessages(
  db: Database,
  links: SignedLinks,
  { id, cursor, ...asking }: Asking & { id: string; cursor?: string | undefined },
): Promise<MessagePage | Refusal> {
  const subscriber = await findSubscriber(db, links, asking)
  if (isRefusal(subscriber)) return subscriber
  const { rowCount } = await db.$client.query(
    "select from subscription where id = $1 and subscriber_id = $2",
    [id, subscriber.id],
  )
  if (!rowCount) return refuse("not_found", "You have no such subscription.", "id")
  return page(db, cursor, {
    where: "exists (select from delivery d where d.message_id = m.id and d.subscription_id = $4)",
    values: [id],
    mayReadPrivate: isAtDesk(asking.actor),
  })
}

/** Every message, for the operator: of one state and type where they are given. */
export function listAllMessages(
  db: Database,
  input: { state?: MessageState | undefined; type?: EndpointType | undefined; cursor?: string | undefined },
): Promise<MessagePage | Refusal> {
  return page(db, input.cursor, {
    where: "($4::text is null or m.state = $4) and ($5::text is null or e.type = $5)",
    values: [input.state ?? null, input.type ?? null],
    mayReadPrivate: true,
  })
}

/**
 * What has come into somebody's inbox, newest first, with how much of it is not read yet: both as of one instant, since what
 * is counted and not listed would be looked for in vain.
 */
export async function listInbox(
  db: Database,
  { actor, userId }: { actor: Actor | null; userId: string },
  cursor?: string,
): Promise<(MessagePage & { unread: number }) | Refusal> {
  return inTransaction(
    db,
    async (tx) => {
      const found = await page(tx, cursor, {
        where: "e.type = 'inbox' and m.state = 'delivered' and r.user_id = $4",
        values: [userId],
        mayReadPrivate: isAtDesk(actor),
      })
      return isRefusal(found) ? found : { ...found, unread: await countUnread(tx, userId) }
    },
    "repeatable read read only",
  )
}

export async function countUnread(db: Reader, userId: string): Promise<number> {
  const { rows } = await db.$client.query<{ count: number }>(
    `select count(*)::int as count from message m join endpoint e on e.id = m.endpoint_id
       join subscriber r on r.id = e.subscriber_id
      where r.user_id = $1 and e.type = 'inbox' and m.state = 'delivered' and m.read_at is null`,
    [userId],
  )
  return rows[0]?.count ?? 0
}

/** Marks messages of one's own inbox as read, or all of them. `now` in epoch ms. Out: how many are still not. */
export async function markRead(
  db: Database,
  userId: string,
  messages: string[] | "all",
  now: number,
): Promise<{ unread: number }> {
  await db.$client.query(
    `update message m set read_at = $2 from endpoint e join subscriber r on r.id = e.subscriber_id
      where e.id = m.endpoint_id and r.user_id = $1 and e.type = 'inbox' and m.state = 'delivered'
        and m.read_at is null and ($3::text[] is null or m.id = any($3))`,
    [userId, now, messages === "all" ? null : messages],
  )
  return { unread: await countUnread(db, userId) }
}

async function page(
  db: Reader,
  cursor: string | undefined,
  { where, values, mayReadPrivate }: { where: string; values: (string | null)[]; mayReadPrivate: boolean },
): Promise<MessagePage | Refusal> {
  const from = cursor === undefined ? undefined : /^(\d{1,15})\.(msg_[0-9a-z-]+)$/.exec(cursor)
  if (from === null) return refuse("invalid", "This cursor is none that was given here.", "cursor")
  const { rows } = await db.$client.query<Row>(
    `select m.id, e.type, e.address, m.state, m.created_at as "createdAt", m.due_at as "dueAt", m.sent_at as "sentAt",
            m.read_at as "readAt", m.outcome, m.notice,
            coalesce((select json_agg(json_build_object('number', a.number, 'at', a.at, 'tookMs', a.took_ms,
                                                        'outcome', a.outcome, 'status', a.status) order by a.number)
                        from attempt a where a.message_id = m.id), '[]') as attempts,
            coalesce((select json_agg(t order by t."negotiationId", t.seq)
                        from (select distinct d.negotiation_id as "negotiationId", d.seq, a.severity, n.visibility = 'private' as hidden
                                from delivery d join alert a on a.negotiation_id = d.negotiation_id and a.seq = d.seq
                                join negotiation n on n.id = d.negotiation_id
                               where d.message_id = m.id and d.state <> 'stopped' limit 200) t), '[]') as told
       from message m join endpoint e on e.id = m.endpoint_id join subscriber r on r.id = e.subscriber_id
      where ($1::bigint is null or (m.created_at, m.id) < ($1, $2)) and ${where}
      order by m.created_at desc, m.id desc limit $3`,
    [from?.[1] ?? null, from?.[2] ?? null, PAGE + 1, ...values],
  )
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  const told = shown.flatMap((row) => row.told.filter(({ hidden }) => mayReadPrivate || !hidden))
  const sentences = await readSentences(db, told)
  return {
    messages: shown.map((row) => listed(row, sentences)),
    nextCursor: rows.length > PAGE && last ? `${last.createdAt}.${last.id}` : null,
  }
}

interface ToldKey extends LogPlace {
  severity: AlertSeverity
  /** Its negotiation has become private. */
  hidden: boolean
}
interface Row {
  id: string
  type: EndpointType
  address: string
  state: MessageState
  createdAt: number
  dueAt: number
  sentAt: number | null
  readAt: number | null
  outcome: string | null
  notice: AlertNotice | null
  attempts: { number: number; at: number; tookMs: number; outcome: string; status: number | null }[]
  told: ToldKey[]
}

/** Each change once, however many messages tell of it. */
async function readSentences(
  db: Reader,
  told: ToldKey[],
): Promise<Map<string, ListedMessage["told"][number]>> {
  const changes = await readByKey(db, told)
  const named = new Map<number, AlertNames>()
  const sentences = new Map<string, ListedMessage["told"][number]>()
  for (const key of told) {
    const change = changes.get(keyOf(key))
    if (!change || sentences.has(keyOf(key))) continue
    const names = named.get(key.negotiationId) ?? (await readNames(db, key.negotiationId))
    named.set(key.negotiationId, names)
    const { headline, path } = alertItem(change, names, key.severity)
    sentences.set(keyOf(key), { headline, path, severity: key.severity })
  }
  return sentences
}

function listed(
  { createdAt, dueAt, sentAt, readAt, told, attempts, ...row }: Row,
  sentences: ReadonlyMap<string, ListedMessage["told"][number]>,
): ListedMessage {
  return {
    ...row,
    address: shownAddress(row.type, row.address),
    createdAt: iso(createdAt),
    dueAt: row.state === "waiting" ? iso(dueAt) : null,
    sentAt: sentAt === null ? null : iso(sentAt),
    readAt: readAt === null ? null : iso(readAt),
    told: row.notice
      ? [{ headline: noticeSentence(row.notice), path: null, severity: "routine" }]
      : told.flatMap((key) => sentences.get(keyOf(key)) ?? []),
    attempts: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: iso(at) })),
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

import type pg from "pg"
import type { Reader } from "../../db/client.ts"

/** `public` goes to readers; `desk` (drafts, reviews) has numbers of its own and is for those at the desk alone. */
export type Audience = "public" | "desk"

/** A change as it lies in the log: its number, and its JSON as every client gets it. */
export interface LoggedChange {
  seq: number
  kind: string
  /** What it is about, e.g. `statement:s1`. */
  subject: string
  /** The whole change (contract: epoch and hash included), encoded once for all who read it. */
  json: string
  /** The law erased its content: a board that is folded over it misses what it did. */
  erased?: true
}

/** A negotiation and where its log for one audience stands. */
export interface LogHead {
  id: number
  slug: string
  seq: number
  visibility: "public" | "private"
}

/** The epoch of this database's log: it lasts as long as the history is unbroken. */
export function readEpoch(db: Reader): Promise<string> {
  return readEpochOver(db.$client)
}

/** The same over a connection of one's own. */
export async function readEpochOver(client: pg.Pool | pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ value: string }>("select value from setting where key = 'epoch'")
  const [found] = rows
  if (!found) throw new Error("This database has no epoch: its migrations did not run to the end.")
  return found.value
}

/** Where a negotiation's log stands; undefined where there is no such negotiation. */
export async function readHead(
  db: Reader,
  slug: string,
  audience: Audience = "public",
): Promise<LogHead | undefined> {
  const { rows } = await db.$client.query<LogHead>({
    name: `read-head-${audience}`,
    text: `select id, slug, ${SEQ[audience]} as seq, visibility from negotiation where slug = $1`,
    values: [slug],
  })
  return rows[0]
}

/** The counter of each audience, in the negotiation's row. */
export const SEQ: Readonly<Record<Audience, string>> = { public: "seq", desk: "desk_seq" }

/**
 * Changes of a negotiation after `after`, in order, at most `limit`. Numbers are given under the lock that also
 * commits them, so a reader who holds n has missed nothing up to n.
 */
export async function readChanges(
  db: Reader,
  negotiationId: number,
  epoch: string,
  after: number,
  limit: number,
  audience: Audience = "public",
): Promise<LoggedChange[]> {
  const { rows } = await db.$client.query<Row>({
    name: `read-changes-${audience}`,
    text: `select seq, hash, content, kind, subject, by, recorded_at as "recordedAt" from change
            where negotiation_id = $1 and audience = '${audience}' and seq > $2 order by seq limit $3`,
    values: [negotiationId, after, limit],
  })
  return rows.map((row) => loggedOf(row, epoch, audience))
}

/** Which of the latest changes are wanted. It only narrows: what a change says is for the rules. */
export interface LatestChanges {
  /** Those with a smaller number. */
  before?: number
  seqs?: number[]
  kinds?: string[]
  subjects?: string[]
  /** Of each list, at least one member stands in the content as a text of its own, as ids do. */
  mentions?: string[][]
  limit: number
}

/** The latest public changes of a negotiation, newest first. */
export async function readLatestChanges(
  db: Reader,
  negotiationId: number,
  epoch: string,
  { before, seqs, kinds, subjects, mentions = [], limit }: LatestChanges,
): Promise<LoggedChange[]> {
  const values: unknown[] = [negotiationId, limit]
  const given = (value: unknown) => `$${values.push(value)}`
  const where = [
    "negotiation_id = $1 and audience = 'public'",
    before !== undefined && `seq < ${given(before)}`,
    seqs && `seq = any(${given(seqs)})`,
    kinds && `kind = any(${given(kinds)})`,
    subjects && `subject = any(${given(subjects)})`,
    ...mentions.map((texts) => mentionsOne(texts.map((text) => given(JSON.stringify(text))))),
  ].filter(Boolean)
  const { rows } = await db.$client.query<Row>(
    `select seq, hash, content, kind, subject, by, recorded_at as "recordedAt" from change
      where ${where.join(" and ")} order by seq desc limit $2`,
    values,
  )
  return rows.map((row) => loggedOf(row, epoch, "public"))
}

/** Not by `like`: of that the planner expects so little to be left that it reads and sorts the whole log. */
function mentionsOne(texts: string[]): string {
  return `(${texts.map((text) => `strpos(content, ${text}) > 0`).join(" or ") || "false"})`
}

function loggedOf(row: Row, epoch: string, audience: Audience): LoggedChange {
  return {
    seq: row.seq,
    kind: row.kind,
    subject: row.subject,
    json: encode(row, headOf(row, epoch, audience)),
    ...(row.content === "" && { erased: true }),
  }
}

interface Row {
  seq: number
  hash: string
  content: string
  kind: string
  subject: string
  by: string
  recordedAt: number
}

/** What stands in front of the logged content. Readers are never told who recorded something; the desk is. */
function headOf({ hash, by, recordedAt }: Row, epoch: string, audience: Audience): string {
  const head = `{"epoch":${JSON.stringify(epoch)},"hash":${JSON.stringify(hash)},`
  if (audience === "public") return head
  return `${head}"by":${JSON.stringify(by)},"recordedAt":"${new Date(recordedAt).toISOString()}",`
}

/** The logged text is canonical JSON of the change without epoch and hash: they are put in front of it, unparsed. */
function encode({ content, seq, kind }: Row, head: string): string {
  // A content that the law erased keeps its place in the log, with nothing in it.
  if (content === "") return `${head}"seq":${seq},"kind":${JSON.stringify(kind)},"cells":[],"erased":true}`
  return head + content.slice(1)
}

import type pg from "pg"
import type { Reader } from "../../db/client.ts"

/** A public change as it lies in the log: its number, and its JSON as every client gets it. */
export interface LoggedChange {
  seq: number
  kind: string
  /** The whole change (contract: epoch and hash included), encoded once for all who read it. */
  json: string
  /** The law erased its content: a board that is folded over it misses what it did. */
  erased?: true
}

/** A negotiation and where its public log stands. */
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

/** Where a negotiation's public log stands; undefined where there is no such negotiation. */
export async function readHead(db: Reader, slug: string): Promise<LogHead | undefined> {
  const { rows } = await db.$client.query<LogHead>({
    name: "read-head",
    text: "select id, slug, seq, visibility from negotiation where slug = $1",
    values: [slug],
  })
  return rows[0]
}

/**
 * Public changes of a negotiation after `after`, in order, at most `limit`. Numbers are given under the lock that also
 * commits them, so a reader who holds n has missed nothing up to n.
 */
export async function readChanges(
  db: Reader,
  negotiationId: number,
  epoch: string,
  after: number,
  limit: number,
): Promise<LoggedChange[]> {
  const { rows } = await db.$client.query<{ seq: number; hash: string; content: string; kind: string }>({
    name: "read-changes",
    text: `select seq, hash, content, kind from change
            where negotiation_id = $1 and audience = 'public' and seq > $2 order by seq limit $3`,
    values: [negotiationId, after, limit],
  })
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    json: encode(row, epoch),
    ...(row.content === "" && { erased: true }),
  }))
}

/** The logged text is canonical JSON of the change without epoch and hash: they are put in front of it, unparsed. */
function encode(row: { seq: number; hash: string; content: string; kind: string }, epoch: string): string {
  const head = `{"epoch":${JSON.stringify(epoch)},"hash":${JSON.stringify(row.hash)},`
  // A content that the law erased keeps its place in the log, with nothing in it.
  if (row.content === "")
    return `${head}"seq":${row.seq},"kind":${JSON.stringify(row.kind)},"cells":[],"erased":true}`
  return head + row.content.slice(1)
}

import type { Reader } from "../../db/client.ts"
import { chainHash, sha256 } from "./commit-change.ts"

export interface LogVerdict {
  negotiation: string
  audience: "public" | "desk"
  changes: number
  erased: number
  /** The first line that does not follow from the one before it, or undefined where the log is whole. */
  broken?: { seq: number; what: "number_missing" | "content_differs" | "hash_differs" | "head_differs" }
}

/** Recomputes every hash of every log, line by line, and compares the last with the negotiation's counter row. */
export async function verifyLog(db: Reader): Promise<LogVerdict[]> {
  const { rows } = await db.$client.query<{
    id: number
    slug: string
    audience: "public" | "desk"
    seq: number
    head: string
  }>(`
    select id, slug, 'public' as audience, seq, head_hash as head from negotiation
    union all select id, slug, 'desk', desk_seq, desk_head_hash from negotiation order by slug, audience desc`)
  const verdicts: LogVerdict[] = []
  for (const row of rows) verdicts.push(await verifyOne(db, row))
  return verdicts
}

const PAGE = 1_000

async function verifyOne(
  db: Reader,
  log: { id: number; slug: string; audience: "public" | "desk"; seq: number; head: string },
): Promise<LogVerdict> {
  const verdict: LogVerdict = { negotiation: log.slug, audience: log.audience, changes: 0, erased: 0 }
  let hash = ""
  for (;;) {
    const { rows } = await db.$client.query<{
      seq: number
      content: string
      contentHash: string
      hash: string
    }>(
      `select seq, content, content_hash as "contentHash", hash from change
        where negotiation_id = $1 and audience = $2 and seq > $3 and seq <= $4 order by seq limit ${PAGE}`,
      [log.id, log.audience, verdict.changes, log.seq],
    )
    for (const row of rows) {
      if (row.seq !== verdict.changes + 1) {
        return { ...verdict, broken: { seq: verdict.changes + 1, what: "number_missing" } }
      }
      if (row.content === "") verdict.erased += 1
      else if (sha256(row.content) !== row.contentHash)
        return { ...verdict, broken: { seq: row.seq, what: "content_differs" } }
      hash = chainHash(hash, row.contentHash)
      if (hash !== row.hash) return { ...verdict, broken: { seq: row.seq, what: "hash_differs" } }
      verdict.changes = row.seq
    }
    if (rows.length < PAGE) break
  }
  if (verdict.changes !== log.seq)
    return { ...verdict, broken: { seq: verdict.changes + 1, what: "number_missing" } }
  if (hash !== log.head) return { ...verdict, broken: { seq: log.seq, what: "head_differs" } }
  return verdict
}

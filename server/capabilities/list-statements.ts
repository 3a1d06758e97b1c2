import type { Reader } from "../../db/client.ts"
import { readEdtf } from "../domain/dates.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { type PublicStatement, publicStatement } from "../domain/public-statement.ts"
import { documentIds } from "../domain/references.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { StatementFacts } from "../domain/statement.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"
import { readDocuments } from "./read-documents.ts"
import { keptPersonId } from "./resolve-speaker.ts"

export interface StatementFilter {
  q?: string | undefined
  party?: string | undefined
  person?: string | undefined
  option?: string | undefined
  stance?: string | undefined
  /** EDTF dates or ISO instants: said not before `from`, and not after `to`. */
  from?: string | undefined
  to?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

export interface StatementPage {
  items: PublicStatement[]
  nextCursor: string | null
  total: number
}

interface Row {
  id: string
  ends: number
  content: StatementContent
  facts: StatementFacts
  recordedAt: number
}

/** Published statements, newest said first, a page at a time. Bad dates and cursors are refused by path. */
export async function listStatements(
  db: Reader,
  negotiation: FoundNegotiation,
  filter: StatementFilter,
): Promise<StatementPage | Refusal> {
  const from = filter.from ? readEdtf(filter.from, negotiation.zone, "from") : undefined
  if (isRefusal(from)) return from
  const to = filter.to ? readEdtf(filter.to, negotiation.zone, "to") : undefined
  if (isRefusal(to)) return to
  const after = filter.cursor ? readCursor(filter.cursor) : undefined
  if (isRefusal(after)) return after
  const limit = filter.limit ?? 50
  const values: unknown[] = [negotiation.id]
  const given = (value: unknown) => `$${values.push(value)}`
  const facts = (known: object) => `r.facts @> ${given(JSON.stringify(known))}::jsonb`
  const stance = {
    ...(filter.option && { option: filter.option }),
    ...(filter.stance && { stance: filter.stance }),
  }
  const query = searchQuery(filter.q)
  // written out for what is asked, so that the planner sees by which index it is found
  const ofVersion = [
    filter.party && facts({ for: [{ party: filter.party }] }),
    // the id of a merged entry finds what the kept one said
    filter.person &&
      `r.content->>'speaker' = ${given(await keptPersonId(db, negotiation.id, filter.person))}`,
    (filter.option || filter.stance) && facts({ stances: [stance] }),
  ].filter(Boolean)
  const where = [
    "s.negotiation_id = $1 and s.publication = 'published'",
    ...ofVersion,
    from && `s.ends > ${given(from.start)}`,
    to && `s.starts < ${given(to.end)}`,
    query && `to_tsvector('simple', s.search_text) @@ to_tsquery('simple', ${given(query)})`,
  ].filter(Boolean)
  const counted = await db.$client.query<{ total: number }>(
    `select count(*) as total from statement s ${ofVersion.length > 0 ? VERSION : ""} where ${where.join(" and ")}`,
    values,
  )
  if (after) where.push(`(s.ends, s.id) < (${given(after.ends)}, ${given(after.id)})`)
  const { rows } = await db.$client.query<Row>(
    `select s.id, s.ends, r.content, r.facts, r.recorded_at as "recordedAt" from statement s ${VERSION}
      where ${where.join(" and ")} order by s.ends desc, s.id desc limit ${given(limit + 1)}`,
    values,
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await presentStatements(db, negotiation.id, page),
    nextCursor:
      rows.length > limit && last ? Buffer.from(`${last.ends}:${last.id}`).toString("base64url") : null,
    total: counted.rows[0]?.total ?? 0,
  }
}

/** Puts names and sources beside public versions of statements. */
export async function presentStatements(
  db: Reader,
  negotiationId: number,
  rows: Pick<Row, "content" | "facts" | "recordedAt">[],
): Promise<PublicStatement[]> {
  const documents = await readDocuments(db, negotiationId, [
    ...new Set(rows.flatMap((row) => documentIds(row.content))),
  ])
  return rows.map(({ content, facts, recordedAt }) =>
    publicStatement(content, facts, new Date(recordedAt).toISOString(), (id) => documents.get(id)),
  )
}

const VERSION = `
  join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id and r.version = s.version`

/** Every word of the question must be found, as the beginning of a word. */
export function searchQuery(q: string | undefined): string | null {
  const words =
    q
      ?.normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length === 0 ? null : words.map((word) => `${word}:*`).join(" & ")
}

function readCursor(cursor: string): { ends: number; id: string } | Refusal {
  const match = /^(-?\d{1,16}):(.+)$/.exec(Buffer.from(cursor, "base64url").toString("utf8"))
  const [, ends, id] = match ?? []
  if (ends === undefined || id === undefined || id.includes("\u0000")) {
    return refuse("invalid", "This cursor is none of ours. Take nextCursor of the page before.", "cursor")
  }
  return { ends: Number(ends), id }
}

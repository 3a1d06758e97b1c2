import type { Reader } from "../../db/client.ts"
import { chainOf } from "../domain/origins.ts"
import type { CitedDocument } from "../domain/public-statement.ts"

/** A document with its source, before a statement says how directly it gives the words. */
export type KnownDocument = Omit<CitedDocument, "directness" | "span">

/**
 * Documents of a negotiation by id, with their sources and what they repeat; of all where no ids are given. `archived` is
 * there where the copy is kept here: an imported document may name one that lies elsewhere, which no reader could open.
 */
export async function readDocuments(
  db: Reader,
  negotiationId: number,
  ids?: string[],
): Promise<Map<string, KnownDocument>> {
  const read = new Map<string, KnownDocument>()
  let missing = ids
  // one round for each link of the longest chain; most documents repeat none
  while (missing === undefined || missing.length > 0) {
    const rows: KnownDocument[] = await readRows(db, negotiationId, missing)
    for (const row of rows) read.set(row.id, row)
    missing = [...new Set(rows.flatMap(({ upstream }) => (upstream && !read.has(upstream) ? upstream : [])))]
  }
  const asked = ids?.flatMap((id) => read.get(id) ?? []) ?? [...read.values()]
  return new Map(asked.map((document) => [document.id, withChain(document, read)]))
}

function withChain(document: KnownDocument, read: ReadonlyMap<string, KnownDocument>): KnownDocument {
  const chain = document.upstream ? chainOf(document.id, (id) => read.get(id)) : []
  return chain.length > 0 ? { ...document, chain } : document
}

async function readRows(
  db: Reader,
  negotiationId: number,
  ids: string[] | undefined,
): Promise<KnownDocument[]> {
  const { rows } = await db.$client.query<KnownDocument>({
    name: "read-documents",
    text: `select d.id, d.source_id as source, d.url, d.title, d.published_at as "publishedAt", d.language, d.upstream,
                  s.name as "sourceName", s.class as "sourceClass", s.reliability, a.sha256 as archived
             from document d
             join negotiation_source ns on ns.negotiation_id = d.negotiation_id and ns.id = d.source_id
             join source s on s.id = ns.source_id
             left join archived_copy a on a.sha256 = d.archived_sha256
            where d.negotiation_id = $1 and ($2::text[] is null or d.id = any($2))
            order by d.position`,
    values: [negotiationId, ids ?? null],
  })
  return rows
}

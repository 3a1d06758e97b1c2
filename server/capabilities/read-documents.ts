import type { Reader } from "../../db/client.ts"
import type { CitedDocument } from "../domain/public-statement.ts"

/** A document with its source, before a statement says how directly it gives the words. */
export type KnownDocument = Omit<CitedDocument, "directness" | "span">

/** Documents of a negotiation by id, with their sources; of all where no ids are given. */
export async function readDocuments(
  db: Reader,
  negotiationId: number,
  ids?: string[],
): Promise<Map<string, KnownDocument>> {
  if (ids?.length === 0) return new Map()
  const { rows } = await db.$client.query<KnownDocument>({
    name: "read-documents",
    text: `select d.id, d.source_id as source, d.url, d.title, d.published_at as "publishedAt", d.language, d.upstream,
                  s.name as "sourceName", s.class as "sourceClass", s.reliability, d.archived_sha256 as archived
             from document d
             join negotiation_source ns on ns.negotiation_id = d.negotiation_id and ns.id = d.source_id
             join source s on s.id = ns.source_id
            where d.negotiation_id = $1 and ($2::text[] is null or d.id = any($2))
            order by d.position`,
    values: [negotiationId, ids ?? null],
  })
  return new Map(rows.map((row) => [row.id, row]))
}

import type { Reader } from "../../db/client.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"

/** The article that a statement was logged from, as it was clipped, and where in it the words stand. */
export interface ClippedSource {
  /** The clip's id. */
  clip: string
  title: string
  /** What the places of words count in. */
  text: string
  span: { start: number; end: number } | null
}

/**
 * The clipped article of the first document of a statement that has one, so that whoever reviews or corrects the statement
 * reads its words where they stand; null where nothing was clipped. For the desk only.
 */
export async function readClippedSource(
  db: Reader,
  negotiation: FoundNegotiation,
  { documents = [], span }: Pick<StatementContent, "documents" | "span">,
): Promise<ClippedSource | null> {
  const cited = documents.map((use) => (typeof use === "string" ? { id: use, span: null } : use))
  const { rows } = await db.$client.query<{ document: string; clip: string; title: string; text: string }>({
    name: "read-clipped-source",
    text: `select d.id as document, c.id as clip, c.title, c.text
             from unnest($2::text[]) with ordinality cited(id, place)
             join document d on d.negotiation_id = $1 and d.id = cited.id
             join clip c on c.negotiation_id = $1 and c.archived_sha256 = d.archived_sha256
            order by cited.place, c.created_at desc limit 1`,
    values: [negotiation.id, cited.map(({ id }) => id)],
  })
  const [row] = rows
  if (!row) return null
  const { document, ...source } = row
  const place = cited.find(({ id }) => id === document)?.span ?? span ?? null
  return { ...source, span: place && place.end <= source.text.length ? place : null }
}

import type { Database } from "../../db/client.ts"
import { documentIds } from "../domain/references.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { correctStatement } from "./correct-statement.ts"
import { editStatement } from "./edit-statement.ts"
import { findNegotiation } from "./find-negotiation.ts"
import type { Actor } from "./matrix.ts"
import { type RecordInput, recordSchema, type StatementState } from "./record-statement.ts"
import { readStored } from "./stored-statement.ts"

export const addedDocumentsSchema = recordSchema.shape.documents
  .unwrap()
  .min(1, "Name the document that has the same words.")

/**
 * Adds documents to a statement there is, for one that says the same again is no statement of its own. What is public is
 * corrected, with the note "Another source added: ..."; a draft is edited. Documents that it cites already are left alone.
 */
export async function addSource(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; version?: number; documents: NonNullable<RecordInput["documents"]> },
): Promise<StatementState | Refusal> {
  const { slug, id } = input
  const negotiation = await findNegotiation(db, actor, slug)
  if (isRefusal(negotiation)) return negotiation
  const stored = await readStored(db, negotiation.id, id)
  if (isRefusal(stored)) return stored
  const cited = new Set(documentIds(stored.content))
  const added = input.documents.filter((use) => !cited.has(typeof use === "string" ? use : use.id))
  if (added.length === 0) {
    return refuse(
      "unprocessable",
      "The statement rests on these documents already. Nothing was changed.",
      "documents",
    )
  }
  const request = {
    slug,
    id,
    version: input.version ?? stored.version,
    fields: { documents: [...(stored.content.documents ?? []), ...added] },
  }
  if (stored.publication !== "published") return editStatement(db, clock, actor, request)
  const names = await sourceNames(db, negotiation.id, added)
  return correctStatement(db, clock, actor, {
    ...request,
    note: `Another source added: ${names.join(", ")}.`,
  })
}

/** Names of the outlets, of documents that are stored and of those that come with the request. */
async function sourceNames(
  db: Database,
  negotiationId: number,
  documents: NonNullable<RecordInput["documents"]>,
): Promise<string[]> {
  const { rows } = await db.$client.query<{ name: string }>(
    `select distinct s.name from negotiation_source n join source s on s.id = n.source_id
      where n.negotiation_id = $1
        and (n.id = any($2) or n.id in (select source_id from document where negotiation_id = $1 and id = any($3)))
      order by s.name`,
    [
      negotiationId,
      documents.flatMap((use) => (typeof use !== "string" && "source" in use ? use.source : [])),
      documents.map((use) => (typeof use === "string" ? use : use.id)),
    ],
  )
  // what is not known is refused, by its path, where the documents are taken
  return rows.map(({ name }) => name)
}

import type { z } from "zod"
import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { writeRevisions } from "../change-log/write-statements.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { sameStatement } from "../domain/same-statement.ts"
import type { Actor } from "./matrix.ts"
import { type changedFieldsSchema, type StatementState, storedUse, takeContent } from "./record-statement.ts"
import { readStored, type StoredStatement, versionRefusal } from "./stored-statement.ts"
import { readInNegotiation, searchTextOf } from "./weigh-statement.ts"

export type ChangedFields = z.infer<typeof changedFieldsSchema>

/**
 * Saves changed fields of a draft, or of a statement that waits for review, as its next version.
 * `version` is the one that the caller saw; where another stands, nothing is changed and the refusal names it. Saving
 * the same once more, because the answer was lost, is answered again.
 */
export async function editStatement(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; version: number; fields: ChangedFields },
): Promise<StatementState | Refusal> {
  const done = await commitChange<StatementState>(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, locked) => {
      const stored = await readStored(tx, locked.negotiation.id, input.id)
      if (isRefusal(stored)) return stored
      if (isRepeated(stored, actor, input)) {
        return { result: { id: stored.id, version: stored.version, status: stored.publication, seq: null } }
      }
      const conflict = versionRefusal(stored, input.version)
      if (conflict) return conflict
      const publication = stored.publication
      if (publication === "published" || publication === "withdrawn") {
        return refuse(
          "wrong_state",
          `This statement is ${publication}. What is public is corrected with a note, not edited.`,
          "id",
        )
      }
      const fields = await takeContent(tx, locked, input.fields)
      if (isRefusal(fields)) return fields
      const content = { ...stored.content, ...fields }
      const version = stored.version + 1
      const read = await readInNegotiation(tx, locked, content, {
        version,
        publication: "published",
        order: 0,
        firstRecordedAt: stored.firstRecordedAt,
      })
      if (isRefusal(read)) return read
      await writeRevisions(
        tx,
        locked.negotiation.id,
        [
          {
            id: stored.id,
            version,
            publication,
            content,
            facts: null,
            interval: read.facts,
            by: actor.id,
            note: null,
            overrideReason: null,
            before: stored,
            imported: stored.imported,
            searchText: searchTextOf(content, read.facts, read.cast),
          },
        ],
        read.conditions.definitions,
        locked.now,
      )
      return {
        desk: [{ kind: "draft.saved", statement: stored.id, version }],
        result: { id: stored.id, version, status: publication, seq: null },
      }
    },
  )
  return isRefusal(done) ? done : done.result
}

/** True where this very save is stored already: by the same person, on the version that they saw, with the same words. */
function isRepeated(
  stored: StoredStatement,
  actor: Actor,
  { version, fields }: { version: number; fields: ChangedFields },
): boolean {
  if (stored.version !== version + 1 || stored.savedBy !== actor.id) return false
  const { documents, ...rest } = fields
  const given = { ...rest, ...(documents && { documents: documents.map(storedUse) }) }
  return sameStatement(stored.content, { ...stored.content, ...given })
}

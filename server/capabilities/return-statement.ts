import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { writeRevisions } from "../change-log/write-statements.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"
import type { StatementState } from "./record-statement.ts"
import { readStored, versionRefusal } from "./stored-statement.ts"

/**
 * Returns a statement from review to its author, as a draft, with a comment that says what is missing. Its words stay as
 * they are. Its author may take it back in the same way.
 */
export async function returnStatement(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; comment: string; version?: number | undefined },
): Promise<StatementState | Refusal> {
  const done = await commitChange<StatementState>(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, locked) => {
      const stored = await readStored(tx, locked.negotiation.id, input.id)
      if (isRefusal(stored)) return stored
      const { id, publication, content, interval, searchText, imported } = stored
      const conflict = versionRefusal(stored, input.version)
      if (conflict) return conflict
      if (publication !== "in_review") {
        return refuse(
          "wrong_state",
          `This statement is ${publication}; only what waits for review is returned.`,
          "id",
        )
      }
      const version = stored.version + 1
      const revision = {
        id,
        version,
        publication: "draft" as const,
        content,
        facts: null,
        interval,
        by: actor.id,
        note: null,
        overrideReason: null,
        before: stored,
        imported,
        searchText,
        returned: input.comment,
      }
      await writeRevisions(tx, locked.negotiation.id, [revision], new Map(), locked.now)
      return {
        desk: [{ kind: "review.returned", statement: id, version, detail: input.comment }],
        result: { id, version, status: "draft", seq: null },
      }
    },
  )
  return isRefusal(done) ? done : done.result
}

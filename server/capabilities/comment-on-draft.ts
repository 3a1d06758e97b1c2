import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"
import type { StatementState } from "./record-statement.ts"
import { readStored } from "./stored-statement.ts"

/** Says something about a draft to the others at the desk. Nothing of the statement changes, and no reader sees it. */
export async function commentOnDraft(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; comment: string },
): Promise<StatementState | Refusal> {
  const done = await commitChange<StatementState>(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, locked) => {
      const stored = await readStored(tx, locked.negotiation.id, input.id)
      if (isRefusal(stored)) return stored
      const { id, version, publication } = stored
      if (publication !== "draft" && publication !== "in_review") {
        return refuse(
          "wrong_state",
          `This statement is ${publication}. What is public is corrected with a note.`,
          "id",
        )
      }
      return {
        desk: [{ kind: "draft.commented", statement: id, version, detail: input.comment }],
        result: { id, version, status: publication, seq: null },
      }
    },
  )
  return isRefusal(done) ? done : done.result
}

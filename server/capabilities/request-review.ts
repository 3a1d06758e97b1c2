import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { writeRevisions } from "../change-log/write-statements.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"
import { needsReview, type StatementState } from "./record-statement.ts"
import { readStored, versionRefusal } from "./stored-statement.ts"
import { weighStatement } from "./weigh-statement.ts"

/**
 * Sends a draft to review on purpose, also where rule 10 does not ask for it; `comment` is for whoever reviews. It must be
 * ready to be published. Sending again what waits already is harmless.
 */
export async function requestReview(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; version?: number | undefined; comment?: string | undefined },
): Promise<StatementState | Refusal> {
  const done = await commitChange<StatementState>(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, locked) => {
      const stored = await readStored(tx, locked.negotiation.id, input.id)
      if (isRefusal(stored)) return stored
      const { id, publication } = stored
      if (publication === "in_review")
        return { result: { id, version: stored.version, status: publication, seq: null } }
      const conflict = versionRefusal(stored, input.version)
      if (conflict) return conflict
      if (publication !== "draft") {
        return refuse(
          "wrong_state",
          `This statement is ${publication}; only a draft is sent to review.`,
          "id",
        )
      }
      const version = stored.version + 1
      const weighed = await weighStatement(
        tx,
        locked,
        stored.content,
        { version, publication: "published", order: 0, firstRecordedAt: stored.firstRecordedAt },
        null,
      )
      if (isRefusal(weighed)) return weighed
      const revision = {
        id,
        version,
        publication: "in_review" as const,
        content: stored.content,
        facts: null,
        interval: weighed.facts,
        by: actor.id,
        note: null,
        overrideReason: null,
        before: stored,
        imported: stored.imported,
        searchText: stored.searchText,
      }
      await writeRevisions(tx, locked.negotiation.id, [revision], weighed.conditions.definitions, locked.now)
      return {
        desk: [
          {
            kind: "review.requested",
            statement: id,
            version,
            ...(input.comment !== undefined && { detail: input.comment }),
          },
        ],
        result: {
          id,
          version,
          status: "in_review",
          seq: null,
          ...(weighed.reasons.length > 0 && { review: needsReview(weighed.reasons) }),
        },
      }
    },
  )
  return isRefusal(done) ? done : done.result
}

import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { writeRevisions } from "../change-log/write-statements.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { reasonsToCorrect } from "../domain/review.ts"
import { sameStatement } from "../domain/same-statement.ts"
import type { ChangedFields } from "./edit-statement.ts"
import type { Actor } from "./matrix.ts"
import { judge } from "./publish-statement.ts"
import { needsReview, type StatementState, takeContent } from "./record-statement.ts"
import { readStored, versionRefusal } from "./stored-statement.ts"
import { searchTextOf, weighStatement } from "./weigh-statement.ts"

/**
 * Corrects a published statement, because we or the source erred: a new revision with a public note of what was wrong and
 * what is right. A change of mind is a new statement instead. Rule 5 of domain.md.
 */
export async function correctStatement(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: {
    slug: string
    id: string
    note: string
    fields: ChangedFields
    version?: number
    override?: string
  },
): Promise<StatementState | Refusal> {
  const done = await commitChange<StatementState>(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, locked) => {
      const stored = await readStored(tx, locked.negotiation.id, input.id)
      if (isRefusal(stored)) return stored
      const conflict = versionRefusal(stored, input.version)
      if (conflict) return conflict
      if (stored.publication !== "published" || stored.order === null) {
        return refuse(
          "wrong_state",
          `This statement is ${stored.publication}; only what is published is corrected.`,
          "id",
        )
      }
      const fields = await takeContent(tx, locked, input.fields)
      if (isRefusal(fields)) return fields
      const content = { ...stored.content, ...fields }
      if (sameStatement(content, stored.content)) {
        return refuse(
          "unprocessable",
          "Nothing differs from what is published. Change a field, then say why in the note.",
        )
      }
      const version = stored.version + 1
      const weighed = await weighStatement(
        tx,
        locked,
        content,
        { version, publication: "published", order: stored.order, firstRecordedAt: stored.firstRecordedAt },
        stored.facts,
      )
      if (isRefusal(weighed)) return weighed
      const reasons = reasonsToCorrect(weighed.reasons, stored.content, content)
      // Whoever corrects writes the new words: of these nobody else has seen anything yet.
      const verdict = judge(reasons, [actor.id], actor, input.override)
      if (isRefusal(verdict)) return verdict
      if (!verdict.publish) {
        const why = needsReview(reasons)?.detail.split(". ")[0]
        return refuse(
          "needs_second_person",
          `${why}. Nothing was changed. An editor can make this correction with a recorded reason (override).`,
        )
      }
      const revision = {
        id: stored.id,
        version,
        publication: "published" as const,
        content,
        facts: weighed.facts,
        interval: weighed.facts,
        by: actor.id,
        note: input.note,
        overrideReason: verdict.overrideReason,
        before: stored,
        imported: stored.imported,
        searchText: searchTextOf(content, weighed.facts, weighed.cast),
      }
      await writeRevisions(tx, locked.negotiation.id, [revision], weighed.conditions.definitions, locked.now)
      return {
        public: [
          {
            kind: "statement.corrected",
            statement: weighed.public,
            effect: weighed.effect,
            correction: { note: input.note, version, replaces: stored.version },
          },
        ],
        result: { id: stored.id, version, status: "published", seq: null },
      }
    },
  )
  return isRefusal(done) ? done : { ...done.result, seq: done.seq }
}

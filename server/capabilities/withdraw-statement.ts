import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { writeRevisions } from "../change-log/write-statements.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import type { Actor } from "./matrix.ts"
import { readCast } from "./read-cast.ts"
import type { StatementState } from "./record-statement.ts"
import { latestSeq, readStored, versionRefusal } from "./stored-statement.ts"
import { searchTextOf, weighWithdrawal } from "./weigh-statement.ts"

/**
 * Withdraws a statement: a tombstone with a public reason, never a delete. A draft is set aside the same way, unseen.
 * Withdrawing again is harmless. Rule 5 of domain.md.
 */
export async function withdrawStatement(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; note: string; version?: number },
): Promise<StatementState | Refusal> {
  const done = await commitChange<StatementState>(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, locked) => {
      const stored = await readStored(tx, locked.negotiation.id, input.id)
      if (isRefusal(stored)) return stored
      const result: StatementState = {
        id: stored.id,
        version: stored.version,
        status: "withdrawn",
        seq: null,
      }
      if (stored.publication === "withdrawn") {
        return { result: { ...result, seq: await latestSeq(tx, locked.negotiation.id, stored.id) } }
      }
      const conflict = versionRefusal(stored, input.version)
      if (conflict) return conflict
      const version = stored.version + 1
      // Weighed before it is written: its own codings are still what the board knows.
      const weighed =
        stored.facts && (await weighWithdrawal(tx, locked, stored.content, stored.facts, version))
      const facts = weighed?.facts ?? null
      const { content } = stored
      const cast = await readCast(tx, locked.negotiation, {
        people: content.speaker ? [content.speaker] : [],
        parties: [],
      })
      const revision = {
        id: stored.id,
        version,
        publication: "withdrawn" as const,
        content,
        facts,
        interval: facts ?? { start: 0, end: 0 },
        by: actor.id,
        note: input.note,
        overrideReason: null,
        before: stored,
        imported: stored.imported,
        searchText: searchTextOf(content, facts, cast),
      }
      const known = weighed?.conditions.definitions ?? new Map()
      await writeRevisions(tx, locked.negotiation.id, [revision], known, locked.now)
      if (!weighed)
        return {
          desk: [{ kind: "draft.discarded", statement: stored.id, version, detail: input.note }],
          result: { ...result, version },
        }
      return {
        public: [
          {
            kind: "statement.withdrawn",
            statement: weighed.public,
            effect: weighed.effect,
            correction: { note: input.note, version, replaces: stored.version },
          },
        ],
        result: { ...result, version },
      }
    },
  )
  return isRefusal(done) ? done : { ...done.result, seq: done.seq ?? done.result.seq }
}

import type { Database } from "../../db/client.ts"
import { commitChange, type DeskChangeDraft } from "../change-log/commit-change.ts"
import { type NewRevision, writeRevisions } from "../change-log/write-statements.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { ReviewReason } from "../domain/review.ts"
import { type Actor, isEditor } from "./matrix.ts"
import { needsReview, type StatementState } from "./record-statement.ts"
import {
  latestSeq,
  readStored,
  readWriters,
  type StoredStatement,
  versionRefusal,
} from "./stored-statement.ts"
import { searchTextOf, weighStatement } from "./weigh-statement.ts"

/**
 * Publishes a draft or a statement in review. Where rule 10 needs a second person and the caller is the first, it is stored
 * `in_review` and the answer says so; an editor may override with a recorded reason. Publishing again is harmless.
 */
export async function publishStatement(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; version?: number; override?: string },
): Promise<StatementState | Refusal> {
  const done = await commitChange<StatementState>(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, locked) => {
      const stored = await readStored(tx, locked.negotiation.id, input.id)
      if (isRefusal(stored)) return stored
      if (stored.publication === "published") {
        return { result: { ...stateOf(stored), seq: await latestSeq(tx, locked.negotiation.id, stored.id) } }
      }
      const conflict = versionRefusal(stored, input.version)
      if (conflict) return conflict
      if (stored.publication === "withdrawn") {
        return refuse(
          "wrong_state",
          "This statement was withdrawn. Log it again under another id if it is right after all.",
          "id",
        )
      }
      const version = stored.version + 1
      const weighed = await weighStatement(
        tx,
        locked,
        stored.content,
        {
          version,
          publication: "published",
          order: locked.nextOrder(),
          firstRecordedAt: stored.firstRecordedAt,
        },
        null,
      )
      if (isRefusal(weighed)) return weighed
      const writers = await readWriters(tx, locked.negotiation.id, stored.id)
      const verdict = judge(weighed.reasons, writers, actor, input.override)
      if (isRefusal(verdict)) return verdict
      if (!verdict.publish && stored.publication === "in_review") {
        return { result: { ...stateOf(stored), review: needsReview(weighed.reasons) } }
      }
      const status = verdict.publish ? ("published" as const) : ("in_review" as const)
      const revision: NewRevision = {
        id: stored.id,
        version,
        publication: status,
        content: stored.content,
        facts: verdict.publish ? weighed.facts : null,
        interval: weighed.facts,
        by: actor.id,
        note: null,
        overrideReason: verdict.overrideReason,
        before: stored,
        imported: stored.imported,
        searchText: searchTextOf(stored.content, weighed.facts, weighed.cast),
      }
      await writeRevisions(tx, locked.negotiation.id, [revision], weighed.conditions.definitions, locked.now)
      const result: StatementState = { id: stored.id, version, status, seq: null }
      if (!verdict.publish) {
        const desk: DeskChangeDraft[] = [{ kind: "review.requested", statement: stored.id, version }]
        return { desk, result: { ...result, review: needsReview(weighed.reasons) } }
      }
      return {
        public: [{ kind: "statement.published", statement: weighed.public, effect: weighed.effect }],
        desk: [
          { kind: "draft.published", statement: stored.id, version },
          ...(verdict.overrideReason
            ? [
                {
                  kind: "review.overridden" as const,
                  statement: stored.id,
                  version,
                  detail: verdict.overrideReason,
                },
              ]
            : []),
        ],
        result,
      }
    },
  )
  return isRefusal(done) ? done : { ...done.result, seq: done.seq ?? done.result.seq }
}

/**
 * Whether this person may make it public now: nothing is risky, or they wrote none of it, or an editor overrides.
 * Rule 10 of domain.md.
 */
export function judge(
  reasons: ReviewReason[],
  writers: string[],
  actor: Actor,
  override: string | undefined,
): { publish: boolean; overrideReason: string | null } | Refusal {
  if (reasons.length === 0) return { publish: true, overrideReason: null }
  if (!writers.includes(actor.id)) return { publish: true, overrideReason: null }
  if (override === undefined) return { publish: false, overrideReason: null }
  return isEditor(actor)
    ? { publish: true, overrideReason: override }
    : refuse(
        "not_allowed",
        "Only an editor may set the review aside. Ask a second person to publish.",
        "override",
      )
}

function stateOf(stored: StoredStatement): StatementState {
  return { id: stored.id, version: stored.version, status: stored.publication, seq: null }
}

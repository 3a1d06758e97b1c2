import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import type { Effect } from "../domain/change.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import type { ReviewReason } from "../domain/review.ts"
import type { Actor } from "./matrix.ts"
import { type RecordInput, takeInlineDocuments } from "./record-statement.ts"
import { readStored } from "./stored-statement.ts"
import { weighStatement } from "./weigh-statement.ts"

export interface Preview {
  effect: Effect
  reasons: ReviewReason[]
}

/**
 * What publishing this statement would change on the board, and what review it would need. Stores nothing.
 * With the id of a published statement it previews the correction.
 */
export async function previewStatement(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; statement: RecordInput },
): Promise<Preview | Refusal> {
  const request = { slug: input.slug, by: actor.id, dryRun: true }
  const done = await commitChange<Preview>(db, request, clock, async (tx, locked) => {
    const content = await takeInlineDocuments(tx, locked, {
      ...input.statement,
      id: input.statement.id ?? "preview",
    })
    if (isRefusal(content)) return content
    const stored = await readStored(tx, locked.negotiation.id, content.id)
    const before = isRefusal(stored) ? null : stored
    const weighed = await weighStatement(
      tx,
      locked,
      content,
      {
        version: (before?.version ?? 0) + 1,
        publication: "published",
        order: before?.order ?? locked.nextOrder(),
        firstRecordedAt: before?.firstRecordedAt ?? locked.now,
      },
      before?.facts ?? null,
    )
    return isRefusal(weighed) ? weighed : { result: { effect: weighed.effect, reasons: weighed.reasons } }
  })
  return isRefusal(done) ? done : done.result
}

import type { Reader } from "../../db/client.ts"
import type { DeskChangeKind } from "../change-log/commit-change.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"
import { DRAFT_SQL, type Draft, type DraftRow, presentDrafts } from "./list-drafts.ts"
import { nameActors } from "./name-actors.ts"

/** One step of a review, or a comment, as the desk reads it. */
export interface DraftRemark {
  seq: number
  kind: Exclude<DeskChangeKind, "draft.saved" | "draft.published" | "draft.discarded">
  by: string
  byName: string
  at: string
  version: number
  /** What was said; null where it was sent without a word. */
  detail: string | null
}

export interface DraftWithDiscussion extends Draft {
  discussion: DraftRemark[]
}

/** One draft, or statement that waits for review, with everything that was said about it, oldest first. */
export async function readDraft(
  db: Reader,
  negotiation: Pick<FoundNegotiation, "id">,
  id: string,
): Promise<DraftWithDiscussion | Refusal> {
  const { rows } = await db.$client.query<DraftRow>({
    name: "read-draft",
    text: `${DRAFT_SQL} and s.id = $2`,
    values: [negotiation.id, id],
  })
  const [draft] = await presentDrafts(db, rows)
  if (!draft) return refuse("not_found", `There is no draft "${id}" here.`, "id")
  const said = await db.$client.query<{ by: string; at: number; content: string }>({
    name: "read-discussion",
    text: `select by, recorded_at as at, content from change
            where negotiation_id = $1 and subject = $2 and audience = 'desk' and content <> ''
              and kind in ('draft.commented', 'review.requested', 'review.returned', 'review.overridden')
            order by seq`,
    values: [negotiation.id, `statement:${id}`],
  })
  const nameOf = await nameActors(
    db,
    said.rows.map(({ by }) => by),
  )
  return {
    ...draft,
    discussion: said.rows.map(({ by, at, content }) => {
      const { seq, kind, version, detail }: Omit<DraftRemark, "by" | "at"> = JSON.parse(content)
      return {
        seq,
        kind,
        version,
        by,
        byName: nameOf(by),
        at: new Date(at).toISOString(),
        detail: detail ?? null,
      }
    }),
  }
}

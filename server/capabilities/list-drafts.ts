import type { Reader } from "../../db/client.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"
import { searchQuery } from "./list-statements.ts"
import type { Actor } from "./matrix.ts"
import { nameActors } from "./name-actors.ts"

/** Which part of the queue: drafts one recorded, what waits for review, what came back from it, or all of it. */
export const QUEUE_PARTS = ["all", "mine", "review", "returned"] as const
export type QueuePart = (typeof QUEUE_PARTS)[number]

export interface Draft {
  id: string
  version: number
  status: "draft" | "in_review"
  author: string
  authorName: string
  savedBy: string
  savedByName: string
  savedAt: string
  /** What the second person said who returned it; null where it is not returned. */
  returned: string | null
  content: StatementContent
}

export interface DraftPage {
  items: Draft[]
  nextCursor: string | null
  /** How many there are in each part, whatever was searched for. */
  counts: Record<QueuePart, number>
}

export interface DraftFilter {
  part?: QueuePart | undefined
  /** Words that must all be found, as beginnings of words. */
  q?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/**
 * The desk's queue: drafts and what waits for review, latest saved first, a page at a time. For the desk only.
 * Saving moves a draft to the front; it is then not met again by who goes on from a cursor.
 */
export async function listDrafts(
  db: Reader,
  negotiation: Pick<FoundNegotiation, "id">,
  actor: Pick<Actor, "id">,
  filter: DraftFilter,
): Promise<DraftPage | Refusal> {
  const after = filter.cursor === undefined ? undefined : readCursor(filter.cursor)
  if (isRefusal(after)) return after
  const limit = filter.limit ?? 50
  const values: unknown[] = [negotiation.id, limit + 1]
  const given = (value: unknown) => `$${values.push(value)}`
  const query = searchQuery(filter.q)
  // written out for what is asked, so that the planner sees where in the index a page begins
  const where = [
    partCondition(filter.part ?? "all", given, actor),
    query && `to_tsvector('simple', s.search_text) @@ to_tsquery('simple', ${given(query)})`,
    after && `(s.saved_at, s.id) < (${given(after.at)}, ${given(after.id)})`,
  ].filter(Boolean)
  const { rows } = await db.$client.query<DraftRow>(
    `${DRAFT_SQL} ${where.map((condition) => `and ${condition}`).join(" ")}
      order by s.saved_at desc, s.id desc limit $2`,
    values,
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await presentDrafts(db, page),
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
    counts: await countDrafts(db, negotiation.id, actor),
  }
}

export interface DraftRow extends Omit<Draft, "savedAt" | "authorName" | "savedByName"> {
  savedAt: number
}

/** Drafts of the negotiation `$1`; further conditions follow. */
export const DRAFT_SQL = `
  select s.id, s.version, s.publication as status, s.author, s.returned, s.saved_at as "savedAt", r.by as "savedBy", r.content
    from statement s
    join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id and r.version = s.version
   where s.negotiation_id = $1 and s.publication in ('draft', 'in_review')`

/** Puts the names beside those who wrote and saved. */
export async function presentDrafts(db: Reader, rows: DraftRow[]): Promise<Draft[]> {
  const nameOf = await nameActors(
    db,
    rows.flatMap(({ author, savedBy }) => [author, savedBy]),
  )
  return rows.map((row) => ({
    ...row,
    savedAt: new Date(row.savedAt).toISOString(),
    authorName: nameOf(row.author),
    savedByName: nameOf(row.savedBy),
  }))
}

async function countDrafts(
  db: Reader,
  negotiationId: number,
  actor: Pick<Actor, "id">,
): Promise<Record<QueuePart, number>> {
  const { rows } = await db.$client.query<Record<QueuePart, number>>({
    name: "count-drafts",
    text: `select count(*) as all, count(*) filter (where author = $2) as mine,
                  count(*) filter (where publication = 'in_review') as review,
                  count(*) filter (where returned is not null) as returned
             from statement where negotiation_id = $1 and publication in ('draft', 'in_review')`,
    values: [negotiationId, actor.id],
  })
  return rows[0] ?? { all: 0, mine: 0, review: 0, returned: 0 }
}

function partCondition(
  part: QueuePart,
  given: (value: unknown) => string,
  actor: Pick<Actor, "id">,
): string | undefined {
  switch (part) {
    case "all":
      return undefined
    case "mine":
      return `s.author = ${given(actor.id)}`
    case "review":
      return "s.publication = 'in_review'"
    case "returned":
      return "s.returned is not null"
    default:
      return part satisfies never
  }
}

function cursorOf({ savedAt, id }: Pick<DraftRow, "savedAt" | "id">): string {
  return Buffer.from(`${savedAt}:${id}`).toString("base64url")
}

function readCursor(cursor: string): { at: number; id: string } | Refusal {
  const match = /^(\d{1,16}):(.+)$/.exec(Buffer.from(cursor, "base64url").toString("utf8"))
  const [, at, id] = match ?? []
  if (at === undefined || id === undefined || id.includes("\u0000")) {
    return refuse("invalid", "This cursor is none of ours. Take nextCursor of the page before.", "cursor")
  }
  return { at: Number(at), id }
}

import type { Database, Reader, Transaction } from "../../db/client.ts"
import { commitTogether, type Decision, type Locked } from "../change-log/commit-change.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { indexSpellings } from "./index-spellings.ts"
import type { Actor } from "./matrix.ts"
import { type MovedSummary, type MovedWords, moveWords } from "./move-words.ts"
import { uniteEntries } from "./unite-entries.ts"

/** What a merge does, or would do, in one negotiation. */
export interface MergeInNegotiation extends MovedSummary {
  slug: string
  title: string
}

export interface Merge {
  kept: { id: string; name: string }
  merged: { id: string; name: string }
  /** True where this was only a question: nothing was stored. */
  dryRun: boolean
  /** The public note of every correction. */
  note: string
  negotiations: MergeInNegotiation[]
  /** The last public change here; null where nothing public differs. */
  seq: number | null
}

/**
 * Merges two entries of one person, everywhere at once or nowhere. Where both stand, each published statement of the merged
 * one, or in its voice, is corrected in public to the kept one, under a note that says so, and each draft gets a version;
 * its id goes on leading to the kept one. Where only the merged one stands, its id now means the kept person, and no
 * statement changes. Names, spellings and offices are united. Once more is harmless: there is nothing left to do.
 * Decision: docs/decisions/010.
 */
export async function mergePeople(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; into: string; note?: string | undefined; dryRun?: boolean | undefined },
): Promise<Merge | Refusal> {
  const { slug, dryRun = false } = input
  const pair = await readPair(db, input)
  if (isRefusal(pair)) return pair
  const { kept, merged, known } = pair
  const names = `${merged.name} and ${kept.name} are the same person; the entry ${merged.name} was merged into ${kept.name}.`
  const note = [names, input.note].filter(Boolean).join(" ")
  const result = { kept: shown(kept), merged: shown(merged), dryRun, note }
  const slugs = [...new Set([slug, ...known])]
  const done = await commitTogether<Omit<Merge, "seq">>(
    db,
    { slugs, by: actor.id, dryRun },
    clock,
    async (tx, all) => {
      const begun = await lockPair(tx, merged.shared, kept.shared)
      if (isRefusal(begun)) return begun
      if (begun === "merged already") return { decisions: new Map(), result: { ...result, negotiations: [] } }
      const knowing = await knownIn(tx, merged.shared)
      if (knowing.some((other) => !slugs.includes(other))) {
        return refuse(
          "version_conflict",
          `${merged.name} was brought into another negotiation this moment. Nothing was merged. Try again.`,
        )
      }
      await uniteEntries(tx, merged.shared, kept.shared)
      const decisions = new Map<string, Omit<Decision<unknown>, "result">>()
      const negotiations: MergeInNegotiation[] = []
      for (const locked of all) {
        const moved = await mergeHere(tx, locked, {
          merged: merged.shared,
          kept: kept.shared,
          by: actor.id,
          note,
        })
        if (isRefusal(moved)) return moved
        if (!moved) continue
        decisions.set(locked.negotiation.slug, moved.decision)
        const title = await titleOf(tx, locked.negotiation.id)
        negotiations.push({ slug: locked.negotiation.slug, title, ...moved.summary })
      }
      await indexSpellings(tx, kept.shared)
      return { decisions, result: { ...result, negotiations } }
    },
  )
  return isRefusal(done) ? done : { ...done.result, seq: done.seqs.get(slug) ?? null }
}

interface PairOf {
  merged: Side
  kept: Side
  /** Slugs of the negotiations that know the merged entry. */
  known: string[]
}
interface Side {
  id: string
  name: string
  shared: number
}

function shown({ id, name }: Side) {
  return { id, name }
}

/** The two entries by their ids here. One that was merged into the other already is a pair too: the act was done. */
async function readPair(
  db: Reader,
  input: { slug: string; id: string; into: string },
): Promise<PairOf | Refusal> {
  const { rows } = await db.$client.query<Side & { mergedInto: number | null }>(
    `select np.id, p.name, p.id as shared, p.merged_into as "mergedInto"
       from negotiation n join negotiation_person np on np.negotiation_id = n.id join person p on p.id = np.person_id
      where n.slug = $1 and np.id in ($2, $3)`,
    [input.slug, input.id, input.into],
  )
  const merged = rows.find((row) => row.id === input.id)
  const kept = rows.find((row) => row.id === input.into)
  if (!merged) return refuse("not_found", `There is no person "${input.id}" here.`, "id")
  if (!kept) return refuse("unknown_id", `There is no person "${input.into}" here.`, "into")
  if (merged === kept)
    return refuse("unprocessable", "Choose another entry: this is the very same one.", "into")
  if (kept.mergedInto !== null) {
    return refuse(
      "wrong_state",
      `"${kept.id}" was itself merged into another entry. Choose that one.`,
      "into",
    )
  }
  if (merged.mergedInto !== null && merged.mergedInto !== kept.shared) {
    return refuse(
      "wrong_state",
      `"${merged.id}" was merged into another entry already. Nothing was changed.`,
      "id",
    )
  }
  return { merged, kept, known: await knownIn(db, merged.shared) }
}

async function knownIn(db: Reader, shared: number): Promise<string[]> {
  const { rows } = await db.$client.query<{ slug: string }>(
    `select n.slug from negotiation_person np join negotiation n on n.id = np.negotiation_id where np.person_id = $1`,
    [shared],
  )
  return rows.map((row) => row.slug)
}

/** Holds both entries until the end, so that nobody joins, edits or merges one of them meanwhile. */
async function lockPair(
  tx: Transaction,
  merged: number,
  kept: number,
): Promise<"locked" | "merged already" | Refusal> {
  const { rows } = await tx.$client.query<{ id: number; mergedInto: number | null }>(
    `select id, merged_into as "mergedInto" from person where id in ($1, $2) order by id for update`,
    [merged, kept],
  )
  const into = (id: number) => rows.find((row) => row.id === id)?.mergedInto ?? null
  if (into(merged) === kept) return "merged already"
  if (into(merged) === null && into(kept) === null) return "locked"
  return refuse("version_conflict", "One of the two was merged elsewhere this moment. Nothing was changed.")
}

/** The part of one negotiation. Out: nothing where it does not know the merged entry. */
async function mergeHere(
  tx: Transaction,
  locked: Locked,
  { merged, kept, by, note }: { merged: number; kept: number; by: string; note: string },
): Promise<MovedWords | Refusal | undefined> {
  const { id: negotiationId } = locked.negotiation
  const { rows } = await tx.$client.query<{ id: string; shared: number; position: number }>(
    `select id, person_id as shared, position from negotiation_person
      where negotiation_id = $1 and person_id in ($2, $3)`,
    [negotiationId, merged, kept],
  )
  const from = rows.find((row) => row.shared === merged)
  const to = rows.find((row) => row.shared === kept)
  if (!from) return undefined
  if (!to) {
    await tx.$client.query(
      "update negotiation_person set person_id = $3 where negotiation_id = $1 and id = $2",
      [negotiationId, from.id, kept],
    )
    return { decision: {}, summary: { statements: [], drafts: [], effect: { cells: [] }, risky: 0 } }
  }
  // of several leaders the one listed first speaks for the house: the kept entry takes the place of the earlier one
  await tx.$client.query(
    "update negotiation_person set position = case id when $2 then $3::int else $4::int end where negotiation_id = $1 and id in ($2, $5)",
    [
      negotiationId,
      to.id,
      Math.min(from.position, to.position),
      Math.max(from.position, to.position),
      from.id,
    ],
  )
  return moveWords(tx, locked, { from: from.id, to: to.id, by, note })
}

async function titleOf(tx: Transaction, negotiationId: number): Promise<string> {
  const { rows } = await tx.$client.query<{ title: string }>("select title from negotiation where id = $1", [
    negotiationId,
  ])
  return rows[0]?.title ?? ""
}

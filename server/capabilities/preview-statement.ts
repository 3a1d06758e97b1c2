import type { Database } from "../../db/client.ts"
import { commitChange, type Locked } from "../change-log/commit-change.ts"
import type { AlertableChange } from "../domain/alert-rules.ts"
import { boardOf, cellKey, conditionsAt } from "../domain/board.ts"
import type { Effect } from "../domain/change.ts"
import type { HeldCondition } from "../domain/condition.ts"
import type { Pair } from "../domain/pair.ts"
import type { Cell } from "../domain/position.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { type ReviewReason, reasonsToCorrect } from "../domain/review.ts"
import { sameStatement } from "../domain/same-statement.ts"
import { countSubscribers } from "./count-subscribers.ts"
import type { Actor } from "./matrix.ts"
import { newId, type RecordInput, takeContent } from "./record-statement.ts"
import { readStored, readWriters } from "./stored-statement.ts"
import { type WeighedStatement, weighStatement, weighWithdrawal } from "./weigh-statement.ts"

export interface Preview {
  effect: Effect
  /** What the effect names, as it stands now: from what it would change. What is new is not among it. */
  before: { cells: Cell[]; conditions: HeldCondition[]; pairs: (Pair & { issue: string })[] }
  reasons: ReviewReason[]
  /** Whether whoever asks may not be that second person: they wrote some of the words. Rule 10 of domain.md. */
  secondNeeded: boolean
  /** How many people and addresses would be alerted, were it published now. */
  subscribers: number
}

/**
 * What publishing this statement would change on the board, what review it would need and how many it would alert. Stores
 * nothing. With the id of a published statement it previews the correction.
 */
export async function previewStatement(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; statement: RecordInput },
): Promise<Preview | Refusal> {
  const request = { slug: input.slug, by: actor.id, dryRun: true }
  const done = await commitChange(db, request, clock, async (tx, locked) => {
    const content = await takeContent(tx, locked, { ...input.statement, id: input.statement.id ?? newId() })
    if (isRefusal(content)) return content
    const stored = await readStored(tx, locked.negotiation.id, content.id)
    const replaced = isRefusal(stored) ? null : stored
    const version = {
      version: (replaced?.version ?? 0) + 1,
      publication: "published" as const,
      order: replaced?.order ?? locked.nextOrder(),
      firstRecordedAt: replaced?.firstRecordedAt ?? locked.now,
    }
    const weighed = await weighStatement(tx, locked, content, version, replaced?.facts ?? null)
    if (isRefusal(weighed)) return weighed
    const corrects = replaced?.facts ? replaced.content : null
    const reasons = corrects ? reasonsToCorrect(weighed.reasons, corrects, content) : weighed.reasons
    // of what is changed now, whoever asks becomes a writer, and of a correction nobody else has seen the words
    const unchanged =
      replaced && !corrects && sameStatement(replaced.content, { ...replaced.content, ...content })
    const writers = unchanged ? await readWriters(tx, locked.negotiation.id, content.id) : [actor.id]
    const secondNeeded = reasons.length > 0 && writers.includes(actor.id)
    return { result: { weighed, reasons, secondNeeded, locked, corrects: corrects !== null } }
  })
  if (isRefusal(done)) return done
  const { corrects, ...result } = done.result
  return answer(db, corrects ? "statement.corrected" : "statement.published", result)
}

/** What withdrawing a public statement would change on the board, and how many it would alert. Stores nothing. */
export async function previewWithdrawal(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string },
): Promise<Preview | Refusal> {
  const request = { slug: input.slug, by: actor.id, dryRun: true }
  const done = await commitChange(db, request, clock, async (tx, locked) => {
    const stored = await readStored(tx, locked.negotiation.id, input.id)
    if (isRefusal(stored)) return stored
    if (stored.publication !== "published" || !stored.facts) {
      return refuse("wrong_state", "Only what is public can be withdrawn.", "id")
    }
    const weighed = await weighWithdrawal(tx, locked, stored.content, stored.facts, stored.version + 1)
    return { result: { weighed, reasons: [], secondNeeded: false, locked } }
  })
  return isRefusal(done) ? done : answer(db, "statement.withdrawn", done.result)
}

/** Counts outside of the lock, so that nobody has to wait for it. */
async function answer(
  db: Database,
  kind: AlertableChange["kind"],
  {
    weighed,
    reasons,
    secondNeeded,
    locked,
  }: Pick<Preview, "reasons" | "secondNeeded"> & { weighed: Omit<WeighedStatement, "cast">; locked: Locked },
): Promise<Preview> {
  const { effect, public: statement, facts } = weighed
  const issues = new Map(locked.agenda.options.map((option) => [option.id, option.issue]))
  const correction = { note: "", version: facts.version, replaces: facts.version - 1 }
  const change = { kind, statement, ...(kind !== "statement.published" && { correction }), ...effect }
  const subscribers = await countSubscribers(db, locked.negotiation.id, change, (id) => issues.get(id))
  return { effect, before: standing(weighed, locked.now), reasons, secondNeeded, subscribers }
}

/** Cells, conditions and pairs of the effect as they stand at `t` without it. */
function standing(
  { before, reach, effect }: Pick<WeighedStatement, "before" | "reach" | "effect">,
  t: number,
): Preview["before"] {
  const head = { negotiation: "", epoch: "", seq: 0, asOf: null, knownAt: null }
  const { issues } = boardOf(before, t, head, reach)
  const cells = new Set(effect.cells.map((cell) => cellKey(cell.party, cell.option)))
  const held = new Set((effect.conditions ?? []).map(heldKey))
  const pairs = new Set((effect.pairs ?? []).map(pairKey))
  return {
    cells: issues
      .flatMap((issue) => issue.options.flatMap((option) => option.cells))
      .filter((cell) => cells.has(cellKey(cell.party, cell.option))),
    conditions: conditionsAt(before, t, reach.issues).filter((condition) => held.has(heldKey(condition))),
    pairs: issues
      .flatMap((issue) => issue.pairs.map((pair) => ({ issue: issue.id, ...pair })))
      .filter((pair) => pairs.has(pairKey(pair))),
  }
}

const heldKey = ({ id, party }: Pick<HeldCondition, "id" | "party">) => `${id}\n${party}`
const pairKey = ({ issue, parties }: { issue: string; parties: string[] }) => [issue, ...parties].join("\n")

import type { Ledger } from "./board.ts"
import { conditionsAt } from "./board.ts"
import { type Effect, same } from "./change.ts"
import type { StatementContent } from "./negotiation-document.ts"
import { documentIds } from "./references.ts"
import { sameStatement } from "./same-statement.ts"
import { ownParties, type StatementFacts } from "./statement.ts"
import type { ReviewPolicy, Stance } from "./vocabulary.ts"

/** Why a second person must publish. */
export const REVIEW_REASONS = ["policy", "red_line", "reversal", "unnamed_source"] as const
export type ReviewReason = (typeof REVIEW_REASONS)[number]

const SUPPORTS: ReadonlySet<unknown> = new Set<Stance>([
  "proposes",
  "accepts",
  "accepts_conditionally",
  "accepts_in_principle",
])
const OPPOSES: ReadonlySet<unknown> = new Set<Stance>(["objects", "rejects"])

/**
 * Why this statement needs a second person, empty where it does not.
 * In: the negotiation's policy, the ledger before (and the facts this version `replaces`), the facts to be published and what they would change, the instant.
 * Rule 10 of domain.md: it crosses a red line, reverses a headline, or rests on an unnamed source.
 */
export function reviewReasons(
  policy: ReviewPolicy,
  before: Ledger,
  facts: StatementFacts,
  effect: Effect,
  t: number,
  replaces: StatementFacts | null = null,
): ReviewReason[] {
  switch (policy) {
    case "off":
      return []
    case "always":
      return ["policy"]
    case "risky": {
      const reasons: ReviewReason[] = []
      if (crossesRedLine(before, facts, t) || dropsRedLine(facts, replaces)) reasons.push("red_line")
      if (reverses(facts, effect)) reasons.push("reversal")
      if (restsOnUnnamedSource(facts)) reasons.push("unnamed_source")
      return reasons
    }
    default:
      return policy satisfies never
  }
}

/**
 * The reasons that are left for a correction. One that leaves all that was said as it was, and only adds documents that
 * carry it, does nothing again that rule 10 names; where everything is reviewed it still is.
 */
export function reasonsToCorrect(
  reasons: ReviewReason[],
  before: StatementContent,
  after: StatementContent,
): ReviewReason[] {
  const kept = new Set(documentIds(after))
  const adds =
    documentIds(before).every((id) => kept.has(id)) &&
    sameStatement({ ...before, documents: [] }, { ...after, documents: [] })
  return adds ? reasons.filter((reason) => reason === "policy") : reasons
}

function crossesRedLine(before: Ledger, facts: StatementFacts, t: number): boolean {
  if (facts.conditions.some((condition) => condition.kind === "red_line")) return true
  if (facts.moves.some((move) => before.definitions.get(move.condition)?.kind === "red_line")) return true
  const own = ownParties(facts)
  const supported = facts.stances.filter(({ stance }) => SUPPORTS.has(stance)).map(({ option }) => option)
  return conditionsAt(before, t).some(
    (held) =>
      held.kind === "red_line" && held.open && own.includes(held.party) && supported.includes(held.option),
  )
}

/** A correction that takes a red line away, or words it anew, moves it. */
function dropsRedLine(facts: StatementFacts, replaces: StatementFacts | null): boolean {
  const lines = (of: StatementFacts) => of.conditions.filter((condition) => condition.kind === "red_line")
  return replaces !== null && lines(replaces).some((line) => !lines(facts).some((kept) => same(kept, line)))
}

function reverses(facts: StatementFacts, effect: Effect): boolean {
  const own = ownParties(facts)
  return effect.cells.some((cell) => own.includes(cell.party) && isReversal(cell))
}

/** Whether a headline has turned between in-principle-or-better and objecting or rejecting (rule 10 of domain.md). */
export function isReversal({ was, stance }: Effect["cells"][number]): boolean {
  return (
    (SUPPORTS.has(was.stance) && OPPOSES.has(stance)) || (OPPOSES.has(was.stance) && SUPPORTS.has(stance))
  )
}

function restsOnUnnamedSource(facts: StatementFacts): boolean {
  if (["background", "leaked", "unattributed"].includes(facts.attribution)) return true
  return facts.speaker.id === null && facts.institution === null
}

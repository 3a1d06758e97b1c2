import type { HeldCondition } from "./condition.ts"
import type { ConditionInput } from "./negotiation-document.ts"
import { contentStems, overlap } from "./word-forms.ts"

/**
 * Conditions on record that a new one may be, likeliest first: those whose words are alike, and those on the same option.
 * In: the new one as far as it is written, and the conditions that its party holds open. A condition that several hold
 * stands once. It offers; whether both are one is for the analyst to say (rule 4 of domain.md: a condition has one life).
 */
export function likelyConditions(
  written: Pick<ConditionInput, "option" | "kind" | "text" | "touches">,
  open: HeldCondition[],
): HeldCondition[] {
  const once = open.filter((held, i) => open.findIndex(({ id }) => id === held.id) === i)
  return once
    .map((held) => ({ held, rank: rankOf(written, held) }))
    .filter(({ rank }) => rank >= ALIKE)
    .sort((a, b) => b.rank - a.rank)
    .map(({ held }) => held)
}

const ALIKE = 0.25

/** Words weigh most: two conditions on one option are often two, and one may be put on a neighbouring option. */
function rankOf(written: Parameters<typeof likelyConditions>[0], held: HeldCondition): number {
  const [a, b] = [contentStems(written.text), contentStems(held.text)]
  const { dice, contained } = overlap(new Set(a), new Set(b))
  const words = Math.min(a.length, b.length) >= 3 ? Math.max(dice, contained * 0.8) : dice
  const mine = [written.option, ...(written.touches ?? [])]
  const near = mine.some((option) => held.option === option || held.touches.includes(option))
  return (
    words + (held.option === written.option ? 0.3 : near ? 0.15 : 0) + (held.kind === written.kind ? 0.1 : 0)
  )
}

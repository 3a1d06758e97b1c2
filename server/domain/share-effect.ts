import type { Effect } from "./change.ts"
import type { StatementFacts } from "./statement.ts"

/**
 * Divides what several statements did to the board together among them, so that each line of the log tells its own part and
 * no line tells of a state that never was: a cell goes to the last that codes it, a condition to the last that states or
 * moves it, and the pairs, like all that no one of them names, to the last of all.
 * In: the whole effect, and the statements in the order of their lines. Out: one effect for each; none is in two.
 */
export function shareEffect(effect: Effect, statements: StatementFacts[]): Effect[] {
  const last = statements.length - 1
  const owner = (owns: (facts: StatementFacts) => boolean) => {
    const found = statements.findLastIndex(owns)
    return found < 0 ? last : found
  }
  const cellOwner = new Map(
    effect.cells.map((cell) => [cell, owner((facts) => codes(facts, cell.party, cell.option))]),
  )
  const conditionOwner = new Map(
    (effect.conditions ?? []).map((condition) => [condition, owner((facts) => names(facts, condition.id))]),
  )
  return statements.map((_, i) => {
    const conditions = (effect.conditions ?? []).filter((condition) => conditionOwner.get(condition) === i)
    return {
      cells: effect.cells.filter((cell) => cellOwner.get(cell) === i),
      ...(conditions.length > 0 && { conditions }),
      ...(i === last && effect.pairs && { pairs: effect.pairs }),
      ...(i === last && effect.agenda && { agenda: effect.agenda }),
    }
  })
}

function codes(facts: StatementFacts, party: string, option: string): boolean {
  return (
    facts.stances.some((stance) => stance.option === option) &&
    (facts.about.includes(party) || facts.for.some((speaking) => speaking.party === party))
  )
}

function names(facts: StatementFacts, condition: string): boolean {
  return (
    facts.conditions.some(({ id }) => id === condition) ||
    facts.moves.some((move) => move.condition === condition)
  )
}

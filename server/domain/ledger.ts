import { cellKey, type Ledger } from "./board.ts"
import { type ConditionDefinition, type ConditionMove, definitionsOf, movesOf } from "./condition.ts"
import { codingsOf, type StatementFacts } from "./statement.ts"

/**
 * The ledger after a statement's public revision: what it coded before is taken out, what it codes now is put in.
 * The same step serves publishing, correcting (a new revision) and withdrawing (a tombstone). Rules 4 and 5.
 */
export function withStatement(ledger: Ledger, after: StatementFacts): Ledger {
  // a first version has put in nothing before: there is nothing to look for
  const first = after.version === 1
  const defined = definitionsAfter(first ? [] : ledger.definitions.values(), after)
  return {
    ...ledger,
    codings: withItems(
      first ? ledger.codings : without(ledger.codings, after.statement),
      codingsOf(after),
      (coding) => cellKey(coding.party, coding.option),
    ),
    definitions:
      defined.length === 0
        ? ledger.definitions
        : new Map([...ledger.definitions, ...defined.map((each) => [each.id, each] as const)]),
    moves: withItems(
      first ? ledger.moves : without(ledger.moves, after.statement),
      movesOf(after),
      (move) => move.condition,
    ),
  }
}

/** The ledger after an event that moves conditions, such as an agreement's entry into force. */
export function withMoves(ledger: Ledger, added: ConditionMove[]): Ledger {
  return { ...ledger, moves: withItems(ledger.moves, added, (move) => move.condition) }
}

/**
 * How a statement's conditions are defined after a revision. One that the revision no longer carries stays known, as
 * withdrawn, since another statement may have restated it.
 */
export function definitionsAfter(
  known: Iterable<ConditionDefinition>,
  after: StatementFacts,
): ConditionDefinition[] {
  const carried = definitionsOf(after)
  const ids = new Set(carried.map((definition) => definition.id))
  const dropped = [...known].filter(
    (definition) => definition.statement === after.statement && !ids.has(definition.id),
  )
  return [...carried, ...dropped.map((definition) => ({ ...definition, withdrawn: true }))]
}

/** The lists without what this statement put in before. */
function without<T extends { statement: string | null }>(
  lists: ReadonlyMap<string, T[]>,
  statement: string,
): Map<string, T[]> {
  const kept = new Map(lists)
  for (const [key, list] of lists) {
    if (list.some((item) => item.statement === statement))
      kept.set(
        key,
        list.filter((item) => item.statement !== statement),
      )
  }
  return kept
}

/** The lists with further items. What stays the same stays the same object, so that what is known of it still holds. */
function withItems<T>(
  lists: ReadonlyMap<string, T[]>,
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, T[]> {
  if (items.length === 0) return lists
  const all = new Map(lists)
  for (const item of items) all.set(keyOf(item), [...(all.get(keyOf(item)) ?? []), item])
  return all
}

import { cellKey, type Ledger } from "./board.ts"
import { type ConditionDefinition, type ConditionMove, definitionsOf, movesOf } from "./condition.ts"
import { type Coding, codingsOf, type StatementFacts } from "./statement.ts"

/**
 * The ledger after a statement's public revision: what it coded before is taken out, what it codes now is put in.
 * The same step serves publishing, correcting (a new revision) and withdrawing (a tombstone). Rules 4 and 5.
 */
export function withStatement(ledger: Ledger, after: StatementFacts): Ledger {
  const codings = without(ledger.codings, after.statement)
  for (const coding of codingsOf(after)) addTo(codings, cellKey(coding.party, coding.option), coding)
  const definitions = new Map(ledger.definitions)
  for (const definition of definitionsAfter(ledger.definitions.values(), after))
    definitions.set(definition.id, definition)
  const moves = without(ledger.moves, after.statement)
  for (const move of movesOf(after)) addTo(moves, move.condition, move)
  return { ...ledger, codings, definitions, moves }
}

/** The ledger after an event that moves conditions, such as an agreement's entry into force. */
export function withMoves(ledger: Ledger, added: ConditionMove[]): Ledger {
  const moves = new Map(ledger.moves)
  for (const move of added) addTo(moves, move.condition, move)
  return { ...ledger, moves }
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

/** The lists without what this statement put in before; a first version has put in nothing. */
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

function addTo<T extends Coding | ConditionMove>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value])
}

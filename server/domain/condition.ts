import type { ConditionInput, ConditionMoveInput } from "./negotiation-document.ts"
import { byTime, ownParties, type Placed, type StatementFacts } from "./statement.ts"
import type { ConditionKind, CounterpartyState, FulfilmentState, HolderState, Tier } from "./vocabulary.ts"

/** A condition as its first statement defines it. `withdrawn` once that statement no longer carries it. */
export interface ConditionDefinition extends Placed {
  id: string
  statement: string
  holders: string[]
  option: string
  kind: ConditionKind
  text: string
  deadline: string | null
  /** Its own option and those it names: "it touches its own option and those it names" (rule 7). */
  touches: string[]
  withdrawn: boolean
}

/** One move on one axis, citing a statement or an event. */
export type ConditionMove = MoveTo & MoveOrigin
type MoveTo =
  | { axis: "holder"; to: HolderState }
  | { axis: "counterparty"; to: CounterpartyState }
  | { axis: "fulfilment"; to: FulfilmentState }
export interface MoveOrigin extends Placed {
  condition: string
  statement: string | null
  event: string | null
  /** Parties whose own statement makes the move; empty for an event. */
  by: string[]
  /** Place within its statement, so that two moves in one statement have an order. */
  position: number
  note: string | null
}

/** A condition as one party holds it at T. */
export interface HeldCondition {
  id: string
  party: string
  option: string
  kind: ConditionKind
  text: string
  /** Options it names besides its own. */
  touches: string[]
  deadline: string | null
  /** Its first statement. */
  statement: string
  holder: HolderState
  /** One value for each responding party that has answered; who is absent has not answered. */
  counterparty: Record<string, CounterpartyState>
  fulfilment: FulfilmentState
  open: boolean
}

/** Definitions in one public revision. Conditions in an account or of an unattributed voice are held by nobody. */
export function definitionsOf(facts: StatementFacts): ConditionDefinition[] {
  const holders = ownParties(facts)
  return facts.conditions.map((condition) => define(condition, facts, holders))
}

/** Moves made by one public revision of a statement. A withdrawn statement moves nothing. */
export function movesOf(facts: StatementFacts): ConditionMove[] {
  if (facts.publication === "withdrawn") return []
  const by = ownParties(facts)
  return facts.moves.map((move, position) => ({
    ...place(facts),
    ...move,
    statement: facts.statement,
    event: null,
    by,
    position,
    note: move.note ?? null,
  }))
}

/**
 * The condition as each of its holders holds it at `t`, ended ones included (`open` false); none where it does not exist yet.
 * In: its definition, all moves on it, the instant (epoch ms), whether its option is closed then.
 * Rule 4 of domain.md: it starts active, unanswered, not_due, and ends only by a move, by its option being closed, or by
 * the withdrawal of its first statement unless another own statement restated it.
 */
export function heldConditions(
  definition: ConditionDefinition,
  moves: ConditionMove[],
  t: number,
  optionClosed: boolean,
): HeldCondition[] {
  const counted = moves
    .filter((move) => move.countsFrom <= t)
    .sort((a, b) => byTime(a, b) || a.position - b.position)
  return definition.holders.flatMap((party) => {
    const begun = !definition.withdrawn && definition.countsFrom <= t
    const restated = counted.some(
      (move) =>
        move.axis === "holder" &&
        move.to === "active" &&
        move.by.includes(party) &&
        move.statement !== definition.statement,
    )
    if (!begun && !restated) return []
    const axes = foldAxes(counted, party)
    const open = !optionClosed && OPEN_HOLDER_STATES.has(axes.holder) && axes.fulfilment !== "verified"
    return [
      {
        id: definition.id,
        party,
        option: definition.option,
        kind: definition.kind,
        text: definition.text,
        touches: definition.touches.filter((option) => option !== definition.option),
        deadline: definition.deadline,
        statement: definition.statement,
        ...axes,
        open,
      },
    ]
  })
}

export const OPEN_HOLDER_STATES: ReadonlySet<HolderState> = new Set([
  "active",
  "clarified",
  "softened",
  "hardened",
])

function foldAxes(counted: ConditionMove[], party: string) {
  let holder: HolderState = "active"
  let fulfilment: FulfilmentState = "not_due"
  const counterparty: Record<string, CounterpartyState> = {}
  for (const move of counted) {
    switch (move.axis) {
      case "holder":
        if (move.event !== null || move.by.includes(party))
          holder = nextHolderState(holder, move.to, move.tier)
        break
      case "counterparty":
        for (const other of move.by) if (other !== party) counterparty[other] = move.to
        break
      case "fulfilment":
        fulfilment = move.to
        break
      default:
        move satisfies never
    }
  }
  return { holder, counterparty: sortKeys(counterparty), fulfilment }
}

/**
 * Tier 3 to 5 may only restate or clarify: their `active` leaves the axis as it stands and their `clarified` never
 * reopens what the party gave up. What they may not do at all is refused when it is logged.
 */
function nextHolderState(current: HolderState, to: HolderState, tier: Tier): HolderState {
  if (tier <= 2) return to
  return to === "clarified" && OPEN_HOLDER_STATES.has(current) ? to : current
}

function define(condition: ConditionInput, facts: StatementFacts, holders: string[]): ConditionDefinition {
  return {
    ...place(facts),
    id: condition.id,
    statement: facts.statement,
    holders,
    option: condition.option,
    kind: condition.kind,
    text: condition.text,
    deadline: condition.deadline ?? null,
    touches: [...new Set([condition.option, ...(condition.touches ?? [])])],
    withdrawn: facts.publication === "withdrawn",
  }
}

function place(facts: StatementFacts): Placed {
  const { start, end, tier, order, countsFrom } = facts
  return { start, end, tier, order, countsFrom }
}

function sortKeys(record: Record<string, CounterpartyState>): Record<string, CounterpartyState> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Moves made by an event, such as an agreement's entry into force; they hold for every holder. Order is that of the log. */
export function movesOfEvent(event: {
  id: string
  moves: ConditionMoveInput[]
  start: number
  end: number
  order: number
  countsFrom: number
}): ConditionMove[] {
  const { id, moves, ...when } = event
  return moves.map((move, position) => ({
    ...when,
    tier: 1,
    ...move,
    statement: null,
    event: id,
    by: [],
    position,
    note: move.note ?? null,
  }))
}

import {
  type ConditionDefinition,
  type ConditionMove,
  type HeldCondition,
  heldConditions,
} from "./condition.ts"
import { type Interval, isLater } from "./interval.ts"
import { memory } from "./memory.ts"
import { type Pair, pairOf } from "./pair.ts"
import { type Cell, type Position, positionOf } from "./position.ts"
import type { Coding } from "./statement.ts"
import type { Role } from "./vocabulary.ts"

export interface BoardParty {
  id: string
  name: string
  iso: string | null
  roles: Role[]
}

export interface BoardOption {
  id: string
  text: string
  /** EDTF date of its closing once it is closed, else null. */
  closed: string | null
  cells: Cell[]
}

export interface BoardIssue {
  id: string
  title: string
  group: string | null
  checklist: number | null
  pairs: Pair[]
  options: BoardOption[]
}

/** What the HTTP API and the page show. `seq` is the last change of the log that it holds. */
export interface Board {
  negotiation: string
  epoch: string
  seq: number
  asOf: string | null
  knownAt: string | null
  parties: BoardParty[]
  issues: BoardIssue[]
}

/** The agenda as it is known: who sits at the table and what is on it. Times are epoch milliseconds. */
export interface Agenda {
  parties: {
    id: string
    name: string
    iso: string | null
    roles: { role: Role; from: number; to: number }[]
  }[]
  issues: { id: string; title: string; group: string | null; checklist: number | null }[]
  options: { id: string; issue: string; text: string; closed: string | null; closedFrom: number }[]
  /** For staleness: options whose proposal has a newer version, and when that was put forward. */
  newerVersions: ({ option: string } & Interval)[]
}

/** Everything the rules read about one negotiation, as known at one instant. */
export interface Ledger {
  agenda: Agenda
  /** By `cellKey`. */
  codings: ReadonlyMap<string, Coding[]>
  definitions: ReadonlyMap<string, ConditionDefinition>
  /** By condition. */
  moves: ReadonlyMap<string, ConditionMove[]>
}

/** Rule 9: a badge after 14 days. */
export const STALE_AFTER_MS = 14 * 86_400_000

export function cellKey(party: string, option: string): string {
  return `${party}\n${option}`
}

/**
 * The whole board at `t` (epoch ms), out of a ledger as known at one instant: rules 1 to 9 of domain.md.
 * `issues` narrows it to some issues (the ledger then needs to hold no more than these and the conditions).
 */
export function boardOf(
  ledger: Ledger,
  t: number,
  head: Pick<Board, "negotiation" | "epoch" | "seq" | "asOf" | "knownAt">,
  narrow: { issues?: ReadonlySet<string>; parties?: ReadonlySet<string> } = {},
): Board {
  const { agenda } = ledger
  const parties = partiesAt(agenda, t)
  const shown = narrow.parties ? parties.filter((party) => narrow.parties?.has(party.id)) : parties
  const open = conditionsAt(ledger, t, narrow.issues).filter((condition) => condition.open)
  return {
    ...head,
    parties,
    issues: agenda.issues
      .filter((issue) => narrow.issues?.has(issue.id) ?? true)
      .map((issue) => {
        const options = agenda.options
          .filter((option) => option.issue === issue.id)
          .map((option) => ({
            id: option.id,
            text: option.text,
            closed: option.closedFrom <= t ? option.closed : null,
            cells: shown.map((party) => cellAt(ledger, party.id, option.id, t, open)),
          }))
        return { ...issue, pairs: pairsOf(options, belligerents(parties), open), options }
      }),
  }
}

/**
 * Every condition that exists at `t`, as each of its holders holds it; ended ones are included with `open` false.
 * `issues` narrows it to what can show or block there: conditions that touch their options, and those that touch an option
 * that one of these touches. The list is remembered: copy it before you change its order.
 */
export function conditionsAt(ledger: Ledger, t: number, issues?: ReadonlySet<string>): HeldCondition[] {
  const { agenda, definitions, moves } = ledger
  const question = issues ? [t, ...issues].join("\n") : String(t)
  return knownConditions([definitions, moves, agenda], question, () => readConditionsAt(ledger, t, issues))
}

const knownConditions = memory<HeldCondition[]>()

function readConditionsAt(ledger: Ledger, t: number, issues?: ReadonlySet<string>): HeldCondition[] {
  const closed = new Set(ledger.agenda.options.filter((o) => o.closedFrom <= t).map((o) => o.id))
  return (issues ? definitionsNear(ledger, issues) : [...ledger.definitions.values()])
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    .flatMap((definition) =>
      heldConditions(definition, ledger.moves.get(definition.id) ?? [], t, closed.has(definition.option)),
    )
}

function definitionsNear(ledger: Ledger, issues: ReadonlySet<string>): ConditionDefinition[] {
  const options = new Set(ledger.agenda.options.filter((o) => issues.has(o.issue)).map((o) => o.id))
  const all = [...ledger.definitions.values()]
  const touching = all.filter((definition) => definition.touches.some((option) => options.has(option)))
  const reached = new Set([...options, ...touching.flatMap((definition) => definition.touches)])
  return all.filter((definition) => definition.touches.some((option) => reached.has(option)))
}

/** How any two parties stand on each issue; `/pairs` asks for all, the board for those between belligerents. */
export function pairsOf(
  options: Pick<BoardOption, "id" | "closed" | "cells">[],
  parties: string[],
  open: HeldCondition[],
): Pair[] {
  const live = options.filter((option) => option.closed === null)
  const cells = new Map(
    live.flatMap((o) => o.cells.map((cell) => [cellKey(cell.party, cell.option), cell] as const)),
  )
  const find = (party: string, option: string) => {
    const cell = cells.get(cellKey(party, option))
    if (!cell) throw new Error(`The board has no cell for ${party} on ${option}.`)
    return cell
  }
  return twoByTwo(parties).flatMap(
    (pair) =>
      pairOf(
        pair,
        live.map((o) => o.id),
        find,
        open,
      ) ?? [],
  )
}

export function belligerents(parties: BoardParty[]): string[] {
  return parties.filter((party) => party.roles.includes("belligerent")).map((party) => party.id)
}

/** Sets `stale` by the clock; statements never change by waiting (rule 9: a badge, never an automatic flip). */
export function withStaleness(board: Board, t: number): Board {
  const now = new Date(t).toISOString()
  const aged = (cell: Cell) => {
    const stale = cell.staleFrom !== null && cell.staleFrom <= now
    return stale === cell.stale ? cell : { ...cell, stale }
  }
  return {
    ...board,
    issues: board.issues.map((issue) => ({
      ...issue,
      options: issue.options.map((option) => ({ ...option, cells: option.cells.map(aged) })),
    })),
  }
}

/** The first instant after `t` at which the board changes by the clock alone: an option closes, a role begins or ends. */
export function nextTurn(agenda: Agenda, t: number): number {
  const turns = [
    ...agenda.options.map((option) => option.closedFrom),
    ...agenda.parties.flatMap((party) => party.roles.flatMap((role) => [role.from, role.to])),
  ]
  return Math.min(...turns.filter((turn) => turn > t))
}

function cellAt(ledger: Ledger, party: string, option: string, t: number, open: HeldCondition[]): Cell {
  const newer = ledger.agenda.newerVersions.filter((version) => version.option === option)
  const staleFrom = (affirmed: Coding) =>
    Math.min(
      affirmed.end + STALE_AFTER_MS,
      ...newer.filter((version) => isLater(version, affirmed)).map((version) => version.end),
    )
  const codings = ledger.codings.get(cellKey(party, option)) ?? []
  const position = knownPositions([codings, ledger.agenda], String(t), () =>
    positionOf({ party, option }, codings, t, staleFrom),
  )
  return {
    ...position,
    conditions: open.filter((c) => c.party === party && c.option === option),
    touching: open.filter((c) => c.party === party && c.touches.includes(option)),
  }
}

const knownPositions = memory<Position>()

function partiesAt(agenda: Agenda, t: number): BoardParty[] {
  return agenda.parties.map(({ id, name, iso, roles }) => ({
    id,
    name,
    iso,
    roles: [...new Set(roles.filter((role) => role.from <= t && t < role.to).map((role) => role.role))],
  }))
}

function twoByTwo(parties: string[]): [string, string][] {
  return parties.flatMap((a, i) => parties.slice(i + 1).map((b): [string, string] => [a, b]))
}

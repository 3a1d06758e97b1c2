import type { Board, BoardIssue, BoardOption, BoardParty } from "../../server/domain/board.ts"
import type { Pair, PairState } from "../../server/domain/pair.ts"
import type { Cell } from "../../server/domain/position.ts"

/** Parties with a column of their own, and those that share the column "Others". */
export interface Columns {
  own: BoardParty[]
  others: BoardParty[]
}

const MOST_OWN_COLUMNS = 4

/** Belligerents and mediators get columns of their own; everybody does where there are few parties. */
export function columnsOf(parties: BoardParty[]): Columns {
  if (parties.length <= MOST_OWN_COLUMNS) return { own: parties, others: [] }
  const first = [
    ...parties.filter((party) => party.roles.includes("belligerent")),
    ...parties.filter((party) => party.roles.includes("mediator") && !party.roles.includes("belligerent")),
  ]
  const own = (first.length > 0 ? first : parties).slice(0, MOST_OWN_COLUMNS)
  return { own, others: parties.filter((party) => !own.includes(party)) }
}

/** The name of a cell in addresses: `?cell=russia:truce`. Ids may hold colons, so it is matched, never split. */
export function cellName(cell: { party: string; option: string }): string {
  return `${cell.party}:${cell.option}`
}

export interface FoundCell {
  cell: Cell
  party: BoardParty
  option: BoardOption
  issue: BoardIssue
}

export function findCell(board: Board, name: string): FoundCell | undefined {
  for (const issue of board.issues) {
    for (const option of issue.options) {
      const cell = option.cells.find((c) => cellName(c) === name)
      const party = cell && board.parties.find((p) => p.id === cell.party)
      if (cell && party) return { cell, party, option, issue }
    }
  }
  return undefined
}

export function optionText(board: Board, option: string): string {
  return board.issues.flatMap((issue) => issue.options).find((o) => o.id === option)?.text ?? option
}

export function partyName(parties: Pick<BoardParty, "id" | "name">[], id: string): string {
  return parties.find((party) => party.id === id)?.name ?? id
}

export function hasOwnStatement(cell: Cell): boolean {
  return cell.state !== "none_recorded"
}

/** Statements that stand behind a cell, without repeats, the headline first. */
export function statementsBehind(cell: Cell): string[] {
  const ids = [
    cell.statement,
    ...cell.differing.map((entry) => entry.statement),
    ...cell.attributed.map((entry) => entry.statement),
  ]
  return [...new Set(ids.filter((id) => id !== null))]
}

const TALLY_ORDER: PairState[] = ["compatible", "conditional", "conflict", "undetermined", "unknown"]

/** How many issues stand in each state between belligerents, nearest to agreement first; empty ones are left out. */
export function pairTally(board: Board): { state: PairState; n: number }[] {
  const pairs: Pair[] = board.issues.flatMap((issue) => issue.pairs)
  return TALLY_ORDER.map((state) => ({
    state,
    n: pairs.filter((pair) => pair.state === state).length,
  })).filter(({ n }) => n > 0)
}

export function coverage(board: Board): { spoken: number; all: number } {
  const cells = board.issues.flatMap((issue) => issue.options.flatMap((option) => option.cells))
  return { spoken: cells.filter(hasOwnStatement).length, all: cells.length }
}

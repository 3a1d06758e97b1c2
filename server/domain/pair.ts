import type { HeldCondition } from "./condition.ts"
import type { Cell } from "./position.ts"

export const PAIR_STATES = ["unknown", "compatible", "conditional", "conflict", "undetermined"] as const
export type PairState = (typeof PAIR_STATES)[number]

/** How two parties stand to each other on one issue, with the statements that decide it. */
export interface Pair {
  parties: [string, string]
  state: PairState
  statements: string[]
}

const AGREES: ReadonlySet<unknown> = new Set(["proposes", "accepts"])
const IN_PRINCIPLE_OR_BETTER: ReadonlySet<unknown> = new Set([
  "proposes",
  "accepts",
  "accepts_conditionally",
  "accepts_in_principle",
])

/** What the rules read of a cell when they compare two parties. */
export type PairCell = Pick<Cell, "option" | "stance" | "state" | "statement" | "differing">

/**
 * The pair's state over the options that are not closed; undefined where all are closed (there is no pair then).
 * In: the cells of both parties on those options, and the open conditions of both anywhere in the negotiation.
 * Rule 7 of domain.md, first match; a contested cell has no stance.
 */
export function pairOf(
  parties: [string, string],
  options: string[],
  cellOf: (party: string, option: string) => PairCell,
  open: HeldCondition[],
): Pair | undefined {
  if (options.length === 0) return undefined
  const [a, b] = parties
  const rows = options.map((option) => {
    const cells: [PairCell, PairCell] = [cellOf(a, option), cellOf(b, option)]
    const bearing = open.filter((c) => (c.party === a || c.party === b) && touchesOption(c, option))
    const blocks = bearing.flatMap((c) => blockOf(c, c.party === a ? b : a, open) ?? [])
    return { cells, bearing, blocks }
  })
  const pair = (state: PairState, deciding: typeof rows): Pair => ({
    parties,
    state,
    statements: [
      ...new Set(
        deciding.flatMap(({ cells, blocks }) => [
          ...cells.flatMap(spoken),
          ...blocks.map((c) => c.statement),
        ]),
      ),
    ],
  })

  const silent = ([0, 1] as const).some((side) =>
    rows.every(({ cells }) => cells[side].state === "none_recorded"),
  )
  if (silent) return pair("unknown", rows)
  const compatible = rows.filter(
    ({ cells, bearing }) => cells.every((c) => AGREES.has(c.stance)) && bearing.length === 0,
  )
  if (compatible.length > 0) return pair("compatible", compatible)
  const conditional = rows.filter(
    ({ cells, blocks }) => cells.every((c) => IN_PRINCIPLE_OR_BETTER.has(c.stance)) && blocks.length === 0,
  )
  if (conditional.length > 0) return pair("conditional", conditional)
  const conflicts = rows.filter(
    ({ cells, blocks }) => cells.some((c) => c.stance === "rejects") || blocks.length > 0,
  )
  return conflicts.length === rows.length ? pair("conflict", rows) : pair("undetermined", rows)
}

/**
 * What blocks: an open condition of one that stands `rejected` by the other, or that touches an option on which the other
 * holds a red line, then with those red lines, for their statements decide as much. Undefined where it does not block.
 */
function blockOf(
  condition: HeldCondition,
  other: string,
  open: HeldCondition[],
): HeldCondition[] | undefined {
  const lines = open.filter(
    (line) => line.party === other && line.kind === "red_line" && touchesOption(condition, line.option),
  )
  return condition.counterparty[other] === "rejected" || lines.length > 0 ? [condition, ...lines] : undefined
}

function touchesOption(condition: HeldCondition, option: string): boolean {
  return condition.option === option || condition.touches.includes(option)
}

function spoken(cell: PairCell): string[] {
  return cell.statement
    ? [cell.statement]
    : cell.state === "contested"
      ? cell.differing.map((d) => d.statement)
      : []
}

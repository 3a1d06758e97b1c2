import { type Database, inTransaction } from "../../db/client.ts"
import { readLedgerAt } from "../change-log/read-ledger.ts"
import { boardOf, cellKey } from "../domain/board.ts"
import { type ChangedCell, type ChangedPair, effectOf } from "../domain/change.ts"
import type { HeldCondition } from "../domain/condition.ts"
import type { Cell } from "../domain/position.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"

export interface Comparison {
  from: string
  to: string
  /** Cells that differ, as they are at `to`, with what they were and the statements that made the difference. */
  cells: (ChangedCell & { statements: string[] })[]
  conditions: HeldCondition[]
  pairs: ChangedPair[]
}

/** What differs between the boards at two instants, as known now. */
export async function compareBoards(
  db: Database,
  negotiation: FoundNegotiation,
  { from, to, now }: { from: number; to: number; now: number },
): Promise<Comparison> {
  const [before, after] = await inTransaction(
    db,
    async (tx) =>
      [await readLedgerAt(tx, negotiation, from, now), await readLedgerAt(tx, negotiation, to, now)] as const,
    "repeatable read read only",
  )
  const effect = effectOf({ ledger: before, t: from }, { ledger: after, t: to })
  const head = { negotiation: negotiation.slug, epoch: "", seq: 0, asOf: null, knownAt: null }
  const options = boardOf(before, from, head).issues.flatMap((issue) => issue.options)
  const old = new Map(
    options.flatMap((o) => o.cells.map((cell) => [cellKey(cell.party, cell.option), cell] as const)),
  )
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    cells: effect.cells.map((cell) => {
      const known = new Set(mentioned(old.get(cellKey(cell.party, cell.option))))
      return { ...cell, statements: mentioned(cell).filter((id) => !known.has(id)) }
    }),
    conditions: effect.conditions ?? [],
    pairs: effect.pairs ?? [],
  }
}

function mentioned(cell: Cell | undefined): string[] {
  if (!cell) return []
  const beside = [...cell.differing, ...cell.attributed, ...cell.conditions, ...cell.touching].map(
    (entry) => entry.statement,
  )
  return [...new Set([...(cell.statement ? [cell.statement] : []), ...beside])]
}

import type { Database } from "../../db/client.ts"
import { readLedgerAt } from "../change-log/read-ledger.ts"
import { conditionsAt } from "../domain/board.ts"
import type { HeldCondition } from "../domain/condition.ts"
import type { Clocks, FoundNegotiation } from "./find-negotiation.ts"

export type ConditionWithMoves = HeldCondition & {
  moves: {
    axis: string
    to: string
    statement: string | null
    event: string | null
    by: string[]
    note: string | null
    at: string
  }[]
}

/** Every condition that existed at an instant, ended ones too, with the moves counted by then, oldest first. */
export async function listConditions(
  db: Database,
  negotiation: FoundNegotiation,
  { t, k }: Clocks,
): Promise<ConditionWithMoves[]> {
  const ledger = await readLedgerAt(db, negotiation, t, k)
  return conditionsAt(ledger, t).map((held) => ({
    ...held,
    moves: (ledger.moves.get(held.id) ?? [])
      .filter((move) => move.countsFrom <= t)
      .sort((a, b) => a.end - b.end || a.order - b.order)
      .map(({ axis, to, statement, event, by, note, start }) => ({
        axis,
        to,
        statement,
        event,
        by,
        note,
        at: new Date(start).toISOString(),
      })),
  }))
}

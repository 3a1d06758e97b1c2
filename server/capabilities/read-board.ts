import { type Database, inTransaction } from "../../db/client.ts"
import { NOW_KNOWN_MS, readLedgerAt } from "../change-log/read-ledger.ts"
import { type Board, boardOf } from "../domain/board.ts"
import type { Clocks, FoundNegotiation } from "./find-negotiation.ts"

/**
 * The board at one instant, as known at another, out of the database: rules decide over the few rows that can matter.
 * `clocks` absent: the board of now (which a server keeps in memory; this is how it gets it).
 */
export async function readBoard(
  db: Database,
  negotiation: FoundNegotiation,
  epoch: string,
  now: number,
  clocks?: Clocks,
): Promise<Board> {
  const { t, k } = clocks ?? { t: now, k: NOW_KNOWN_MS }
  return inTransaction(
    db,
    async (tx) => {
      const { rows } = await tx.$client.query<{ seq: number }>("select seq from negotiation where id = $1", [
        negotiation.id,
      ])
      const ledger = await readLedgerAt(tx, negotiation, t, k)
      return boardOf(ledger, t, {
        negotiation: negotiation.slug,
        epoch,
        seq: rows[0]?.seq ?? negotiation.seq,
        asOf: clocks ? new Date(t).toISOString() : null,
        knownAt: clocks ? new Date(k).toISOString() : null,
      })
    },
    "repeatable read read only",
  )
}

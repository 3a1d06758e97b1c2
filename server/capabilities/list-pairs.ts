import type { Database } from "../../db/client.ts"
import { readLedgerAt } from "../change-log/read-ledger.ts"
import { boardOf, conditionsAt, pairsOf } from "../domain/board.ts"
import type { Pair } from "../domain/pair.ts"
import type { Clocks, FoundNegotiation } from "./find-negotiation.ts"

/** How any two parties stand to each other on each issue at an instant; the board shows those between belligerents. */
export async function listPairs(
  db: Database,
  negotiation: FoundNegotiation,
  { t, k }: Clocks,
): Promise<(Pair & { issue: string })[]> {
  const ledger = await readLedgerAt(db, negotiation, t, k)
  const board = boardOf(ledger, t, {
    negotiation: negotiation.slug,
    epoch: "",
    seq: 0,
    asOf: null,
    knownAt: null,
  })
  const open = conditionsAt(ledger, t).filter((condition) => condition.open)
  const parties = board.parties.map((party) => party.id)
  return board.issues.flatMap((issue) =>
    pairsOf(issue.options, parties, open).map((pair) => ({ issue: issue.id, ...pair })),
  )
}

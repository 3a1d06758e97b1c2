import type { Reader } from "../../db/client.ts"
import { readCodings } from "../change-log/read-ledger.ts"
import { type Move, movesOf } from "../domain/convergence.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"

/** Every move of every party by an instant, as known now, latest first. */
export async function listMoves(db: Reader, negotiation: FoundNegotiation, t: number): Promise<Move[]> {
  const codings = await readCodings(db, negotiation.id)
  return [...codings.values()]
    .flatMap((cell) => (cell[0] ? movesOf({ party: cell[0].party, option: cell[0].option }, cell, t) : []))
    .sort((a, b) => b.end - a.end || (a.statement < b.statement ? -1 : 1))
}

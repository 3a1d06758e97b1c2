import type { Reader } from "../../db/client.ts"
import type { Change } from "../domain/change.ts"
import { readEpoch, readLatestChanges } from "./read-changes.ts"

/** Where a public change stands. */
export interface LogPlace {
  negotiationId: number
  seq: number
}

/** A name for the place, for maps. */
export function keyOf({ negotiationId, seq }: LogPlace): string {
  return `${negotiationId} ${seq}`
}

/** The changes at these places, by their keys: one query for each negotiation. What the law has erased is left out. */
export async function readByKey(db: Reader, places: LogPlace[]): Promise<Map<string, Change>> {
  const found = new Map<string, Change>()
  if (places.length === 0) return found
  const epoch = await readEpoch(db)
  for (const [negotiationId, some] of Map.groupBy(places, (place) => place.negotiationId)) {
    const seqs = [...new Set(some.map(({ seq }) => seq))]
    for (const { seq, json, erased } of await readLatestChanges(db, negotiationId, epoch, {
      seqs,
      limit: seqs.length,
    }))
      if (!erased) found.set(keyOf({ negotiationId, seq }), JSON.parse(json))
  }
  return found
}

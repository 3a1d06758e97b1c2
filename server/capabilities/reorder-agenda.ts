import type { Database } from "../../db/client.ts"
import { readPositions, writePositions } from "../change-log/write-versions.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import type { Actor } from "./matrix.ts"

export const ORDERED = ["parties", "issues", "options"] as const
const TABLES = { parties: "party", issues: "issue", options: "option" } as const

/**
 * Puts parties, issues or options into the order given. Those named change places among themselves and all others stay, so
 * that the options of one issue are ordered by themselves. Earlier boards keep the order they had.
 */
export async function reorderAgenda(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; kind: (typeof ORDERED)[number]; order: string[] },
): Promise<AgendaState | Refusal> {
  const { kind, order } = input
  return commitAgenda(db, clock, actor, input.slug, async (tx, { negotiation, now }) => {
    const table = TABLES[kind]
    const known = await readPositions(tx, table, negotiation.id)
    for (const [i, id] of order.entries()) {
      if (!known.has(id)) return refuse("unknown_id", `There is no ${table} "${id}" here.`, `order[${i}]`)
      if (order.indexOf(id) < i) return refuse("duplicate_id", `"${id}" stands here twice.`, `order[${i}]`)
    }
    const named = new Set(order)
    const places = [...known].flatMap(([id, position]) => (named.has(id) ? [position] : []))
    const given = new Map(order.map((id, i) => [id, places[i] ?? 0]))
    await writePositions(tx, table, { negotiationId: negotiation.id, now }, given)
    return { result: {} }
  })
}

import type { Database } from "../../db/client.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import { keepAgenda } from "./keep-agenda.ts"
import type { Actor } from "./matrix.ts"
import { optionHere, ownPath } from "./read-agenda-entry.ts"

/**
 * Closes an option with an EDTF date, from whose latest instant on it counts in no pair and its conditions are open no more
 * (rules 4 and 7). Null opens it again. Its positions stay to be seen, and earlier boards show it open.
 */
export async function retireOption(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; on: string | null },
): Promise<AgendaState | Refusal> {
  return commitAgenda(db, clock, actor, input.slug, async (tx, locked) => {
    const option = optionHere(locked, input.id)
    if (isRefusal(option)) return option
    const { id, issue, text } = option
    const written = await keepAgenda(tx, locked, { options: [{ id, issue, text, closed: input.on }] }, true)
    return isRefusal(written) ? ownPath(written, "options[0].", { closed: "on" }) : { result: {} }
  })
}

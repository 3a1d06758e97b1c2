import type { Database } from "../../db/client.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import { keepAgenda } from "./keep-agenda.ts"
import type { Actor } from "./matrix.ts"
import { optionHere } from "./read-agenda-entry.ts"

/** Words an option anew. What was coded on it stays coded on it; earlier boards keep the words they had. */
export async function editOption(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; text: string },
): Promise<AgendaState | Refusal> {
  return commitAgenda(db, clock, actor, input.slug, async (tx, locked) => {
    const option = optionHere(locked, input.id)
    if (isRefusal(option)) return option
    const { id, issue, closed } = option
    const written = await keepAgenda(
      tx,
      locked,
      {
        options: [{ id, issue, closed, text: input.text }],
      },
      true,
    )
    return isRefusal(written) ? written : { result: {} }
  })
}

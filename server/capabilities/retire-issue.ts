import type { Database } from "../../db/client.ts"
import { endVersion } from "../change-log/write-versions.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import { keepAgenda } from "./keep-agenda.ts"
import type { Actor } from "./matrix.ts"
import { issueHere, ownPath } from "./read-agenda-entry.ts"

/**
 * Retires an issue: all its open options are closed with the date, and it stays to be read. One under which no option ever
 * stood holds nothing, so it leaves the agenda; earlier boards show it still.
 */
export async function retireIssue(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; on: string },
): Promise<AgendaState | Refusal> {
  return commitAgenda(db, clock, actor, input.slug, async (tx, locked) => {
    const here = issueHere(locked, input.id)
    if (isRefusal(here)) return here
    if (here.options.length === 0) {
      await endVersion(tx, "issue", { negotiationId: locked.negotiation.id, now: locked.now }, input.id)
      return { result: {} }
    }
    const open = here.options.filter((option) => option.closed === null)
    if (open.length === 0) {
      return refuse("wrong_state", "All options of this issue are closed already. Nothing was changed.", "id")
    }
    const options = open.map(({ id, issue, text }) => ({ id, issue, text, closed: input.on }))
    const written = await keepAgenda(tx, locked, { options }, true)
    return isRefusal(written) ? ownPath(written, /^options\[\d+\]\./, { closed: "on" }) : { result: {} }
  })
}

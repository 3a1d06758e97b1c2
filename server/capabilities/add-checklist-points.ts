import type { Database } from "../../db/client.ts"
import { issuesFromChecklist } from "../domain/checklist.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { idOf } from "../domain/slug.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import { keepAgenda } from "./keep-agenda.ts"
import type { Actor } from "./matrix.ts"
import { takenIds } from "./read-agenda-entry.ts"

/** Puts points of the 30-point checklist on the agenda, each as an issue; one that is there already is left as it is. */
export async function addChecklistPoints(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; points: number[] },
): Promise<({ made: string[] } & AgendaState) | Refusal> {
  return commitAgenda(db, clock, actor, input.slug, async (tx, locked) => {
    const there = new Set(locked.agenda.issues.map((issue) => issue.checklist))
    const taken = await takenIds(tx, locked, "issue")
    const issues = issuesFromChecklist(input.points.filter((point) => !there.has(point))).map((issue) => ({
      ...issue,
      id: idOf(issue.id, taken, "issue"),
    }))
    const written = await keepAgenda(tx, locked, { issues }, true)
    return isRefusal(written) ? written : { result: { made: issues.map((issue) => issue.id) } }
  })
}

import type { Database } from "../../db/client.ts"
import { writeVersions } from "../change-log/write-versions.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { idOf } from "../domain/slug.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import { keepAgenda, optionVersion } from "./keep-agenda.ts"
import type { Actor } from "./matrix.ts"
import { issueHere, takenIds } from "./read-agenda-entry.ts"

/**
 * Splits an issue: a new one is made in the same group, and the chosen options move to it with all that was said on them.
 * Pairs are counted anew on both from now on; earlier boards show one issue.
 */
export async function splitIssue(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; title: string; options: string[] },
): Promise<({ made: string } & AgendaState) | Refusal> {
  return commitAgenda(db, clock, actor, input.slug, async (tx, locked) => {
    const here = issueHere(locked, input.id)
    if (isRefusal(here)) return here
    const own = new Set(here.options.map((option) => option.id))
    const wrong = input.options.findIndex((id) => !own.has(id))
    if (wrong >= 0) {
      return refuse(
        "unknown_id",
        `"${input.options[wrong]}" is no option of this issue. Choose among its own.`,
        `options[${wrong}]`,
      )
    }
    if (new Set(input.options).size === here.options.length) {
      return refuse(
        "unprocessable",
        "Leave at least one option where it is, or rename the issue instead.",
        "options",
      )
    }
    const made = idOf(input.title, await takenIds(tx, locked, "issue"), "issue")
    const issues = [{ id: made, title: input.title, group: here.issue.group }]
    const written = await keepAgenda(tx, locked, { issues }, true)
    if (isRefusal(written)) return written
    const at = { negotiationId: locked.negotiation.id, now: locked.now, path: "options", mayChange: true }
    const moving = here.options.filter((option) => input.options.includes(option.id))
    const versions = moving.map((option) =>
      optionVersion({ ...option, issue: made }, locked.negotiation.zone),
    )
    const moved = await writeVersions(tx, "option", at, versions)
    return isRefusal(moved) ? moved : { result: { made } }
  })
}

import type { z } from "zod"
import type { Database } from "../../db/client.ts"
import { issueSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import { keepAgenda } from "./keep-agenda.ts"
import type { Actor } from "./matrix.ts"
import { issueHere } from "./read-agenda-entry.ts"

export const issueFieldsSchema = issueSchema.omit({ id: true }).partial()

/** Renames an issue, or puts it into another group or under another point of the checklist. Earlier boards keep theirs. */
export async function editIssue(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; fields: z.infer<typeof issueFieldsSchema> },
): Promise<AgendaState | Refusal> {
  return commitAgenda(db, clock, actor, input.slug, async (tx, locked) => {
    const here = issueHere(locked, input.id)
    if (isRefusal(here)) return here
    const written = await keepAgenda(tx, locked, { issues: [{ ...here.issue, ...input.fields }] }, true)
    return isRefusal(written) ? written : { result: {} }
  })
}

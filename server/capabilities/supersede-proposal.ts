import type { z } from "zod"
import type { Database } from "../../db/client.ts"
import { proposalSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { idOf } from "../domain/slug.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import { keepAgenda } from "./keep-agenda.ts"
import type { Actor } from "./matrix.ts"
import { ownPath, proposalHere, takenIds } from "./read-agenda-entry.ts"

/** What the newer version says; what is left out is as in the former. `at` is when it was put forward. */
export const newVersionSchema = proposalSchema
  .pick({ title: true, options: true, status: true, proposer: true })
  .partial()
  .extend({ at: proposalSchema.shape.at.unwrap().unwrap() })

/**
 * Puts a newer version of a proposal on the table: it supersedes the former, which keeps its history with this as the last
 * step. Positions on the former's options that were affirmed before it go stale (rule 9).
 */
export async function supersedeProposal(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; proposal: z.infer<typeof newVersionSchema> },
): Promise<({ made: string } & AgendaState) | Refusal> {
  return commitAgenda(db, clock, actor, input.slug, async (tx, locked) => {
    const here = await proposalHere(tx, locked, input.id)
    if (isRefusal(here)) return here
    const { proposal: former } = here
    const { at } = input.proposal
    if (former.status === "superseded") {
      return refuse(
        "wrong_state",
        "A newer version of this proposal stands already. Supersede that one.",
        "id",
      )
    }
    const version = (former.version ?? 1) + 1
    const stem = former.id.replace(/-v\d+$/, "")
    const made = {
      id: idOf(`${stem}-v${version}`, await takenIds(tx, locked, "proposal"), "proposal"),
      proposer: former.proposer,
      title: former.title,
      options: former.options,
      status: "tabled" as const,
      ...input.proposal,
      version,
      supersedes: former.id,
    }
    const history = [...(former.history ?? []), { at, status: "superseded" as const }]
    const proposals = [made, { ...former, status: "superseded" as const, history }]
    const written = await keepAgenda(tx, locked, { proposals }, true)
    if (isRefusal(written)) return ownPath(written, "proposals[0].")
    return { proposals: written.proposals, result: { made: made.id } }
  })
}

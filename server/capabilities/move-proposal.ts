import type { z } from "zod"
import type { Database, Transaction } from "../../db/client.ts"
import { proposalSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { type AgendaState, commitAgenda } from "./agenda-changes.ts"
import { keepAgenda } from "./keep-agenda.ts"
import type { Actor } from "./matrix.ts"
import { ownPath, proposalHere } from "./read-agenda-entry.ts"

/** One step in a proposal's life: from when it holds, and the statement or event that shows it. */
export const proposalStepSchema = proposalSchema.shape.history.unwrap().element

/** Moves a proposal to another status, citing what is published: a statement or an event. The step joins its history. */
export async function moveProposal(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; step: z.infer<typeof proposalStepSchema> },
): Promise<AgendaState | Refusal> {
  return commitAgenda(db, clock, actor, input.slug, async (tx, locked) => {
    const here = await proposalHere(tx, locked, input.id)
    if (isRefusal(here)) return here
    const { proposal } = here
    const { step } = input
    if (step.status === proposal.status) {
      return refuse(
        "wrong_state",
        `This proposal is ${proposal.status} already. Nothing was changed.`,
        "status",
      )
    }
    const wrong = await citationRefusal(tx, locked.negotiation.id, step)
    if (wrong) return wrong
    const history = [...(proposal.history ?? []), step]
    const moved = { ...proposal, status: step.status, history }
    const written = await keepAgenda(tx, locked, { proposals: [moved] }, true)
    if (isRefusal(written)) return ownPath(written, /^proposals\[0\]\.(history\[\d+\]\.)?/)
    return { proposals: written.proposals, result: {} }
  })
}

/** What moves it must be there for every reader. */
async function citationRefusal(
  tx: Transaction,
  negotiationId: number,
  { statement, event }: z.infer<typeof proposalStepSchema>,
): Promise<Refusal | undefined> {
  if (!statement && !event) {
    return refuse("unprocessable", "Cite the statement or the event that shows it.", "statement")
  }
  const { rows } = await tx.$client.query<{ statement: boolean; event: boolean }>(
    `select exists(select 1 from statement where negotiation_id = $1 and id = $2 and publication = 'published') as statement,
            exists(select 1 from event where negotiation_id = $1 and id = $3) as event`,
    [negotiationId, statement ?? null, event ?? null],
  )
  if (statement && !rows[0]?.statement) {
    return refuse("unknown_id", `There is no published statement "${statement}" here.`, "statement")
  }
  if (event && !rows[0]?.event) return refuse("unknown_id", `There is no event "${event}" here.`, "event")
  return undefined
}

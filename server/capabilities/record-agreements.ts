import type { Transaction } from "../../db/client.ts"
import { agreement } from "../../db/schema/event.ts"
import type { ChangeDraft, Locked } from "../change-log/commit-change.ts"
import { same } from "../domain/change.ts"
import { readEdtf } from "../domain/dates.ts"
import type { AgreementInput } from "../domain/negotiation-document.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"

/**
 * Records agreements inside the lock; one that differs from what is stored takes its place, and the log keeps each version.
 */
export async function recordAgreements(
  tx: Transaction,
  locked: Locked,
  agreements: AgreementInput[],
  imported: boolean,
): Promise<{ changes: ChangeDraft[]; tally: { added: number; present: number } } | Refusal> {
  const tally = { added: 0, present: 0 }
  const changes: ChangeDraft[] = []
  const { rows } = await tx.$client.query<{ id: string; content: AgreementInput }>(
    "select id, content from agreement where negotiation_id = $1",
    [locked.negotiation.id],
  )
  const known = new Map(rows.map((row) => [row.id, row.content]))
  for (const [i, input] of agreements.entries()) {
    const wrong = agreementRefusal(input, `agreements[${i}]`, locked)
    if (wrong) return wrong
    const there = known.get(input.id)
    tally[there ? "present" : "added"] += 1
    if (there && same(there, input)) continue
    await tx
      .insert(agreement)
      .values({
        negotiationId: locked.negotiation.id,
        id: input.id,
        position: known.size,
        content: input,
        recordedAt: locked.now,
      })
      .onConflictDoUpdate({ target: [agreement.negotiationId, agreement.id], set: { content: input } })
    known.set(input.id, input)
    changes.push({
      kind: "agreement.changed",
      agreement: input,
      effect: { cells: [] },
      ...(imported && { imported: true as const }),
    })
  }
  return { changes, tally }
}

function agreementRefusal(input: AgreementInput, path: string, locked: Locked): Refusal | undefined {
  const parties = new Set(locked.agenda.parties.map((party) => party.id))
  const options = new Set(locked.agenda.options.map((option) => option.id))
  const stranger = (input.parties ?? []).findIndex((id) => !parties.has(id))
  if (stranger >= 0)
    return refuse(
      "unknown_id",
      `"${input.parties?.[stranger]}" is no party here.`,
      `${path}.parties[${stranger}]`,
    )
  const missing = (input.options ?? []).findIndex((id) => !options.has(id))
  if (missing >= 0)
    return refuse(
      "unknown_id",
      `There is no option "${input.options?.[missing]}".`,
      `${path}.options[${missing}]`,
    )
  for (const field of ["starts", "expires"] as const) {
    const date = input[field]
      ? readEdtf(input[field], locked.negotiation.zone, `${path}.${field}`)
      : undefined
    if (date && "refused" in date) return date
  }
  return undefined
}

import type { Transaction } from "../../db/client.ts"
import type { ChangeDraft, Locked } from "../change-log/commit-change.ts"
import { writeVersions } from "../change-log/write-versions.ts"
import { readEdtf } from "../domain/dates.ts"
import type { AgreementInput } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { first, historyDateRefusal } from "./keep-agenda.ts"

/**
 * Records agreements inside the lock; one that differs from what is stored becomes its next version.
 */
export async function recordAgreements(
  tx: Transaction,
  locked: Locked,
  agreements: AgreementInput[],
  imported: boolean,
  mayChange: boolean,
): Promise<{ changes: ChangeDraft[]; tally: { added: number; present: number } } | Refusal> {
  const { negotiation, now } = locked
  const wrong = first(agreements, (input, path) => agreementRefusal(input, path, locked), "agreements")
  if (wrong) return wrong
  const versions = agreements.map((content) => ({ id: content.id, columns: { content } }))
  const at = { negotiationId: negotiation.id, now, path: "agreements", mayChange }
  const written = await writeVersions(tx, "agreement", at, versions)
  if (isRefusal(written)) return written
  const { added, present, changed } = written
  const changes = agreements
    .filter(({ id }) => changed.has(id))
    .map(
      (agreement): ChangeDraft => ({
        kind: "agreement.changed",
        agreement,
        effect: { cells: [] },
        ...(imported && { imported: true as const }),
      }),
    )
  return { changes, tally: { added, present } }
}

function agreementRefusal(input: AgreementInput, path: string, locked: Locked): Refusal | undefined {
  const parties = new Set(locked.agenda.parties.map((party) => party.id))
  const options = new Set(locked.agenda.options.map((option) => option.id))
  const stranger = (input.parties ?? []).findIndex((id) => !parties.has(id))
  if (stranger >= 0) {
    return refuse(
      "unknown_id",
      `"${input.parties?.[stranger]}" is no party here.`,
      `${path}.parties[${stranger}]`,
    )
  }
  const missing = (input.options ?? []).findIndex((id) => !options.has(id))
  if (missing >= 0) {
    return refuse(
      "unknown_id",
      `There is no option "${input.options?.[missing]}".`,
      `${path}.options[${missing}]`,
    )
  }
  for (const field of ["starts", "expires"] as const) {
    const date = input[field]
      ? readEdtf(input[field], locked.negotiation.zone, `${path}.${field}`)
      : undefined
    if (isRefusal(date)) return date
  }
  return historyDateRefusal(input.history ?? [], path, locked.negotiation.zone)
}

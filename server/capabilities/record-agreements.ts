import type { Transaction } from "../../db/client.ts"
import type { ChangeDraft, Locked } from "../change-log/commit-change.ts"
import { readVersions, writeVersions } from "../change-log/write-versions.ts"
import { same } from "../domain/change.ts"
import { readEdtf } from "../domain/dates.ts"
import { expired } from "../domain/deadlines.ts"
import type { AgreementInput } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse, together } from "../domain/refusal.ts"
import { faultsIn, historyDateRefusal } from "./keep-agenda.ts"

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
  const wrong = faultsIn(agreements, (input, path) => agreementRefusal(input, path, locked), "agreements")
  if (wrong) return wrong
  const known = await readVersions(tx, "agreement", negotiation.id)
  const versions = agreements.map((given) => {
    // what the clock has ended since stays ended where the same agreement is sent again
    const over = expired(given)
    const content = same(known.get(given.id)?.content, over) ? over : given
    return { id: content.id, columns: { content } }
  })
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
  const strangers = (input.parties ?? []).map((id, i) =>
    parties.has(id) ? undefined : refuse("unknown_id", `"${id}" is no party here.`, `${path}.parties[${i}]`),
  )
  const missing = (input.options ?? []).map((id, i) =>
    options.has(id)
      ? undefined
      : refuse("unknown_id", `There is no option "${id}".`, `${path}.options[${i}]`),
  )
  const dates = (["starts", "expires"] as const).map((field) => {
    const date = input[field]
      ? readEdtf(input[field], locked.negotiation.zone, `${path}.${field}`)
      : undefined
    return isRefusal(date) ? date : undefined
  })
  const history = historyDateRefusal(input.history ?? [], path, locked.negotiation.zone)
  return together([...strangers, ...missing, ...dates, history])
}

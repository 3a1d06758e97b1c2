import { type EdtfDate, readEdtf } from "../../../server/domain/dates.ts"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { defaultTier, isTier } from "../../../server/domain/statement.ts"
import type { Tier } from "../../../server/domain/vocabulary.ts"
import type { DeskData } from "../desk-data.ts"
import { fieldsOf, type StatementValues } from "./statement-values.ts"

/**
 * The authority with which the statement in the form is made, by the rule that the server goes by; null while nobody, or
 * nobody with an office at that date, is chosen.
 */
export function speakerTier(values: StatementValues, data: DeskData): Tier | null {
  const set = Number(values.tier)
  if (isTier(set)) return set
  const fields = fieldsOf(values)
  if (!fields.speaker && !fields.institution && !fields.speakerAsDescribed) return null
  const zone = fields.zone ?? data.timeZone
  const said = dateIn(fields.saidAt, zone)
  const held = (data.people.find(({ id }) => id === fields.speaker)?.offices ?? []).flatMap((office) => {
    const from = office.from ? dateIn(office.from, data.timeZone) : undefined
    const to = office.to ? dateIn(office.to, data.timeZone) : undefined
    const then = !said || ((from?.start ?? -Infinity) < said.end && (to?.end ?? Infinity) > said.start)
    return values.for.includes(office.actor) && then && isTier(office.tier) ? [{ tier: office.tier }] : []
  })
  return fields.speaker && fields.attribution === "on_record" && held.length === 0
    ? null
    : defaultTier(fields, held)
}

function dateIn(written: string, zone: string): EdtfDate | undefined {
  const date = readEdtf(written, zone)
  return isRefusal(date) ? undefined : date
}

/** Rule 4 of domain.md: below an authorised negotiator one may only restate a condition or clarify it. */
export function mayMoveTo(tier: Tier | null, to: string): boolean {
  return tier === null || tier <= 2 || to === "active" || to === "clarified"
}

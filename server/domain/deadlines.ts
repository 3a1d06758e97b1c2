import type { HeldCondition } from "./condition.ts"
import { readEdtf } from "./dates.ts"
import type { AgreementInput } from "./negotiation-document.ts"
import { isRefusal } from "./refusal.ts"

/** A deadline as a change of the log names it: whose it is, and the date that was written. */
export interface Deadline {
  of: "condition" | "agreement"
  id: string
  /** EDTF, as it was written. */
  at: string
  /** True where it is told long after it has passed: it belongs to the record, and is no news. */
  late?: true
}

/** What the clock has to write: a deadline that is near, or an agreement whose time is over. */
export type DueDeadline =
  | { due: "near"; deadline: Deadline; conditions: HeldCondition[]; agreement?: AgreementInput }
  | { due: "expired"; deadline: Deadline; agreement: AgreementInput }

/** So long before its first instant a deadline is near: a day in which there is still time to act. */
export const NEAR_MS = 24 * 3_600_000
/** What passed longer ago than this when it is written down, as after an import of history, alerts nobody. */
const NEWS_FOR_MS = 48 * 3_600_000

interface Known {
  conditions: readonly HeldCondition[]
  agreements: readonly AgreementInput[]
  zone: string
  /** What was told to be near already, as `deadlineKey` names it. */
  told: ReadonlySet<string>
}

/**
 * What the clock has to write at `now` (epoch ms). Near is told once of each deadline and each date it is given, while it is
 * less than a day away or runs; never of one that has passed, nor of a condition that is not open. An agreement that is in
 * force expires at the latest instant of its date, however late the clock looks.
 */
export function dueDeadlines(known: Known, now: number): DueDeadline[] {
  return deadlinesOf(known).flatMap((one): DueDeadline[] => {
    const isNear = one.start - NEAR_MS <= now && now < one.end && !known.told.has(deadlineKey(one.deadline))
    if (one.agreement && now >= one.end) {
      const late = now - one.end > NEWS_FOR_MS && { late: true as const }
      return [
        {
          due: "expired",
          deadline: { ...one.deadline, ...late },
          agreement: expired(one.agreement),
        },
      ]
    }
    if (!isNear) return []
    const { deadline, conditions, agreement } = one
    return [{ due: "near", deadline, conditions, ...(agreement && { agreement }) }]
  })
}

/** When the clock has to look next: `now` where something is due, `Infinity` where nothing ever will be. Epoch ms. */
export function nextDeadline(known: Known, now: number): number {
  if (dueDeadlines(known, now).length > 0) return now
  const instants = deadlinesOf(known).flatMap(({ start, end, agreement }) => [
    start - NEAR_MS,
    ...(agreement ? [end] : []),
  ])
  return Math.min(...instants.filter((at) => at > now), Infinity)
}

/** One name for a deadline and its date: a deadline that is moved is another. */
export function deadlineKey({ of, id, at }: Deadline): string {
  return `deadline:${of}:${id}:${at}`
}

/** The agreement once its time is over. */
export function expired(agreement: AgreementInput): AgreementInput {
  const at = agreement.expires
  if (!at) return agreement
  return {
    ...agreement,
    status: "expired",
    history: [...(agreement.history ?? []), { at, status: "expired" }],
  }
}

interface Dated {
  deadline: Deadline
  conditions: HeldCondition[]
  agreement?: AgreementInput
  start: number
  end: number
}

function deadlinesOf({ conditions, agreements, zone }: Known): Dated[] {
  const open = conditions.filter(({ open, deadline }) => open && deadline !== null)
  const held = [...Map.groupBy(open, ({ id }) => id)].map(([id, of]) => ({
    deadline: { of: "condition" as const, id, at: of[0]?.deadline ?? "" },
    conditions: of,
  }))
  const running = agreements
    .filter(({ status, expires }) => status === "in_force" && expires)
    .map((agreement) => ({
      deadline: { of: "agreement" as const, id: agreement.id, at: agreement.expires ?? "" },
      conditions: [],
      agreement,
    }))
  return [...held, ...running].flatMap((one) => {
    const date = readEdtf(one.deadline.at, zone)
    return isRefusal(date) ? [] : [{ ...one, start: date.start, end: date.end }]
  })
}

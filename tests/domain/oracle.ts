import type { HeldCondition } from "../../server/domain/condition.ts"
import type { Coding } from "../../server/domain/statement.ts"

/**
 * Rules 1, 2, 3 and 7 of domain.md once more, sentence by sentence, slowly, from the text alone. It shares no code with
 * server/domain; where the two differ, read the text.
 */

const HOUR_MS = 60 * 60 * 1000

/** "A is later than B when A's interval starts at or after B's end; otherwise their order is unknown." */
function later(a: Coding, b: Coding): boolean {
  return a.start >= b.end
}
function orderUnknown(a: Coding, b: Coding): boolean {
  return !later(a, b) && !later(b, a)
}
/** "not earlier than" */
function notEarlier(a: Coding, b: Coding): boolean {
  return !later(b, a)
}

/** "where order is unknown: greater latest instant, then greater earliest, then higher authority, then order in the log" */
function precedes(a: Coding, b: Coding): boolean {
  if (later(a, b)) return true
  if (later(b, a)) return false
  if (a.end !== b.end) return a.end > b.end
  if (a.start !== b.start) return a.start > b.start
  if (a.tier !== b.tier) return a.tier < b.tier
  return a.order > b.order
}
/** "The latest of several": the one that no other precedes. */
function latest(several: Coding[]): Coding | undefined {
  for (const one of several) {
    let beaten = false
    for (const other of several) if (other !== one && precedes(other, one)) beaten = true
    if (!beaten) return one
  }
  return undefined
}

function sameSpeaker(a: Coding, b: Coding): boolean {
  if (a === b) return true
  if (a.voice !== null && b.voice !== null && a.voice === b.voice) return true
  return a.institution !== null && b.institution !== null && a.institution === b.institution
}
function differs(a: Coding, b: Coding): boolean {
  return a.stance !== b.stance
}
function higherAuthority(a: Coding, b: Coding): boolean {
  return a.tier < b.tier
}
function own(list: Coding[], speaker: Coding): Coding[] {
  return list.filter((coding) => sameSpeaker(coding, speaker))
}

export interface ExpectedPosition {
  state: "headline" | "lower_tier" | "contested" | "none_recorded"
  stance: string | null
  statement: string | null
  mixedSignals: boolean
  lastAffirmed: string | null
  differing: Set<string>
  attributed: Set<string>
}

export function expectedPosition(codings: Coding[], t: number): ExpectedPosition {
  const said = codings.filter((coding) => coding.countsFrom <= t)
  const owns = said.filter((coding) => coding.own)
  const accounts = said.filter((coding) => !coding.own)
  const names = (list: Coding[]) => new Set(list.map((coding) => coding.statement))

  // "the latest own statement of tier 1 or 2; where there is none, the latest of the best tier present"
  const authoritative = owns.filter((coding) => coding.tier === 1 || coding.tier === 2)
  let headline = latest(authoritative)
  const lowerTier = headline === undefined
  for (const tier of [3, 4, 5]) {
    if (headline === undefined) headline = latest(owns.filter((coding) => coding.tier === tier))
  }
  // "all of them where the party has no own statement on the option"
  if (headline === undefined) {
    return {
      state: "none_recorded",
      stance: "none_recorded",
      statement: null,
      mixedSignals: false,
      lastAffirmed: null,
      differing: new Set(),
      attributed: names(accounts),
    }
  }
  const at = headline

  // "otherwise those not earlier than its headline (if contested: than the latest)"
  const attributed = names(accounts.filter((account) => notEarlier(account, at)))

  // rule 2
  const rivals: Coding[] = []
  if (!lowerTier) {
    for (const rival of authoritative) {
      const anotherSpeaker = !sameSpeaker(rival, at)
      const sameOrHigher = rival.tier === at.tier || higherAuthority(rival, at)
      const speakersLatest = latest(own(authoritative, rival)) === rival
      const near = orderUnknown(rival, at) || Math.abs(rival.end - at.end) < 72 * HOUR_MS
      if (anotherSpeaker && sameOrHigher && differs(rival, at) && speakersLatest && near) rivals.push(rival)
    }
  }
  if (rivals.length > 0) {
    return {
      state: "contested",
      stance: null,
      statement: null,
      mixedSignals: false,
      lastAffirmed: null,
      differing: names([at, ...rivals]),
      attributed,
    }
  }

  // rule 1, mixed signals
  const mixed: Coding[] = []
  for (const voice of owns) {
    const lower = higherAuthority(at, voice) || (lowerTier && voice.tier === at.tier)
    const speakersLatest = latest(own(owns, voice)) === voice
    if (!sameSpeaker(voice, at) && lower && differs(voice, at) && speakersLatest && notEarlier(voice, at)) {
      mixed.push(voice)
    }
  }
  // "the latest own statement that repeats the headline"
  const repeats = latest(owns.filter((coding) => !differs(coding, at)))
  return {
    state: lowerTier ? "lower_tier" : "headline",
    stance: at.stance,
    statement: at.statement,
    mixedSignals: mixed.length > 0,
    lastAffirmed: repeats?.saidAt ?? null,
    differing: names(mixed),
    attributed,
  }
}

export interface PlainCell {
  state: string
  stance: string | null
}

/** Rule 7 on the options that are not closed. `conditions` may hold ended ones. */
export function expectedPair(
  a: string,
  b: string,
  options: string[],
  cell: (party: string, option: string) => PlainCell,
  conditions: readonly HeldCondition[],
): string | undefined {
  if (options.length === 0) return undefined // "where all are closed there is no pair"
  const isOpen = (c: HeldCondition) =>
    ["active", "clarified", "softened", "hardened"].includes(c.holder) &&
    c.fulfilment !== "verified" &&
    c.open
  const touches = (c: HeldCondition, option: string) => c.option === option || c.touches.includes(option)
  const of = (party: string) => conditions.filter((c) => c.party === party && isOpen(c))
  const stance = (party: string, option: string) =>
    cell(party, option).state === "contested" ? null : cell(party, option).stance
  const blockedBy = (one: string, other: string, option: string) => {
    for (const condition of of(one)) {
      if (!touches(condition, option)) continue
      if (condition.counterparty[other] === "rejected") return true
      for (const line of of(other)) {
        if (line.kind === "red_line" && touches(condition, line.option)) return true
      }
    }
    return false
  }
  const blocked = (option: string) => blockedBy(a, b, option) || blockedBy(b, a, option)
  const both = (option: string, stances: string[]) =>
    [a, b].every((party) => stances.includes(stance(party, option) ?? "nothing"))

  for (const party of [a, b]) {
    if (options.every((option) => cell(party, option).state === "none_recorded")) return "unknown"
  }
  for (const option of options) {
    const free = ![...of(a), ...of(b)].some((condition) => touches(condition, option))
    if (both(option, ["proposes", "accepts"]) && free) return "compatible"
  }
  for (const option of options) {
    const better = ["proposes", "accepts", "accepts_conditionally", "accepts_in_principle"]
    if (both(option, better) && !blocked(option)) return "conditional"
  }
  const refused = (option: string) => stance(a, option) === "rejects" || stance(b, option) === "rejects"
  if (options.every((option) => refused(option) || blocked(option))) return "conflict"
  return "undetermined"
}

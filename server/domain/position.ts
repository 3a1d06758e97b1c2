import type { HeldCondition } from "./condition.ts"
import { isLater, type Precision } from "./interval.ts"
import { byTime, type Coding, type SpeakerName, sameSpeaker } from "./statement.ts"
import type { Stance, Tier } from "./vocabulary.ts"

export type CellState = "headline" | "lower_tier" | "contested" | "none_recorded"

/** A statement that stands beside a cell's headline: a differing voice, or an account of the party by another. */
export interface CellEntry {
  statement: string
  speaker: SpeakerName
  stance: Stance
  tier: Tier
  saidAt: string
  saidAtPrecision: Precision
}

/** One party's position on one option at one instant, derived from statements alone. */
export interface Cell {
  party: string
  option: string
  state: CellState
  /** Null while contested: nobody wins. */
  stance: Stance | "none_recorded" | null
  mixedSignals: boolean
  statement: string | null
  speaker: SpeakerName | null
  tier: Tier | null
  saidAt: string | null
  saidAtPrecision: Precision | null
  gist: string | null
  /** EDTF said-at of the latest own statement that repeats the headline. */
  lastAffirmedAt: string | null
  stale: boolean
  /** ISO instant from which the cell is stale; null where nothing can go stale. */
  staleFrom: string | null
  conditions: HeldCondition[]
  touching: HeldCondition[]
  differing: CellEntry[]
  attributed: CellEntry[]
}

/** The part of a cell that its statements decide; conditions are put beside it by the board. */
export type Position = Omit<Cell, "conditions" | "touching">

/** Rule 2: how near in time two authoritative voices must be to contest each other. */
export const CONTEST_MS = 72 * 3_600_000

/**
 * The position of a party on an option at `t`.
 * In: the codings of that cell (own and accounts; may hold more than has been said by `t`), the instant in epoch ms, and
 * when what was last affirmed goes stale.
 * Rules 1, 2, 3 and 9 of domain.md.
 */
export function positionOf(
  key: { party: string; option: string },
  codings: Coding[],
  t: number,
  staleFrom: (affirmed: Coding) => number,
): Position {
  const counted = codings.filter((coding) => coding.countsFrom <= t).sort((a, b) => byTime(b, a))
  const own = counted.filter((coding) => coding.own)
  const headline = headlineOf(own)
  if (!headline) {
    return { ...EMPTY, ...key, attributed: entries(counted.filter((coding) => !coding.own)) }
  }
  const attributed = entries(counted.filter((coding) => !coding.own && !isLater(headline, coding)))
  const rivals = headline.tier <= 2 ? rivalsOf(headline, own) : []
  if (rivals.length > 0) {
    return {
      ...EMPTY,
      ...key,
      state: "contested",
      stance: null,
      differing: entries([headline, ...rivals]),
      attributed,
    }
  }
  const mixed = mixedSignalsOf(headline, own)
  const affirmed = own.find((coding) => coding.stance === headline.stance) ?? headline
  const staleAt = staleFrom(affirmed)
  return {
    ...key,
    ...entryOf(headline),
    state: headline.tier <= 2 ? "headline" : "lower_tier",
    gist: headline.gist,
    mixedSignals: mixed.length > 0,
    lastAffirmedAt: affirmed.saidAt,
    stale: staleAt <= t,
    staleFrom: new Date(staleAt).toISOString(),
    differing: entries(mixed),
    attributed,
  }
}

/** Rule 1: the latest own statement of tier 1 or 2; where there is none, the latest of the best tier present. */
function headlineOf(ownLatestFirst: Coding[]): Coding | undefined {
  const authoritative = ownLatestFirst.find((coding) => coding.tier <= 2)
  if (authoritative) return authoritative
  const best = Math.min(...ownLatestFirst.map((coding) => coding.tier))
  return ownLatestFirst.find((coding) => coding.tier === best)
}

/** Rule 2: other speakers of the same or a higher authority whose own latest authoritative word differs, near in time. */
function rivalsOf(headline: Coding, ownLatestFirst: Coding[]): Coding[] {
  const authoritative = ownLatestFirst.filter((coding) => coding.tier <= 2)
  return authoritative.filter(
    (coding) =>
      coding.tier <= headline.tier &&
      coding.stance !== headline.stance &&
      !sameSpeaker(coding, headline) &&
      isOwnLatest(coding, authoritative) &&
      (!isLater(headline, coding) || headline.end - coding.end < CONTEST_MS),
  )
}

/** Rule 1, mixed signals: another speaker of lower authority (below tier 2 also of the same) differs, not earlier. */
function mixedSignalsOf(headline: Coding, ownLatestFirst: Coding[]): Coding[] {
  const lowest = headline.tier <= 2 ? headline.tier + 1 : headline.tier
  return ownLatestFirst.filter(
    (coding) =>
      coding.tier >= lowest &&
      coding.stance !== headline.stance &&
      !sameSpeaker(coding, headline) &&
      !isLater(headline, coding) &&
      isOwnLatest(coding, ownLatestFirst),
  )
}

/** True where the speaker has said nothing later about the option. The list is sorted latest first. */
function isOwnLatest(coding: Coding, latestFirst: Coding[]): boolean {
  return latestFirst.find((other) => sameSpeaker(other, coding)) === coding
}

function entries(codings: Coding[]): CellEntry[] {
  return codings.map(entryOf)
}

function entryOf(coding: Coding): CellEntry {
  const { statement, speaker, stance, tier, saidAt, saidAtPrecision } = coding
  return { statement, speaker, stance, tier, saidAt, saidAtPrecision }
}

const EMPTY: Omit<Position, "party" | "option"> = {
  state: "none_recorded",
  stance: "none_recorded",
  mixedSignals: false,
  statement: null,
  speaker: null,
  tier: null,
  saidAt: null,
  saidAtPrecision: null,
  gist: null,
  lastAffirmedAt: null,
  stale: false,
  staleFrom: null,
  differing: [],
  attributed: [],
}

/** The cell of a party that has said nothing about the option. */
export function emptyCell(party: string, option: string): Cell {
  return { ...EMPTY, party, option, conditions: [], touching: [] }
}

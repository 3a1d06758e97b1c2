import type { Lexicon } from "./lexicon.ts"
import type { Token } from "./tokens.ts"

const DAY_MS = 86_400_000
const REACH = 12

/**
 * The day on which a sentence says that words were said. In: its tokens, the place of the verb of saying, the day of
 * publication (EDTF). Out: an EDTF day, or null where the sentence names none near the verb.
 */
export function saidOn(
  tokens: readonly Token[],
  from: number,
  to: number,
  verb: number,
  publishedAt: string | null,
  lexicon: Lexicon,
): string | null {
  let best: { day: string; distance: number } | null = null
  const start = Math.max(from, verb - REACH * 2)
  let isInside = false
  let isTold = false
  for (let i = start; i < Math.min(to, verb + REACH); i++) {
    const token = tokens[i]
    if (i === verb || token?.text === ",") isInside = false
    if (SUBORDINATE.test(token?.low ?? "")) isInside = true
    if (token?.kind !== "word") continue
    if (i > verb && (lexicon.that.has(token.low) || opensClause(token.low, lexicon))) break
    // "it came on Monday, he said": the day is of what is told
    if (i < verb - 2 && opensClause(token.low, lexicon)) isTold = true
    if (tokens[i - 1]?.text === "," && /^(?:while|and|but)$/.test(token.low)) isTold = false
    if (isTold && i < verb) continue
    if (isInside || SPANS.test(tokens[i - 1]?.low ?? "") || isInName(tokens, i, lexicon)) continue
    const day = dayAt(tokens, i, publishedAt, lexicon)
    const distance = Math.abs(i - verb)
    if (day && (!best || distance < best.distance)) best = { day, distance }
  }
  return best?.day ?? null
}

/** "since January 20", "from 8 to 10 May": days of what is told, not of the telling. */
const SPANS =
  /^(?:of|since|from|until|till|by|before|after|between|to|through|depuis|avant|après|jusqu'au|desde|hasta|antes|после|до|с|после|після|منذ|حتى|قبل|بعد)$/

/** What stands between such a word and the next comma is the time of something else. */
const SUBORDINATE =
  /^(?:since|when|from|until|after|before|depuis|après|avant|desde|hasta|cuando|quand|lorsque)$/

/** English has clauses without "that": a verb of another tense opens what is told. */
function opensClause(low: string, lexicon: Lexicon): boolean {
  return (
    lexicon.language === "en" &&
    /^(?:would|will|could|can|may|might|should|must|was|were|is|are|had|came|he|she|they|it|we|who|which)$/.test(
      low,
    )
  )
}

/** "the Good Friday Agreement", "Monday's talks": a day inside a name or before a noun is none of saying. */
function isInName(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  if (lexicon.language !== "en") return false
  const isDay = lexicon.days.weekdays.some((forms) => forms.includes(tokens[at]?.low ?? ""))
  return (
    isDay &&
    tokens[at - 1]?.isCapital === true &&
    /^\p{Lu}\p{Ll}/u.test(tokens[at - 1]?.text ?? "") &&
    !/^(?:On|Late|Last|Early)$/.test(tokens[at - 1]?.text ?? "")
  )
}

function dayAt(
  tokens: readonly Token[],
  at: number,
  publishedAt: string | null,
  lexicon: Lexicon,
): string | null {
  const low = tokens[at]?.low ?? ""
  const written = writtenDate(tokens, at, publishedAt, lexicon)
  if (written) return written
  const published = startOfDay(publishedAt)
  if (published === null) return null
  const { days } = lexicon
  const weekday = days.weekdays.findIndex((forms) => forms.includes(low))
  if (weekday >= 0 && (lexicon.language !== "en" || tokens[at]?.isCapital)) {
    const back = (new Date(published).getUTCDay() - weekday + 7) % 7
    return iso(published - back * DAY_MS)
  }
  if (days.today.includes(low)) return iso(published)
  const isLast = /^(?:last|cette)$/.test(tokens[at - 1]?.low ?? "")
  if (isLast && low === "night") return iso(published - DAY_MS)
  if (/^(?:this|ce|cet|cette|esta|este)$/.test(tokens[at - 1]?.low ?? "") && PART_OF_DAY.test(low))
    return iso(published)
  if (days.yesterday.includes(low)) return iso(published - DAY_MS)
  if (days.dayBefore.includes(low)) return iso(published - 2 * DAY_MS)
  return null
}

const PART_OF_DAY = /^(?:morning|afternoon|evening|matin|soir|après-midi|mañana|tarde|noche)$/

/** "12 March 2025", "March 12", "12 de marzo", "12 марта". */
function writtenDate(
  tokens: readonly Token[],
  at: number,
  publishedAt: string | null,
  lexicon: Lexicon,
): string | null {
  const month = lexicon.days.months.findIndex((forms) => forms.includes(tokens[at]?.low ?? ""))
  if (month < 0 || (lexicon.language === "en" && !tokens[at]?.isCapital)) return null
  const isOf = (index: number) => /^(?:de|of|the)$/.test(tokens[index]?.low ?? "")
  const beforeAt = isOf(at - 1) ? at - 2 : at - 1
  const before = dayNumber(tokens[beforeAt])
  const after = dayNumber(tokens[at + 1])
  const day = before ?? after
  if (day === null) return null
  let next = before !== null ? at + 1 : at + 2
  if (tokens[next]?.text === "," || isOf(next) || tokens[next]?.low === "del") next++
  const stated = /^(?:19|20)\d{2}$/.exec(tokens[next]?.text ?? "")?.[0]
  const published = startOfDay(publishedAt)
  if (stated === undefined && published === null) return null
  let year = stated === undefined ? new Date(published ?? 0).getUTCFullYear() : Number(stated)
  if (stated === undefined && published !== null && Date.UTC(year, month, day) > published + DAY_MS) year--
  const time = Date.UTC(year, month, day)
  return new Date(time).getUTCDate() === day ? iso(time) : null
}

function dayNumber(token: Token | undefined): number | null {
  const digits = /^(\d{1,2})(?:st|nd|rd|th|er|го)?$/.exec(token?.low ?? "")?.[1]
  const day = Number(digits)
  return digits !== undefined && day >= 1 && day <= 31 ? day : null
}

function startOfDay(publishedAt: string | null): number | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(publishedAt ?? "")
  if (!day) return null
  const time = Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3]))
  return Number.isNaN(time) ? null : time
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

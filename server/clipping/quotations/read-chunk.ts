import { isDemonym } from "./countries.ts"
import {
  AUXILIARY,
  bare,
  blank,
  isAcronym,
  isPossessiveWord,
  isVerb,
  type Mention,
  type Reading,
  textOf,
} from "./mention.ts"
import { isRelay } from "./outlets.ts"
import { genderOfTitle, surveyChunk } from "./survey-chunk.ts"

/** What a run of names and titles says; null where it names nobody. */
export function readChunk(reading: Reading, from: number, to: number): Mention | null {
  const { tokens, lexicon } = reading
  const parts = surveyChunk(reading, from, to)
  const last = tokens[to - 1]
  const base: Mention = {
    ...blank(from, to),
    role: parts.role,
    field: parts.field,
    country: parts.country,
    gender: parts.gender,
    isPossessive: last !== undefined && isPossessiveWord(last),
    isDefinite: isDefiniteBefore(reading, from),
    isPlural: parts.isPlural,
  }
  const whole = textOf(tokens, from, to).replace(/['’]s?$/, "")
  const name = textOf(tokens, parts.nameFrom, to).replace(/['’]s?$/, "")
  const nameWords = /\p{N}/u.test(name) ? 0 : to - parts.nameFrom
  if (isRelay(whole) || (nameWords > 0 && parts.role === null && isRelay(name)))
    return { ...base, kind: "relay", name: whole }
  if (nameWords > 0) {
    if (isAcronym(last) && nameWords === 1)
      return { ...base, kind: parts.role ? "role" : "body", name: whole, title: whole }
    if (parts.hasBody && !parts.role && (nameWords < 2 || parts.bodyBeforeName))
      return { ...base, kind: "body", name: whole }
    // "the Front", "la Sarvie": a person has no article
    if (parts.role === null && nameWords === 1 && parts.nameFrom === from && hasArticle(reading, from))
      return { ...base, kind: "body", name: whole }
    const title = textOf(tokens, from, parts.nameFrom)
    return {
      ...base,
      kind: "name",
      name,
      title,
      gender: parts.gender === "any" ? genderOfTitle(tokens, from, parts.nameFrom) : parts.gender,
    }
  }
  if (parts.role)
    return { ...base, kind: "role", name: whole, title: whole, gender: genderOfTitle(tokens, from, to) }
  const isBody =
    parts.hasBody || (parts.country !== null && (to - from > 1 || tokens[from]?.isCapital === true))
  if (!isBody) return null
  if (!parts.hasBody && to - from === 1 && isAdjectiveHere(reading, from)) return null
  const isCountryAlone = !parts.hasBody && lexicon.language !== "en" && !tokens[from]?.isCapital
  return isCountryAlone ? null : { ...base, kind: "body", name: whole }
}
/** "Syrian citizens": the word of a land before a noun that no list holds. */
function isAdjectiveHere({ tokens, lexicon }: Reading, at: number): boolean {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (!token || !isDemonym(bare(token.low)) || next?.kind !== "word" || next.isCapital) return false
  return (
    lexicon.language === "en" &&
    !/s$/.test(token.low) &&
    !isVerb(next.low, lexicon) &&
    !AUXILIARY.test(next.low)
  )
}
function isDefiniteBefore({ tokens, lexicon }: Reading, from: number): boolean {
  if (lexicon.language === "ru" || lexicon.language === "uk") return true
  return /^(?:the|el|la|los|le|l'|les|du|del|al|au|this|that|ce|cette|este|esta)$/.test(
    tokens[from - 1]?.low ?? "",
  )
}

function hasArticle({ tokens, lexicon }: Reading, from: number): boolean {
  const before = tokens[from - 1]
  return (
    before !== undefined &&
    /^(?:the|la|le|l'|les|el|los)$/.test(before.low) &&
    lexicon.articles.has(before.low)
  )
}

import type { Lexicon } from "./lexicon.ts"
import { isPossessiveWord, isVerb } from "./mention.ts"
import type { Token } from "./tokens.ts"

const FORMS_OF_TELLING: Partial<Record<Lexicon["language"], RegExp>> = {
  en: /ed$/,
  es: /(?:ó|aron|ieron)$/,
  fr: /(?:é|it|e)$/,
  ru: /(?:л|ла|ли|ет|ит)$/,
  uk: /(?:в|ла|ли|є|ить)$/,
}

export function hasFormOfTelling(
  tokens: readonly Token[],
  quote: number,
  at: number,
  lexicon: Lexicon,
): boolean {
  const token = tokens[at]
  const isAfterComma = /^[,—–-]$/.test(tokens[at - 1]?.text ?? "") || /,\s*$/.test(tokens[quote]?.text ?? "")
  if (token?.kind !== "word" || token.isCapital || !isAfterComma) return false
  const joins = [lexicon.prepositions, lexicon.conjunctions, lexicon.relatives, lexicon.articles].some(
    (words) => words.has(token.low),
  )
  return !joins && FORMS_OF_TELLING[lexicon.language]?.test(token.low) === true
}

export function verbWithin(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
): number | null {
  for (let i = from; i < to; i++) {
    const token = tokens[i]
    if (token?.kind !== "word" || lexicon.conjunctions.has(token.low) || lexicon.that.has(token.low))
      return null
    if (lexicon.language === "ar" && lexicon.prepositions.has(token.low)) return null
    if (lexicon.say.has(token.low) || lexicon.goOn.has(token.low) || lexicon.stated.has(token.low)) return i
    if (token.isCapital && lexicon.language !== "ar") return null
  }
  return null
}

/** A verb that brings or describes words, and not the noun of the same letters ("the claims"). */
export function isVerbHere(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  const low = tokens[at]?.low ?? ""
  if (lexicon.language === "en" && low === "put") return tokens[at + 1]?.low === "it"
  if (!isVerb(low, lexicon) && !lexicon.stated.has(low)) return false
  const before = tokens[at - 1]
  // "وفق ما جاء في بيان": what came in a statement
  if (lexicon.language === "ar" && before?.low === "ما") return false
  const next = tokens[at + 1]
  // "Israel continues its attacks" brings no words
  const isBesideMark = next === undefined || next.kind !== "word" || before?.kind !== "word"
  if (/^(?:contin|prosigu|poursui|продолж)/.test(low) && !isBesideMark) return false
  // "la zona que pide la guerrilla": a clause about a thing
  if (
    lexicon.language !== "en" &&
    lexicon.relatives.has(before?.low ?? "") &&
    tokens[at - 2]?.kind !== "mark"
  )
    return false
  if (lexicon.language !== "en" || before?.kind !== "word") return true
  if (before.low === "in" && low.endsWith("ing")) return false
  // "would attend talks", "ready for talks": a verb has its subject beside it
  const isBesideSubject = (before.isCapital && !isPossessiveWord(before)) || lexicon.pronouns.has(before.low)
  if (low === "talks" && !isBesideSubject) return false
  // "the attacks could be explained": said of a thing
  if (/^(?:be|been|being|is|are|was|were)$/.test(before.low) && /(?:ed|told)$/.test(low)) return false
  return (
    !lexicon.articles.has(before.low) &&
    !/^(?:his|her|its|their|our|my|your|any|such|these|those|no)$/.test(before.low)
  )
}

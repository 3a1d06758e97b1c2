import type { Lexicon } from "./lexicon.ts"
import { isVerb } from "./mention.ts"
import type { Spoken } from "./resolve-speakers.ts"
import type { Token } from "./tokens.ts"

const LEAST_WORDS = 3

/** True for quoted words that somebody said: no title, name, slogan or scare quote. */
export function isSpeech(text: string, quote: string, spoken: Spoken, lexicon: Lexicon): boolean {
  const { candidate, passage, token, sentence, attribution } = spoken
  const words = wordsOf(quote)
  if (words.length < LEAST_WORDS) return false
  if (candidate.isBlock) return true
  const isSentence = /^[^\p{L}\p{N}]*[\p{Lu}\p{Lo}\p{N}]/u.test(quote) && /[.,!?…]["'”»’)\s]*$/.test(quote)
  const isBareFragment = !isSentence
  if (isBareFragment && (isSoCalled(text, spoken, lexicon) || isNickname(spoken))) return false
  const before = passage.tokens[token - 1]
  const isNamed = before?.kind === "word" && lexicon.named.has(before.low) && /^[^\p{Ll}]/u.test(quote)
  if ((isBareFragment || words.length < 5) && isNamed) return false
  const isAfterWord = before?.kind === "word" && !isVerb(before.low, lexicon) && words.length < 7
  if ((isBareFragment || isAfterWord) && lexicon.language === "en" && isTitleCase(words)) return false
  if (isBareFragment && isNameLike(quote, words, spoken, lexicon)) return false
  if (candidate.isUnclosed && !attribution && fillsParagraph(text, spoken) && !/[.!?…]\s*$/.test(quote))
    return false
  if (attribution || (isAlone(spoken) && passage.role !== "heading")) return true
  if (isSentence || words.length >= 7) return true
  const brings = (each: Token) => isVerb(each.low, lexicon) || lexicon.speechNouns.has(each.low)
  if (passage.tokens.slice(Math.max(sentence.from, token - 10), token).some(brings)) return true
  const hasActor = passage.mentions.some(
    (each) => each.from >= sentence.from && each.to <= token && !each.isGoverned && each.kind === "name",
  )
  return hasActor && passage.tokens.slice(token, sentence.to).some((each) => lexicon.say.has(each.low))
}

/** True for words of a heading that the text itself quotes again, and for the second of two pulled out alike. */
export function repeats(text: string, spoken: Spoken, all: readonly Spoken[]): boolean {
  const isPulled = spoken.passage.role === "heading" || fillsParagraph(text, spoken)
  if (!isPulled) return false
  const own = normalised(spoken)
  return all.some((other) => {
    if (other === spoken) return false
    const theirs = normalised(other)
    if (!theirs.includes(own)) return false
    if (other.passage.role !== "heading" && !fillsParagraph(text, other)) return true
    return theirs.length > own.length || other.suggestion.start < spoken.suggestion.start
  })
}

function normalised(spoken: Spoken): string {
  return ` ${wordsOf(spoken.suggestion.quote.toLowerCase()).join(" ")} `
}

function fillsParagraph(text: string, { candidate, passage }: Spoken): boolean {
  const around = text.slice(passage.start, candidate.outerStart) + text.slice(candidate.outerEnd, passage.end)
  return !/[\p{L}\p{N}]/u.test(around)
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’\-–.]*/gu) ?? []
}

function isSoCalled(text: string, { candidate }: Spoken, lexicon: Lexicon): boolean {
  const before = text
    .slice(Math.max(0, candidate.outerStart - 60), candidate.outerStart)
    .toLowerCase()
    .trimEnd()
  const words = text.slice(candidate.start, candidate.end)
  const isTerm = wordsOf(words).length <= MOST_WORDS_OF_A_TERM && !OWN_ARTICLE.test(words)
  if (isTerm && WHAT_ONE_CALLS.test(before)) return true
  return lexicon.soCalled.some(
    (phrase) => before.endsWith(phrase) && !/[\p{L}]/u.test(before.charAt(before.length - phrase.length - 1)),
  )
}

/** "what he calls a", "ce qu'il appelle une", "то, что он называет": the habit of a name for a thing. */
const WHAT_ONE_CALLS =
  /(?:\bwhat\s(?:[\p{L}.'’-]+\s){1,3}(?:(?:calls?|terms?|dubs?|describes?\sas|likes?\sto\scall)(?:\s(?:an?|the|its|his|her|their))?|(?:called|termed|dubbed)\s(?:the|its|his|her|their))|\b(?:ce\sque?['’]?|qu['’])\s?(?:[\p{L}'’-]+\s){1,3}(?:appelle|appellent|nomme|nomment)(?:\s(?:une?|la|le|l['’]|les))?|\blo\sque\s(?:[\p{L}-]+\s){0,3}(?:llama|llaman|denomina|denominan)(?:\s(?:una?|la|el|los|las))?|(?:то|том|того|тим|тем|те),?\s(?:что|що|чем|чим)\s(?:\p{L}+\s){0,2}(?:называет|называют|називає|називають)|ما\s(?:ي|ت)سم[يى]\p{L}*(?:\s\p{L}+)?)$/u
/** What holds an article of its own says something of the thing: "what he calls "a war on our children"". */
const OWN_ARTICLE = /^(?:an?|the|une?|la|le|les|el|los|las)\s/iu
const MOST_WORDS_OF_A_TERM = 5

/** «Харківський антикорупційний центр» after a noun or a preposition: a body's name, where a capital is no sentence's. */
function isNameLike(
  quote: string,
  words: readonly string[],
  { passage, token, attribution }: Spoken,
  lexicon: Lexicon,
): boolean {
  const before = passage.tokens[token - 1]
  if (lexicon.language !== "ru" && lexicon.language !== "uk") return false
  if (words.length > 8 || !/^\p{Lu}/u.test(quote) || before?.kind !== "word") return false
  const isAfter = attribution !== null && attribution.verb > token && attribution.verb - token < 5
  return (
    !isAfter &&
    !lexicon.characterise.has(before.low) &&
    !lexicon.that.has(before.low) &&
    !passage.mentions.some((each) => each.to === token && each.kind === "name")
  )
}

/** "The Art of the Deal": all words but the small ones are capitalised. */
function isTitleCase(words: readonly string[]): boolean {
  const long = words.filter((word) => word.length > 3)
  return (
    long.length >= 2 &&
    long.every((word) => /^[\p{Lu}\p{N}]/u.test(word)) &&
    !words.every((word) => word === word.toUpperCase())
  )
}

/** Yevgeny "the chef of the Kremlin" Prigozhin. */
function isNickname({ passage, token }: Spoken): boolean {
  const before = passage.tokens[token - 1]
  const after = passage.tokens[token + 1]
  return (
    before?.isCapital === true &&
    after?.isCapital === true &&
    after.kind === "word" &&
    passage.tokens[token]?.end !== undefined &&
    !/[,.!?…]$/.test(passage.tokens[token]?.text ?? "") &&
    passage.mentions.some((mention) => mention.kind === "name" && mention.to === token) &&
    passage.mentions.some((mention) => mention.kind === "name" && mention.from === token + 1)
  )
}

/** No words but quoted ones in the sentence. */
function isAlone({ passage, sentence }: Spoken): boolean {
  return !passage.tokens.slice(sentence.from, sentence.to).some((token) => token.kind === "word")
}

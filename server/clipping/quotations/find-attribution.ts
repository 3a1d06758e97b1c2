import type { Mention } from "./find-mentions.ts"
import { isVerb } from "./find-mentions.ts"
import type { Sentence } from "./find-sentences.ts"
import type { Lexicon } from "./lexicon.ts"
import type { Token } from "./tokens.ts"

/** One paragraph, read. */
export interface Passage {
  tokens: readonly Token[]
  mentions: readonly Mention[]
  sentences: readonly Sentence[]
}

/** Who is said to have said it, in the sentence itself. */
export interface Attribution {
  /** Null where there is a verb of saying without a subject ("agregó"). */
  mention: Mention | null
  /** Index of the verb, or of the phrase ("according to"). */
  verb: number
  isGoingOn: boolean
}

const REACH = 60

/** The attribution of a quotation within its sentence; null where the sentence has none. */
export function findAttribution(
  passage: Passage,
  sentence: Sentence,
  quote: number,
  lexicon: Lexicon,
): Attribution | null {
  const after = attributionAfter(passage, sentence, quote, lexicon)
  const token = passage.tokens[quote]
  const isFragment =
    token !== undefined && /^[\p{Ll}\p{Lo}]/u.test(token.text) && !/[,.!?…]\s*$/.test(token.text)
  if (after?.mention && !isFragment) return after
  const before = attributionBefore(passage, sentence, quote, lexicon)
  if (isFragment) return before?.mention ? before : (after ?? before)
  return after ?? before
}

/** `"...", said the minister` · `"...", he said` · `"...", according to X` · `"..." — X` */
function attributionAfter(
  passage: Passage,
  sentence: Sentence,
  quote: number,
  lexicon: Lexicon,
): Attribution | null {
  const { tokens } = passage
  const end = Math.min(sentence.to, quote + REACH)
  let at = quote + 1
  let dash = false
  while (at < end && tokens[at]?.kind === "mark" && /^[,—–\-.!?…:|]$/.test(tokens[at]?.text ?? "")) {
    dash ||= /^[—–-]$/.test(tokens[at]?.text ?? "")
    if (
      tokens[at]?.text === ":" ||
      (tokens[at]?.text === "." && !dash && at + 1 < end && tokens[at + 1]?.isCapital)
    )
      return null
    at++
  }
  if (at >= end) return null
  const phrase = accordingTo(tokens, at, lexicon)
  if (phrase > 0) {
    const mention = firstMention(passage, at + phrase, Math.min(end, at + phrase + 8))
    if (mention) return { mention, verb: at, isGoingOn: false }
  }
  const verb = verbWithin(tokens, at, Math.min(end, at + 3), lexicon)
  const named = passage.mentions.find(
    (mention) => mention.from >= at && mention.from <= at + 2 && mention.from < end,
  )
  if (verb !== null && (!named || verb < named.from)) {
    const isGoingOn = lexicon.goOn.has(tokens[verb]?.low ?? "")
    const mention = subjectAfter(passage, verb, end, lexicon)
    return { mention, verb, isGoingOn }
  }
  if (!named || named.isPossessive) return null
  if (dash && (named.to >= end - 1 || tokens[named.to]?.kind === "mark") && named.kind !== "pronoun")
    return { mention: named, verb: named.from, isGoingOn: false }
  const ownVerb = verbOf(passage, named, end, lexicon)
  if (ownVerb === null) return null
  return { mention: named, verb: ownVerb, isGoingOn: lexicon.goOn.has(tokens[ownVerb]?.low ?? "") }
}

/** `X said "..."` · `X, in a call, said that "..."` · `according to X, "..."` · `X: "..."` */
function attributionBefore(
  passage: Passage,
  sentence: Sentence,
  quote: number,
  lexicon: Lexicon,
): Attribution | null {
  const { tokens } = passage
  const start = Math.max(sentence.from, quote - REACH)
  for (let i = quote - 1; i >= start; i--) {
    const token = tokens[i]
    if (!token) break
    const phrase = accordingTo(tokens, i, lexicon)
    if (phrase > 0) {
      const mention = firstMention(passage, i + phrase, Math.min(quote, i + phrase + 8))
      if (mention) return { mention, verb: i, isGoingOn: false }
    }
    if (token.kind !== "word" || !isVerb(token.low, lexicon) || isNounHere(tokens, i, lexicon)) continue
    const mention = subjectOf(passage, sentence, i, quote, lexicon)
    if (mention || lexicon.say.has(token.low) || lexicon.goOn.has(token.low)) {
      return { mention, verb: i, isGoingOn: lexicon.goOn.has(token.low) }
    }
  }
  const label =
    tokens[quote - 1]?.text === ":"
      ? passage.mentions.findLast((mention) => mention.to === quote - 1)
      : undefined
  if (label) return { mention: label, verb: quote - 1, isGoingOn: false }
  return null
}

/** The subject of a verb, in whichever place the language puts it. */
export function subjectOf(
  passage: Passage,
  sentence: Sentence,
  verb: number,
  end: number,
  lexicon: Lexicon,
): Mention | null {
  const following = () => subjectAfter(passage, verb, Math.min(end, verb + 14), lexicon)
  if (lexicon.language === "ar") return following() ?? subjectBefore(passage, sentence, verb, lexicon)
  const before = subjectBefore(passage, sentence, verb, lexicon)
  if (lexicon.language === "en") return before
  if (before && (isNear(passage, before, verb, lexicon) || before.kind === "pronoun")) return before
  const next = following()
  return next && next.from - verb <= 6 ? next : (before ?? next)
}

function subjectBefore(passage: Passage, sentence: Sentence, verb: number, lexicon: Lexicon): Mention | null {
  const { tokens } = passage
  const own = passage.mentions.filter(
    (mention) => mention.from >= sentence.from && mention.to <= verb && mention.from >= verb - REACH,
  )
  const free = own.filter(
    (mention) => !mention.isGoverned && !mention.isPossessive && mention.kind !== "relay",
  )
  const nearest = free.at(-1)
  if (!nearest) return own.findLast((mention) => mention.kind === "relay" && !mention.isGoverned) ?? null
  const before = tokens[verb - 1]
  if (before && lexicon.relatives.has(before.low)) {
    return own.findLast((mention) => mention.to <= verb - 1) ?? nearest
  }
  if (isNear(passage, nearest, verb, lexicon)) return nearest
  const isCoordinate = before !== undefined && (lexicon.conjunctions.has(before.low) || before.text === ",")
  const isParticiple = /(?:ing|ant|ndo|ив|ав|вши|ив|ши)$/.test(tokens[verb]?.low ?? "")
  return isCoordinate || isParticiple ? mainSubject(passage, sentence, free, lexicon) : nearest
}

/** The first name that acts: past a clause that opens the sentence ("As Trump left, ..."). */
function mainSubject(
  passage: Passage,
  sentence: Sentence,
  free: readonly Mention[],
  lexicon: Lexicon,
): Mention | null {
  const [first] = free
  if (!first) return null
  const opening = passage.tokens[sentence.from]
  if (!opening || !lexicon.conjunctions.has(opening.low)) return first
  const comma = passage.tokens.findIndex(
    (token, index) => index > sentence.from && index < sentence.to && token.text === ",",
  )
  return free.find((mention) => mention.from > comma) ?? first
}

/** True where nothing but adverbs and auxiliaries stand between a mention and its verb. */
function isNear(passage: Passage, mention: Mention, verb: number, lexicon: Lexicon): boolean {
  if (verb - mention.to > 4) return false
  return passage.tokens
    .slice(mention.to, verb)
    .every(
      (token) =>
        token.kind === "word" &&
        !token.isCapital &&
        !lexicon.conjunctions.has(token.low) &&
        !isVerb(token.low, lexicon) &&
        !lexicon.relatives.has(token.low),
    )
}

function subjectAfter(passage: Passage, verb: number, end: number, lexicon: Lexicon): Mention | null {
  const { tokens } = passage
  let limit = Math.min(end, verb + 25)
  for (let i = verb + 1; i < limit; i++) {
    const token = tokens[i]
    const isBreak =
      token?.kind === "quote" ||
      token?.text === ":" ||
      token?.text === ";" ||
      lexicon.that.has(token?.low ?? "") ||
      lexicon.relatives.has(token?.low ?? "")
    if (isBreak || (token?.text === "," && tokens[i + 1]?.kind !== "word")) {
      limit = i
      break
    }
  }
  const own = passage.mentions.filter(
    (mention) => mention.from > verb && mention.from < limit && !mention.isGoverned,
  )
  return own.find((mention) => mention.kind !== "relay" && !mention.isPossessive) ?? null
}

/** The verb of saying that a mention is the subject of; past an apposition or a relative clause. */
function verbOf(passage: Passage, mention: Mention, end: number, lexicon: Lexicon): number | null {
  const { tokens } = passage
  let inAside = false
  for (let i = mention.to; i < Math.min(end, mention.to + 25); i++) {
    const token = tokens[i]
    if (!token || token.kind === "quote") return null
    if (token.text === ",") inAside = !inAside
    if (token.kind !== "word") continue
    const isSay =
      lexicon.say.has(token.low) || lexicon.goOn.has(token.low) || lexicon.characterise.has(token.low)
    if (isSay && !(inAside && i - mention.to > 12)) return i
    if (!inAside && i - mention.to > 8) return null
  }
  return null
}

function verbWithin(tokens: readonly Token[], from: number, to: number, lexicon: Lexicon): number | null {
  for (let i = from; i < to; i++) {
    const token = tokens[i]
    if (token?.kind !== "word") return null
    if (lexicon.say.has(token.low) || lexicon.goOn.has(token.low)) return i
    if (token.isCapital && lexicon.language !== "ar") return null
  }
  return null
}

function firstMention(passage: Passage, from: number, to: number): Mention | null {
  const own = passage.mentions.filter((mention) => mention.from >= from && mention.from < to)
  return own.find((mention) => mention.kind !== "relay") ?? own[0] ?? null
}

/** Length in tokens of the phrase ("according to") that begins here, else 0. */
export function accordingTo(tokens: readonly Token[], at: number, lexicon: Lexicon): number {
  for (const phrase of lexicon.accordingTo) {
    const words = phrase.split(" ")
    if (words.every((word, index) => tokens[at + index]?.low === word)) return words.length
  }
  return 0
}

/** "the claims", "a demand", "his reports": the same letters as a verb. */
function isNounHere(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  const before = tokens[at - 1]
  if (before?.kind !== "word") return false
  if (lexicon.language !== "en") return false
  return (
    lexicon.articles.has(before.low) ||
    (/^(?:his|her|its|their|our|my|your|any|such|these|those|no|to)$/.test(before.low) && before.low !== "to")
  )
}

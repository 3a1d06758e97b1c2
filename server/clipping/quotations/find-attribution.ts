import { accordingTo, inOnesWords, viewOf } from "./attribution-phrases.ts"
import type { Sentence } from "./find-sentences.ts"
import type { Lexicon } from "./lexicon.ts"
import { isVerb, type Mention } from "./mention.ts"
import { authorOf, isPaperWord, subjectAfter, subjectOf } from "./subject-of-verb.ts"
import { hasFormOfTelling, isVerbHere, verbWithin } from "./telling-verbs.ts"
import { isLongQuote, type Token } from "./tokens.ts"

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
  /** The verb is one of papers ("it reads"). */
  isStated: boolean
  /** The verb is one of carrying another's words ("quoted"). */
  isQuoting: boolean
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
  const text = passage.tokens[quote]?.text ?? ""
  const isFragment = /^[\p{Ll}\p{Lo}]/u.test(text) && !/[,.!?…]\s*$/.test(text)
  if (after?.mention && !isFragment) return after
  const before = attributionBefore(passage, sentence, quote, lexicon)
  if (
    isFragment &&
    after?.mention &&
    after.mention.kind !== "relay" &&
    !(before?.mention && isPhrase(after, passage, lexicon)) &&
    closesSentence(passage, sentence, after, lexicon)
  )
    return after
  if (isFragment) return before?.mention ? before : (after ?? before)
  return after?.mention ? after : (before ?? after)
}

function isPhrase({ verb }: Attribution, { tokens }: Passage, lexicon: Lexicon): boolean {
  return !isVerb(tokens[verb]?.low ?? "", lexicon)
}

/** `X has seen "...", he added.`: what ends the sentence attributes the whole of it. */
function closesSentence(
  passage: Passage,
  sentence: Sentence,
  { verb, mention }: Attribution,
  lexicon: Lexicon,
): boolean {
  const rest = passage.tokens.slice(Math.max(verb, mention?.to ?? 0) + 1, sentence.to)
  return rest.length < 14 && !rest.some((token) => token.kind === "quote" || lexicon.that.has(token.low))
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
  let isAfterDash = false
  while (at < end && tokens[at]?.kind === "mark" && /^[,—–\-.!?…:|]$/.test(tokens[at]?.text ?? "")) {
    isAfterDash ||= /^[—–-]$/.test(tokens[at]?.text ?? "")
    if (tokens[at]?.text === ":" || (tokens[at]?.text === "." && !isAfterDash && tokens[at + 1]?.isCapital))
      return null
    at++
  }
  if (at >= end) return null
  const phrase = byPhrase(passage, at, end, lexicon)
  if (phrase) return phrase
  const verb = verbWithin(tokens, at, Math.min(end, at + 3), lexicon)
  const reach = tokens.slice(at, at + 3).some((token) => isPaperWord(token.low)) ? 4 : 2
  const named = passage.mentions.find(
    (mention) => mention.from >= at && mention.from <= at + reach && mention.from < end,
  )
  // "...", promising more: a participle has its subject before the words
  if (verb !== null && lexicon.language === "en" && tokens[verb]?.low.endsWith("ing")) return null
  if (verb !== null && (!named || verb < named.from)) {
    return attributed(passage, subjectAfter(passage, verb, end, lexicon), verb, lexicon)
  }
  // "...", remachó.
  const isLastWord = at === sentence.to - 1 || tokens[at + 1]?.kind === "mark"
  if (!named && isLastWord && hasFormOfTelling(tokens, quote, at, lexicon))
    return attributed(passage, null, at, lexicon)
  if (!named || named.isPossessive) return null
  const isSigned =
    isAfterDash && (named.to >= end - 1 || tokens[named.to]?.kind === "mark") && named.kind !== "pronoun"
  if (isSigned) return attributed(passage, named, named.from, lexicon)
  if (isUnknownVerb(tokens, quote, at, named, lexicon)) return attributed(passage, named, at, lexicon)
  const ownVerb = verbOf(passage, named, end, lexicon)
  return ownVerb === null ? null : attributed(passage, named, ownVerb, lexicon)
}

/** `"...", aseveró el mandatario`: a word in a form of telling between the comma and a name, though no list holds it. */
function isUnknownVerb(
  tokens: readonly Token[],
  quote: number,
  at: number,
  named: Mention,
  lexicon: Lexicon,
): boolean {
  return named.from > at && !named.isGoverned && hasFormOfTelling(tokens, quote, at, lexicon)
}

/** `X said "..."` · `X, in a call, said that "..."` · `according to X, "..."` · `X: "..."` */
function attributionBefore(
  passage: Passage,
  sentence: Sentence,
  quote: number,
  lexicon: Lexicon,
): Attribution | null {
  const { tokens } = passage
  const label =
    tokens[quote - 1]?.text === ":"
      ? passage.mentions.findLast((mention) => mention.to === quote - 1 && !mention.isGoverned)
      : undefined
  let according: Attribution | null = null
  let inner: Attribution | null = null
  for (let i = quote - 1; i >= Math.max(sentence.from, quote - REACH); i--) {
    const token = tokens[i]
    if (!token) break
    const phrase = byPhrase(passage, i, quote, lexicon)
    // "Putin said, according to the Kremlin, ...": whoever says it, where a person is
    if (phrase?.mention?.kind === "pronoun") return phrase
    according ??= phrase
    if (token.kind !== "word" || !isVerbHere(tokens, i, lexicon)) continue
    const mention = subjectOf(passage, sentence, i, quote, lexicon)
    if (according && mention?.kind !== "name" && mention?.kind !== "pronoun") continue
    const isSaying =
      lexicon.say.has(token.low) || lexicon.goOn.has(token.low) || lexicon.stated.has(token.low)
    if (!mention && (!isSaying || label)) continue
    const found = attributed(passage, mention, i, lexicon)
    // "Dagalo said his forces had agreed to ...": the clause inside reports, the words are whose it is
    const isInside =
      lexicon.language === "en" &&
      /^(?:had|would|have|has|will)$/.test(tokens[i - 1]?.low ?? "") &&
      !CORE.test(token.low)
    if (
      !isInside &&
      (!inner || mention?.kind === "name" || mention?.kind === "pronoun" || mention?.kind === "role")
    )
      return found
    inner ??= found
  }
  if (according) return according
  if (inner) return inner
  if (label && label.kind !== "pronoun") return attributed(passage, label, quote - 1, lexicon)
  return phraseAfter(passage, sentence, quote, lexicon) ?? tailOf(passage, sentence, quote, lexicon)
}

const CORE =
  /^(?:said|says|told|asked|written|wrote|added|warned|stated|declared|announced|called|accused|described|replied|insisted|claimed)$/

/** `..., "...", in his words` */
function phraseAfter(
  passage: Passage,
  sentence: Sentence,
  quote: number,
  lexicon: Lexicon,
): Attribution | null {
  for (let i = quote + 1; i < Math.min(sentence.to, quote + 12); i++) {
    const phrase = byPhrase(passage, i, sentence.to, lexicon)
    if (phrase) return phrase
  }
  return null
}

/** `... "..." and more, Breedlove said.` */
function tailOf(passage: Passage, sentence: Sentence, quote: number, lexicon: Lexicon): Attribution | null {
  const { tokens } = passage
  for (let i = sentence.to - 1; i > Math.max(quote, sentence.to - 24); i--) {
    if (tokens[i]?.kind === "quote") return null
    if (tokens[i]?.kind !== "word" || !lexicon.say.has(tokens[i]?.low ?? "")) continue
    const before = passage.mentions.find(
      (mention) => mention.to === i && tokens[mention.from - 1]?.text === ",",
    )
    const after =
      tokens[i - 1]?.text === ","
        ? passage.mentions.find((mention) => mention.from > i && mention.from <= i + 3)
        : undefined
    const mention = before ?? after
    return mention ? attributed(passage, mention, i, lexicon) : null
  }
  return null
}

function attributed(passage: Passage, mention: Mention | null, verb: number, lexicon: Lexicon): Attribution {
  const low = passage.tokens[verb]?.low ?? ""
  return {
    mention: mention && authorOf(passage, mention),
    verb,
    isGoingOn: lexicon.goOn.has(low),
    isStated: lexicon.stated.has(low),
    isQuoting: lexicon.relayVerbs.has(low),
  }
}

/** "according to X", "in his words", where such a phrase begins here. */
function byPhrase(passage: Passage, at: number, end: number, lexicon: Lexicon): Attribution | null {
  const { tokens } = passage
  const back = inOnesWords(tokens, at, lexicon)
  if (back) return { mention: back, verb: at, isGoingOn: false, isStated: false, isQuoting: false }
  const length = accordingTo(tokens, at, lexicon) || viewOf(passage, at, lexicon)
  if (length === 0) return null
  const near = passage.mentions.filter(
    (mention) => mention.from >= at + length && mention.from < Math.min(end, at + length + 8),
  )
  const mention = near.find((each) => each.kind !== "relay") ?? near[0]
  return mention ? { mention, verb: at, isGoingOn: false, isStated: false, isQuoting: false } : null
}

/** The verb of saying that a mention is the subject of; past an apposition or a relative clause. */
function verbOf({ tokens }: Passage, mention: Mention, end: number, lexicon: Lexicon): number | null {
  let isInAside = false
  for (let i = mention.to; i < Math.min(end, mention.to + 25); i++) {
    const token = tokens[i]
    if (!token || isLongQuote(token)) return null
    if (token.text === ",") isInAside = !isInAside
    if (token.kind !== "word") continue
    if (isVerbHere(tokens, i, lexicon) && !(isInAside && i - mention.to > 12)) return i
    if (!isInAside && i - mention.to > 8) return null
  }
  return null
}

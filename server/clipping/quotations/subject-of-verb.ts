import type { Passage } from "./find-attribution.ts"
import type { Sentence } from "./find-sentences.ts"
import type { Lexicon } from "./lexicon.ts"
import { isVerb, type Mention } from "./mention.ts"
import { isLongQuote } from "./tokens.ts"

const REACH = 60

const PAPER =
  /(?:statement|communique|communiqué|letter|post|message|press release|readout|report|tweet|note|declaration|заявление|сообщение|письмо|заява|повідомлення|лист|comunicado|declaración|carta|mensaje|communiqué|lettre|déclaration|بيان)$/iu

const DOCUMENT =
  /(?:draft|agreement|accord|treaty|resolution|memorandum|protocol|document|borrador|acuerdo|tratado|texto|resolución|memorándum|protocolo|documento|texte|traité|résolution|protocole|mémorandum|протокол\p{L}*|соглашени\p{L}*|договор\p{L}*|меморандум\p{L}*|резолюци\p{L}*|документ\p{L}*|угод\p{L}*|договор\p{L}*|резолюці\p{L}*|الاتفاق|الاتفاقية|الوثيقة|المذكرة)$/iu

/** True for a draft, a treaty and their like: they hold words, but do not act. */
export function isDocument(mention: Mention): boolean {
  return mention.kind === "body" && DOCUMENT.test(mention.name)
}

export function isPaperWord(low: string): boolean {
  return PAPER.test(low)
}

export function isPaper(mention: Mention): boolean {
  return mention.kind === "body" && PAPER.test(mention.name)
}

/** "A statement from the Kremlin said": the words are its author's. */
export function authorOf(passage: Passage, mention: Mention): Mention {
  if (!isPaper(mention)) return mention
  const next = passage.mentions.find((each) => each.from >= mention.to && each.from <= mention.to + 3)
  return next?.isGoverned ? next : mention
}

/** The subject of a verb, in whichever place the language puts it; null where it has none. */
export function subjectOf(
  passage: Passage,
  sentence: Sentence,
  verb: number,
  end: number,
  lexicon: Lexicon,
): Mention | null {
  const following = () => subjectAfter(passage, verb, Math.min(end, verb + 14), lexicon)
  if (lexicon.language === "ar") {
    // "محذرا الشباب": after a participle an object follows, the subject is that of the verb before
    if (/^م.{2,}ا$|^قايلا$|^داعيا$|^لافتا$|^واصفا$/.test(passage.tokens[verb]?.low ?? "")) {
      return mainArabicSubject(passage, sentence, verb, lexicon)
    }
    // "ورحب كامل بإعلان حمدون ودعا الأطراف": a verb joined by "and" keeps the subject before
    const isJoined =
      verb > sentence.from &&
      /^[وف]/.test(passage.tokens[verb]?.text ?? "") &&
      passage.tokens[verb - 1]?.kind === "word"
    const own = following()
    if (isJoined)
      return own &&
        own.from === verb + 1 &&
        (own.kind === "role" || passage.mentions.some((each) => each !== own && each.name === own.name))
        ? own
        : mainArabicSubject(passage, sentence, verb, lexicon)
    const before = passage.mentions.find(
      (mention) => mention.to === verb && mention.from >= sentence.from && !mention.isGoverned,
    )
    return before ?? own ?? subjectBefore(passage, sentence, verb, lexicon)
  }
  const before = subjectBefore(passage, sentence, verb, lexicon)
  if (lexicon.language === "en") return before
  if (before && (isNear(passage, before, verb, lexicon) || before.kind === "pronoun")) return before
  const next = following()
  return next && isClose(passage, verb, next, lexicon) ? next : before
}

function mainArabicSubject(
  passage: Passage,
  sentence: Sentence,
  verb: number,
  lexicon: Lexicon,
): Mention | null {
  for (let i = verb - 1; i >= Math.max(sentence.from, verb - REACH); i--) {
    const low = passage.tokens[i]?.low ?? ""
    if (!isVerb(low, lexicon) || /^م.{2,}ا$/.test(low)) continue
    return (
      subjectAfter(passage, i, verb, lexicon) ?? passage.mentions.find((mention) => mention.to === i) ?? null
    )
  }
  return subjectBefore(passage, sentence, verb, lexicon)
}

/** "dijo este jueves su comandante": no other thing than a day stands between a verb and the subject after it. */
function isClose({ tokens }: Passage, verb: number, mention: Mention, lexicon: Lexicon): boolean {
  const between = tokens.slice(verb + 1, mention.from)
  const hasDay = between.some(({ low }) =>
    [...lexicon.days.weekdays, lexicon.days.today, lexicon.days.yesterday].some((forms) =>
      forms.includes(low),
    ),
  )
  return between.length <= (hasDay ? 5 : 2)
}

function subjectBefore(passage: Passage, sentence: Sentence, verb: number, lexicon: Lexicon): Mention | null {
  const { tokens } = passage
  const own = passage.mentions.filter(
    (mention) => mention.from >= sentence.from && mention.to <= verb && mention.from >= verb - REACH,
  )
  const acts = own.filter(
    (mention) => !mention.isGoverned && !mention.isPossessive && mention.kind !== "relay",
  )
  const people = acts.filter((mention) => !isDocument(mention))
  const free = people.length > 0 ? people : acts
  // "В пункте 4 протокола записано": the document, in whatever case
  const isStated = lexicon.stated.has(tokens[verb]?.low ?? "")
  const document = isStated ? own.findLast(isDocument) : undefined
  if (document) return document
  const nearest = free.at(-1)
  const adjacent = own.at(-1)
  // "al Mekdad indicó": the particle of a name reads as a preposition
  const isAfterParticle = adjacent?.kind === "name" && tokens[adjacent.from - 1]?.low === "al"
  if (!nearest && adjacent && isAfterParticle && isNear(passage, adjacent, verb, lexicon)) return adjacent
  if (!nearest)
    return (
      bodyInside(passage, own, lexicon) ??
      own.findLast((mention) => mention.kind === "relay" && !mention.isGoverned) ??
      null
    )
  const before = tokens[verb - 1]
  if (before && lexicon.relatives.has(before.low))
    return own.findLast((mention) => mention.to <= verb - 1) ?? nearest
  if (isNear(passage, nearest, verb, lexicon)) return nearest
  const isCoordinate = before !== undefined && (lexicon.conjunctions.has(before.low) || before.text === ",")
  const isParticiple = /(?:ing|ant|ndo|ив|ав|вши|ши)$/.test(tokens[verb]?.low ?? "")
  return isCoordinate || isParticiple ? mainSubject(passage, sentence, free, lexicon) : nearest
}

/** "В Кремле заявили": the body in which it was said. */
function bodyInside({ tokens }: Passage, own: readonly Mention[], lexicon: Lexicon): Mention | null {
  if (!["ru", "uk", "es"].includes(lexicon.language)) return null
  return (
    own.findLast(
      (mention) =>
        mention.kind === "body" && /^(?:в|во|у|en|desde)$/.test(tokens[mention.from - 1]?.low ?? ""),
    ) ?? null
  )
}

/** The first name that acts: past a clause that opens the sentence ("As Trump left, ..."). */
function mainSubject(
  { tokens }: Passage,
  sentence: Sentence,
  free: readonly Mention[],
  lexicon: Lexicon,
): Mention | null {
  const [first] = free
  const opening = tokens[sentence.from]
  if (!first || !opening || !lexicon.conjunctions.has(opening.low)) return first ?? null
  const comma = tokens.findIndex(
    (token, index) => index > sentence.from && index < sentence.to && token.text === ",",
  )
  return free.find((mention) => mention.from > comma) ?? first
}

/** True where nothing but adverbs and auxiliaries stand between a mention and its verb. */
function isNear({ tokens }: Passage, mention: Mention, verb: number, lexicon: Lexicon): boolean {
  if (verb - mention.to > 4) return false
  return tokens
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

/** The subject that follows its verb ("said the minister", "dijo Abbas"); of a paper, its author. */
export function subjectAfter(passage: Passage, verb: number, end: number, lexicon: Lexicon): Mention | null {
  const { tokens } = passage
  let limit = Math.min(end, verb + 25)
  for (let i = verb + 1; i < limit; i++) {
    const token = tokens[i]
    const isBreak =
      (token !== undefined && isLongQuote(token)) ||
      token?.text === ":" ||
      token?.text === ";" ||
      lexicon.that.has(token?.low ?? "") ||
      lexicon.relatives.has(token?.low ?? "")
    if (isBreak || (token?.text === "," && tokens[i + 1]?.kind !== "word")) {
      limit = i
      break
    }
  }
  const own = passage.mentions.filter((mention) => mention.from > verb && mention.from < limit)
  const source = relayed(passage, own, verb, lexicon)
  if (source) return source
  const isStated = lexicon.stated.has(tokens[verb]?.low ?? "")
  const acts = own.filter((mention) => isStated || !mention.isGoverned)
  return (
    acts.find((mention) => mention.kind !== "relay" && !mention.isPossessive) ??
    acts.find((mention) => mention.kind === "relay") ??
    null
  )
}

/** "نقلت رويترز عن مصدر": whoever the agency had it from. */
function relayed(
  { tokens }: Passage,
  own: readonly Mention[],
  verb: number,
  lexicon: Lexicon,
): Mention | null {
  if (lexicon.language !== "ar" || !/^نقل/.test(tokens[verb]?.low ?? "")) return null
  return own.find((mention) => tokens[mention.from - 1]?.low === "عن") ?? null
}

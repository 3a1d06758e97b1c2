import { accordingTo } from "./attribution-phrases.ts"
import type { Passage } from "./find-attribution.ts"
import type { Sentence } from "./find-sentences.ts"
import type { Lexicon } from "./lexicon.ts"
import { isAcronym, isVerb, type Mention, textOf } from "./mention.ts"
import { isPlatform } from "./outlets.ts"
import { isLongQuote } from "./tokens.ts"

const MEDIA = /^(?:media|сми|змі|médias|medios)$/
/** Nouns of talks with an outlet, in the forms that news uses. */
const INTERVIEW =
  /^(?:interview|entrevista|entretien|интервью|інтерв'ю|комментарии|комментарий|коментарі|коментарем|разговоре|розмові|ссылкой|посиланням|déclaration|declaraciones|مقابله|حوار|حديث|تصريح|تصريحات)$/
/** What leads from such a noun to the outlet. */
const LEADS =
  /^(?:with|to|for|on|of|the|на|à|au|avec|accordé|accordée|transmise|par|l'|la|le|a|al|con|en|el|с|із|з|для|каналу|مع|الى|ل)$/
/** What kind of outlet a name after it is of; Arabic also with "to" or "in" grown onto it. */
const HEAD =
  /^(?:agency|newspaper|broadcaster|magazine|channel|website|chaîne|agence|journal|quotidien|hebdomadaire|cadena|agencia|diario|periódico|(?:агент?ст?в|агенц|телекан|газет|журнал|издани|видання|портал|радиостанц|радіостанц)\p{L}*|(?:ل|ب|لل)?(?:وكاله|صحيفه|قناه|موقع|مجله|شبكه|اذاعه|جريده))$/u
const CLAUSE_END = /^[,.;:()—–-]$/

/** How far from the verb of saying, in tokens, a relay is sought. */
const REACH = 60

/** The outlet or agency through which the words came, where the sentence names one around its verb of saying. */
export function viaOf(
  whole: Passage,
  { from, to }: Sentence,
  verb: number,
  speaker: string | null,
  lexicon: Lexicon,
): string | null {
  const sentence = { from: Math.max(from, verb - REACH), to: Math.min(to, verb + REACH) }
  const mentions = whole.mentions.filter((mention) => isWithin(mention, sentence))
  const passage = { ...whole, mentions }
  for (let at = sentence.from; at < sentence.to; at++) {
    const name = outletAt(passage, sentence, at, lexicon)
    const outlet = name?.replace(/['’]s?$/u, "").trim()
    if (outlet && outlet !== speaker && !isPlatform(outlet)) return outlet
  }
  const relay = mentions.find(
    (mention) =>
      mention.kind === "relay" &&
      isWithin(mention, sentence) &&
      mention.name !== speaker &&
      !isPlatform(mention.name) &&
      isBesideSaying(passage, mention, lexicon),
  )
  return relay ? nameOf(passage, relay) : null
}

/** The outlet to which words at a place lead: "told X", "according to X", "in an interview with X", ", X reports". */
export function outletAt(passage: Passage, sentence: Sentence, at: number, lexicon: Lexicon): string | null {
  const { tokens, mentions } = passage
  const low = tokens[at]?.low ?? ""
  const phrase = accordingTo(tokens, at, lexicon)
  if (phrase > 0) {
    const end = Math.min(at + phrase + 8, sentence.to)
    const media = tokens.slice(at + phrase, end).findIndex((token) => MEDIA.test(token.low))
    const named = mentions.find(
      (mention) => mention.kind === "relay" && mention.from >= at + phrase && mention.from < end,
    )
    if (named) return nameOf(passage, named)
    if (media >= 0) return textOf(tokens, at + phrase, at + phrase + media + 1)
  }
  if (HEAD.test(low) && !tokens[at]?.isCapital) return headed(passage, at, lexicon)
  const next = mentions.find((mention) => mention.from === at + 1)
  if (low === "told" && next?.kind === "relay") return nameOf(passage, next)
  // "told KNA": the press has no article, a body that is told something has
  if (low === "told" && next && isAcronym(tokens[at + 1]) && next.to === at + 2 && next.country === null)
    return next.name
  if (INTERVIEW.test(low)) {
    let to = at + 1
    while (to < sentence.to && LEADS.test(tokens[to]?.low ?? "")) to++
    const outlet = mentions.find((mention) => mention.from === to)
    const isLed = to > at + 1 || /\p{Script=Cyrillic}/u.test(low)
    const isAcronymHere = isAcronym(tokens[to]) && lexicon.language !== "en"
    const isSource = /^(?:ссылкой|посиланням)$/.test(low)
    const isNamed =
      outlet?.kind === "relay" || (!isSource && outlet?.role === null && outlet.country === null)
    if (isLed && outlet && isWithin(outlet, sentence) && (isNamed || isAcronymHere))
      return nameOf(passage, outlet)
  }
  return isReporting(passage, sentence, at) ? reporterAt(passage, sentence, at) : null
}

/** A present tense of reporting in a clause of its own. */
function isReporting(passage: Passage, sentence: Sentence, at: number): boolean {
  const low = passage.tokens[at]?.low ?? ""
  return REPORTS.test(low) && at > sentence.from + 3
}

/** The outlet from which the whole report is said to be taken ("Про це пише ... з посиланням на X"). */
export function viaOfReport(passage: Passage, sentence: Sentence, lexicon: Lexicon): string | null {
  const { tokens } = passage
  if (!/^(?:об этом|про це)$/iu.test(textOf(tokens, sentence.from, sentence.from + 2))) return null
  for (let at = sentence.from; at < sentence.to; at++) {
    if (!/^(?:ссылкой|посиланням)$/.test(tokens[at]?.low ?? "")) continue
    const outlet = outletAt(passage, sentence, at, lexicon)
    return outlet && !isPlatform(outlet) ? outlet : null
  }
  return null
}

const REPORTS =
  /^(?:reports?|reported|carried|quoted|heard|aired|published|сообщает|сообщают|передает|передаёт|пишет|повідомляє|повідомляють|передає|пише|rapporte|informa)$/

/** ", the Guardian reports." · ", reports Agence France-Presse." · ", передаёт агентство «Север»." */
function reporterAt({ tokens, mentions }: Passage, sentence: Sentence, at: number): string | null {
  const passage = { tokens, mentions, sentences: [] }
  const isClauseEnd = (index: number) =>
    index >= sentence.to || CLAUSE_END.test(tokens[index]?.text ?? "") || tokens[index]?.low === "via"
  const before = mentions.find((mention) => mention.to === at)
  const article = tokens[(before?.from ?? 0) - 1]
  const start = before ? (article?.low === "the" ? before.from - 1 : before.from) : 0
  if (before && isClauseEnd(at + 1) && tokens[start - 1]?.text === ",") return nameOf(passage, before)
  const opens = /^[,»”"]$/.test(tokens[at - 1]?.text ?? "")
  let next = at + 1
  while (/^(?:by|the|state-run|l'|la|le)$/.test(tokens[next]?.low ?? "")) next++
  const after = mentions.find((mention) => mention.from === next)
  const isOutlet = after && after.role === null && after.kind !== "pronoun"
  const isLed = opens || tokens[at + 1]?.low === "by"
  if (!isOutlet || !isLed || !isClauseEnd(afterName(passage, after))) return null
  return tokens[after.to]?.isCapital
    ? textOf(tokens, after.from, afterName(passage, after))
    : nameOf(passage, after)
}

function isBesideSaying({ tokens }: Passage, mention: Mention, lexicon: Lexicon): boolean {
  // "editor of The Herald": where somebody works
  const lead = /^(?:the|la|le|l')$/.test(tokens[mention.from - 1]?.low ?? "") ? 2 : 1
  const isOf =
    /^(?:of|de|d'|du|del)$/.test(tokens[mention.from - lead]?.low ?? "") ||
    (/^the\s/i.test(mention.name) && tokens[mention.from - 1]?.low === "of")
  if (mention.isGoverned) return !isOf
  const around = [
    tokens[mention.from - 1],
    tokens[mention.from - 2],
    tokens[mention.to],
    tokens[mention.to + 1],
  ]
  return around.some(
    (token) => token !== undefined && (isVerb(token.low, lexicon) || lexicon.relayVerbs.has(token.low)),
  )
}

function isWithin(mention: Mention, sentence: Sentence): boolean {
  return mention.from >= sentence.from && mention.to <= sentence.to
}

/** With the part in marks: РИА «Новости». */
function nameOf({ tokens }: Passage, mention: Mention): string {
  const marked = tokens[mention.to]
  return marked?.kind === "quote" && !isLongQuote(marked) ? `${mention.name} «${marked.text}»` : mention.name
}

function afterName({ tokens }: Passage, mention: Mention): number {
  let to = tokens[mention.to]?.kind === "quote" ? mention.to + 1 : mention.to
  while (tokens[to]?.isCapital) to++
  return to
}

/** "la chaîne CTN", "агентству «Север»", "لموقع الأفق الإخباري": the name after the word for an outlet. */
function headed(passage: Passage, at: number, lexicon: Lexicon): string | null {
  const { tokens, mentions } = passage
  const next = tokens[at + 1]
  if (next?.kind === "quote") return isLongQuote(next) ? null : next.text
  if (lexicon.language !== "ar") {
    const named = mentions.find((mention) => mention.from <= at + 1 && mention.to > at + 1)
    return next?.isCapital && named ? textOf(tokens, at + 1, named.to) : null
  }
  let to = at + 1
  while (to < at + 3 && tokens[to]?.kind === "word" && !isVerb(tokens[to]?.low ?? "", lexicon)) {
    const low = tokens[to]?.low ?? ""
    if (lexicon.prepositions.has(low) || lexicon.days.weekdays.some((forms) => forms.includes(low))) break
    to++
  }
  return to > at + 1 ? textOf(tokens, at + 1, to) : null
}

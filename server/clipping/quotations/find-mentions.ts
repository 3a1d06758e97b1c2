import { aliasAfter } from "./alias.ts"
import { findArabicMentions } from "./find-arabic-mentions.ts"
import { endOfChunk } from "./find-chunk.ts"
import type { Lexicon } from "./lexicon.ts"
import { AUXILIARY, blank, isVerb, type Mention, type Reading, textOf } from "./mention.ts"
import { readChunk } from "./read-chunk.ts"
import type { Token } from "./tokens.ts"

/** Mentions in one paragraph, in order, without overlap. */
export function findMentions(reading: Reading): Mention[] {
  const { tokens, lexicon } = reading
  if (lexicon.language === "ar") return findArabicMentions(reading)
  const mentions: Mention[] = []
  let i = 0
  while (i < tokens.length) {
    const token = tokens[i]
    const gender = token?.kind === "word" ? lexicon.pronouns.get(token.low) : undefined
    if (token && gender) {
      mentions.push({ ...blank(i, i + 1), kind: "pronoun", name: token.text, gender })
      i++
      continue
    }
    const to = token?.kind === "word" ? endOfChunk(reading, i) : i
    const mention = to > i ? readChunk(reading, i, to) : null
    if (mention) mentions.push(mention)
    i = Math.max(to, i + 1)
  }
  for (const [index, mention] of mentions.entries()) {
    const before = mentions[index - 1]
    // "in Racine, Wisconsin"
    const isWithinPlace =
      before?.isGoverned === true &&
      before.to + 1 === mention.from &&
      tokens[before.to]?.text === "," &&
      /^(?:in|at|near|from|en|à|в|у)$/.test(tokens[before.from - 1]?.low ?? "")
    const joins = tokens[mention.from - 1]
    // "by Karsland and Velmark"
    const isJoined =
      before?.isGoverned === true &&
      before.to === mention.from - 1 &&
      /^(?:and|et|y|e|и|і|та|й|or|ou|o)$/.test(joins?.low ?? "") &&
      !isVerb(tokens[mention.to]?.low ?? "", lexicon)
    // "(R-Iowa)"
    const isAside = tokens[mention.from - 1]?.text === "(" && tokens[mention.to]?.text === ")"
    mention.isGoverned = isWithinPlace || isJoined || isAside || isGoverned(reading, mention)
    dropPaper(mention)
    mention.alias = aliasAfter(reading, mention)
    readSubject(reading, mention)
  }
  extendTitles(reading, mentions)
  joinAppositions(reading, mentions)
  return mentions
}

/** Verbs whose object is a person: "told Trump", "urged Moscow". */
const OBJECT_FOLLOWS =
  /^(?:told|tells|telling|asked|asks|asking|urged|urges|urging|accused|accuses|accusing|warned|reminded|informed|assured|praised|thanked|criticised|criticized|condemned|blamed|met|called)$/

export function isGoverned({ tokens, lexicon }: Reading, mention: Mention): boolean {
  for (let i = mention.from - 1; i >= Math.max(0, mention.from - 3); i--) {
    const token = tokens[i]
    if (token?.kind !== "word") return false
    if (lexicon.prepositions.has(token.low)) return true
    if (lexicon.language === "en" && OBJECT_FOLLOWS.test(token.low)) return true
    const isInside =
      lexicon.articles.has(token.low) ||
      /^(?:its|his|her|their|su|sus|son|sa|ses|leur|його|її|его|ее|её|их|новий|новый)$/.test(token.low)
    if (!isInside) return false
  }
  return false
}

/** Beside a verb of saying a name is its subject; a Slavic verb then also tells he from she. */
function readSubject({ tokens, lexicon }: Reading, mention: Mention): void {
  const beside = [tokens[mention.to], tokens[mention.from - 1]].find(
    (token) => token?.kind === "word" && lexicon.say.has(token.low) && !lexicon.relayVerbs.has(token.low),
  )
  if (mention.isGoverned || mention.isPossessive || !beside) return
  mention.isSubject = true
  if ((mention.kind !== "name" && mention.kind !== "role") || mention.gender !== "any") return
  if (lexicon.language === "ru")
    mention.gender = /л$/.test(beside.low) ? "m" : /ла$/.test(beside.low) ? "f" : "any"
  if (lexicon.language === "uk")
    mention.gender = /[иауі]в$/.test(beside.low) ? "m" : /ла$/.test(beside.low) ? "f" : "any"
}

/** "le ministre des relations extérieures": a title goes on over words that no list holds. */
function extendTitles(reading: Reading, mentions: Mention[]): void {
  const { tokens, lexicon } = reading
  for (let index = 0; index < mentions.length; index++) {
    const mention = mentions[index]
    if (!mention || (mention.kind !== "role" && mention.kind !== "body")) continue
    const following = mentions[index + 1]
    let to = mention.to
    let isOpen = false
    for (
      let i = mention.to;
      i < Math.min(tokens.length, mention.to + 8, following?.from ?? tokens.length);
      i++
    ) {
      const token = tokens[i]
      if (
        token?.kind !== "word" ||
        token.isCapital ||
        isVerb(token.low, lexicon) ||
        lexicon.that.has(token.low)
      )
        break
      if (AUXILIARY.test(token.low)) break
      const isConnector = /^(?:of|de|du|des|d'|del|la|le|les|l'|los)$/.test(token.low)
      const next = tokens[i + 1]
      const isAdjective =
        i === mention.to && lexicon.language !== "en" && (next?.text === "," || next?.isCapital === true)
      if (isAdjective && !lexicon.prepositions.has(token.low)) isOpen = true
      if (
        !isConnector &&
        (!isOpen ||
          lexicon.prepositions.has(token.low) ||
          lexicon.conjunctions.has(token.low) ||
          lexicon.relatives.has(token.low))
      )
        break
      if (isConnector) isOpen = /^(?:of|de|du|des|d'|del)$/.test(token.low) || isOpen
      else to = i + 1
      if (
        !isConnector &&
        lexicon.language !== "en" &&
        tokens[i + 1] &&
        !/^(?:de|du|des|d'|del|et|y)$/.test(tokens[i + 1]?.low ?? "") &&
        to - mention.to > 3
      )
        break
    }
    const post = following && mention.kind === "role" ? placeOfPost(reading, to, following) : null
    if (post) {
      mention.country ??= following?.country ?? null
      to = post
      mentions.splice(index + 1, 1)
    }
    if (to === mention.to || (!post && tokens[mention.to]?.low === "la")) continue
    mention.to = to
    const whole = textOf(tokens, mention.from, to)
    mention.name = whole
    if (mention.kind === "role") mention.title = whole
  }
}

/** "responsable ... en el Fatah": where the land or body of a post follows, the end of it. */
function placeOfPost({ tokens }: Reading, at: number, following: Mention): number | null {
  const isIn = /^(?:en|at|dans|au|в|у)$/.test(tokens[at]?.low ?? "")
  const isNext =
    following.from === at + 1 ||
    (following.from === at + 2 && /^(?:el|la|the|le)$/.test(tokens[at + 1]?.low ?? ""))
  return isIn && isNext && following.kind === "body" && following.country !== null ? following.to : null
}

/** "Ushakov, a Kremlin aide, said": what stands in apposition tells of the name, and is no speaker of its own. */
function joinAppositions({ tokens, lexicon }: Reading, mentions: Mention[]): void {
  for (let i = 0; i + 1 < mentions.length; i++) {
    const a = mentions[i]
    const b = mentions[i + 1]
    if (!a || !b || a.isPossessive) continue
    const far = a.kind === "role" && !a.isPlural ? nameAfterPost(tokens, mentions, i, lexicon) : null
    if (far) {
      mentions.splice(i + 1, far.between)
      mergeTitle(mentions, i, a, far.name)
      continue
    }
    const [comma, ...words] = tokens.slice(a.to, b.from)
    // "General Dagalo of the RSF"
    const isOf =
      /^(?:of|de|du|del)$/.test(tokens[a.to]?.low ?? "") &&
      (b.from === a.to + 1 || (b.from === a.to + 2 && lexicon.articles.has(tokens[a.to + 1]?.low ?? "")))
    if (a.kind === "name" && b.kind === "body" && isOf) a.country ??= b.country
    // "Orlando personal injury lawyer Lou Pendas": the place tells of the name
    const gap = tokens.slice(a.to, b.from)
    const isAttribute =
      a.kind === "body" &&
      a.to - a.from < 4 &&
      (b.kind === "name" || (b.kind === "role" && !b.isGoverned)) &&
      b.role !== null &&
      gap.length > 0 &&
      gap.length < 4
    if (lexicon.language === "en" && isAttribute && gap.every((each) => isPlainWord(each, lexicon))) {
      b.from = a.from
      b.country ??= a.country
      b.isGoverned = a.isGoverned
      if (b.kind === "role") b.name = textOf(tokens, b.from, b.to)
      mentions.splice(i, 1)
      continue
    }
    // "глава калдерского Министерства иностранных дел"
    if (a.kind === "role" && b.kind === "body" && a.to === b.from) {
      a.field ??= b.field
      a.country ??= b.country
      a.title = `${a.title} ${b.name}`
      a.name = a.title
      a.to = b.to
      mentions.splice(i + 1, 1)
      i--
      continue
    }
    // "le chef de la diplomatie sarvienne Henrik Solm"
    if (a.kind === "role" && b.kind === "name" && a.to === b.from && b.title === "" && !a.isPlural) {
      mergeTitle(mentions, i, a, b)
      continue
    }
    if (!comma || !/^[,(—–]$/.test(comma.text) || words.length > 4) continue
    const isBroken = words.some(
      ({ kind, low }) =>
        kind !== "word" ||
        isVerb(low, lexicon) ||
        lexicon.conjunctions.has(low) ||
        lexicon.relatives.has(low),
    )
    if (isBroken) continue
    if (a.kind === "name" && b.kind === "role" && !words.some(({ low }) => lexicon.prepositions.has(low))) {
      take(a, b)
      a.title = `${a.title} ${b.title}`.trim()
      if (tokens[b.to]?.text === "," || tokens[b.to]?.text === ")" || tokens[b.to] === undefined) a.to = b.to
      mentions.splice(i + 1, 1)
    } else if (
      a.kind === "role" &&
      b.kind === "name" &&
      b.title === "" &&
      words.length === 0 &&
      !a.isPlural
    ) {
      mergeTitle(mentions, i, a, b)
    }
  }
}

/** A small word that is no verb and joins nothing. */
function isPlainWord({ kind, low, isCapital }: Token, lexicon: Lexicon): boolean {
  const joins =
    lexicon.prepositions.has(low) ||
    lexicon.conjunctions.has(low) ||
    lexicon.relatives.has(low) ||
    lexicon.articles.has(low)
  return kind === "word" && !isCapital && !isVerb(low, lexicon) && !AUXILIARY.test(low) && !joins
}

/** "the head of the UN mission in Libya, Abdoulaye Bathily, said": the name, past the places of the post. */
function nameAfterPost(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  index: number,
  lexicon: Lexicon,
): { name: Mention; between: number } | null {
  const title = mentions[index]
  if (!title) return null
  let comma = title.to
  for (; comma < Math.min(tokens.length, title.to + 10) && tokens[comma]?.text !== ","; comma++) {
    const token = tokens[comma]
    if (
      token?.kind !== "word" ||
      isVerb(token.low, lexicon) ||
      AUXILIARY.test(token.low) ||
      lexicon.relatives.has(token.low)
    )
      return null
  }
  const name = mentions.slice(index + 1, index + 4).find((each) => each.from === comma + 1)
  const between = name ? mentions.indexOf(name) - index - 1 : 0
  const isPost =
    between > 0 &&
    mentions.slice(index + 1, index + 1 + between).every((each) => each.isGoverned && each.kind !== "pronoun")
  const after = name ? tokens[name.to] : undefined
  const isClosed = after === undefined || after.kind === "mark" || isVerb(after.low, lexicon)
  return name && isPost && isClosed && name.kind === "name" && name.title === "" ? { name, between } : null
}

/** The title at `index` goes over to the name after it. */
function mergeTitle(mentions: Mention[], index: number, title: Mention, name: Mention): void {
  take(name, title)
  name.title = title.title
  name.from = title.from
  name.isGoverned = title.isGoverned
  name.isSubject ||= title.isSubject
  mentions.splice(index, 1)
}

const PAPER_OF =
  /^(?:statement|communique|communiqué|letter|message|readout|comunicado|declaración|carta|mensaje|lettre|déclaration)\s(?:of|by|from|de|del|du|des|d['’])\s?(?:the\s|la\s|l['’])?(.+)$/iu

/** "a statement of the council": the council. */
function dropPaper(mention: Mention): void {
  const author = mention.kind === "body" ? PAPER_OF.exec(mention.name)?.[1] : undefined
  if (author !== undefined) mention.name = author
}

function take(name: Mention, title: Mention): void {
  name.role ??= title.role
  name.field ??= title.field
  name.country ??= title.country
  if (name.gender === "any") name.gender = title.gender
}

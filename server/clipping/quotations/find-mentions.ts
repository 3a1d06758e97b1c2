import { aliasAfter } from "./alias.ts"
import { findArabicMentions } from "./find-arabic-mentions.ts"
import { endOfChunk } from "./find-chunk.ts"
import { joinAppositions } from "./join-appositions.ts"
import { AUXILIARY, blank, isVerb, type Mention, type Reading, textOf } from "./mention.ts"
import { readChunk } from "./read-chunk.ts"

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
  // "журналистам": to whom, not who
  const last = tokens[mention.to - 1]?.low ?? ""
  const isRole = mention.kind === "role" || mention.kind === "body"
  if (isRole && /\p{Script=Cyrillic}(?:ам|ям|ами|ями)$/u.test(last)) return true
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

const PAPER_OF =
  /^(?:statement|communique|communiqué|letter|message|readout|comunicado|declaración|carta|mensaje|lettre|déclaration)\s(?:of|by|from|de|del|du|des|d['’])\s?(?:the\s|la\s|l['’])?(.+)$/iu

/** "a statement of the council": the council. */
function dropPaper(mention: Mention): void {
  const author = mention.kind === "body" ? PAPER_OF.exec(mention.name)?.[1] : undefined
  if (author !== undefined) mention.name = author
}

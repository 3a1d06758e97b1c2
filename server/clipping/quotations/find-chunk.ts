import { bare, isAbbreviation, isPossessiveWord, isSentenceStart, isVerb, type Reading } from "./mention.ts"
import type { Token } from "./tokens.ts"

export const PARTICLES = new Set(
  "al el bin ben ibn abu bint van von der den de di da dos du la le ter ul ud ur al- el- y e del san bou ould ag".split(
    " ",
  ),
)
const MAX_WORDS = 16

type Piece = "capital" | "role" | "title" | "place" | "body" | "honorific" | null

/** Where a run of names and titles that begins at a token ends; the token itself where none begins there. */
export function endOfChunk(reading: Reading, from: number): number {
  const { tokens, lexicon } = reading
  let to = from
  let isSubstantive = false
  let isReaching = false
  for (let i = from; i < tokens.length && i < from + MAX_WORDS; i++) {
    const token = tokens[i]
    if (!token) break
    const piece = pieceOf(reading, i)
    // "a écrit sur X Henrik Solm"
    if (piece === "capital" && i - 1 === from && PLATFORM.test(tokens[from]?.text ?? "")) break
    // in a language whose titles stand first, a title after a name begins something new
    const isPostposed =
      lexicon.language !== "en" && i > from && !token.isCapital && pieceOf(reading, i - 1) === "capital"
    if (piece && isPostposed) break
    if (piece) {
      to = i + 1
      isReaching = false
      isSubstantive ||= piece !== "title" || token.isCapital
      if (isPossessiveWord(token) && !canOwn(reading, i + 1)) break
      continue
    }
    if ((to !== i && !isReaching) || i === from) break
    const next = tokens[i + 1]
    // "Gen. Almera", "Donald J. Trump"
    if (token.text === "." && next?.isCapital && isAbbreviation(tokens[i - 1], lexicon)) continue
    // "bin Salman", "von der Leyen", "Le Maire"
    const follows = PARTICLES.has(next?.low ?? "") ? i + 2 : i + 1
    const isInName =
      isNameEnd(tokens[i - 1]) &&
      PARTICLES.has(token.low) &&
      (token.low !== "y" || pieceOf(reading, i - 1) === "capital") &&
      pieceOf(reading, follows) === "capital"
    isReaching = isInName || (isReaching && PARTICLES.has(token.low)) || reachesOn(reading, from, i)
    if (!isReaching) break
  }
  return isSubstantive ? to : from
}

function pieceOf({ tokens, lexicon, isCommon, isProper, placeOf }: Reading, at: number): Piece {
  const token = tokens[at]
  if (token?.kind !== "word") return null
  const low = bare(token.low)
  if (isAfterParticle(tokens, at)) return "capital"
  const isStart = isSentenceStart(tokens, at)
  if (!isStart && /^(?:Al|El)$/.test(token.text) && tokens[at + 1]?.isCapital) return "capital"
  if (lexicon.honorifics.has(low) && (token.isCapital || lexicon.language !== "en")) return "honorific"
  if (lexicon.roles.has(low)) return "role"
  if (lexicon.bodies.has(low)) return "body"
  if (token.isCapital && isStart && (lexicon.openers.has(token.low) || isVerb(token.low, lexicon)))
    return null
  if (placeOf(token)) return "place"
  if (!token.isCapital) return lexicon.titleWords.has(low) ? "title" : null
  if (lexicon.titleWords.has(low)) return "title"
  if (!isStart) return lexicon.openers.has(token.low) && !/^\p{Lu}{2}/u.test(token.text) ? null : "capital"
  const next = tokens[at + 1]
  // a capital that opens a sentence says nothing: the word is a name where the text shows it elsewhere, or speaks
  const speaks = tokens
    .slice(at + 1, at + 4)
    .some((each) => each.kind === "word" && (lexicon.say.has(each.low) || lexicon.goOn.has(each.low)))
  const isAdverb = /\p{Script=Cyrillic}(?:е|о)$/u.test(low) && !isProper(low)
  if (next?.isCapital || isProper(low) || isPossessiveWord(token) || (speaks && !isAdverb)) return "capital"
  // "Convino, sin embargo, ...": a verb may open a sentence
  if (lexicon.language === "es" && /(?:ó|o|aron|ieron)$/.test(token.low)) return null
  return isCommon(token.low) || next?.kind === "word" ? null : "capital"
}

function isNameEnd(token: Token | undefined): boolean {
  return token?.isCapital === true || token?.text === "."
}

/** "Bruno Le Maire": a name though the word is also a title. */
export function isAfterParticle(tokens: readonly Token[], at: number): boolean {
  const [before, particle, token] = [tokens[at - 2], tokens[at - 1], tokens[at]]
  return (
    isNameEnd(before) &&
    token?.isCapital === true &&
    /^(?:Le|La|El|De|Du|Von|Van)$/.test(particle?.text ?? "")
  )
}

/** "minister of defence", "ministre des Affaires étrangères": a connector, and then more of the title. */
function reachesOn(reading: Reading, from: number, at: number): boolean {
  const { tokens, lexicon } = reading
  const token = tokens[at]
  if (!token || !lexicon.connectors.has(token.low) || !hasHead(reading, from, at)) return false
  // two people may be joined by "and", which then is no part of a title
  if (/^(?:and|et|y|и|і|та)$/.test(token.low) && tokens[at - 1]?.isCapital && tokens[at + 1]?.isCapital)
    return false
  // "General Dagalo of the RSF": the name is over
  if (
    pieceOf(reading, at - 1) === "capital" &&
    tokens.slice(from, at).some((each) => lexicon.roles.has(bare(each.low)))
  )
    return false
  const isNarrow = NARROW.test(token.low)
  for (let i = at + 1; i < Math.min(at + 4, tokens.length); i++) {
    const next = tokens[i]
    if (next?.kind !== "word") return false
    const piece = pieceOf(reading, i)
    if (piece) return isNarrow || piece !== "capital" || ARTICLE.test(tokens[i - 1]?.low ?? "")
    if (!lexicon.connectors.has(next.low) && !lexicon.articles.has(next.low)) return false
  }
  return false
}

const PLATFORM = /^(?:X|Telegram|Twitter|Facebook|Instagram|Truth|AFP|Reuters|CNN|BBC|TASS|EFE|Efe|RIA)$/

export const LAND = /(?:ian|ean|ese|ish|ani)$/

export const NARROW = /^(?:of|for|de|du|des|d'|del|по|з|із)$/
const ARTICLE = /^(?:the|la|el|les|le|l')$/

function hasHead({ tokens, lexicon }: Reading, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const low = bare(tokens[i]?.low ?? "")
    if (lexicon.roles.has(low) || lexicon.bodies.has(low)) return true
  }
  return false
}

/** After "Ukraine's" a role or body may follow that it owns. */
function canOwn({ tokens, lexicon, placeOf }: Reading, at: number): boolean {
  for (let i = at; i < Math.min(at + 5, tokens.length); i++) {
    const token = tokens[i]
    if (token?.kind !== "word") return false
    const low = bare(token.low)
    if (lexicon.roles.has(low) || lexicon.bodies.has(low)) return true
    if (
      !lexicon.titleWords.has(low) &&
      !placeOf(token) &&
      !/^\p{Ll}+(?:al|ive|ary|st|ed|ing|er|ic)$/u.test(token.text) &&
      !token.isCapital
    )
      return false
  }
  return false
}

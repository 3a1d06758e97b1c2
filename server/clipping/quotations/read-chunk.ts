import { countryOfPhrase, isDemonym } from "./countries.ts"
import type { Gender, RoleClass } from "./lexicon.ts"
import {
  AUXILIARY,
  bare,
  blank,
  isAbbreviation,
  isAcronym,
  isPossessiveWord,
  isSentenceStart,
  isVerb,
  type Mention,
  type Reading,
  textOf,
} from "./mention.ts"
import { isRelay } from "./relays.ts"
import type { Token } from "./tokens.ts"

const PARTICLES = new Set(
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
    if (piece && i - 1 === from && PLATFORM.test(tokens[from]?.text ?? "")) break
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
  return isCommon(token.low) || next?.kind === "word" ? null : "capital"
}

function isNameEnd(token: Token | undefined): boolean {
  return token?.isCapital === true || token?.text === "."
}

/** "Bruno Le Maire": a name though the word is also a title. */
function isAfterParticle(tokens: readonly Token[], at: number): boolean {
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

const LAND = /(?:ian|ean|ese|ish|ani)$/

const NARROW = /^(?:of|for|de|du|des|d'|del|по|з|із)$/
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

interface Parts {
  role: RoleClass | null
  field: string | null
  country: string | null
  gender: Gender
  hasBody: boolean
  bodyBeforeName: boolean
  isPlural: boolean
  nameFrom: number
}

/** Goes through a run once: which words are title, land, body, and where the name begins. */
function surveyChunk(reading: Reading, from: number, to: number): Parts {
  const { tokens, lexicon, placeOf } = reading
  const parts: Parts = {
    role: null,
    field: null,
    country: null,
    gender: "any",
    hasBody: false,
    bodyBeforeName: false,
    isPlural: false,
    nameFrom: to,
  }
  let lastTitle = from - 1
  let connector = -1
  for (let i = from; i < to; i++) {
    const token = tokens[i]
    if (!token) continue
    const low = bare(token.low)
    const phrase = i + 1 < to ? countryOfPhrase(low, tokens[i + 1]?.low ?? "") : null
    const place = phrase ?? placeOf(token)
    const role = lexicon.roles.get(low)
    const isBody = lexicon.bodies.has(low)
    const isTitle = lexicon.titleWords.has(low)
    const honorific = lexicon.honorifics.get(low)
    const isOwned = parts.hasBody && parts.role === null && lexicon.language !== "en"
    if (
      role &&
      !isOwned &&
      !isAfterParticle(tokens, i) &&
      (parts.role === null || (lexicon.language === "en" && connector < 0))
    ) {
      parts.role = asPremier(reading, role, from, to)
      parts.isPlural = lexicon.language === "en" && /s$/.test(low) && lexicon.roles.has(low.slice(0, -1))
    }
    const field = isTitle || isBody ? fieldOf(reading, low) : null
    if (field === "deputy" || (role && DEPUTY.test(low))) parts.field = "deputy"
    else parts.field ??= field
    if (place && !isPostAbroad(tokens, i)) parts.country ??= place
    const isUnknownLand =
      lexicon.language === "en" &&
      token.isCapital &&
      !place &&
      !role &&
      !isTitle &&
      !isBody &&
      !honorific &&
      !isPossessiveWord(token) &&
      LAND.test(low)
    if (isUnknownLand && i + 1 < to && parts.role === null) parts.country ??= token.text
    parts.hasBody ||= isBody
    if (honorific) parts.gender = honorific
    if (lexicon.connectors.has(token.low) && !token.isCapital && NARROW.test(token.low)) connector = i
    if (phrase) lastTitle = i + 1
    const isOfName =
      (token.isCapital && !place && !role && !isTitle && !isBody && !honorific) || isAfterParticle(tokens, i)
    const ends = (isPossessiveWord(token) || isAcronym(token)) && i + 1 < to
    if ((!isOfName && !PARTICLES.has(token.low) && token.kind === "word") || ends)
      lastTitle = Math.max(lastTitle, i)
  }
  let nameFrom = lastTitle + 1
  while (nameFrom < to && !tokens[nameFrom]?.isCapital) nameFrom++
  parts.bodyBeforeName = parts.hasBody && connector >= 0
  if (parts.role && connector >= lastTitle && nameFrom < to) {
    // "president of Karsland", "presidenta de Aldera Rosa Peñalba": the land comes first
    const land = nameFrom
    nameFrom = to - nameFrom >= 3 ? nameFrom + 1 : to
    if (parts.role !== "minister" && tokens[land]) parts.country ??= placeName(tokens[land])
  }
  parts.nameFrom = isSlavicLand(reading, parts, nameFrom, to)
    ? to
    : slavicNameStart(reading, nameFrom, to, from)
  return parts
}

const DEPUTY = /^(?:vice|вице|віце|зам(?!ож))./

/** "глава делегации Калдера": after a body a name in the genitive is its land, and no person. */
function isSlavicLand({ tokens, lexicon }: Reading, parts: Parts, nameFrom: number, to: number): boolean {
  if ((lexicon.language !== "ru" && lexicon.language !== "uk") || !parts.role || !parts.hasBody) return false
  const last = tokens[to - 1]
  return (
    to - nameFrom === 1 &&
    last !== undefined &&
    /[аяиіыуї]$/.test(last.low) &&
    !/(?:ова|ева|єва|ина|іна|ая|ька)$/.test(last.low)
  )
}

function placeName(token: Token): string {
  return token.text.replace(/['’]s?$/, "")
}

function asPremier({ tokens, lexicon }: Reading, role: RoleClass, from: number, to: number): RoleClass {
  if (role === "leader" || role === "chief") {
    const words = tokens.slice(from, to).map((token) => token.low)
    if (words.some((word) => /^(?:state|état|etat|estado|государства|держави|країни)$/.test(word)))
      return "president"
    if (
      words.some((word) =>
        /^(?:government|gouvernement|gobierno|ejecutivo|правительства|уряду|кабмина|кабміну)$/.test(word),
      )
    )
      return "premier"
  }
  if (role !== "minister" && role !== "chief" && role !== "premier") return role
  for (let i = from; i < to; i++) {
    if (lexicon.titleWords.get(tokens[i]?.low ?? "") === "prime") return "premier"
  }
  return role
}

/** The field of an office that a word of its title tells ("foreign"), where it tells one. */
function fieldOf({ lexicon }: Reading, low: string): string | null {
  const field = lexicon.titleWords.get(low)
  return field && !NO_FIELD.has(field) ? field : null
}

export const NO_FIELD: ReadonlySet<string> = new Set(["plain", "prime", "special", "state"])

/** "envoy to Ukraine": the land of the post, not of the office. */
function isPostAbroad(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.low ?? ""
  if (/^(?:to|en|в|у)$/.test(before)) return true
  return before === "for" && !/^spokes/.test(tokens[at - 2]?.low ?? "")
}

/** In Russian and Ukrainian a name is its last two words: "Минобороны Андрей Белоусов". */
function slavicNameStart({ tokens, lexicon }: Reading, from: number, to: number, chunk: number): number {
  if ((lexicon.language !== "ru" && lexicon.language !== "uk") || to - from < 3 || chunk === from) return from
  const words = tokens.slice(from, to)
  const isWhole = words.some((token) => !token.isCapital || /(?:вич|вна|вича|вны)$/.test(token.low))
  return isWhole ? from : to - 2
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

export function genderOfTitle(tokens: readonly Token[], from: number, to: number): Gender {
  for (let i = from; i < to; i++) {
    const low = tokens[i]?.low ?? ""
    if (FEMALE.test(low)) return "f"
    if (/(?:spokesman|chairman|^king|prince|congressman)$/.test(low)) return "m"
  }
  return "any"
}

const FEMALE =
  /(?:woman|^queen|^princess|^présidente|^ministra|^presidenta|^vocera|^directora|^представительница|^речниця|^міністерка|-міністерка|^очільниця|^спецпосланниця|^directrice|^chancelière|^mandataria|^jefa|^cheffe|^embajadora|^négociatrice|^ambassadrice|^negociadora|^secretaria|^alcaldesa|^portavoza|^senadora|^diputada|^députée|^sénatrice|^experta|^аналітикиня|^експертка|^mother|^wife|^daughter|^sister|^رييسه|^وزيره|^متحدثه|^المتحدثه|^مبعوثه)$/

import { countryOfPhrase, countryOfWord } from "./countries.ts"
import { findArabicMentions } from "./find-arabic-mentions.ts"
import type { Gender, Lexicon, RoleClass } from "./lexicon.ts"
import { isRelay } from "./relays.ts"
import type { Token } from "./tokens.ts"

/** Words that name or describe somebody who may speak. Token indices; `to` is not included. */
export interface Mention {
  from: number
  to: number
  kind: "name" | "role" | "body" | "pronoun" | "relay"
  /** The name without titles, as written. */
  name: string
  /** What goes before or after a name to say who it is, or the whole of a role. */
  title: string
  role: RoleClass | null
  field: string | null
  country: string | null
  gender: Gender
  isDefinite: boolean
  /** "Trump's": the person is named but does not act. */
  isPossessive: boolean
  /** Follows a preposition, so that it is no subject. */
  isGoverned: boolean
}

/** Mentions in one paragraph, in order, without overlap. */
export function findMentions(
  tokens: readonly Token[],
  lexicon: Lexicon,
  isCommon: (low: string) => boolean,
): Mention[] {
  if (lexicon.language === "ar") return findArabicMentions(tokens, lexicon)
  const mentions: Mention[] = []
  let i = 0
  while (i < tokens.length) {
    const token = tokens[i]
    if (token?.kind !== "word") {
      i++
      continue
    }
    const gender = lexicon.pronouns.get(token.low)
    if (gender) {
      mentions.push(pronoun(i, token, gender))
      i++
      continue
    }
    const to = endOfChunk(tokens, i, lexicon, isCommon)
    if (to === i) {
      i++
      continue
    }
    mentions.push(...readChunk(tokens, i, to, lexicon))
    i = to
  }
  for (const mention of mentions) mention.isGoverned = isGoverned(tokens, mention, lexicon)
  joinAppositions(tokens, mentions, lexicon)
  return mentions
}

function pronoun(at: number, token: Token, gender: Gender): Mention {
  return { ...blank(at, at + 1), kind: "pronoun", name: token.text, gender }
}

export function blank(from: number, to: number): Mention {
  return {
    from,
    to,
    kind: "name",
    name: "",
    title: "",
    role: null,
    field: null,
    country: null,
    gender: "any",
    isDefinite: false,
    isPossessive: false,
    isGoverned: false,
  }
}

const PARTICLES = new Set(
  "al el bin ben ibn abu bint van von der den de di da dos du la le ter ul ud ur al- el- y e del san bou ould ag".split(
    " ",
  ),
)
const MAX_CHUNK = 16

type Piece = "capital" | "role" | "title" | "country" | "body" | "honorific" | "joint" | null

function pieceOf(
  token: Token,
  next: Token | undefined,
  isStart: boolean,
  lexicon: Lexicon,
  isCommon: (low: string) => boolean,
): Piece {
  if (token.kind !== "word") return null
  const low = bare(token.low)
  if (lexicon.honorifics.has(low) && (token.isCapital || lexicon.language !== "en")) return "honorific"
  if (lexicon.roles.has(low)) return "role"
  if (lexicon.bodies.has(low)) return "body"
  if (token.isCapital && isStart && (lexicon.openers.has(token.low) || isVerb(token.low, lexicon)))
    return null
  if (countryOfWord(low, token.text)) return "country"
  if (token.isCapital) {
    if (lexicon.titleWords.has(low)) return "title"
    if (!isStart) return lexicon.openers.has(token.low) && !/^\p{Lu}{2}/u.test(token.text) ? null : "capital"
    return isCommon(token.low) && !next?.isCapital ? null : "capital"
  }
  if (/^(?:ex|anti|pro)-/.test(low)) return null
  return lexicon.titleWords.has(low) ? "title" : null
}

function endOfChunk(
  tokens: readonly Token[],
  from: number,
  lexicon: Lexicon,
  isCommon: (low: string) => boolean,
): number {
  let to = from
  let substantive = false
  for (let i = from; i < tokens.length && i < from + MAX_CHUNK; i++) {
    const token = tokens[i]
    if (!token) break
    const piece = pieceOf(token, tokens[i + 1], isSentenceStart(tokens, i), lexicon, isCommon)
    if (piece) {
      to = i + 1
      substantive ||= piece !== "title" || token.isCapital
      if (isPossessiveWord(token) && !canOwn(tokens, i + 1, lexicon)) break
      if (
        token.text.endsWith(".") &&
        piece !== "honorific" &&
        token.text.length > 3 &&
        !/^(?:\p{L}\.)+$/u.test(token.text)
      )
        break
      continue
    }
    if (to === i && i > from) {
      const next = tokens[i + 1]
      // "Mr." and initials: a full stop inside a name
      if (token.text === "." && next?.isCapital && isAbbreviation(tokens[i - 1], lexicon)) continue
      const inName = tokens[i - 1]?.isCapital && next?.isCapital && !lexicon.openers.has(next.low)
      if (
        inName &&
        (PARTICLES.has(token.low) || token.text === "-") &&
        pieceOf(next, tokens[i + 2], false, lexicon, isCommon) === "capital"
      )
        continue
      if (reachesOn(tokens, from, i, lexicon, isCommon)) continue
    }
    break
  }
  return substantive ? to : from
}

/** "minister of defence", "ministre des Affaires étrangères": a connector, and then more of the title. */
function reachesOn(
  tokens: readonly Token[],
  from: number,
  at: number,
  lexicon: Lexicon,
  isCommon: (low: string) => boolean,
): boolean {
  const token = tokens[at]
  if (!token || !lexicon.connectors.has(token.low)) return false
  let hasHead = false
  for (let i = from; i < at; i++) {
    const low = bare(tokens[i]?.low ?? "")
    if (lexicon.roles.has(low) || lexicon.bodies.has(low)) hasHead = true
  }
  if (!hasHead) return false
  const isNarrow = /^(?:of|for|de|du|des|d'|del|по|з|із)$/.test(token.low)
  for (let i = at + 1; i < Math.min(at + 4, tokens.length); i++) {
    const next = tokens[i]
    if (next?.kind !== "word") return false
    const piece = pieceOf(next, tokens[i + 1], false, lexicon, isCommon)
    if (piece)
      return isNarrow || piece !== "capital" || /^(?:the|la|el|les|le|l')$/.test(tokens[i - 1]?.low ?? "")
    if (!lexicon.connectors.has(next.low) && !lexicon.articles.has(next.low)) return false
  }
  return false
}

function readChunk(tokens: readonly Token[], from: number, to: number, lexicon: Lexicon): Mention[] {
  let lastTitle = from - 1
  let role: RoleClass | null = null
  let field: string | null = null
  let country: string | null = null
  let hasBody = false
  let isAfterConnector = false
  let gender: Gender = "any"
  for (let i = from; i < to; i++) {
    const token = tokens[i]
    if (!token) continue
    const low = bare(token.low)
    const next = tokens[i + 1]
    const place =
      (next && i + 1 < to ? countryOfPhrase(low, next.low) : null) ?? countryOfWord(low, token.text)
    const ownRole = lexicon.roles.get(low)
    const honorific = lexicon.honorifics.get(low) ?? lexicon.honorifics.get(`${low}.`)
    const isTitle = lexicon.titleWords.has(low)
    if (place && countryOfPhrase(low, next?.low ?? "") && i + 1 < to) lastTitle = i + 1
    if (ownRole && (role === null || (lexicon.language === "en" && !isAfterConnector)))
      role = prime(ownRole, tokens, from, to, lexicon)
    if (isTitle || lexicon.bodies.has(low)) field ??= fieldOf(low, lexicon)
    if (place && !isPlaceOfOffice(tokens, i)) country ??= place
    if (lexicon.bodies.has(low)) hasBody = true
    if (honorific) {
      gender = honorific
      lastTitle = Math.max(lastTitle, i)
    }
    if (lexicon.connectors.has(token.low) && !token.isCapital) isAfterConnector = true
    const isInner =
      token.isCapital && !place && !ownRole && !isTitle && !lexicon.bodies.has(low) && !honorific
    if (!isInner && !PARTICLES.has(token.low) && token.kind === "word") lastTitle = Math.max(lastTitle, i)
    else if (isPossessiveWord(token) && i + 1 < to) lastTitle = Math.max(lastTitle, i)
    if (isAcronym(token) && i + 1 < to) lastTitle = Math.max(lastTitle, i)
  }
  let nameFrom = lastTitle + 1
  // a title word inside a run of capitals belongs to what follows it; at its very end there is no name
  while (nameFrom < to && !tokens[nameFrom]?.isCapital) nameFrom++
  nameFrom = slavicNameStart(tokens, nameFrom, to, lexicon, from)
  const base = { ...blank(from, to), role, field, country, gender }
  const last = tokens[to - 1]
  const isPossessive = last !== undefined && isPossessiveWord(last)
  const isDefinite = isDefiniteBefore(tokens, from, lexicon)
  if (nameFrom < to) {
    const name = textOf(tokens, nameFrom, to)
    if (isAcronym(last) && to - nameFrom === 1) {
      return [
        {
          ...base,
          kind: isRelay(name) ? "relay" : "body",
          name: textOf(tokens, from, to),
          isPossessive,
          isDefinite,
        },
      ]
    }
    if (isRelay(textOf(tokens, from, to)) || isRelay(name))
      return [{ ...base, kind: "relay", name: textOf(tokens, from, to), isPossessive }]
    if (hasBody && !role && to - nameFrom < 2) {
      return [{ ...base, kind: "body", name: textOf(tokens, from, to), isPossessive, isDefinite }]
    }
    return [
      {
        ...base,
        kind: "name",
        name: name.replace(/['’]s?$/, ""),
        title: textOf(tokens, from, nameFrom),
        gender: gender !== "any" ? gender : genderOfTitle(tokens, from, nameFrom),
        isPossessive,
      },
    ]
  }
  const whole = textOf(tokens, from, to)
  if (isRelay(whole)) return [{ ...base, kind: "relay", name: whole, isPossessive }]
  if (role)
    return [
      {
        ...base,
        kind: "role",
        name: whole,
        title: whole,
        gender: genderOfTitle(tokens, from, to),
        isPossessive,
        isDefinite,
      },
    ]
  if (hasBody || country) {
    const isAdjective = !hasBody && to - from === 1 && !tokens[from]?.isCapital
    if (isAdjective) return []
    return [{ ...base, kind: "body", name: whole.replace(/['’]s?$/, ""), isPossessive, isDefinite }]
  }
  return []
}

function prime(
  role: RoleClass,
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
): RoleClass {
  if (role !== "minister" && role !== "chief" && role !== "premier") return role
  for (let i = from; i < to; i++) {
    const low = tokens[i]?.low ?? ""
    if (lexicon.titleWords.get(low) === "prime" || low === "premier" || low === "primer") return "premier"
  }
  return role
}

function fieldOf(low: string, lexicon: Lexicon): string | null {
  const field = lexicon.titleWords.get(low)
  return field && !["plain", "prime", "special", "state"].includes(field) ? field : null
}

/** "envoy to Ukraine": the land of the post, not of the office. */
function isPlaceOfOffice(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.low ?? ""
  return (
    before === "to" ||
    before === "en" ||
    before === "в" ||
    before === "у" ||
    (before === "for" &&
      tokens[at - 2]?.low !== "spokesman" &&
      tokens[at - 2]?.low !== "spokeswoman" &&
      tokens[at - 2]?.low !== "spokesperson")
  )
}

/** In Russian and Ukrainian a name is its last two words: "Минобороны Андрей Белоусов". */
function slavicNameStart(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
  chunk: number,
): number {
  if ((lexicon.language !== "ru" && lexicon.language !== "uk") || to - from < 3 || chunk === from) return from
  const patronymic = tokens.slice(from, to).some((token) => /(?:вич|вна|вича|вны)$/.test(token.low))
  const hasParticle = tokens.slice(from, to).some((token) => !token.isCapital)
  return patronymic || hasParticle ? from : to - 2
}

function isDefiniteBefore(tokens: readonly Token[], from: number, lexicon: Lexicon): boolean {
  const before = tokens[from - 1]?.low ?? ""
  if (lexicon.language === "ru" || lexicon.language === "uk") return true
  return /^(?:the|el|la|los|le|l'|les|du|del|al|au|this|that|ce|cette|este)$/.test(before)
}

function isGoverned(tokens: readonly Token[], mention: Mention, lexicon: Lexicon): boolean {
  for (let i = mention.from - 1; i >= Math.max(0, mention.from - 3); i--) {
    const token = tokens[i]
    if (token?.kind !== "word") return false
    if (lexicon.prepositions.has(token.low)) return true
    if (!lexicon.articles.has(token.low) && !/^(?:its|his|her|their|su|sus|son|sa|ses|leur)$/.test(token.low))
      return false
  }
  return false
}

/** "Ushakov, a Kremlin aide, said": what stands in apposition tells of the name, and is no speaker of its own. */
function joinAppositions(tokens: readonly Token[], mentions: Mention[], lexicon: Lexicon): void {
  for (let i = 0; i + 1 < mentions.length; i++) {
    const a = mentions[i]
    const b = mentions[i + 1]
    if (!a || !b) continue
    const between = tokens.slice(a.to, b.from)
    const [comma, ...words] = between
    if (!comma || (comma.text !== "," && comma.text !== "(" && comma.text !== "—" && comma.text !== "–"))
      continue
    if (
      words.some(
        (word) =>
          word.kind !== "word" ||
          isVerb(word.low, lexicon) ||
          lexicon.conjunctions.has(word.low) ||
          lexicon.prepositions.has(word.low) ||
          lexicon.relatives.has(word.low),
      ) ||
      words.length > 3
    )
      continue
    if (a.kind === "name" && b.kind === "role" && !a.isPossessive) {
      const next = tokens[b.to]
      a.title = `${a.title} ${b.title}`.trim()
      a.role ??= b.role
      a.field ??= b.field
      a.country ??= b.country
      if (a.gender === "any") a.gender = b.gender
      if (next && next.kind !== "word") a.to = next.text === "," ? b.to : a.to
      mentions.splice(i + 1, 1)
    } else if (a.kind === "role" && b.kind === "name" && b.title === "" && words.length === 0) {
      b.title = a.title
      b.role ??= a.role
      b.field ??= a.field
      b.country ??= a.country
      if (b.gender === "any") b.gender = a.gender
      b.from = a.from
      b.isGoverned = a.isGoverned
      mentions.splice(i, 1)
    }
  }
}

function genderOfTitle(tokens: readonly Token[], from: number, to: number): Gender {
  for (let i = from; i < to; i++) {
    const low = tokens[i]?.low ?? ""
    if (
      /(?:woman|queen|princess|présidente|ministra|presidenta|портавоз|portavoza|vocera|directora|представительница|речниця|міністерка|очільниця|directrice|chancelière)$/.test(
        low,
      )
    )
      return "f"
    if (/(?:spokesman|chairman|king|prince|congressman)$/.test(low)) return "m"
  }
  return "any"
}

export function isVerb(low: string, lexicon: Lexicon): boolean {
  return lexicon.say.has(low) || lexicon.goOn.has(low) || lexicon.characterise.has(low)
}

export function isSentenceStart(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  if (!before) return true
  if (before.kind === "quote") return /[.!?…]["'”’»]?$/.test(before.text)
  return (
    before.kind === "mark" &&
    /[.!?…:"“«—–•>*]/.test(before.text) &&
    !(before.text === "." && isInitial(tokens[at - 2]))
  )
}

const ABBREVIATIONS = new Set(
  "mr mrs ms dr gen lt col maj sen rep gov prof st brig capt sgt adm rev sr jr mme m mlle sra dra г-н no vs".split(
    " ",
  ),
)

export function isAbbreviation(token: Token | undefined, lexicon: Lexicon): boolean {
  if (!token) return false
  return (
    isInitial(token) ||
    ABBREVIATIONS.has(token.low) ||
    (token.isCapital && lexicon.honorifics.has(token.low) && token.text.length < 5)
  )
}

function isInitial(token: Token | undefined): boolean {
  return token?.isCapital === true && token.text.length === 1
}

function isAcronym(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Lu}[\p{Lu}\p{N}-]+s?$/u.test(token.text) && token.text.length <= 6
}

export function isPossessiveWord(token: Token): boolean {
  return /['’]s$|s['’]$/.test(token.text) && token.text.length > 2
}

/** After "Ukraine's" a role or body may follow that it owns. */
function canOwn(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  for (let i = at; i < Math.min(at + 4, tokens.length); i++) {
    const token = tokens[i]
    if (token?.kind !== "word") return false
    const low = bare(token.low)
    if (lexicon.roles.has(low) || lexicon.bodies.has(low)) return true
    if (!lexicon.titleWords.has(low) && !countryOfWord(low, token.text)) return false
  }
  return false
}

function bare(low: string): string {
  return low.replace(/'s?$/, "")
}

export function textOf(tokens: readonly Token[], from: number, to: number): string {
  let text = ""
  let end = -1
  for (const token of tokens.slice(from, to)) {
    text += end >= 0 && token.start > end ? ` ${token.text}` : token.text
    end = token.end
  }
  return text
}

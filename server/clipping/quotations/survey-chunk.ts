import { countryOfPhrase } from "./countries.ts"
import { isAfterParticle, LAND, NARROW, PARTICLES } from "./find-chunk.ts"
import type { Gender, RoleClass } from "./lexicon.ts"
import { bare, isAcronym, isPossessiveWord, type Reading } from "./mention.ts"
import type { Token } from "./tokens.ts"

/** What the words of a run are. */
export interface Parts {
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
export function surveyChunk(reading: Reading, from: number, to: number): Parts {
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
    const isJoint =
      lexicon.connectors.has(token.low) && !token.isCapital && !/^(?:and|et|y|и|і|та)$/.test(token.low)
    if (isJoint && (NARROW.test(token.low) || parts.role !== null)) connector = i
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
export function genderOfTitle(tokens: readonly Token[], from: number, to: number): Gender {
  for (let i = from; i < to; i++) {
    const low = tokens[i]?.low ?? ""
    if (FEMALE.test(low)) return "f"
    if (
      /(?:spokesman|chairman|^king|prince|congressman|^man|^father|^son|^husband|^brother|^homme|^hombre|^père|^padre)$/.test(
        low,
      )
    )
      return "m"
  }
  return "any"
}

const FEMALE =
  /(?:woman|^femme|^mujer|^mère|^madre|^queen|^princess|^présidente|^ministra|^presidenta|^vocera|^directora|^представительница|^речниця|^міністерка|-міністерка|^очільниця|^спецпосланниця|^directrice|^chancelière|^mandataria|^jefa|^cheffe|^embajadora|^négociatrice|^ambassadrice|^negociadora|^secretaria|^alcaldesa|^portavoza|^senadora|^diputada|^députée|^sénatrice|^experta|^аналітикиня|^експертка|^mother|^wife|^daughter|^sister|^رييسه|^وزيره|^متحدثه|^المتحدثه|^مبعوثه)$/

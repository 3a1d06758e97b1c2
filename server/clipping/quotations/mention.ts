import type { Gender, Lexicon, RoleClass } from "./lexicon.ts"
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
  /** Code of the state or body that the words name. */
  country: string | null
  gender: Gender
  isDefinite: boolean
  isPlural: boolean
  /** "Trump's": named, but does not act. */
  isPossessive: boolean
  /** Follows a preposition, so that it is no subject. */
  isGoverned: boolean
  /** Stands beside a verb of saying, as its subject. */
  isSubject: boolean
  /** What the text calls the person besides: Hamdun "the Falcon". */
  alias: string | null
}

/** What is needed to read words of one text. */
export interface Reading {
  tokens: readonly Token[]
  lexicon: Lexicon
  /** True for a word that the text also writes without a capital. */
  isCommon(low: string): boolean
  /** True for a word that the text writes with a capital inside a sentence. */
  isProper(low: string): boolean
  /** Arabic has no capitals: words of names that the text gives after a title or a verb. */
  isNameWord(low: string): boolean
  /** Code of the state or body that a word belongs to, or the name of a place that the text treats as one. */
  placeOf(token: Token): string | null
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
    isPlural: false,
    isPossessive: false,
    isGoverned: false,
    isSubject: false,
    alias: null,
  }
}

/** Words that stand between a subject and what it does. */
export const AUXILIARY =
  /^(?:has|have|had|is|are|was|were|be|been|will|would|can|could|may|might|should|must|did|does|do|also|not|a|ont|avait|est|sont|était|ha|han|había|es|son|fue|no|ne|n'|se|s')$/

export function isVerb(low: string, lexicon: Lexicon): boolean {
  return lexicon.say.has(low) || lexicon.goOn.has(low) || lexicon.characterise.has(low)
}

export function isPossessiveWord(token: Token): boolean {
  return /['’]s$|s['’]$/.test(token.text) && token.text.length > 2
}

/** The form without a possessive ending. */
export function bare(low: string): string {
  return low.replace(/'s?$/, "")
}

export function isAcronym(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Lu}[\p{Lu}\p{N}-]+s?$/u.test(token.text) && token.text.length <= 6
}

const ABBREVIATIONS = new Set(
  "mr mrs ms dr gen lt col maj sen rep gov prof st brig capt sgt adm rev sr jr mme m mlle sra dra г-н no vs".split(
    " ",
  ),
)

export function isAbbreviation(token: Token | undefined, lexicon: Lexicon): boolean {
  if (!token?.isCapital) return false
  return (
    token.text.length === 1 ||
    ABBREVIATIONS.has(token.low) ||
    (lexicon.honorifics.has(token.low) && token.text.length < 5)
  )
}

export function isSentenceStart(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  if (!before) return true
  if (before.kind === "quote") return /[.!?…]["'”’»]?$/.test(before.text)
  const beforeThat = tokens[at - 2]
  const isInitial = beforeThat?.isCapital === true && beforeThat.text.length === 1
  return before.kind === "mark" && /[.!?…:"“«—–•>*]/.test(before.text) && !(before.text === "." && isInitial)
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

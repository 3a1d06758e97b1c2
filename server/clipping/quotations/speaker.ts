import type { Suggestion } from "../../domain/clip.ts"
import { countryOfWord } from "./countries.ts"
import type { Passage } from "./find-attribution.ts"
import type { Gender } from "./lexicon.ts"
import { type Mention, textOf } from "./mention.ts"
import { displayName, type Person } from "./people.ts"

/** Who speaks: a person, a body, or somebody described. */
export interface Speaker {
  person: Person | null
  name: string | null
  asWritten: string | null
  attribution: Suggestion["attribution"]
  country: string | null
  gender: Gender
  isBody: boolean
  isPlural: boolean
}
export function ofPerson(person: Person, asWritten: string): Speaker {
  return {
    ...nobody(),
    person,
    name: displayName(person),
    asWritten,
    attribution: "on_record",
    country: person.country,
    gender: person.gender,
  }
}

export function nobody(): Speaker {
  return {
    person: null,
    name: null,
    asWritten: null,
    attribution: "unattributed",
    country: null,
    gender: "any",
    isBody: false,
    isPlural: false,
  }
}

export function fits(speaker: Speaker, gender: Gender): boolean {
  if (speaker.isBody || speaker.isPlural) return false
  const own = speaker.person?.gender ?? speaker.gender
  return gender === "any" || own === "any" || own === "n" || own === gender
}

export const PAPER_FIRST =
  /^(?:an?|the|un|una|une|el|la)\s(?:statement|communiqu|letter|message|readout|comunicado|declaraci|carta|mensaje|lettre|déclaration)/iu

/** "the group", "la guerrilla": whichever movement the text speaks of. */
export const GENERIC =
  /^(?:group|movement|organi[sz]ation|party|faction|militia|bloc|grupo|guerrilla|movimiento|organización|formación|partido|groupe|mouvement|organisation|parti|группировк\p{L}|движение|организация|угруповання|рух|організація|الحركه|الحركة|الجماعة|التنظيم)$/iu

export function isNamedBody(speaker: Speaker): boolean {
  return /(?<=\s)\p{Lu}|^\p{Lu}{2}|^(?!The|El|La|Le|Les|Los)\p{Lu}/u.test(speaker.name ?? "")
}

/** True where a description shares a telling word with one before. */
export function sameWords(speaker: Speaker, mention: Mention): boolean {
  const words = new Set((speaker.name ?? "").toLowerCase().split(/\s+/))
  return mention.name
    .toLowerCase()
    .split(/\s+/)
    .some((word) => word.length > 3 && words.has(word) && !countryOfWord(word))
}

const ARTICLES = /^(?:the|a|an|el|la|los|las|un|una|le|l['’]|les|une|another|one|several|some|many|two)$/i

/** The mention with the article before it. */
export function written(mention: Mention, { tokens }: Passage): string {
  let from = mention.from
  if (mention.kind === "role" || mention.kind === "body") {
    const before = tokens[from - 1]?.text ?? ""
    if (ARTICLES.test(before)) from--
    else if (/^\p{Ll}[\p{L}-]+$/u.test(before) && ARTICLES.test(tokens[from - 2]?.text ?? "")) from -= 2
  }
  return textOf(tokens, from, mention.to).replace(/['’]s?$/, "")
}

export function isIndefinite(asWritten: string): boolean {
  return /^(?:a|an|un|una|une|another|one|several|some|many|two)\s/i.test(asWritten)
}

import type { Lexicon, RoleClass } from "./lexicon.ts"
import { nameKey } from "./name-similarity.ts"
import type { Office } from "./offices.ts"
import { isRelay } from "./outlets.ts"
import { codeOf, type Parties, type Party } from "./parties.ts"
import type { People } from "./people.ts"
import { nobody, type Speaker } from "./speaker.ts"
import { lookUpForm } from "./tokens.ts"

/** Those speak for themselves, or for a town. */
const FOR_NOBODY: readonly RoleClass[] = ["lawmaker", "governor", "other", "monarch"]
const CAPITALS =
  "\\p{Lu}[\\p{L}'’-]*(?:\\s(?:(?:of|for|the|and|de|del|la|los|las|du|des|de\\sl['’])\\s?)*\\p{Lu}[\\p{L}'’-]*|\\sde\\sl['’]\\p{L}+)*"
const AFTER_HEAD = new RegExp(
  `\\s(?:for|of|du|des?|del|d['’])\\s?(?:(?:the|la|los|las|l['’])\\s?)?(${CAPITALS})`,
  "u",
)
const BEFORE_HEAD = /^((?:\p{Lu}[\p{L}'’-]*\s)+)/u
const ARABIC_BODY = /^(?:قوات|حركه|ميليشيا|حكومه|جماعه|حزب|تنظيم|مجلس|جبهه|المجلس|الحركه)$/
/** What a movement calls itself: a land in such a name is a part of it. */
const MOVEMENT =
  /(?:^|\s)(?:Movement|Front|Party|League|Alliance|Resistance|Brigades?|Liberation|Cantons|Council|Frente|Partido|Movimiento|Parti|Mouvement)(?:\s|$)/u

/** The movement, party or body that a title says its holder speaks for, as the text names it; null for none. */
export function partyInTitle({ title, role }: Office, lexicon: Lexicon): string | null {
  if (title === null || FOR_NOBODY.includes(role)) return null
  const found = lexicon.language === "ar" ? inArabic(title, lexicon) : inLatin(title, lexicon)
  return found === null || isRelay(found) ? null : found
}

/** The party that the text itself shows somebody outside the cast to speak for. */
export function partyOfText(
  { person, country, name, isBody }: Speaker,
  parties: Parties,
  people: People,
  lexicon: Lexicon,
): Party | null {
  const titled = person?.offices.map((office) => partyInTitle(office, lexicon)) ?? []
  const movement = titled.find((each) => each !== null && isMovement(each))
  if (movement) return parties.ofName(movement)
  const code = country ?? person?.country ?? null
  const isTown =
    code !== null && !isCode(code) && person?.offices.every(({ role }) => FOR_NOBODY.includes(role))
  const other = titled.find((each) => each !== null)
  if (code !== null && !isTown && (isCode(code) || !isOfOffice(code, lexicon))) {
    const known = parties.ofCountry(code)
    // "RSF" of the tables is what the text calls the forces of rapid support
    return known.id === null && other && !/^[A-Z]{2}$/.test(code) && isCode(code)
      ? parties.ofName(other)
      : known
  }
  if (other) return parties.ofName(other)
  if (!isBody || name === null) return null
  // "Netanyahu’s office"
  const owner = /^(?:the office of )?(?:\p{L}+\s)*?(\p{Lu}[\p{L}-]+)['’]s\s/u.exec(name)?.[1]
  const owned =
    owner === undefined ? null : people.latest(({ words }) => nameKey(words.at(-1) ?? "") === nameKey(owner))
  if (owned) return partyOfText({ ...nobody(), person: owned }, parties, people, lexicon)
  const isNamed = name
    .split(/\s+/)
    .some(
      (word) =>
        /^\p{Lu}/u.test(word) && !isOfOffice(word, lexicon) && !lexicon.articles.has(word.toLowerCase()),
    )
  return isNamed ? parties.ofName(name) : null
}

function isCode(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) || codeOf(code) === code
}

/** True for the name of a movement that has the name of a land in it. */
export function isMovement(name: string): boolean {
  return MOVEMENT.test(name) && codeOf(name) === null
}

function inLatin(title: string, lexicon: Lexicon): string | null {
  if (/\p{Script=Cyrillic}/u.test(title)) return null
  const after = AFTER_HEAD.exec(title)?.[1]
  const before = lexicon.language === "en" ? BEFORE_HEAD.exec(title)?.[1] : undefined
  for (const name of [after, before]) {
    const words = name?.trim().split(/\s+/) ?? []
    while (words.length > 0 && isOfOffice(words.at(-1) ?? "", lexicon) && !MOVEMENT.test(words.at(-1) ?? ""))
      words.pop()
    const isOwner = words.length === 1 && /['’]s$/.test(words[0] ?? "")
    const isNamed = words.some(
      (word) => word.length > 2 && !isOfOffice(word.replace(/^[ld]['’]/, ""), lexicon),
    )
    if (isNamed && !isOwner) return words.join(" ").replace(/['’]s$/, "")
  }
  return null
}

function isOfOffice(word: string, lexicon: Lexicon): boolean {
  const low = lookUpForm(word, lexicon).replace(/^[ld]['’]/, "")
  const isTitle = lexicon.roles.has(low) || lexicon.titleWords.has(low) || lexicon.honorifics.has(low)
  return isTitle || lexicon.bodies.has(low) || lexicon.connectors.has(low) || lexicon.openers.has(low)
}

/** "قائد قوات السهل": the body after the head. */
function inArabic(title: string, lexicon: Lexicon): string | null {
  const [, ...rest] = title.split(/\s+/)
  const isBody = ARABIC_BODY.test(lookUpForm(rest[0] ?? "", lexicon))
  return isBody && rest.length > 1 && rest.length < 5 ? rest.join(" ") : null
}

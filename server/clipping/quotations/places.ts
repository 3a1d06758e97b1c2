import { countryOfWord } from "./countries.ts"
import type { Lexicon } from "./lexicon.ts"
import { nameKey } from "./name-similarity.ts"
import type { Token } from "./tokens.ts"

const IN: Readonly<Record<Lexicon["language"], string>> = {
  en: "[Ii]n|into|[Aa]cross|[Ii]nside|near|outside|throughout",
  fr: "[Ee]n|au",
  es: "[Ee]n",
  ru: "[Вв]|во",
  uk: "[ВвУу]",
  ar: "",
}

/** What only a land has: its government, its army; and in Slavic titles the word before a name of two. */
const OWNERS: Readonly<Record<Lexicon["language"], RegExp>> = {
  en: /(\p{Lu}\p{Ll}[\p{L}\p{M}-]+)['’]s\s(?:\p{Ll}+\s)?(?:[Pp]resident|[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|[Ff]inance|army|military|government|parliament|capital|[Aa]mbassador|economy|border|navy|central|ruling|leaders?)(?!\p{L})/gu,
  fr: /(?:[Pp]résidente?|[Gg]ouvernement|[Aa]rmée|[Dd]iplomatie|[Cc]apitale|[Aa]mbassad\p{Ll}+)\s(?:du\s|de\s(?:la\s)?|de\sl['’]|d['’])(\p{Lu}\p{Ll}[\p{L}\p{M}-]+)/gu,
  es: /(?:[Pp]residenta?e?|[Gg]obierno|[Ee]jército|[Cc]apital|[Cc]anciller|[Ee]mbajadora?)\s(?:de\s(?:la\s)?|del\s)(\p{Lu}\p{Ll}[\p{L}\p{M}-]+)/gu,
  ru: /(?<=[\p{Ll}]\s|МИД\s)(\p{Lu}\p{Ll}+)(?=\s\p{Lu}\p{Ll}+\s(?!\p{L}+(?:вич|вна)(?!\p{L}))\p{Lu}\p{Ll}+)/gu,
  uk: /(?<=[\p{Ll}]\s|МЗС\s)(\p{Lu}\p{Ll}+)(?=\s\p{Lu}\p{Ll}+\s(?!\p{L}+(?:вич|вна)(?!\p{L}))\p{Lu}\p{Ll}+)/gu,
  ar: /$^/gu,
}

/**
 * Tells the land a word belongs to: by the tables of states, else by the text itself, where a name that stands after "in"
 * is a place and no person. Out: its code, or its name as the text has it.
 */
export function knowPlaces(text: string, lexicon: Lexicon): (token: Token) => string | null {
  const known = namesAfterIn(text, lexicon)
  return (token) => {
    const low = token.low.replace(/'s?$/, "")
    const code = countryOfWord(low, token.text)
    if (code || !token.isCapital) return code
    return known.get(nameKey(low)) ?? null
  }
}

function namesAfterIn(text: string, lexicon: Lexicon): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const prepositions = IN[lexicon.language]
  if (prepositions === "") return names
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{M}'’])(?:${prepositions})\\s(\\p{Lu}\\p{Ll}[\\p{L}\\p{M}-]+)(?!['’\\p{L}]|\\s\\p{Lu})`,
    "gu",
  )
  for (const match of [...text.matchAll(pattern), ...text.matchAll(OWNERS[lexicon.language])]) {
    const name = match[1]
    if (name === undefined || lexicon.openers.has(name.toLowerCase())) continue
    const key = nameKey(name)
    const before = names.get(key)
    if (before === undefined || name.length < before.length) names.set(key, name)
  }
  // whoever has a given name or a title is a person
  for (const match of text.matchAll(
    /(?<=[\p{Ll},.]\s)(\p{Lu}[\p{L}\p{M}.]+)\s(\p{Lu}\p{Ll}[\p{L}\p{M}-]+)(\s\p{Lu})?/gu,
  )) {
    const first = match[1]?.toLowerCase() ?? ""
    const isTitle = lexicon.roles.has(first) || lexicon.titleWords.has(first)
    if (!isTitle && !lexicon.openers.has(first) && !lexicon.bodies.has(first))
      names.delete(nameKey(match[2] ?? ""))
    // the first of two is a given name, of three it may be a land: "посол Калдера Арно Лессар"
    if (match[3] === undefined && !isTitle && !lexicon.openers.has(first))
      names.delete(nameKey(match[1] ?? ""))
  }
  return names
}

import { arabic } from "./words/ar.ts"
import { english } from "./words/en.ts"
import { spanish } from "./words/es.ts"
import { french } from "./words/fr.ts"
import { type Meanings, type Phrases, type Words, wordSet } from "./words/read-words.ts"
import { russian } from "./words/ru.ts"
import { ukrainian } from "./words/uk.ts"

/** What the finder must know of a language. All words are lower case, without Arabic vowel signs. */
export interface Lexicon {
  language: Language
  /** Verbs that bring an utterance, in the forms that news uses. */
  say: ReadonlySet<string>
  /** Those that go on with one: without a subject of their own they belong to the last speaker. */
  goOn: ReadonlySet<string>
  /** Verbs that may stand with quoted words, but bring no clause of their own ("accused", "hailed"). */
  characterise: ReadonlySet<string>
  /** Nouns that quoted words may belong to ("statement", "remarks"). */
  speechNouns: ReadonlySet<string>
  that: ReadonlySet<string>
  /** After these a name is not the subject. */
  prepositions: ReadonlySet<string>
  conjunctions: ReadonlySet<string>
  pronouns: ReadonlyMap<string, Gender>
  /** Relative pronouns that open a clause about the name before. */
  relatives: ReadonlySet<string>
  articles: ReadonlySet<string>
  /** Phrases after which the speaker is named. */
  accordingTo: Phrases<null>
  /** Phrases that point back to the speaker ("in his words"). */
  inOnesWords: Phrases<Gender>
  /** Verbs for what a paper says ("говорится"): after them the author may follow as an attribute. */
  stated: ReadonlySet<string>
  /** Nouns for people by what they do, with the class that makes them comparable across languages. */
  roles: Meanings<RoleClass>
  /** What stands beside such nouns within a title, with the field of office where it tells one. */
  titleWords: Meanings<string>
  honorifics: ReadonlyMap<string, Gender>
  /** Nouns for bodies that speak ("ministry", "army"). */
  bodies: Words
  /** Words inside a title or a body's name ("of", "for the"). */
  connectors: ReadonlySet<string>
  /** Nouns whose quoted companion is a name ("film", "operation", "newspaper"). */
  named: Words
  soCalled: readonly string[]
  /** Capitalised at the start of a sentence without being a name. */
  openers: ReadonlySet<string>
  relayVerbs: ReadonlySet<string>
  days: Days
}

export type Language = "en" | "uk" | "ru" | "fr" | "es" | "ar"
export type Gender = "m" | "f" | "p" | "n" | "any"
export type RoleClass =
  | "president"
  | "premier"
  | "leader"
  | "minister"
  | "spokesperson"
  | "envoy"
  | "secretary"
  | "chief"
  | "commander"
  | "adviser"
  | "negotiator"
  | "lawmaker"
  | "governor"
  | "monarch"
  | "official"
  | "other"

export interface Days {
  /** Sunday first; every form in use. */
  weekdays: readonly (readonly string[])[]
  months: readonly (readonly string[])[]
  today: readonly string[]
  yesterday: readonly string[]
  dayBefore: readonly string[]
}

const lexicons: Readonly<Record<Language, Lexicon>> = {
  en: english,
  uk: ukrainian,
  ru: russian,
  fr: french,
  es: spanish,
  ar: arabic,
}

const FUNCTION_WORDS: readonly [Language, ReadonlySet<string>][] = [
  [
    "en",
    wordSet("the of and to that was he said for on with has it at is we not will have be they from his"),
  ],
  [
    "fr",
    wordSet(
      "le la les des et est dans une que qui pour du sur pas au par avec il nous a ce elle vous cette ont aux été selon déclaré leur",
    ),
  ],
  [
    "es",
    wordSet(
      "el la los las y en que del una con por para su se al como es lo no nos más ha dijo esta fue sus pero según",
    ),
  ],
]

/** The words of a text's language: told by its script and commonest words, else as stated, else English. */
export function lexiconFor(text: string, stated: string | null): Lexicon {
  return lexicons[tellLanguage(text.slice(0, 20_000), stated)]
}

function tellLanguage(text: string, stated: string | null): Language {
  const arabicLetters = text.match(/\p{Script=Arabic}/gu)?.length ?? 0
  const cyrillicLetters = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (arabicLetters * 2 > letters) return "ar"
  if (cyrillicLetters * 2 > letters) {
    const own = text.match(/[іїєґ]/giu)?.length ?? 0
    const foreign = text.match(/[ыэъё]/giu)?.length ?? 0
    return own > foreign ? "uk" : "ru"
  }
  const counts = new Map<Language, number>()
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    for (const [language, common] of FUNCTION_WORDS) {
      if (common.has(word)) counts.set(language, (counts.get(language) ?? 0) + 1)
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  if (best && best[1] >= 2) return best[0]
  const primary = stated?.slice(0, 2).toLowerCase()
  return primary && isLanguage(primary) ? primary : "en"
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(lexicons, tag)
}

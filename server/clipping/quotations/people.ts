import type { ClipCast, ClipPerson } from "../../domain/clip.ts"
import { indexCast } from "./cast-index.ts"
import { genderOfName } from "./given-names.ts"
import { holds, sameLand } from "./hold-offices.ts"
import type { Gender } from "./lexicon.ts"
import type { Mention } from "./mention.ts"
import { nameKey, similarity } from "./name-similarity.ts"
import { nameWords, sameFirstNames } from "./name-words.ts"
import { type Office, officesOf } from "./offices.ts"

/** Somebody whom the text names, joined with the cast where they are in it. */
export interface Person {
  cast: ClipPerson | null
  /** The fullest name that the text gives. */
  name: string
  words: string[]
  /** The name where it is the subject, for languages with cases. */
  nominative: string | null
  offices: Office[]
  country: string | null
  gender: Gender
  /** Place of the latest mention so far. */
  seenAt: number
}

export interface People {
  /** The person a name means, made known by it where new. */
  named(mention: Mention): Person | null
  /** Called in the order of the text, so that "the president" finds whom it was about last. */
  see(person: Person, at: number): void
  /** The one seen last of whom something holds. */
  latest(isMeant: (person: Person) => boolean): Person | null
  /** The person whom a title means here. */
  holding(mention: Mention): Person | null
}
export function knowPeople(cast: ClipCast): People {
  const bySurname = new Map<string, Person[]>()
  const byCast = new Map<string, Person>()
  const all: Person[] = []
  const castIndex = indexCast(cast)
  const settled = new Map<string, Person>()

  function named(mention: Mention): Person | null {
    const words = nameWords(mention.name)
    if (words.length === 0) return null
    const key = words.map(nameKey).join(" ")
    const known = settled.get(key)
    const person =
      known && agrees(known, mention)
        ? known
        : (findInText(words, mention) ?? findInCast(words, mention) ?? add(words, mention))
    settled.set(key, person)
    learn(person, words, mention)
    return person
  }

  function findInText(words: string[], mention: Mention): Person | null {
    const last = words.at(-1) ?? ""
    const candidates = bySurname.get(nameKey(last)) ?? []
    const fitting = candidates.filter(
      (person) => sameFirstNames(words, person.words) && agrees(person, mention),
    )
    return (
      fitting.sort((a, b) => b.seenAt - a.seenAt)[0] ??
      (words.length === 1 ? (nearInText(last, mention) ?? byFirstName(last, mention)) : null)
    )
  }

  /** "Phumtham" for Phumtham Wechayachai: in many lands the first name is the one in use. */
  function byFirstName(word: string, mention: Mention): Person | null {
    const key = nameKey(word)
    const fitting = all
      .slice(-40)
      .filter(
        (person) =>
          person.words.length > 1 && nameKey(person.words[0] ?? "") === key && agrees(person, mention),
      )
    return fitting.length === 1 ? (fitting[0] ?? null) : null
  }

  /** A slip of the pen in a name that the text has spelt otherwise before. */
  function nearInText(word: string, mention: Mention): Person | null {
    if (word.length < 5) return null
    for (const person of all.slice(-40).reverse()) {
      const surname = person.words.at(-1) ?? ""
      if (Math.abs(surname.length - word.length) > 2 || nameKey(surname)[0] !== nameKey(word)[0]) continue
      if (surname.length >= 5 && similarity(word, surname) >= 0.86 && agrees(person, mention)) return person
    }
    return null
  }

  function findInCast(words: string[], mention: Mention): Person | null {
    const entry = castIndex.find(words, mention.country)
    if (!entry) return null
    const person = byCast.get(entry.id)
    if (person) return person
    const made = make(words, mention, entry)
    byCast.set(entry.id, made)
    return made
  }

  function add(words: string[], mention: Mention): Person {
    return make(words, mention, null)
  }

  function make(words: string[], mention: Mention, entry: ClipPerson | null): Person {
    const person: Person = {
      cast: entry,
      name: mention.name,
      words,
      nominative: null,
      offices: entry ? officesOf(entry) : [],
      country: entry ? castIndex.countryOf(entry) : null,
      gender: entry ? genderOfName(nameWords(entry.name)) : "any",
      seenAt: -1,
    }
    all.push(person)
    index(person, words)
    return person
  }

  function index(person: Person, words: string[]): void {
    const keys = /\p{Script=Arabic}/u.test(person.name) ? words : words.slice(-1)
    for (const word of keys) {
      const list = bySurname.get(nameKey(word)) ?? []
      if (!list.includes(person) && list.length < 20) bySurname.set(nameKey(word), [...list, person])
    }
  }

  function learn(person: Person, words: string[], mention: Mention): void {
    if (words.length > person.words.length && words.length <= 4) {
      person.name = mention.name
      person.words = words
      index(person, words)
    }
    if (mention.isSubject && words.length >= (person.nominative?.split(" ").length ?? 0))
      person.nominative = mention.name
    if (mention.alias) index(person, nameWords(mention.alias).slice(-1))
    const { role, field, country } = mention
    const isKnown = person.offices.some(
      (office) => office.role === role && office.field === field && office.country === country,
    )
    if (role && !isKnown && person.offices.length < 12)
      person.offices.push({ role, field, country, title: mention.title, actor: null })
    person.country ??= mention.country
    if (person.gender === "any")
      person.gender = mention.gender !== "any" ? mention.gender : genderOfName(person.words)
  }

  function see(person: Person, at: number): void {
    person.seenAt = at
  }

  function latest(isMeant: (person: Person) => boolean): Person | null {
    let best: Person | null = null
    for (const person of all.slice(-MOST_HOLDERS)) {
      if (person.seenAt > (best?.seenAt ?? -1) && isMeant(person)) best = person
    }
    return best
  }

  function holding(mention: Mention): Person | null {
    const fits = all.slice(-MOST_HOLDERS).filter((person) => person.seenAt >= 0 && holds(person, mention))
    const recent = fits.sort((a, b) => b.seenAt - a.seenAt)[0]
    if (recent) return recent
    // told by the title first and by the name only later
    const named = all.slice(0, MOST_HOLDERS).filter((person) => person.seenAt < 0 && holds(person, mention))
    const later = named.find((person) => person.cast === null) ?? (named.length === 1 ? named[0] : undefined)
    if (later && mention.isDefinite) return later
    if (!mention.country || !mention.isDefinite) return null
    const entry = castIndex.holder(mention)
    if (!entry) return null
    const person =
      byCast.get(entry.id) ?? make(nameWords(entry.name), { ...mention, name: entry.name, role: null }, entry)
    byCast.set(entry.id, person)
    return person
  }

  return { named, see, latest, holding }
}

/** A text of a million names must not ask each for its office. */
const MOST_HOLDERS = 500

/** The name to show: the fullest, unless only another case of it is full. */
export function displayName(person: Person): string {
  if (person.cast) return person.cast.name
  const { name, nominative } = person
  if (nominative === null || !/\p{Script=Cyrillic}/u.test(name)) return name
  return nominative.split(" ").at(-1) === name.split(" ").at(-1) ? name : nominative
}

/** False where a title given here speaks for another state than the person known by the name. */
function agrees(person: Person, mention: Mention): boolean {
  if (!mention.role || !mention.country || mention.role === "envoy") return true
  const countries = person.offices.map((office) => office.country).filter((country) => country !== null)
  return (
    countries.length === 0 ||
    countries.some((country) => sameLand(country, mention.country)) ||
    person.words.length > 1
  )
}

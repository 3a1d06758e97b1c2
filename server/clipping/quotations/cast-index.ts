import type { ClipCast, ClipPerson } from "../../domain/clip.ts"
import { countryOfWord } from "./countries.ts"
import { holds } from "./hold-offices.ts"
import type { Mention } from "./mention.ts"
import { nameKey, similarity } from "./name-similarity.ts"
import { nameWords, sameFirstNames } from "./name-words.ts"
import { officesOf } from "./offices.ts"

/** Looks people of the cast up, by a name as a text writes it or by an office. */
export interface CastIndex {
  find(words: string[], country: string | null): ClipPerson | null
  holder(title: Mention): ClipPerson | null
  countryOf(person: ClipPerson): string | null
}

interface CastName {
  person: ClipPerson
  words: string[]
}

/** A cast by the names of its people, so that each name of a text is looked up once and fast. */
export function indexCast(cast: ClipCast): CastIndex {
  const bySurname = new Map<string, CastName[]>()
  const names: CastName[] = []
  for (const person of cast.people) {
    const spellings = [person.name, ...(person.aliases ?? []), ...Object.values(person.names ?? {})]
    for (const spelling of spellings) {
      const words = nameWords(spelling)
      if (words.length === 0) continue
      const entry = { person, words }
      names.push(entry)
      const key = nameKey(words.at(-1) ?? "")
      bySurname.set(key, [...(bySurname.get(key) ?? []), entry])
    }
  }
  const countries = new Map(cast.people.map((person) => [person.id, countriesOf(person, cast)]))
  const offices = cast.people.flatMap((person) => officesOf(person).map((office) => ({ person, office })))
  let looks = 0

  function find(words: string[], country: string | null): ClipPerson | null {
    const exact = (bySurname.get(nameKey(words.at(-1) ?? "")) ?? []).filter((entry) =>
      sameFirstNames(words, entry.words),
    )
    const people = unique(exact.map((entry) => entry.person))
    const ofCountry = people.filter((person) => fitsCountry(person, country))
    if (ofCountry.length === 1 || (ofCountry.length > 1 && words.length > 1)) return ofCountry[0] ?? null
    if (people.length > 0) return null
    return near(words, country)
  }

  function near(words: string[], country: string | null): ClipPerson | null {
    const surname = words.at(-1) ?? ""
    // a text of a million names must not try each against each
    if (surname.length < 4 || looks > 1000) return null
    looks++
    let best: ClipPerson | null = null
    let bestScore = 0
    for (const entry of names) {
      const ownSurname = entry.words.at(-1) ?? ""
      const ofSurname = similarity(surname, ownSurname)
      if (ofSurname < 0.7) continue
      const given =
        words.length > 1 && entry.words.length > 1 ? similarity(words[0] ?? "", entry.words[0] ?? "") : null
      if (given !== null && given < 0.6) continue
      const isOfCountry = country !== null && countries.get(entry.person.id)?.has(country) === true
      if (!fitsCountry(entry.person, country)) continue
      const needed = isOfCountry || (given !== null && given >= 0.8) ? 0.72 : 0.86
      const score = ofSurname + (isOfCountry ? 0.05 : 0) + (given ?? 0) * 0.1
      if (ofSurname >= needed && score > bestScore) {
        best = entry.person
        bestScore = score
      }
    }
    return best
  }

  function fitsCountry(person: ClipPerson, country: string | null): boolean {
    const own = countries.get(person.id)
    return country === null || own === undefined || own.size === 0 || own.has(country)
  }

  function holder(title: Mention): ClipPerson | null {
    const fits = offices.filter(
      ({ person, office }) =>
        title.country !== null &&
        countries.get(person.id)?.has(title.country) === true &&
        holds({ offices: [office], country: title.country, gender: "any" }, title),
    )
    const tiers = fits.map(({ person }) => ({
      person,
      tier: Math.min(...(person.offices ?? []).map((office) => office.tier)),
    }))
    const [first, second] = tiers.sort((a, b) => a.tier - b.tier)
    if (!first || (second && second.tier === first.tier && second.person !== first.person)) return null
    return first.person
  }

  return { find, holder, countryOf: (person) => [...(countries.get(person.id) ?? [])][0] ?? null }
}

function countriesOf(person: ClipPerson, cast: ClipCast): Set<string> {
  const codes = new Set<string>()
  for (const office of person.offices ?? []) {
    const actor = cast.actors.find((each) => each.id === office.actor || each.name === office.actor)
    for (const word of actor ? [actor.name, ...(actor.aliases ?? [])] : [office.actor]) {
      const code =
        countryOfWord(word.toLowerCase().split(" ").at(-1) ?? "", word) ??
        countryOfWord(word.toLowerCase(), word)
      if (code) codes.add(code)
    }
  }
  return codes
}

function unique<T>(list: T[]): T[] {
  return [...new Set(list)]
}

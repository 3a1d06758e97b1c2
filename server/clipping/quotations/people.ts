import type { ClipCast, ClipPerson } from "../../domain/clip.ts"
import { romanise } from "../../domain/latin-letters.ts"
import { countryOfWord } from "./countries.ts"
import type { Gender, RoleClass } from "./lexicon.ts"
import type { Mention } from "./mention.ts"
import { nameKey, similarity } from "./name-similarity.ts"
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
  /** The person whom a title means here. */
  holding(mention: Mention, publishedAt: string | null): Person | null
}

const FEMALE = new Set(
  "maria mariya marie mary anna ana anne angela ursula karoline caroline kaja giorgia christine kamala hillary theresa liz nancy penny emily sarah sara susan jennifer jen jessica linda lisa laura julia yulia iryna irina olha olga oksana svetlana sviatlana tetiana tatiana valentina victoria viktoria elena olena natalia nataliya ludmila liudmyla kateryna ekaterina maia annalena catherine cécile ségolène élisabeth elizabeth elisabeth sophie nathalie isabelle claire florence sanna mette magdalena katarzyna anitta tammy samantha susie tulsi marjorie alexandria rosemary ravina shamdasani najat amal fatima aisha hanan rania asma leila layla zeinab francesca agnes stéphanie stephanie dilma michelle cristina claudia delcy maría marta lucía carmen sofía gabriela margarita sheikh_hasina hina sherry mariana alice alicia ruth rachel rebecca miriam tzipi golda jacinda nikki susana karen diana dana eva ewa laurence valérie anne-claire rima reem maryam марія мария ольга олена елена ирина ірина юлія юлия анна оксана світлана светлана тетяна татьяна наталія наталья людмила катерина екатерина вікторія виктория марина анастасія анастасия валентина кая урсула кэролайн каролайн аннa дарья дарія".split(
    " ",
  ),
)
const MALE_A = new Set(
  "mykola nikita ilya illia luca joshua musa mustafa abdulla kuzma sasha misha саша микола микита илья ілля".split(
    " ",
  ),
)

const MALE = new Set(
  "vladimir volodymyr donald dmitry dmitri dmytro sergey sergei serhiy yuri yuriy steve steven marco keith keir emmanuel friedrich recep mohammed muhammad mohammad mohamed joe joseph john james george boris david rishi tony gordon barack bill william mike michael mark marc pete peter paul patrick robert thomas tom richard jean pierre françois nicolas olaf jens josep antonio antónio pedro josé juan carlos luis nicolás gustavo andrés miguel hugo fidel raúl rafael alberto javier benjamin binyamin israel yoav ehud isaac naftali avigdor mahmoud mahmud ismail yahya khaled osama ali hassan hasan hussein ibrahim ahmed ahmad abdel bashar saad nabih michel najib tayyip narendra imran shehbaz nawaz jair luiz xi wang li kim moon shinzo fumio andriy andrii oleksandr oleksii oleksiy petro denys rustem valery viktor victor mikhail alexander alexei alexey nikolai igor ilham nikol karl jacob jake jack daniel dan alan andrew anthony antony lloyd chris christopher charles edward eric frank fred gary geoffrey graham greg gregory harry henry ian jeff jeremy jerry jim jonathan justin kenneth kevin larry lawrence leonid louis matthew max nathan neil nick nicholas oliver oscar philip phil ralph ray roger ron ronald roy sam samuel scott sean simon stephen stuart ted tim timothy todd walter wayne".split(
    " ",
  ),
)

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
      (words.length === 1 ? nearInText(last, mention) : null)
    )
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

  function holding(mention: Mention, _publishedAt: string | null): Person | null {
    const fits = all.slice(-MOST_HOLDERS).filter((person) => person.seenAt >= 0 && holds(person, mention))
    const recent = fits.sort((a, b) => b.seenAt - a.seenAt)[0]
    if (recent) return recent
    // told by the title first and by the name only later
    const later = all
      .slice(0, MOST_HOLDERS)
      .find((person) => person.seenAt < 0 && person.cast === null && holds(person, mention))
    if (later && mention.isDefinite) return later
    if (!mention.country || !mention.isDefinite) return null
    const entry = castIndex.holder(mention)
    if (!entry) return null
    const person =
      byCast.get(entry.id) ?? make(nameWords(entry.name), { ...mention, name: entry.name, role: null }, entry)
    byCast.set(entry.id, person)
    return person
  }

  return { named, see, holding }
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

/** "глава МИД" is the foreign minister, and "the minister" may be whoever heads a ministry. */
function isSameMinistry({ role, field }: Mention, office: Office): boolean {
  if (!role || !isMinisterial(role) || !isMinisterial(office.role) || office.field === null) return false
  return field === office.field || (role === "minister" && field === null)
}

/** "глава МИД", "le chef de la diplomatie", "Secretary of State" are foreign ministers. */
function isMinisterial(role: RoleClass): boolean {
  return role === "minister" || role === "secretary" || role === "leader" || role === "chief"
}

const LEADERS: readonly RoleClass[] = ["president", "premier", "monarch", "leader"]

/** True where one of the person's offices is what the title says. */
export function holds(person: Person, title: Mention): boolean {
  const { role, field, country } = title
  if (!role || role === "official" || role === "other") return false
  if (
    title.gender !== "any" &&
    person.gender !== "any" &&
    person.gender !== "p" &&
    title.gender !== person.gender
  )
    return false
  return person.offices.some((office) => {
    const sameClass =
      office.role === role ||
      (role === "leader" && (LEADERS.includes(office.role) || office.role === "chief")) ||
      (role === "chief" && office.role === "leader") ||
      (office.role !== role && isSameMinistry(title, office))
    if ((field === "deputy") !== (office.field === "deputy")) return false
    if (office.title !== null && areOfDifferentBodies(office.title, title.title)) return false
    const ownCountry = office.country ?? person.country
    return (
      sameClass &&
      (!field || !office.field || field === office.field) &&
      (!country || sameLand(ownCountry, country))
    )
  })
}

/** "Tarvian" and "Tarvia" are one land; codes of known states are compared as they are. */
export function sameLand(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b) return a === b
  if (/^[A-Z0-9]{2,4}$/.test(a) || /^[A-Z0-9]{2,4}$/.test(b)) return false
  const length = Math.max(4, Math.min(a.length, b.length) - 3)
  return a.slice(0, length).toLowerCase() === b.slice(0, length).toLowerCase()
}

/** "spokesman for the police", "spokesman for the government": one word in common but the title itself. */
function areOfDifferentBodies(a: string, b: string): boolean {
  const [x, y] = [a, b].map((title) =>
    nameWords(title)
      .slice(1)
      .map(nameKey)
      .filter((word) => word.length > 3),
  )
  if (!x || !y || x.length === 0 || y.length === 0 || !/\p{Script=Arabic}/u.test(a + b)) return false
  return !x.some((word) => y.includes(word))
}

export function nameWords(name: string): string[] {
  return name
    .split(/[\s ]+/)
    .map((word) => word.replace(/^[^\p{L}]+|[^\p{L}\p{M}.]+$|['’]s$/gu, ""))
    .filter((word) => /\p{L}/u.test(word))
}

function sameFirstNames(a: readonly string[], b: readonly string[]): boolean {
  const [x] = a
  const [y] = b
  if (a.length === 1 || b.length === 1 || x === undefined || y === undefined) return true
  const isInitial = x.replace(".", "").length === 1 || y.replace(".", "").length === 1
  return isInitial
    ? romanise(x)[0] === romanise(y)[0]
    : nameKey(x) === nameKey(y) ||
        similarity(x, y) >= 0.6 ||
        b.map(nameKey).includes(nameKey(x)) ||
        a.map(nameKey).includes(nameKey(y))
}

function genderOfName(words: readonly string[]): Gender {
  const [first] = words
  if (first === undefined || words.length < 2) return "any"
  const low = first.toLowerCase()
  if (FEMALE.has(low)) return "f"
  if (MALE.has(low)) return "m"
  if (/(?:ова|ева|ина|ская|ська|цька)$/u.test(words.at(-1)?.toLowerCase() ?? "")) return "f"
  if (/^\p{Script=Cyrillic}+$/u.test(low)) return /[ая]$/u.test(low) && !MALE_A.has(low) ? "any" : "m"
  return "any"
}

interface CastIndex {
  find(words: string[], country: string | null): ClipPerson | null
  holder(title: Mention): ClipPerson | null
  countryOf(person: ClipPerson): string | null
}

interface CastName {
  person: ClipPerson
  words: string[]
}

/** A cast by the names of its people, so that each name of a text is looked up once and fast. */
function indexCast(cast: ClipCast): CastIndex {
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
        holds(
          {
            cast: person,
            name: "",
            words: [],
            nominative: null,
            offices: [office],
            country: title.country,
            gender: "any",
            seenAt: 0,
          },
          title,
        ),
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

import type { ClipActor, ClipCast, ClipPerson } from "../../domain/clip.ts"
import { countryName, countryOfPhrase, countryOfWord } from "./countries.ts"
import type { Language } from "./lexicon.ts"
import { lookUpForm } from "./tokens.ts"
import { arabic } from "./words/ar.ts"
import { english } from "./words/en.ts"

export interface Party {
  id: string | null
  name: string | null
}

/** Answers which actor of the cast a speaker speaks for. */
export interface Parties {
  ofPerson(person: ClipPerson, day: string | null): Party | null
  ofCountry(code: string): Party
  /** A movement or body by the name that the text gives it. */
  ofName(name: string): Party
}

/** The actors of a cast; what is in none is called as the language of the text calls it. */
export function knowParties(cast: ClipCast, language: Language): Parties {
  const byCode = new Map<string, ClipActor>()
  // an actor's own name first: "Europe" may also be what a grouping is called
  const names = cast.actors.map((actor) => ({ actor, name: actor.name }))
  const others = cast.actors.flatMap((actor) =>
    [...Object.values(actor.names ?? {}), ...(actor.aliases ?? [])].map((name) => ({ actor, name })),
  )
  for (const { actor, name } of [...names, ...others]) {
    const code = codeOf(name)
    if (code && !byCode.has(code)) byCode.set(code, actor)
  }

  function ofPerson(person: ClipPerson, day: string | null): Party | null {
    const offices = person.offices ?? []
    const at = day?.slice(0, 10) ?? null
    const held = offices.find(
      (office) =>
        at === null ||
        ((office.from ?? "") <= at && (office.to ?? "9999") >= at.slice(0, office.to?.length ?? 10)),
    )
    const office = held ?? offices.at(-1)
    if (!office) return null
    const actor = cast.actors.find((each) => each.id === office.actor)
    return { id: actor?.id ?? office.actor, name: actor?.name ?? office.actor }
  }

  function ofCountry(code: string): Party {
    const actor = byCode.get(code)
    return actor ? { id: actor.id, name: actor.name } : { id: null, name: countryName(code, language) }
  }

  function ofName(name: string): Party {
    const key = bareName(name)
    const actor = [...names, ...others].find((each) => bareName(each.name) === key)?.actor
    return actor ? { id: actor.id, name: actor.name } : { id: null, name: name.replace(ARTICLE, "") }
  }

  return { ofPerson, ofCountry, ofName }
}

const ARTICLE = /^(?:the|el|la|los|las|le|les|l['’])\s?(?=\p{Lu})/iu

function bareName(name: string): string {
  return name.replace(ARTICLE, "").toLowerCase()
}

/** The state or body that a whole name stands for; null for a name of several ("E3 (France, ...)"). */
export function codeOf(name: string): string | null {
  const words = name
    .trim()
    .split(/\s+/)
    .map((word) => lookUpForm(word, /\p{Script=Arabic}/u.test(word) ? arabic : english))
  const [first = "", second = ""] = words
  if (words.length === 1) return countryOfWord(first, name)
  if (words.length === 2)
    return countryOfPhrase(first, second) ?? (first === "the" ? countryOfWord(second, name.slice(4)) : null)
  return null
}

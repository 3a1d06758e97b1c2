import type { ClipPerson } from "../../domain/clip.ts"
import type { RoleClass } from "./lexicon.ts"
import { english } from "./words/en.ts"

export interface Office {
  role: RoleClass
  field: string | null
  /** Code of the state or body served. */
  country: string | null
  /** As the text gives it; null for an office of the cast. */
  title: string | null
  /** The actor's id in the cast. */
  actor: string | null
}

/** A cast's offices as titles in a text are read: "Presidential spokesman" is a spokesperson. */
export function officesOf(person: ClipPerson): Office[] {
  return (person.offices ?? []).flatMap((office) => {
    const words: string[] = office.title.toLowerCase().match(/[\p{L}-]+/gu) ?? []
    const roles = words.map((word) => english.roles.get(word)).filter((role) => role !== undefined)
    const fields = words
      .map((word) => english.titleWords.get(word))
      .filter((field) => field !== undefined && !["plain", "prime", "special", "state"].includes(field))
    const isPrime = words.includes("prime")
    return [...new Set(roles)].map((role) => ({
      role: isPrime && role === "minister" ? ("premier" as const) : role,
      field: fields[0] ?? null,
      country: null,
      title: null,
      actor: office.actor,
    }))
  })
}

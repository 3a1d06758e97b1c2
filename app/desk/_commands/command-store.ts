import type { Keys } from "./keys.ts"

/** Something that can be done at the desk: found by its words in the palette, listed under `?`, run by its keys. */
export interface Command {
  id: string
  title: string
  keys?: Keys
  /** Further words by which it is found. */
  search?: string
  /** Said about it in the palette: an address, a speaker, a date. */
  detail?: string
  run: () => void
}

/** Whose commands they are; the screen's own come first. */
export type Place = "screen" | "negotiation" | "desk"
export const PLACES = ["screen", "negotiation", "desk"] as const satisfies readonly Place[]

/** All that can be done now, as the parts of the screen that are shown have registered it. */
export interface CommandStore {
  /** Puts or, with null, takes away what one part of the screen offers. */
  offer: (part: object, place: Place, commands: readonly Command[] | null) => void
  now: (place: Place) => Command[]
  all: () => Command[]
}

export function createCommandStore(): CommandStore {
  const offered = new Map<object, { place: Place; commands: readonly Command[] }>()
  const now = (place: Place) =>
    [...offered.values()].flatMap((part) => (part.place === place ? part.commands : []))
  return {
    offer(part, place, commands) {
      if (commands === null) offered.delete(part)
      else offered.set(part, { place, commands })
    },
    now,
    all: () => PLACES.flatMap(now),
  }
}

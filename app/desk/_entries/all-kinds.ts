import { KIND_IDS, type Kind, type KindId } from "./entry-book.ts"
import { actors } from "./keep-actors.ts"
import { issues, options } from "./keep-agenda.ts"
import { agreements, events } from "./keep-happenings.ts"
import { people } from "./keep-people.ts"
import { proposals } from "./keep-proposals.ts"
import { settings } from "./keep-settings.ts"
import { sources } from "./keep-sources.ts"

export const KINDS: Readonly<Record<KindId, Kind>> = {
  people,
  actors,
  sources,
  issues,
  options,
  proposals,
  events,
  agreements,
  settings,
}

/** The kind that an address names, people where it names none. */
export function kindOf(value: string | null): Kind {
  return KINDS[KIND_IDS.find((id) => id === value) ?? "people"]
}

import { actors } from "./actors-kind.ts"
import { issues, options } from "./agenda-kind.ts"
import { KIND_IDS, type Kind, type KindId } from "./entry-book.ts"
import { agreements, events } from "./happenings-kind.ts"
import { people } from "./people-kind.ts"
import { proposals } from "./proposals-kind.ts"
import { settings } from "./settings-kind.ts"
import { sources } from "./sources-kind.ts"

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

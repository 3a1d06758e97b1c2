import type { Database } from "../../db/client.ts"
import { readChanges, readEpoch } from "../change-log/read-changes.ts"
import { readNames } from "../change-log/read-names.ts"
import type { AlertItem } from "../domain/alert-item.ts"
import {
  type Heard,
  heardIn,
  hears,
  readyFilter,
  type SubscriptionFilter,
  severityOf,
} from "../domain/alert-rules.ts"
import type { Change } from "../domain/change.ts"
import { filterWords } from "../domain/filter-words.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { type AlertNames, alertItem } from "../domain/wording.ts"
import { checkFilter } from "./check-filter.ts"
import { findNegotiation } from "./find-negotiation.ts"
import type { Actor } from "./matrix.ts"

export interface AlertPreview {
  /** What the filter asks for. */
  words: string
  days: number
  /** How many changes of these days it would have told of. */
  count: number
  /** The latest of them, newest first. */
  items: AlertItem[]
  /** Where there are none: the latest change that it would have told of, had it not been imported or longer ago. */
  latest: AlertItem | null
  /** True where that one came with an import, of which nobody is told. */
  latestImported: boolean
}

const DAYS = 30
const SHOWN = 20
/** Negotiations that are looked at where none is named, those that changed last. */
const MOST_PLACES = 20
/** Lines that are looked at, newest first: of the negotiation that is named, and of each where none is. */
const MOST_LINES = 2_000
const MOST_LINES_OF_EACH = 200

/** What a filter would have sent in the last 30 days, by the rules that alerts go by. `now` in epoch ms. */
export async function previewAlerts(
  db: Database,
  actor: Actor | null,
  input: { negotiation?: string | undefined; filter: SubscriptionFilter },
  now: number,
): Promise<AlertPreview | Refusal> {
  const places = await findPlaces(db, actor, input.negotiation)
  if (isRefusal(places)) return places
  const [only] = input.negotiation === undefined ? [] : places
  const filter = await checkFilter(db, only?.id ?? null, input.filter)
  if (isRefusal(filter)) return filter
  const lines = only ? MOST_LINES : MOST_LINES_OF_EACH
  const found: Found[] = []
  for (const place of places) found.push(...(await look(db, place, filter, lines)))
  found.sort((a, b) => (a.change.recordedAt < b.change.recordedAt ? 1 : -1))
  const since = now - DAYS * 86_400_000
  const told = found.filter(({ change }) => !change.imported && Date.parse(change.recordedAt) >= since)
  const latest = told.length === 0 ? found[0] : undefined
  return {
    words: filterWords(filter, only ? await readNames(db, only.id) : null),
    days: DAYS,
    count: told.length,
    items: told.slice(0, SHOWN).map(itemOf),
    latest: latest ? itemOf(latest) : null,
    latestImported: latest?.change.imported ?? false,
  }
}

/** A change that the filter hears. */
interface Found {
  change: Change
  names: AlertNames
  heard: Heard
}

function itemOf({ change, names, heard }: Found): AlertItem {
  return alertItem(change, names, severityOf(change, heard))
}

interface Place {
  id: number
  seq: number
}

async function findPlaces(
  db: Database,
  actor: Actor | null,
  slug: string | undefined,
): Promise<Place[] | Refusal> {
  if (slug !== undefined) {
    const found = await findNegotiation(db, actor, slug)
    return isRefusal(found) ? { ...found, path: "negotiation" } : [found]
  }
  const { rows } = await db.$client.query<Place>(
    "select id, seq from negotiation where visibility = 'public' order by last_recorded_at desc limit $1",
    [MOST_PLACES],
  )
  return rows
}

/** Every change that the filter hears among the latest lines of a log, in its order. */
async function look(
  db: Database,
  { id, seq }: Place,
  filter: SubscriptionFilter,
  lines: number,
): Promise<Found[]> {
  const epoch = await readEpoch(db)
  const names = await readNames(db, id)
  const issues = new Map(
    names.board.issues.flatMap(({ id: issue, options }) => options.map((option) => [option.id, issue])),
  )
  const ready = readyFilter(filter)
  const changes = await readChanges(db, id, epoch, Math.max(0, seq - lines), lines)
  return changes.flatMap(({ json, erased }) => {
    if (erased) return []
    const change: Change = JSON.parse(json)
    const heard = heardIn(change, (option) => issues.get(option))
    return heard && hears(ready, heard) ? [{ change, names, heard }] : []
  })
}

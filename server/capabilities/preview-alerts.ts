import type { Database } from "../../db/client.ts"
import { readChanges, readEpoch } from "../change-log/read-changes.ts"
import { readNames } from "../change-log/read-names.ts"
import type { AlertItem } from "../domain/alert-item.ts"
import { heardIn, hears, readyFilter, type SubscriptionFilter, severityOf } from "../domain/alert-rules.ts"
import type { Change } from "../domain/change.ts"
import { filterWords } from "../domain/filter-words.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { alertItem } from "../domain/wording.ts"
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
}

const DAYS = 30
const SHOWN = 20
/** Lines of one log that are looked at, newest first. */
const MOST_LINES = 2_000

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
  const found: { item: AlertItem; told: boolean }[] = []
  for (const place of places) found.push(...(await look(db, place, filter, now - DAYS * 86_400_000)))
  found.sort((a, b) => (a.item.recordedAt < b.item.recordedAt ? 1 : -1))
  const told = found.filter((one) => one.told).map(({ item }) => item)
  return {
    words: filterWords(filter, only ? await readNames(db, only.id) : null),
    days: DAYS,
    count: told.length,
    items: told.slice(0, SHOWN),
    latest: told.length === 0 ? (found[0]?.item ?? null) : null,
  }
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
    "select id, seq from negotiation where visibility = 'public' order by last_recorded_at desc limit 20",
  )
  return rows
}

/** Every change that the filter hears, and whether it would have been told: not what was imported, nor what is older. */
async function look(
  db: Database,
  { id, seq }: Place,
  filter: SubscriptionFilter,
  since: number,
): Promise<{ item: AlertItem; told: boolean }[]> {
  const epoch = await readEpoch(db)
  const names = await readNames(db, id)
  const issues = new Map(
    names.board.issues.flatMap(({ id: issue, options }) => options.map((option) => [option.id, issue])),
  )
  const ready = readyFilter(filter)
  const changes = await readChanges(db, id, epoch, Math.max(0, seq - MOST_LINES), MOST_LINES)
  return changes.flatMap(({ json, erased }) => {
    if (erased) return []
    const { imported, ...change }: Change = JSON.parse(json)
    const heard = heardIn(change, (option) => issues.get(option))
    if (!heard || !hears(ready, heard)) return []
    const told = !imported && Date.parse(change.recordedAt) >= since
    return [{ item: alertItem(change, names, severityOf(change, heard)), told }]
  })
}

import { createHash } from "node:crypto"
import { z } from "zod"
import type { Reader } from "../../db/client.ts"
import { type LoggedChange, readEpoch, readLatestChanges } from "../change-log/read-changes.ts"
import { ALERT_KINDS, type Heard, hears, type ReadyFilter, readyFilter } from "../domain/alert-rules.ts"
import type { Board } from "../domain/board.ts"
import { type Change, canonicalJson } from "../domain/change.ts"
import { readEdtf } from "../domain/dates.ts"
import { type Feed, feedEntry, heardInRecord, type Since } from "../domain/feed.ts"
import { filterWords } from "../domain/filter-words.ts"
import type { Interval } from "../domain/interval.ts"
import { idSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { CHANGE_KINDS, STANCES } from "../domain/vocabulary.ts"
import type { AlertNames } from "../domain/wording.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"

/** What can be asked of a feed: what can be asked of the list of statements, and issues and kinds besides. */
export const feedQuerySchema = z.strictObject({
  q: z.string().max(300).optional(),
  party: idSchema.optional(),
  issue: idSchema.optional(),
  option: idSchema.optional(),
  person: idSchema.optional(),
  stance: z.enum(STANCES).optional(),
  kinds: z
    .array(z.enum([...CHANGE_KINDS, ...ALERT_KINDS]))
    .max(20)
    .optional(),
  from: z.string().max(80).optional(),
  to: z.string().max(80).optional(),
})
export type FeedQuery = z.infer<typeof feedQuerySchema>

/** A question that can be answered: its dates are read, and its people are known by all their ids. */
export interface FeedFilter {
  query: FeedQuery
  heard: ReadyFilter
  /** In words, as the feed's title gives it; null where it asks for everything. */
  words: (names: AlertNames) => string | null
  from: Interval | undefined
  to: Interval | undefined
  zone: string
}

/** Entries of a feed. */
const ENTRIES = 50
/** Changes that are read at once, and that are looked through before a filter that finds little is content. */
const PAGE = 100
const MOST_LOOKED_THROUGH = 1_000

/** Reads the question. Bad dates are refused by path. */
export async function readFeedFilter(
  db: Reader,
  negotiation: FoundNegotiation,
  query: FeedQuery,
): Promise<FeedFilter | Refusal> {
  const { zone } = negotiation
  const from = query.from ? readEdtf(query.from, zone, "from") : undefined
  if (isRefusal(from)) return from
  const to = query.to ? readEdtf(query.to, zone, "to") : undefined
  if (isRefusal(to)) return to
  const person = query.person ? await readPerson(db, negotiation.id, query.person) : undefined
  const asked = {
    ...(query.party && { parties: [query.party] }),
    ...(query.issue && { issues: [query.issue] }),
    ...(query.option && { options: [query.option] }),
    ...(query.kinds && { kinds: query.kinds }),
    ...(query.q && { text: query.q }),
  }
  return {
    query,
    heard: readyFilter({ ...asked, ...(person && { people: person.ids }) }),
    words: (names) =>
      Object.keys(query).length === 0
        ? null
        : filterWords(
            { ...asked, ...(query.person && { people: [query.person] }) },
            { ...names, people: new Map([[query.person ?? "", person?.name ?? ""]]) },
          ),
    from,
    to,
    zone,
  }
}

/**
 * The latest public changes that a filter asks for, newest first, imported ones too: a feed is a record. What corrects or
 * withdraws a statement that is told here is told here as well, whatever the filter, and the earlier entry says so.
 */
export async function readFeed(
  db: Reader,
  negotiation: FoundNegotiation,
  board: Board,
  filter: FeedFilter,
): Promise<Feed> {
  const names: AlertNames = { negotiation: { slug: negotiation.slug, title: negotiation.title }, board }
  const issues = new Map(
    board.issues.flatMap((issue) => issue.options.map((option) => [option.id, issue.id] as const)),
  )
  const read = (logged: LoggedChange) => readLogged(logged, (option) => issues.get(option))
  const epoch = await readEpoch(db)
  const asked = await readAsked(db, negotiation.id, epoch, filter, board, read)
  const later = await readLater(db, negotiation.id, epoch, asked)
  const told = new Map(
    [...asked, ...later.flatMap((logged) => read(logged) ?? [])].map((one) => [one.seq, one]),
  )
  const entries = [...told.values()]
    .sort((a, b) => b.seq - a.seq)
    .slice(0, ENTRIES)
    .map(({ change, heard, seq, subject }) =>
      feedEntry(
        change,
        heard,
        names,
        sinceOf(later.filter((one) => one.subject === subject && one.seq > seq)),
      ),
    )
  const words = filter.words(names)
  return {
    id: feedId([negotiation.slug, negotiation.createdAt.toISOString(), canonicalJson(filter.query)]),
    title: words === null ? negotiation.title : `${negotiation.title}: ${words}`,
    description: negotiation.summary || negotiation.title,
    path: `/${negotiation.slug}`,
    updated: Date.parse(entries[0]?.item.recordedAt ?? negotiation.createdAt.toISOString()),
    entries,
  }
}

/** Name of a feed that depends on what it is of, and on nothing else. */
export function feedId(parts: string[]): string {
  return `urn:parley:feed:${createHash("sha256").update(parts.join("\n")).digest("hex")}`
}

/** What was done to a statement, by the latest of the changes that follow in its log. */
export function sinceOf(later: LoggedChange[]): Since | null {
  const [last] = later
  if (!last) return null
  const { correction, recordedAt }: Partial<Change> = JSON.parse(last.json)
  return {
    kind: last.kind === "statement.withdrawn" ? "statement.withdrawn" : "statement.corrected",
    note: correction?.note ?? null,
    recordedAt: recordedAt ?? null,
  }
}

/** Corrections and withdrawals of the statements that these changes are about, newest first. */
export async function readLater(
  db: Reader,
  negotiationId: number,
  epoch: string,
  changes: { subject: string }[],
): Promise<LoggedChange[]> {
  const subjects = [
    ...new Set(changes.map(({ subject }) => subject).filter((of) => of.startsWith("statement:"))),
  ]
  if (subjects.length === 0) return []
  const kinds = ["statement.corrected", "statement.withdrawn"]
  return readLatestChanges(db, negotiationId, epoch, { subjects, kinds, limit: MOST_LOOKED_THROUGH })
}

interface ReadChange {
  seq: number
  subject: string
  change: Change
  heard: Heard
}

/** A line of the log as a change and what it says; undefined where the law has erased it. */
export function readLogged(
  { seq, subject, json, erased }: LoggedChange,
  issueOf: (option: string) => string | undefined,
): ReadChange | undefined {
  if (erased) return undefined
  const change: Change = JSON.parse(json)
  const heard = heardInRecord(change, issueOf)
  return heard ? { seq, subject, change, heard } : undefined
}

async function readAsked(
  db: Reader,
  negotiationId: number,
  epoch: string,
  filter: FeedFilter,
  board: Board,
  read: (logged: LoggedChange) => ReadChange | undefined,
): Promise<ReadChange[]> {
  const narrowing = { mentions: mentionsOf(filter.query, filter.heard, board) }
  const found: ReadChange[] = []
  let before = Number.MAX_SAFE_INTEGER
  for (let looked = 0; looked < MOST_LOOKED_THROUGH; looked += PAGE) {
    const page = await readLatestChanges(db, negotiationId, epoch, { ...narrowing, before, limit: PAGE })
    for (const logged of page) {
      const one = read(logged)
      if (one && isAsked(one, filter)) found.push(one)
      if (found.length === ENTRIES) return found
    }
    before = page.at(-1)?.seq ?? 0
    if (page.length < PAGE) break
  }
  return found
}

/** Ids that have to stand somewhere in a change that is asked for: of each list, one. The rules decide. */
function mentionsOf(
  { party, issue, option, stance }: FeedQuery,
  { people }: ReadyFilter,
  board: Board,
): string[][] {
  const under = board.issues.find(({ id }) => id === issue)?.options.map(({ id }) => id) ?? []
  return [
    ...[party, option, stance].flatMap((id) => (id === undefined ? [] : [[id]])),
    ...(people ? [people] : []),
    ...(issue === undefined ? [] : [under]),
  ]
}

function isAsked(
  { change, heard }: ReadChange,
  { query, heard: asked, from, to, zone }: FeedFilter,
): boolean {
  if (!hears(asked, heard)) return false
  const { stance, option } = query
  const codes = change.statement?.stances.some(
    (coded) => coded.stance === stance && (option === undefined || coded.option === option),
  )
  if (stance !== undefined && !codes) return false
  if (!from && !to) return true
  const at = happenedAt(change, zone)
  return (!from || at.end > from.start) && (!to || at.start < to.end)
}

/** When what it tells of was said or happened; where it tells of neither, when it was recorded. */
function happenedAt({ statement, event, recordedAt }: Change, zone: string): Interval {
  const date = statement?.saidAt ?? event?.at
  const read = date === undefined ? undefined : readEdtf(date, statement?.zone ?? zone)
  if (read && !isRefusal(read)) return read
  const instant = Date.parse(recordedAt)
  return { start: instant, end: instant + 1 }
}

/** All ids that lead to a person here, whichever of them is asked for, and the name under which they are kept. */
async function readPerson(
  db: Reader,
  negotiationId: number,
  id: string,
): Promise<{ ids: string[]; name: string }> {
  const { rows } = await db.$client.query<{ id: string; name: string }>({
    name: "read-ids-of-person",
    text: `select np.id, kept.name
             from negotiation_person asked
             join person p on p.id = asked.person_id
             join person kept on kept.id = coalesce(p.merged_into, p.id)
             join person same on same.id = kept.id or same.merged_into = kept.id
             join negotiation_person np on np.negotiation_id = asked.negotiation_id and np.person_id = same.id
            where asked.negotiation_id = $1 and asked.id = $2`,
    values: [negotiationId, id],
  })
  return { ids: [id, ...rows.map((row) => row.id)], name: rows[0]?.name ?? id }
}

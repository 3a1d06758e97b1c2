import { z } from "zod"
import type { Reader } from "../../db/client.ts"
import {
  ALERT_KINDS,
  type Heard,
  hears,
  readyFilter,
  type SubscriptionFilter,
} from "../domain/alert-rules.ts"
import type { Board } from "../domain/board.ts"
import type { Change } from "../domain/change.ts"
import { dateWords } from "../domain/date-words.ts"
import { readEdtf } from "../domain/dates.ts"
import { filterWords } from "../domain/filter-words.ts"
import type { Interval } from "../domain/interval.ts"
import { idSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { CHANGE_KINDS, STANCES } from "../domain/vocabulary.ts"
import { STANCE_WORDS } from "../domain/wording.ts"
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

/** A question that can be answered: its dates are read, and its person is known by all their ids. */
export interface FeedFilter {
  query: FeedQuery
  /** The part of it that subscriptions can ask too. */
  asked: SubscriptionFilter
  personName: string | undefined
  from: Interval | undefined
  to: Interval | undefined
  zone: string
}

/** Reads the question. Bad dates are refused by path. */
export async function readFeedFilter(
  db: Reader,
  { id, zone }: FoundNegotiation,
  query: FeedQuery,
): Promise<FeedFilter | Refusal> {
  const from = query.from ? readEdtf(query.from, zone, "from") : undefined
  if (isRefusal(from)) return from
  const to = query.to ? readEdtf(query.to, zone, "to") : undefined
  if (isRefusal(to)) return to
  const person = query.person ? await readPerson(db, id, query.person) : undefined
  const asked = {
    ...(query.party && { parties: [query.party] }),
    ...(query.issue && { issues: [query.issue] }),
    ...(query.option && { options: [query.option] }),
    ...(query.kinds && { kinds: query.kinds }),
    ...(person && { people: person.ids }),
    ...(query.q && { text: query.q }),
  }
  return { query, asked, personName: person?.name, from, to, zone }
}

/**
 * Asks changes whether they belong into a feed, by the rules of alerts as far as those go; stance and dates are asked of
 * them as of the list of statements.
 */
export function askerOf({
  query: { stance, option },
  asked,
  from,
  to,
  zone,
}: FeedFilter): (change: Change, heard: Heard) => boolean {
  const ready = readyFilter(asked)
  return (change, heard) => {
    if (!hears(ready, heard)) return false
    const coded = change.statement?.stances.some(
      (one) => one.stance === stance && (option === undefined || one.option === option),
    )
    if (stance !== undefined && !coded) return false
    if (!from && !to) return true
    const at = happenedAt(change, zone)
    return (!from || at.end > from.start) && (!to || at.start < to.end)
  }
}

/** Ids that have to stand somewhere in a change that is asked for: of each list, one. It narrows and does not decide. */
export function mentionsOf({ query, asked }: FeedFilter, board: Board): string[][] {
  const { party, option, stance, issue } = query
  const under = board.issues.find(({ id }) => id === issue)?.options.map(({ id }) => id) ?? []
  return [
    ...[party, option, stance].flatMap((id) => (id === undefined ? [] : [[id]])),
    ...(asked.people ? [asked.people] : []),
    ...(issue === undefined ? [] : [under]),
  ]
}

/** What a feed holds, in words: "Every change that concerns Russia"; null where it is everything. */
export function feedWords({ query, asked, personName }: FeedFilter, board: Board): string | null {
  const { person, stance, from, to } = query
  if (Object.keys(query).length === 0) return null
  const named = { ...asked, ...(person && { people: [person] }) }
  const people = new Map([[person ?? "", personName ?? ""]])
  return [
    filterWords(named, { board, people }),
    stance && `, coded as ${STANCE_WORDS[stance].toLowerCase()}`,
    from && `, from ${dateWords(from)}`,
    to && `, up to ${dateWords(to)}`,
  ]
    .filter(Boolean)
    .join("")
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

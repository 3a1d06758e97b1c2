import type { Reader } from "../../db/client.ts"
import { readNames } from "../change-log/read-names.ts"
import type { SubscriptionFilter } from "../domain/alert-rules.ts"
import { filterWords } from "../domain/filter-words.ts"
import { readMergedIds } from "./resolve-speaker.ts"

/** What a subscription is about, as its subscriber may read it. */
export interface SubscribedTo {
  /** Null: every public negotiation. */
  negotiation: { slug: string; title: string } | null
  /** With the ids that are known now: a merged person's is that of the one who is kept. */
  filter: SubscriptionFilter
  /** What it asks for. */
  words: string
}

interface Stored {
  negotiationId: number | null
  filter: SubscriptionFilter
}

/**
 * Reads what is needed to say what these subscriptions are about, once for each negotiation. Out: says it of each. Of a
 * negotiation that has become private whoever may not read it learns nothing but what they subscribed by: its slug and ids.
 */
export async function readSubscribedTo(
  db: Reader,
  subscriptions: Stored[],
  mayReadPrivate: boolean,
): Promise<(of: Stored) => SubscribedTo> {
  const { rows } = await db.$client.query<{ id: number; slug: string; hidden: boolean }>(
    "select id, slug, visibility = 'private' as hidden from negotiation where id = any($1)",
    [[...new Set(subscriptions.flatMap(({ negotiationId }) => negotiationId ?? []))]],
  )
  const known = new Map<number, (filter: SubscriptionFilter) => SubscribedTo>()
  for (const { id, slug, hidden } of rows) {
    const names = hidden && !mayReadPrivate ? null : await readNames(db, id)
    const merged = await readMergedIds(db, id)
    known.set(id, (filter) => {
      const people = filter.people && [...new Set(filter.people.map((one) => merged.get(one) ?? one))]
      const kept = { ...filter, ...(people && { people }) }
      return {
        negotiation: names?.negotiation ?? { slug, title: slug },
        filter: kept,
        words: filterWords(kept, names),
      }
    })
  }
  return ({ negotiationId, filter }) =>
    (negotiationId === null ? undefined : known.get(negotiationId)?.(filter)) ?? {
      negotiation: null,
      filter,
      words: filterWords(filter, null),
    }
}

import type { Reader } from "../../db/client.ts"
import type { SubscriptionFilter } from "../domain/alert-rules.ts"
import { type Refusal, refuse, together } from "../domain/refusal.ts"
import { readMergedIds } from "./resolve-speaker.ts"

/**
 * A filter as it is stored: its ids are of this negotiation, a merged person's is that of the one who is kept, and empty
 * lists are left out. Without a negotiation ids are taken as they are written, and compared in each.
 */
export async function checkFilter(
  db: Reader,
  negotiationId: number | null,
  filter: SubscriptionFilter,
): Promise<SubscriptionFilter | Refusal> {
  const asked = Object.fromEntries(Object.entries(filter).filter(([, list]) => list.length > 0))
  if (negotiationId === null) return asked
  const { rows } = await db.$client.query<Record<(typeof LISTS)[number], string[] | null>>(KNOWN_IDS_SQL, [
    negotiationId,
  ])
  const unknown = LISTS.flatMap((list) => {
    const known = new Set(rows[0]?.[list])
    return (filter[list] ?? []).flatMap((id, index) =>
      known.has(id)
        ? []
        : [refuse("unknown_id", `There is no "${id}" in this negotiation.`, `filter.${list}[${index}]`)],
    )
  })
  const merged = await readMergedIds(db, negotiationId, filter.people ?? [])
  const people = [...new Set((filter.people ?? []).map((id) => merged.get(id) ?? id))]
  return together(unknown) ?? { ...asked, ...(people.length > 0 && { people }) }
}

const LISTS = ["parties", "people", "issues", "options"] as const

/** What ever was on the agenda can be asked for: a correction of what was said of it may still come. */
const KNOWN_IDS_SQL = `
  select (select array_agg(distinct id) from party where negotiation_id = $1) as parties,
         (select array_agg(id) from negotiation_person where negotiation_id = $1) as people,
         (select array_agg(distinct id) from issue where negotiation_id = $1) as issues,
         (select array_agg(distinct id) from option where negotiation_id = $1) as options`

import type { Reader } from "../../db/client.ts"
import type { NegotiationHead } from "../change-log/read-ledger.ts"
import { readEdtf } from "../domain/dates.ts"
import { type Cast, isTier, type Office } from "../domain/statement.ts"

interface OfficeRow {
  person: string
  name: string
  spellings: string[] | null
  actor: string | null
  title: string | null
  tier: number | null
  from: string | null
  to: string | null
}

/** The cast, with other spellings of each name for search. */
export interface KnownCast extends Cast {
  people: Map<string, { name: string; offices: Office[]; spellings: string[] }>
}

/**
 * The people of a negotiation with their offices in its parties, as the reading of statements needs them.
 * `about` narrows it to some speakers and to the leaders of some parties; without it everybody is read.
 */
export async function readCast(
  db: Reader,
  negotiation: NegotiationHead,
  about?: { people: string[]; parties: string[] },
): Promise<KnownCast> {
  const { rows } = await db.$client.query<OfficeRow>({
    name: "read-cast",
    text: `select np.id as person, p.name, p.aliases || array(select jsonb_each_text.value from jsonb_each_text(p.names)) as spellings, na.id as actor, o.title, o.tier, o."from", o."to"
             from negotiation_person np
             join person p on p.id = np.person_id and p.merged_into is null
             left join office o on o.person_id = p.id
             left join negotiation_actor na on na.negotiation_id = np.negotiation_id and na.actor_id = o.actor_id
            where np.negotiation_id = $1
              and ($2::text[] is null or np.id = any($2)
                   or (na.id = any($3) and o.tier = 1))
            order by np.position, o.id`,
    values: [negotiation.id, about?.people ?? null, about?.parties ?? []],
  })
  const people: KnownCast["people"] = new Map()
  for (const row of rows) {
    const person = people.get(row.person) ?? { name: row.name, offices: [], spellings: row.spellings ?? [] }
    people.set(row.person, person)
    const office = readOffice(row, negotiation.zone)
    if (office) person.offices.push(office)
  }
  return { zone: negotiation.zone, people }
}

/** Offices in actors that this negotiation does not know cannot be spoken for here. */
function readOffice(row: OfficeRow, zone: string): Office | undefined {
  if (row.actor === null || row.tier === null || !isTier(row.tier)) return undefined
  const from = row.from ? readEdtf(row.from, zone) : undefined
  const to = row.to ? readEdtf(row.to, zone) : undefined
  return {
    actor: row.actor,
    title: row.title ?? "",
    tier: row.tier,
    from: from && !("refused" in from) ? from.start : Number.NEGATIVE_INFINITY,
    to: to && !("refused" in to) ? to.end : Number.POSITIVE_INFINITY,
  }
}

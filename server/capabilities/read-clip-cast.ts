import type { Reader } from "../../db/client.ts"
import type { ClipActor, ClipCast, ClipPerson } from "../domain/clip.ts"

/**
 * The names by which speakers and parties are looked up in a clip: those of one negotiation, or of the whole shared cast,
 * where each has the id by which a negotiation knows it, a public one before a private one.
 */
export async function readClipCast(db: Reader, negotiationId: number | null): Promise<ClipCast> {
  const people = await db.$client.query<ClipPerson>({
    name: "read-clip-people",
    text: `select distinct on (p.id) np.id, p.name, p.names, p.aliases,
                  (select coalesce(jsonb_agg(jsonb_build_object('actor', na.id, 'title', o.title, 'tier', o.tier,
                                                                'from', o."from", 'to', o."to") order by o.id), '[]')
                     from office o
                     join negotiation_actor na on na.negotiation_id = np.negotiation_id and na.actor_id = o.actor_id
                    where o.person_id = p.id) as offices
             from negotiation_person np
             join person p on p.id = np.person_id
             join negotiation n on n.id = np.negotiation_id
            where p.merged_into is null and ($1::int is null or np.negotiation_id = $1)
            order by p.id, n.visibility = 'public' desc, n.id`,
    values: [negotiationId],
  })
  const actors = await db.$client.query<ClipActor>({
    name: "read-clip-actors",
    text: `select distinct on (a.id) na.id, a.name, a.names, a.aliases
             from negotiation_actor na
             join actor a on a.id = na.actor_id
             join negotiation n on n.id = na.negotiation_id
            where $1::int is null or na.negotiation_id = $1
            order by a.id, n.visibility = 'public' desc, n.id`,
    values: [negotiationId],
  })
  return { people: people.rows, actors: actors.rows }
}

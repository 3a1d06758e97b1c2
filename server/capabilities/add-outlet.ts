import type { z } from "zod"
import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { sourceSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { keepCast } from "./keep-cast.ts"
import type { Actor } from "./matrix.ts"

export const newOutletSchema = sourceSchema.omit({ reliability: true })

/**
 * Adds an outlet or office, as whoever clips an article of a new one needs it. Its reliability stays ungraded until an
 * editor grades it. Refuses a name that stands here already, and says under which id.
 */
export async function addOutlet(
  db: Database,
  clock: () => number,
  actor: Actor,
  { slug, source }: { slug: string; source: z.infer<typeof newOutletSchema> },
): Promise<{ id: string } | Refusal> {
  const done = await commitChange(db, { slug, by: actor.id }, clock, async (tx, { negotiation }) => {
    const { rows } = await tx.$client.query<{ id: string; name: string }>(
      `select ns.id, s.name from negotiation_source ns join source s on s.id = ns.source_id
        where ns.negotiation_id = $1 and (lower(s.name) = lower($2) or ns.id = $3)`,
      [negotiation.id, source.name, source.id],
    )
    const [there] = rows
    if (there) {
      return refuse("already_exists", `${there.name} is here already, as "${there.id}". Choose it.`, "name")
    }
    const kept = await keepCast(tx, negotiation, { sources: [source] }, false)
    if (isRefusal(kept)) return { ...kept, path: "name" }
    return { result: { id: source.id } }
  })
  return isRefusal(done) ? done : done.result
}

import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { personHere } from "./edit-person.ts"
import { keepCast, type OfficeInput } from "./keep-cast.ts"
import { type EntryPerson, readPeople } from "./list-entries.ts"
import type { Actor } from "./matrix.ts"
import { keptPersonId } from "./resolve-speaker.ts"

/**
 * Adds an office to a person who is here, such as one newly appointed, so that words spoken in it can be logged. It changes
 * no office that is there, and adding the very same one again changes nothing.
 */
export async function addOfficeOf(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; office: OfficeInput },
): Promise<EntryPerson | Refusal> {
  const done = await commitChange(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, { negotiation }) => {
      const id = await keptPersonId(tx, negotiation.id, input.id)
      const found = await personHere(tx, negotiation.id, id)
      if (isRefusal(found)) return found
      const people = [{ id, name: found.entry.name, offices: [input.office] }]
      const kept = await keepCast(tx, negotiation, { people }, true)
      if (isRefusal(kept)) return { ...kept, path: kept.path?.replace("people[0].offices[0].", "") ?? "id" }
      const [person] = await readPeople(tx, negotiation.id, [id])
      return { result: person ?? found.entry }
    },
  )
  return isRefusal(done) ? done : done.result
}

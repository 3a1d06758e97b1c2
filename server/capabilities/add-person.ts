import type { z } from "zod"
import type { Database } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { personSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { idOf } from "../domain/slug.ts"
import { keepCast } from "./keep-cast.ts"
import { type EntryPerson, readPeople } from "./list-entries.ts"
import type { Actor } from "./matrix.ts"

export const newPersonSchema = personSchema.omit({ id: true })

/**
 * Adds a person with their offices, as whoever logs a statement of somebody new needs it; the id is made out of the name.
 * Refuses a name or a spelling that stands here already, and says under which id. A person of that name whom another
 * negotiation knows is the same one: the offices given here are added to theirs, and nothing of theirs is changed.
 */
export async function addPerson(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; person: z.infer<typeof newPersonSchema> },
): Promise<EntryPerson | Refusal> {
  const done = await commitChange(
    db,
    { slug: input.slug, by: actor.id },
    clock,
    async (tx, { negotiation }) => {
      const known = await readPeople(tx, negotiation.id)
      const name = fold(input.person.name)
      const there = known.find((person) => spellingsOf(person).some((spelling) => fold(spelling) === name))
      if (there) {
        return refuse(
          "already_exists",
          `${there.name} is here already, as "${there.id}". Use that entry, and add what is missing to it.`,
          "name",
        )
      }
      const taken = known.flatMap(({ id, merged }) => [id, ...merged])
      const id = idOf(input.person.name, taken, "person")
      const kept = await keepCast(tx, negotiation, { people: [{ ...input.person, id }] }, true)
      if (isRefusal(kept))
        return { ...kept, ...(kept.path && { path: kept.path.replace(/^people\[0\]\./, "") }) }
      const [person] = await readPeople(tx, negotiation.id, [id])
      if (!person) throw new Error("The database stored a person and does not find it.")
      return { result: person }
    },
  )
  return isRefusal(done) ? done : done.result
}

function spellingsOf({ name, names, aliases }: EntryPerson): string[] {
  return [name, ...aliases, ...Object.values(names)]
}

function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim()
}

import { z } from "zod"
import type { Database, Transaction } from "../../db/client.ts"
import { commitChange } from "../change-log/commit-change.ts"
import { personSchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { editionRefusal, spellingsWithout, updateEntry } from "./edited-entry.ts"
import { indexSpellings } from "./index-spellings.ts"
import { faultsIn, spanRefusal } from "./keep-agenda.ts"
import { addOffice, type OfficeInput } from "./keep-cast.ts"
import { type EntryPerson, readPeople } from "./list-entries.ts"
import type { Actor } from "./matrix.ts"
import { keptPersonId } from "./resolve-speaker.ts"

const officeSchema = personSchema.shape.offices.unwrap().element
/** An office with the number of the stored one that it corrects; without it it is a new one. */
const editedOffice = officeSchema.extend({ number: z.int().optional() })
/** What is left out stays. A list that is given is the whole list: what it does not name is taken away. */
export const personFieldsSchema = personSchema
  .omit({ id: true })
  .partial()
  .extend({ offices: z.array(editedOffice).max(50).optional() })
export type PersonFields = z.infer<typeof personFieldsSchema>

/**
 * Changes a person: name, names in languages, other spellings, offices. Offices in actors that this negotiation does not
 * know are not seen here and stay. Statements that are published keep the name, the voice and the tier that they were
 * published with, until each is corrected itself (docs/decisions/001); from now on the new offices decide.
 */
export async function editPerson(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; edition?: string | undefined; fields: PersonFields },
): Promise<EntryPerson | Refusal> {
  const done = await commitChange(db, { slug: input.slug, by: actor.id }, clock, async (tx, locked) => {
    const { id: negotiationId, zone } = locked.negotiation
    const local = await keptPersonId(tx, negotiationId, input.id)
    const found = await personHere(tx, negotiationId, local)
    if (isRefusal(found)) return found
    const refusal = editionRefusal(found.entry, input.edition)
    if (refusal) return refusal
    const { name = found.entry.name, names, aliases, offices } = input.fields
    await updateEntry(tx, "person", found.shared, {
      name: input.fields.name,
      names,
      aliases: aliases && spellingsWithout(name, aliases),
    })
    const wrong =
      offices && (await replaceOffices(tx, { negotiationId, zone, shared: found.shared }, offices))
    if (wrong) return wrong
    if (input.fields.name !== undefined || names || aliases) await indexSpellings(tx, found.shared)
    const after = await personHere(tx, negotiationId, local)
    return isRefusal(after) ? after : { result: after.entry }
  })
  return isRefusal(done) ? done : done.result
}

/** A person's entry with the number it has across negotiations, locked against others who would change it. */
export async function personHere(
  tx: Transaction,
  negotiationId: number,
  id: string,
): Promise<{ shared: number; entry: EntryPerson } | Refusal> {
  const { rows } = await tx.$client.query<{ shared: number }>(
    `select p.id as shared from negotiation_person np join person p on p.id = np.person_id
      where np.negotiation_id = $1 and np.id = $2 for update of p`,
    [negotiationId, id],
  )
  const [entry] = await readPeople(tx, negotiationId, [id])
  const [row] = rows
  return row && entry
    ? { shared: row.shared, entry }
    : refuse("not_found", `There is no person "${id}" here.`, "id")
}

/** Makes the offices that are seen here those that are given. */
async function replaceOffices(
  tx: Transaction,
  { negotiationId, zone, shared }: { negotiationId: number; zone: string; shared: number },
  offices: NonNullable<PersonFields["offices"]>,
): Promise<Refusal | undefined> {
  const actors = await actorsHere(tx, negotiationId)
  const { rows } = await tx.$client.query<{ id: number }>(
    "select id from office where person_id = $1 and actor_id = any($2) order by id",
    [shared, [...actors.values()]],
  )
  const seen = new Set(rows.map((row) => row.id))
  const wrong = faultsIn(
    offices,
    (held, path) => officeRefusal(held, path, { actors, seen, zone }),
    "offices",
  )
  if (wrong) return wrong
  const kept = new Set(offices.flatMap((held) => held.number ?? []))
  await tx.$client.query("delete from office where id = any($1)", [[...seen].filter((id) => !kept.has(id))])
  for (const held of offices) {
    const { actor, title, tier, from = null, to = null, number } = held
    const actorId = actors.get(actor)
    if (actorId === undefined) continue // refused above
    if (number === undefined) await addOffice(tx, shared, actorId, held)
    else {
      await tx.$client.query(
        `update office set actor_id = $2, title = $3, tier = $4, "from" = $5, "to" = $6
          where id = $1 and (actor_id, title, tier, "from", "to") is distinct from ($2, $3, $4::smallint, $5, $6)`,
        [number, actorId, title, tier, from, to],
      )
    }
  }
  return undefined
}

function officeRefusal(
  held: OfficeInput & { number?: number | undefined },
  path: string,
  known: { actors: ReadonlyMap<string, number>; seen: ReadonlySet<number>; zone: string },
): Refusal | undefined {
  if (!known.actors.has(held.actor))
    return refuse("unknown_id", `There is no actor "${held.actor}".`, `${path}.actor`)
  if (held.number !== undefined && !known.seen.has(held.number)) {
    return refuse("unknown_id", `This person holds no office of the number ${held.number}.`, `${path}.number`)
  }
  return spanRefusal(held.from, held.to, known.zone, path)
}

/** Actors by this negotiation's ids, with the number each has across negotiations. */
export async function actorsHere(tx: Transaction, negotiationId: number): Promise<Map<string, number>> {
  const { rows } = await tx.$client.query<{ id: string; shared: number }>(
    "select id, actor_id as shared from negotiation_actor where negotiation_id = $1 order by position",
    [negotiationId],
  )
  return new Map(rows.map((row) => [row.id, row.shared]))
}

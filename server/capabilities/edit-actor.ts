import type { z } from "zod"
import type { Database, Reader, Transaction } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import { type ChangeDraft, commitTogether, type Locked } from "../change-log/commit-change.ts"
import { readVersions, writeVersions } from "../change-log/write-versions.ts"
import { actorSchema, partySchema } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { agendaChanges } from "./agenda-changes.ts"
import { actorsHere } from "./edit-person.ts"
import { editionRefusal, spellingsWithout, updateEntry } from "./edited-entry.ts"
import { keepAgenda } from "./keep-agenda.ts"
import { type EntryActor, readActors } from "./list-entries.ts"
import type { Actor } from "./matrix.ts"

/** What is left out stays. A list that is given is the whole list. `roles` are those at this table. */
export const actorFieldsSchema = actorSchema
  .omit({ id: true })
  .partial()
  .extend({ roles: partySchema.shape.roles.optional() })
type ActorFields = z.infer<typeof actorFieldsSchema>

/**
 * Changes an actor: name, kind, ISO code, names in languages, other spellings, parent, and its roles at this table. A new
 * name is on every board at whose table it sits, each with an `agenda.changed`; earlier boards keep the name they had.
 */
export async function editActor(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; id: string; edition?: string | undefined; fields: ActorFields },
): Promise<(EntryActor & { seq: number | null }) | Refusal> {
  const tables = await tablesOf(db, input.slug, input.id)
  const slugs = [...new Set([input.slug, ...tables])]
  const done = await commitTogether(db, { slugs, by: actor.id }, clock, async (tx, all) => {
    const locked = all.find(({ negotiation }) => negotiation.slug === input.slug)
    if (!locked) throw new Error(`"${input.slug}" was not locked.`)
    const changed = await change(tx, locked, input)
    if (isRefusal(changed)) return changed
    const decisions = new Map<string, { public: ChangeDraft[] }>()
    for (const table of all) {
      const wrong = await rename(tx, table, changed.shared)
      if (isRefusal(wrong)) return wrong
      const { changes } = await agendaChanges(tx, table, [])
      if (changes.length > 0) decisions.set(table.negotiation.slug, { public: changes })
    }
    const [after] = await readActors(tx, locked.negotiation.id, [input.id])
    return { decisions, result: after ?? changed.entry }
  })
  return isRefusal(done) ? done : { ...done.result, seq: done.seqs.get(input.slug) ?? null }
}

async function change(
  tx: Transaction,
  locked: Locked,
  input: { id: string; edition?: string | undefined; fields: ActorFields },
): Promise<{ shared: number; entry: EntryActor } | Refusal> {
  const { id: negotiationId } = locked.negotiation
  const actors = await actorsHere(tx, negotiationId)
  const shared = actors.get(input.id)
  if (shared !== undefined) await tx.$client.query("select 1 from actor where id = $1 for update", [shared])
  const [entry] = await readActors(tx, negotiationId, [input.id])
  if (shared === undefined || !entry)
    return refuse("not_found", `There is no actor "${input.id}" here.`, "id")
  const conflict = editionRefusal(entry, input.edition)
  if (conflict) return conflict
  const { roles, parent, aliases, names, ...plain } = input.fields
  const { name = entry.name, kind = entry.kind, iso = entry.iso } = plain
  const twin = await tx.$client.query<{ name: string; sameCode: boolean }>(
    `select name, iso is not distinct from $2 and iso is not null as "sameCode" from actor
      where id <> $4 and (iso = $2 or (name = $1 and kind = $3)) limit 1`,
    [name, iso, kind, shared],
  )
  const [other] = twin.rows
  if (other) {
    return other.sameCode
      ? refuse("already_exists", `${iso} is the code of ${other.name}. Nothing was changed.`, "iso")
      : refuse("already_exists", `Another actor is called ${name}. Nothing was changed.`, "name")
  }
  const over = parent ? actors.get(parent) : parent
  if (parent && over === undefined) return refuse("unknown_id", `There is no actor "${parent}".`, "parent")
  if (typeof over === "number" && (await isUnder(tx, over, shared))) {
    return refuse("unprocessable", `"${parent}" is part of ${name} itself. Choose another actor.`, "parent")
  }
  await updateEntry(tx, "actor", shared, {
    ...plain,
    names,
    aliases: aliases && spellingsWithout(name, aliases),
    parent_id: over,
  })
  if (roles) {
    const kept = await keepAgenda(tx, locked, { parties: [{ actor: input.id, roles }] }, true)
    if (isRefusal(kept)) return { ...kept, path: kept.path?.replace("parties[0].", "") ?? "roles" }
  }
  return { shared, entry }
}

/** True where `actor` is `other` or a part of it. */
async function isUnder(tx: Transaction, actor: number, other: number): Promise<boolean> {
  const { rowCount } = await tx.$client.query(
    `with recursive above as (
       select id, parent_id from actor where id = $1
       union select a.id, a.parent_id from actor a join above on a.id = above.parent_id)
     select 1 from above where id = $2`,
    [actor, other],
  )
  return rowCount !== 0
}

/** Slugs of the negotiations at whose table the actor sits. */
async function tablesOf(db: Reader, slug: string, id: string): Promise<string[]> {
  const { rows } = await db.$client.query<{ slug: string }>(
    `select other.slug from negotiation n
       join negotiation_actor na on na.negotiation_id = n.id and na.id = $2
       join negotiation_actor there on there.actor_id = na.actor_id
       join negotiation other on other.id = there.negotiation_id
       join party p on p.negotiation_id = other.id and p.id = there.id and p.known_to = ${FOREVER_MS}
      where n.slug = $1`,
    [slug, id],
  )
  return rows.map((row) => row.slug)
}

/** Gives the party at one table the name and the code that its actor has now. */
async function rename(tx: Transaction, locked: Locked, shared: number): Promise<Refusal | undefined> {
  const { id: negotiationId } = locked.negotiation
  const { rows } = await tx.$client.query<{ id: string; name: string; iso: string | null }>(
    `select na.id, a.name, a.iso from negotiation_actor na join actor a on a.id = na.actor_id
      where na.negotiation_id = $1 and a.id = $2`,
    [negotiationId, shared],
  )
  const [now] = rows
  const seat = now && (await readVersions(tx, "party", negotiationId)).get(now.id)
  if (!now || !seat || (seat.name === now.name && seat.iso === now.iso)) return undefined
  const at = { negotiationId, now: locked.now, path: "name", mayChange: true }
  const written = await writeVersions(tx, "party", at, [
    { id: now.id, columns: { ...seat, name: now.name, iso: now.iso } },
  ])
  return isRefusal(written) ? written : undefined
}

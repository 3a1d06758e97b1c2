import type { Transaction } from "../../db/client.ts"
import {
  actor,
  negotiationActor,
  negotiationPerson,
  negotiationSource,
  office,
  person,
} from "../../db/schema/cast.ts"
import type {
  ActorInput,
  NegotiationDocument,
  PersonInput,
  SourceInput,
} from "../domain/negotiation-document.ts"
import { type Refusal, refuse, together } from "../domain/refusal.ts"
import { indexSpellings } from "./index-spellings.ts"
import { faultsIn, spanRefusal } from "./keep-agenda.ts"

export type OfficeInput = NonNullable<PersonInput["offices"]>[number]

/** What happened to each kind of entry: how many were new here, and how many were there already. */
export type Tally = Record<string, { added: number; present: number }>

/**
 * Adds actors, people with their offices, and sources to a negotiation inside its lock. They are shared: one joins the entry
 * with an equal ISO code, or an equal name and kind, and brings its further names, aliases and offices along; what is
 * recorded already is never taken away. `mayMerge` is false for who may add entries and leave those there are as they are.
 * Out: a tally, or a refusal with its path.
 */
export async function keepCast(
  tx: Transaction,
  { id: negotiationId, zone }: { id: number; zone: string },
  input: Pick<NegotiationDocument, "actors" | "people" | "sources">,
  mayMerge: boolean,
): Promise<Tally | Refusal> {
  const actors = await keepActors(tx, negotiationId, input.actors ?? [], mayMerge)
  if ("refused" in actors) return actors
  const wrong = faultsIn(
    input.people ?? [],
    (person, path) =>
      faultsIn(
        person.offices ?? [],
        (held, at) => spanRefusal(held.from, held.to, zone, at),
        `${path}.offices`,
      ),
    "people",
  )
  if (wrong) return wrong
  const people = await keepPeople(tx, negotiationId, input.people ?? [], actors.ids, mayMerge)
  if ("refused" in people) return people
  const sources = await keepSources(tx, negotiationId, input.sources ?? [])
  if ("refused" in sources) return sources
  return { actors: actors.tally, people: people.tally, sources }
}

type Ids = Map<string, number>

async function keepActors(tx: Transaction, negotiationId: number, inputs: ActorInput[], mayMerge: boolean) {
  const ids = await localIds(tx, "negotiation_actor", "actor_id", negotiationId)
  const here = localOf(ids)
  const faults: Refusal[] = []
  const tally = { added: 0, present: 0 }
  for (const [i, input] of inputs.entries()) {
    const names = [input.name, input.iso ?? null, input.kind]
    const shared =
      ids.get(input.id) ??
      (await findId(
        tx,
        "select id from actor where iso = $2 or (name = $1 and kind = $3) order by (iso = $2) desc nulls last limit 1",
        names,
      ))
    if (shared === undefined) {
      const { parent: _, id: __, ...columns } = input
      const [made] = await tx.insert(actor).values(columns).returning({ id: actor.id })
      if (made)
        await tx
          .insert(negotiationActor)
          .values({ negotiationId, id: input.id, position: ids.size, actorId: made.id })
      if (made) {
        ids.set(input.id, made.id)
        here.set(made.id, input.id)
      }
      tally.added += 1
      continue
    }
    tally.present += 1
    if (mayMerge) await mergeNames(tx, "actor", shared, input)
    if (ids.has(input.id)) continue
    const other = here.get(shared)
    if (other) {
      faults.push(alreadyHere(`actors[${i}].id`, input.name, other))
      continue
    }
    await tx
      .insert(negotiationActor)
      .values({ negotiationId, id: input.id, position: ids.size, actorId: shared })
    ids.set(input.id, shared)
    here.set(shared, input.id)
  }
  for (const [i, input] of inputs.entries()) {
    if (!input.parent) continue
    const parent = ids.get(input.parent)
    if (parent === undefined) {
      faults.push(refuse("unknown_id", `There is no actor "${input.parent}".`, `actors[${i}].parent`))
      continue
    }
    await tx.$client.query(
      "update actor set parent_id = $2 where id = $1 and parent_id is null and id <> $2",
      [ids.get(input.id), parent],
    )
  }
  return together(faults) ?? { ids, tally }
}

async function keepPeople(
  tx: Transaction,
  negotiationId: number,
  inputs: PersonInput[],
  actors: Ids,
  mayMerge: boolean,
) {
  const ids = await personIds(tx, negotiationId)
  const here = localOf(ids)
  const faults: Refusal[] = []
  const tally = { added: 0, present: 0 }
  for (const [i, input] of inputs.entries()) {
    let shared = ids.get(input.id) ?? (await findPerson(tx, input.name))
    const fresh = shared === undefined
    if (shared === undefined) {
      const { offices: _, id: __, ...columns } = input
      const [made] = await tx.insert(person).values(columns).returning({ id: person.id })
      if (!made) throw new Error("The database stored a person without an id.")
      shared = made.id
      tally.added += 1
    } else {
      tally.present += 1
      if (mayMerge && (await mergeNames(tx, "person", shared, input))) await indexSpellings(tx, shared)
    }
    if (!ids.has(input.id)) {
      const other = here.get(shared)
      if (other) {
        faults.push(alreadyHere(`people[${i}].id`, input.name, other))
        continue
      }
      await tx
        .insert(negotiationPerson)
        .values({ negotiationId, id: input.id, position: ids.size, personId: shared })
      ids.set(input.id, shared)
      here.set(shared, input.id)
    }
    for (const [n, held] of (input.offices ?? []).entries()) {
      const actorId = actors.get(held.actor)
      if (actorId === undefined) {
        const path = `people[${i}].offices[${n}].actor`
        faults.push(refuse("unknown_id", `There is no actor "${held.actor}".`, path))
        continue
      }
      if (fresh || mayMerge) await addOffice(tx, shared, actorId, held)
    }
  }
  return together(faults) ?? { ids, tally }
}

async function keepSources(tx: Transaction, negotiationId: number, inputs: SourceInput[]) {
  const ids = await localIds(tx, "negotiation_source", "source_id", negotiationId)
  const here = localOf(ids)
  const faults: Refusal[] = []
  const tally = { added: 0, present: 0 }
  for (const [i, input] of inputs.entries()) {
    if (ids.has(input.id)) {
      tally.present += 1
      continue
    }
    const { rows } = await tx.$client.query<{ id: number; fresh: boolean }>(
      `insert into source (name, class, reliability) values ($1, $2, $3)
       on conflict (name, class) do update set reliability = coalesce(source.reliability, excluded.reliability)
       returning id, xmax = 0 as fresh`,
      [input.name, input.class, input.reliability ?? null],
    )
    const [row] = rows
    if (!row) throw new Error("The database stored a source without an id.")
    tally[row.fresh ? "added" : "present"] += 1
    const other = here.get(row.id)
    if (other) {
      faults.push(alreadyHere(`sources[${i}].id`, input.name, other))
      continue
    }
    await tx
      .insert(negotiationSource)
      .values({ negotiationId, id: input.id, position: ids.size, sourceId: row.id })
    ids.set(input.id, row.id)
    here.set(row.id, input.id)
  }
  return together(faults) ?? tally
}

/** The local id of each shared entry; where an entry has several, the first, which is the one that is shown. */
function localOf(ids: Ids): Map<number, string> {
  return new Map([...ids].reverse().map(([local, shared]) => [shared, local]))
}

function alreadyHere(path: string, name: string, id: string): Refusal {
  return refuse("duplicate_id", `${name} is in this negotiation already, as "${id}". Use that id.`, path)
}

/** Local ids of people; that of a merged entry leads to the one that is kept. Those that are kept come first. */
async function personIds(tx: Transaction, negotiationId: number): Promise<Ids> {
  const { rows } = await tx.$client.query<{ id: string; shared: number }>(
    `select np.id, coalesce(p.merged_into, p.id) as shared
       from negotiation_person np join person p on p.id = np.person_id
      where np.negotiation_id = $1 order by p.merged_into is not null, np.position`,
    [negotiationId],
  )
  return new Map(rows.map((row) => [row.id, row.shared]))
}

/** The shared entry of a name. The lock lets no merge come between this answer and what is stored by it. */
export function findPerson(tx: Transaction, name: string): Promise<number | undefined> {
  return findId(
    tx,
    `select coalesce(merged_into, id) as id from person where name = $1
      order by merged_into is not null, id limit 1 for key share`,
    [name],
  )
}

async function localIds(
  tx: Transaction,
  table: "negotiation_actor" | "negotiation_source",
  column: "actor_id" | "source_id",
  negotiationId: number,
): Promise<Ids> {
  const { rows } = await tx.$client.query<{ id: string; shared: number }>(
    `select id, ${column} as shared from ${table} where negotiation_id = $1 order by position`,
    [negotiationId],
  )
  return new Map(rows.map((row) => [row.id, row.shared]))
}

async function findId(tx: Transaction, query: string, values: unknown[]): Promise<number | undefined> {
  const { rows } = await tx.$client.query<{ id: number }>(query, values)
  return rows[0]?.id
}

/** Adds spellings; takes none away. Out: true where one of them is new. */
async function mergeNames(
  tx: Transaction,
  table: "actor" | "person",
  id: number,
  input: Pick<ActorInput, "names" | "aliases">,
): Promise<boolean> {
  if (!input.names && !input.aliases) return false
  const { rowCount } = await tx.$client.query(
    `update ${table} set names = coalesce($2::jsonb, '{}') || coalesce(names, '{}'),
       aliases = coalesce(aliases, '{}') || array(select a from unnest($3::text[]) a where a <> all (coalesce(aliases, '{}')))
     where id = $1 and (not coalesce(names, '{}') @> coalesce($2::jsonb, '{}') or not coalesce(aliases, '{}') @> $3::text[])`,
    [id, input.names ? JSON.stringify(input.names) : null, input.aliases ?? []],
  )
  return (rowCount ?? 0) > 0
}

/** Adds an office where the person does not hold the very same one already. */
export async function addOffice(
  tx: Transaction,
  personId: number,
  actorId: number,
  held: OfficeInput,
): Promise<void> {
  const row = {
    personId,
    actorId,
    title: held.title,
    tier: held.tier,
    from: held.from ?? null,
    to: held.to ?? null,
  }
  const known = await findId(
    tx,
    `select id from office where person_id = $1 and actor_id = $2 and title = $3 and tier = $4
       and "from" is not distinct from $5 and "to" is not distinct from $6`,
    [personId, actorId, row.title, row.tier, row.from, row.to],
  )
  if (known === undefined) await tx.insert(office).values(row)
}

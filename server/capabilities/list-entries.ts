import type { Reader } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import type {
  ActorInput,
  AgreementInput,
  EventInput,
  PartyInput,
  ProposalInput,
  SourceInput,
} from "../domain/negotiation-document.ts"
import { editionOf } from "./edited-entry.ts"

/** Everything that a negotiation knows, for those who keep it. `uses` counts what rests on an entry. */
export interface Entries {
  people: EntryPerson[]
  actors: EntryActor[]
  sources: EntrySource[]
  issues: { id: string; title: string; group: string | null; checklist: number | null }[]
  options: { id: string; issue: string; text: string; closed: string | null; uses: number }[]
  proposals: ProposalInput[]
  /** What an event can cite. */
  documents: { id: string; name: string }[]
  events: EventInput[]
  agreements: AgreementInput[]
}

interface Named {
  id: string
  name: string
  names: Record<string, string>
  aliases: string[]
  /** Other negotiations that know this entry: what is changed here is changed there. */
  elsewhere: number
  uses: number
  /** Differs once anything in the entry does; sent back with a change, it keeps two editors from overwriting each other. */
  edition: string
}

export interface EntryPerson extends Named {
  offices: EntryOffice[]
  /** Ids of entries that were merged into this one. */
  merged: string[]
}
export interface EntryOffice {
  /** The stored office, for correcting it. */
  number: number
  actor: string
  title: string
  tier: number
  from: string | null
  to: string | null
}
export interface EntryActor extends Named {
  kind: ActorInput["kind"]
  iso: string | null
  parent: string | null
  /** Empty where the actor is no party here. */
  roles: PartyInput["roles"]
}
export interface EntrySource extends Omit<Named, "names" | "aliases"> {
  class: SourceInput["class"]
  reliability: NonNullable<SourceInput["reliability"]> | null
}

/** All entries of a negotiation, each kind in its own order. */
export async function listEntries(db: Reader, negotiationId: number): Promise<Entries> {
  const current = `negotiation_id = $1 and known_to = ${FOREVER_MS} order by position`
  const list = async <T>(text: string) => (await db.$client.query<{ entry: T }>(text, [negotiationId])).rows
  const entries = <T>(rows: { entry: T }[]) => rows.map((row) => row.entry)
  return {
    people: await readPeople(db, negotiationId),
    actors: await readActors(db, negotiationId),
    sources: await readSources(db, negotiationId),
    issues: entries(
      await list<Entries["issues"][number]>(
        `select json_build_object('id', id, 'title', title, 'group', "group", 'checklist', checklist) as entry
           from issue where ${current}`,
      ),
    ),
    options: entries(
      await list<Entries["options"][number]>(
        `select json_build_object('id', id, 'issue', issue_id, 'text', text, 'closed', closed, 'uses',
                                  coalesce(coded.n, 0)) as entry
           from option
           left join (select option_id, count(distinct statement_id) as n from coding
                       where negotiation_id = $1 and known_to = ${FOREVER_MS} group by 1) coded on coded.option_id = id
          where ${current}`,
      ),
    ),
    proposals: entries(await list<ProposalInput>(`select content as entry from proposal where ${current}`)),
    documents: entries(
      await list<Entries["documents"][number]>(
        `select json_build_object('id', id, 'name', coalesce(nullif(title, ''), id)) as entry
           from document where negotiation_id = $1 order by position`,
      ),
    ),
    events: entries(
      await list<EventInput>(
        "select content as entry from event where negotiation_id = $1 order by ends desc, order_no desc",
      ),
    ),
    agreements: entries(
      await list<AgreementInput>(`select content as entry from agreement where ${current}`),
    ),
  }
}

/** People of a negotiation with their offices in its actors; some of them, or all. Merged entries stand under the kept one. */
export async function readPeople(db: Reader, negotiationId: number, ids?: string[]): Promise<EntryPerson[]> {
  const { rows } = await db.$client.query<Omit<EntryPerson, "edition">>(
    `with spoken as (
       select r.content->>'speaker' as speaker, count(*) as uses
         from statement s
         join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id and r.version = s.version
        where s.negotiation_id = $1 and s.publication <> 'withdrawn' and ($2::text[] is null or r.content->>'speaker' = any($2))
        group by 1)
     select np.id, p.name, coalesce(p.names, '{}') as names, coalesce(p.aliases, '{}') as aliases,
            knowing.n - 1 as elsewhere,
            coalesce(spoken.uses, 0) as uses,
            coalesce(merged.ids, '{}') as merged,
            coalesce(held.offices, '[]') as offices
       from negotiation_person np
       join person p on p.id = np.person_id and p.merged_into is null
       join (select person_id, count(*) as n from negotiation_person group by 1) knowing on knowing.person_id = p.id
       left join (
         select o.person_id, json_agg(json_build_object('number', o.id, 'actor', na.id, 'title', o.title, 'tier', o.tier,
                                                        'from', o."from", 'to', o."to") order by o.id) as offices
           from office o join negotiation_actor na on na.negotiation_id = $1 and na.actor_id = o.actor_id
          group by 1) held on held.person_id = p.id
       left join (
         select m.merged_into, array_agg(old.id order by old.position) as ids
           from person m join negotiation_person old on old.negotiation_id = $1 and old.person_id = m.id
          where m.merged_into is not null group by 1) merged on merged.merged_into = p.id
       left join spoken on spoken.speaker = np.id
      where np.negotiation_id = $1 and ($2::text[] is null or np.id = any($2)) order by np.position`,
    [negotiationId, ids ?? null],
  )
  return rows.map(withEdition)
}

/** Actors of a negotiation with the roles in which they sit at its table; one of them, or all. */
export async function readActors(db: Reader, negotiationId: number, ids?: string[]): Promise<EntryActor[]> {
  const { rows } = await db.$client.query<Omit<EntryActor, "edition">>(
    `select na.id, a.name, coalesce(a.names, '{}') as names, coalesce(a.aliases, '{}') as aliases, a.kind, a.iso,
            parent.id as parent, coalesce(p.roles, '[]') as roles,
            knowing.n - 1 as elsewhere,
            coalesce(coded.n, 0) as uses
       from negotiation_actor na
       join actor a on a.id = na.actor_id
       join (select actor_id, count(*) as n from negotiation_actor group by 1) knowing on knowing.actor_id = a.id
       left join negotiation_actor parent on parent.negotiation_id = $1 and parent.actor_id = a.parent_id
       left join party p on p.negotiation_id = $1 and p.id = na.id and p.known_to = ${FOREVER_MS}
       left join (select party_id, count(distinct statement_id) as n from coding
                   where negotiation_id = $1 and known_to = ${FOREVER_MS} group by 1) coded on coded.party_id = na.id
      where na.negotiation_id = $1 and ($2::text[] is null or na.id = any($2)) order by na.position`,
    [negotiationId, ids ?? null],
  )
  return rows.map(withEdition)
}

/** Sources of a negotiation with the number of its documents that are theirs; one of them, or all. */
export async function readSources(db: Reader, negotiationId: number, ids?: string[]): Promise<EntrySource[]> {
  const { rows } = await db.$client.query<Omit<EntrySource, "edition">>(
    `select ns.id, s.name, s.class, s.reliability,
            knowing.n - 1 as elsewhere, coalesce(cited.n, 0) as uses
       from negotiation_source ns
       join source s on s.id = ns.source_id
       join (select source_id, count(*) as n from negotiation_source group by 1) knowing on knowing.source_id = s.id
       left join (select source_id, count(*) as n from document where negotiation_id = $1 group by 1) cited
         on cited.source_id = ns.id
      where ns.negotiation_id = $1 and ($2::text[] is null or ns.id = any($2)) order by ns.position`,
    [negotiationId, ids ?? null],
  )
  return rows.map(withEdition)
}

/** How much rests on an entry is no part of what an editor changes. */
function withEdition<T extends { uses: number; elsewhere: number }>(entry: T): T & { edition: string } {
  return { ...entry, edition: editionOf({ ...entry, uses: 0, elsewhere: 0 }) }
}

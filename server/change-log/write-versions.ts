import type { Transaction } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import { same } from "../domain/change.ts"
import { type Refusal, refuse, together } from "../domain/refusal.ts"

/** Tables whose entries are kept in versions (db/schema/agenda.ts), with the columns that make up a version. */
const COLUMNS = {
  party: { name: "text", iso: "text", roles: "jsonb" },
  issue: { title: "text", checklist: "smallint", group: "text" },
  option: { issue_id: "text", text: "text", closed: "text", closed_from: "bigint" },
  proposal: { content: "jsonb" },
  agreement: { content: "jsonb" },
} as const
type VersionedTable = keyof typeof COLUMNS

export interface Version {
  id: string
  /** By column; every column of the table. */
  columns: Record<string, unknown>
}

/** Where each entry that is known now stands in lists, the first in order first. */
export async function readPositions(
  tx: Transaction,
  table: VersionedTable,
  negotiationId: number,
): Promise<Map<string, number>> {
  const { rows } = await tx.$client.query<{ id: string; position: number }>(
    `select id, position from ${table} where negotiation_id = $1 and known_to = ${FOREVER_MS} order by position`,
    [negotiationId],
  )
  return new Map(rows.map((row) => [row.id, row.position]))
}

/** Puts entries into other places, each as a version of its own: an earlier board keeps the order it had. */
export async function writePositions(
  tx: Transaction,
  table: VersionedTable,
  at: { negotiationId: number; now: number },
  places: ReadonlyMap<string, number>,
): Promise<void> {
  const names = Object.keys(COLUMNS[table])
    .map((column) => `"${column}"`)
    .join(", ")
  await tx.$client.query(
    `with given as (
       select * from unnest($3::text[], $4::int[]) as given(id, position)
     ), closed as (
       update ${table} t set known_to = $2 from given
        where t.negotiation_id = $1 and t.id = given.id and t.known_to = ${FOREVER_MS} and t.position <> given.position
       returning t.*)
     insert into ${table} (negotiation_id, id, position, known_from, ${names})
     select $1, given.id, given.position, $2, ${names} from closed join given on given.id = closed.id`,
    [at.negotiationId, at.now, [...places.keys()], [...places.values()]],
  )
}

/** Ends an entry on which nothing rests: it is on no board from `now` on, and earlier boards still show it. */
export async function endVersion(
  tx: Transaction,
  table: VersionedTable,
  at: { negotiationId: number; now: number },
  id: string,
): Promise<void> {
  await tx.$client.query(
    `update ${table} set known_to = $3 where negotiation_id = $1 and id = $2 and known_to = ${FOREVER_MS}`,
    [at.negotiationId, id, at.now],
  )
}

/** The versions that are known now, by id, in their order. */
export async function readVersions(
  tx: Transaction,
  table: VersionedTable,
  negotiationId: number,
): Promise<Map<string, Version["columns"]>> {
  const fields = Object.keys(COLUMNS[table]).map((column) => `'${column}', "${column}"`)
  const { rows } = await tx.$client.query<Version>(
    `select id, json_build_object(${fields.join(", ")}) as columns from ${table}
      where negotiation_id = $1 and known_to = ${FOREVER_MS} order by position`,
    [negotiationId],
  )
  return new Map(rows.map((row) => [row.id, row.columns]))
}

/**
 * Stores entries as the versions known from `now` on: a new one is added at the end, one that differs closes the version
 * before it, one that is the same is left alone. Refuses an id that stands twice, and any change where `locked` says that
 * the caller may not make one. Out: the tally, and the ids that are new or changed.
 */
export async function writeVersions(
  tx: Transaction,
  table: VersionedTable,
  at: { negotiationId: number; now: number; path: string; mayChange: boolean },
  versions: Version[],
): Promise<{ added: number; present: number; changed: Set<string> } | Refusal> {
  const known = await readVersions(tx, table, at.negotiationId)
  const changed = new Map<string, Version["columns"]>()
  const faults: Refusal[] = []
  const seen = new Set<string>()
  let added = 0
  for (const [i, { id, columns }] of versions.entries()) {
    if (seen.has(id)) {
      const detail = `The ${table} "${id}" stands here twice. Keep one.`
      faults.push(refuse("duplicate_id", detail, `${at.path}[${i}].id`))
      continue
    }
    seen.add(id)
    const there = known.get(id)
    if (!there) added += 1
    if (there && same(there, columns)) continue
    if (!at.mayChange) {
      const detail = `An analyst adds statements, people and sources; the ${table} "${id}" is for an editor to add or change.`
      faults.push(refuse("not_allowed", detail, `${at.path}[${i}]`))
    }
    changed.set(id, columns)
  }
  const wrong = together(faults)
  if (wrong) return wrong
  if (changed.size > 0) await store(tx, table, at, changed)
  return { added, present: versions.length - added, changed: new Set(changed.keys()) }
}

async function store(
  tx: Transaction,
  table: VersionedTable,
  at: { negotiationId: number; now: number },
  changed: Map<string, Version["columns"]>,
): Promise<void> {
  const columns = Object.entries(COLUMNS[table])
  const names = columns.map(([name]) => `"${name}"`).join(", ")
  const typed = columns.map(([name, type]) => `"${name}" ${type}`).join(", ")
  const rows = [...changed].map(([id, version], i) => ({ id, place: i, ...version }))
  await tx.$client.query(
    `with given as (
       select * from jsonb_to_recordset($3::jsonb) as given(id text, place int, ${typed})
     ), closed as (
       update ${table} t set known_to = $2 from given
        where t.negotiation_id = $1 and t.id = given.id and t.known_to = ${FOREVER_MS}
       returning t.id, t.position)
     insert into ${table} (negotiation_id, id, position, known_from, ${names})
     select $1, given.id, coalesce(closed.position, last.position + 1 + given.place), $2, ${names}
       from (select coalesce(max(position), -1) as position from ${table} where negotiation_id = $1) last,
            given left join closed on closed.id = given.id`,
    [at.negotiationId, at.now, JSON.stringify(rows)],
  )
}

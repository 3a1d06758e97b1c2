import type { Reader } from "../../db/client.ts"
import type { AUDIT_VERBS } from "../../db/schema/audit.ts"
import { readEdtf } from "../domain/dates.ts"
import { type FieldChange, fieldChanges } from "../domain/field-changes.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"
import { nameActors } from "./name-actors.ts"

/** What an entry of the audit is about. */
export const AUDIT_SUBJECTS = [
  "statement",
  "negotiation",
  "party",
  "issue",
  "option",
  "proposal",
  "agreement",
  "event",
  "actor",
  "person",
  "source",
  "document",
] as const

/** One change: who, when, what it was and what it became. */
export interface AuditEntry {
  /** Its place: unique, and stable from page to page. */
  key: string
  at: string
  by: string
  byName: string
  /** `made`, `changed`, `removed`; of a statement what the log says, such as `draft.saved` or `statement.corrected`. */
  kind: string
  /** `statement:s1`, `option:truce`, `person:12` ... */
  subject: string
  /** What it is called, where it has a name. */
  title: string | null
  /** The version that a statement has since. */
  version: number | null
  /** A note, a comment or a reason that was given. */
  note: string | null
  changes: FieldChange[]
}

export interface AuditPage {
  items: AuditEntry[]
  nextCursor: string | null
  /** Everybody who changed something here, for asking for one of them. */
  people: { id: string; name: string }[]
}

export interface AuditFilter {
  /** Only what is about such things. */
  about?: (typeof AUDIT_SUBJECTS)[number] | undefined
  /** Only what is about this one, e.g. `statement:s1`. */
  subject?: string | undefined
  by?: string | undefined
  /** Instants or dates: not before `from`, and not after the end of `to`. */
  from?: string | undefined
  to?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/**
 * Everything that changed in a negotiation, latest first: every version of every statement, what was said about drafts, and
 * what the database itself noted of the cast, the agenda, documents and events, shared entries among them wherever they
 * were changed. Nothing in it can be altered (db/migrations, `refuse_rewriting`). For editors.
 */
export async function readAudit(
  db: Reader,
  negotiation: Pick<FoundNegotiation, "id" | "zone">,
  filter: AuditFilter,
): Promise<AuditPage | Refusal> {
  const bounds = readBounds(filter, negotiation.zone)
  if (isRefusal(bounds)) return bounds
  const limit = filter.limit ?? 50
  const { rows } = await db.$client.query<Row>(AUDIT_SQL, [
    negotiation.id,
    bounds.before,
    bounds.beforeKey,
    bounds.from,
    filter.by ?? null,
    filter.subject ?? null,
    filter.about === undefined ? null : `${filter.about}:%`,
    limit + 1,
  ])
  const people = await db.$client.query<{ by: string }>(PEOPLE_SQL, [negotiation.id])
  return present(
    db,
    rows,
    limit,
    people.rows.map(({ by }) => by),
    await readActorNames(db),
  )
}

/** What changed of accounts, keys and invitations, latest first. For administrators. */
export async function readAccountAudit(
  db: Reader,
  filter: Pick<AuditFilter, "cursor" | "limit">,
): Promise<AuditPage | Refusal> {
  const bounds = readBounds(filter, "UTC")
  if (isRefusal(bounds)) return bounds
  const limit = filter.limit ?? 50
  const { rows } = await db.$client.query<Row>(
    `select ${AUDIT_COLUMNS} from audit a
      where (a.subject like 'user:%' or a.subject like 'key:%' or a.subject like 'invitation:%')
        and a.at <= $1 and (a.at, ${AUDIT_KEY}) < ($1, $2) order by a.at desc, a.id desc limit $3`,
    [bounds.before, bounds.beforeKey, limit + 1],
  )
  return present(db, rows, limit, [], new Map())
}

interface Row {
  key: string
  at: number
  by: string
  subject: string
  verb: (typeof AUDIT_VERBS)[number] | null
  kinds: string[] | null
  publication: string | null
  version: number | null
  note: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

const AUDIT_KEY = "'a' || lpad(a.id::text, 16, '0')"
const AUDIT_COLUMNS = `${AUDIT_KEY} as key, a.at, a.by, a.subject, a.verb, null::text[] as kinds,
  null::text as publication, null::int as version, null::text as note, a.before, a.after`

const noted = (where: string) => `
    select ${AUDIT_COLUMNS} from audit a
     where ${where} and a.at between $4 and $2 and (a.at, ${AUDIT_KEY}) < ($2, $3)
       and ($5::text is null or a.by = $5) and ($6::text is null or a.subject = $6) and ($7::text is null or a.subject like $7)
     order by a.at desc, a.id desc limit $8`

/** Each of the parts is read backwards through its index, and as much of it as one page can need. */
const AUDIT_SQL = `
  with shared as (
    select 'actor:' || actor_id as subject from negotiation_actor where negotiation_id = $1
    union all select 'person:' || person_id from negotiation_person where negotiation_id = $1
    union all select 'source:' || source_id from negotiation_source where negotiation_id = $1
  ), here as (
    ${noted("a.negotiation_id = $1")}
  ), elsewhere as (
    ${noted("a.negotiation_id is null and a.subject in (select subject from shared)")}
  ), versions as (
    select 's' || r.statement_id || ':' || lpad(r.version::text, 6, '0') as key, r.recorded_at as at, r.by,
           'statement:' || r.statement_id as subject, null::text as verb, said.kinds, r.publication, r.version,
           coalesce(r.note, r.override_reason, said.detail) as note, was.content as before, r.content as after
      from statement_revision r
      left join statement_revision was on was.negotiation_id = r.negotiation_id and was.statement_id = r.statement_id
                                      and was.version = r.version - 1
      left join lateral (
        select array_agg(c.kind order by c.audience desc, c.seq) as kinds,
               max(case when c.audience = 'desk' and c.content <> '' then c.content::jsonb ->> 'detail' end) as detail
          from change c
         where c.negotiation_id = r.negotiation_id and c.subject = 'statement:' || r.statement_id
           and c.recorded_at = r.recorded_at) said on true
     where r.negotiation_id = $1 and r.recorded_at between $4 and $2
       and (r.recorded_at, 's' || r.statement_id || ':' || lpad(r.version::text, 6, '0')) < ($2, $3)
       and ($5::text is null or r.by = $5) and ($6::text is null or 'statement:' || r.statement_id = $6)
       and ($7::text is null or $7 = 'statement:%')
     order by r.recorded_at desc, 1 desc limit $8
  ), said as (
    select 'c' || c.audience || lpad(c.seq::text, 16, '0') as key, c.recorded_at as at, c.by, c.subject,
           null::text as verb, array[c.kind] as kinds, null::text as publication, null::int as version,
           case when c.content <> '' then c.content::jsonb ->> 'detail' end as note, null::jsonb as before, null::jsonb as after
      from change c
     where c.negotiation_id = $1 and (c.kind = 'draft.commented' or c.by = 'system')
       and c.recorded_at between $4 and $2 and (c.recorded_at, 'c' || c.audience || lpad(c.seq::text, 16, '0')) < ($2, $3)
       and ($5::text is null or c.by = $5) and ($6::text is null or c.subject = $6) and ($7::text is null or c.subject like $7)
       and not (c.by = 'system' and c.kind like 'statement.%')
     order by c.recorded_at desc, 1 desc limit $8
  )
  select * from (select * from here union all select * from elsewhere union all select * from versions union all select * from said) every
   order by at desc, key desc limit $8`

const PEOPLE_SQL = `
  select by from statement_revision where negotiation_id = $1
  union select by from audit where negotiation_id = $1
  union select by from change where negotiation_id = $1 and kind = 'draft.commented'`

async function present(
  db: Reader,
  rows: Row[],
  limit: number,
  people: string[],
  actors: ReadonlyMap<number, string>,
): Promise<AuditPage> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const nameOf = await nameActors(db, [...page.flatMap(({ by, subject }) => [by, subject]), ...people])
  return {
    items: page.map((row) => ({
      key: row.key,
      at: new Date(row.at).toISOString(),
      by: row.by,
      byName: nameOf(row.by),
      kind: kindOf(row),
      subject: row.subject,
      title: titleOf(row) ?? (nameOf(row.subject) === row.subject ? null : nameOf(row.subject)),
      version: row.version,
      note: row.note,
      changes: fieldChanges(fieldsOf(row.before, actors), fieldsOf(row.after, actors)),
    })),
    nextCursor:
      rows.length > limit && last ? Buffer.from(`${last.at}:${last.key}`).toString("base64url") : null,
    people: people.map((id) => ({ id, name: nameOf(id) })).sort((a, b) => a.name.localeCompare(b.name)),
  }
}

/** What the log said of it at that instant; an import writes versions of drafts without a line of their own. */
function kindOf({ verb, kinds, publication, version }: Row): string {
  if (verb !== null) return verb
  const [kind] = kinds ?? []
  if (kind !== undefined) return kind
  if (publication === "published") return version === 1 ? "statement.published" : "statement.corrected"
  return publication === "in_review" ? "review.requested" : "draft.saved"
}

function titleOf({ before, after }: Row): string | null {
  const content = after?.content ?? before?.content
  const named = { ...before, ...after, ...(isRecord(content) ? content : {}) }
  for (const field of ["gist", "title", "text", "name", "label", "url"]) {
    const value = named[field]
    if (typeof value === "string" && value !== "") return value
  }
  return null
}

/** The fields of a row or a version as the desk knows them: `content` opened, ids of shared actors by their names. */
function fieldsOf(
  row: Record<string, unknown> | null,
  actors: ReadonlyMap<number, string>,
): Record<string, unknown> | null {
  if (row === null) return null
  const { content, id: _, status: __, imported: ___, ...rest } = row
  const open = isRecord(content) ? { ...content, ...rest } : rest
  return Object.fromEntries(
    Object.entries(open)
      .filter(([field]) => field !== "id")
      .map(([field, value]) => [
        field,
        ACTOR_IDS.has(field) && typeof value === "number" ? (actors.get(value) ?? value) : value,
      ]),
  )
}

const ACTOR_IDS = new Set(["actor_id", "parent_id"])

async function readActorNames(db: Reader): Promise<ReadonlyMap<number, string>> {
  const { rows } = await db.$client.query<{ id: number; name: string }>("select id, name from actor")
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Where a page begins: before its cursor, and within what was asked for. */
function readBounds(
  { from, to, cursor }: AuditFilter,
  zone: string,
): { from: number; before: number; beforeKey: string } | Refusal {
  const first = from === undefined ? undefined : readEdtf(from, zone, "from")
  if (isRefusal(first)) return first
  const last = to === undefined ? undefined : readEdtf(to, zone, "to")
  if (isRefusal(last)) return last
  const after = first?.start ?? 0
  const until = last?.end ?? Number.MAX_SAFE_INTEGER
  if (cursor === undefined) return { from: after, before: until, beforeKey: "" }
  const match = /^(\d{1,16}):(.+)$/.exec(Buffer.from(cursor, "base64url").toString("utf8"))
  const [, at, key] = match ?? []
  if (at === undefined || key === undefined || key.includes("\u0000")) {
    return refuse("invalid", "This cursor is none of ours. Take nextCursor of the page before.", "cursor")
  }
  return { from: after, before: Number(at), beforeKey: key }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

import type { Reader } from "../../db/client.ts"
import { readEdtf } from "../domain/dates.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { AuditSubject } from "../domain/vocabulary.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"
import { type AuditPage, type AuditPlace, type AuditRow, presentAudit } from "./present-audit.ts"

export interface AuditFilter {
  /** Only what is about such things. */
  about?: AuditSubject | undefined
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
  const { noted, said, versions } = bounds
  const { rows } = await db.$client.query<AuditRow>(AUDIT_SQL, [
    negotiation.id,
    bounds.from,
    ...[noted.at, noted.k2],
    ...[said.at, said.k1, said.k2],
    ...[versions.at, versions.k1],
    limit + 1,
    filter.by ?? null,
    filter.subject ?? null,
    filter.about === undefined ? null : `${filter.about}:%`,
    versions.k2,
  ])
  const people = await db.$client.query<{ by: string }>(PEOPLE_SQL)
  return presentAudit(
    db,
    rows,
    limit,
    people.rows.map(({ by }) => by),
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
  const { rows } = await db.$client.query<AuditRow>(
    `select ${AUDIT_COLUMNS}, a.before, a.after, null as kinds, null as publication, null::int as version, null as note
       from audit a
      where (a.subject like 'user:%' or a.subject like 'key:%' or a.subject like 'invitation:%')
        and (a.at, a.id) < ($1, $2) order by a.at desc, a.id desc limit $3`,
    [bounds.noted.at, bounds.noted.k2, limit + 1],
  )
  return presentAudit(db, rows, limit, [])
}

const AUDIT_COLUMNS = `'a' as part, '' as k1, a.id as k2, a.at, a.by, a.subject, a.verb`

const noted = (where: string) => `
    select ${AUDIT_COLUMNS} from audit a
     where ${where} and a.at >= $2 and (a.at, a.id) < ($3, $4)
       and ($11::text is null or a.by = $11) and ($12::text is null or a.subject = $12) and ($13::text is null or a.subject like $13)
     order by a.at desc, a.id desc limit $10`

/** Each part is read backwards through its index, as much of it as one page can need; what is in the page is filled after. */
const AUDIT_SQL = `
  with shared as (
    select 'actor:' || actor_id as subject from negotiation_actor where negotiation_id = $1
    union all select 'person:' || person_id from negotiation_person where negotiation_id = $1
    union all select 'source:' || source_id from negotiation_source where negotiation_id = $1
  ), here as (${noted("a.negotiation_id = $1")}
  ), elsewhere as (${noted("a.negotiation_id is null and a.subject in (select subject from shared)")}
  ), said as (
    select 'c' as part, c.audience as k1, c.seq as k2, c.recorded_at as at, c.by, c.subject, null::text as verb
      from change c
     where c.negotiation_id = $1 and (c.kind = 'draft.commented' or c.by = 'system') and c.kind not like 'statement.%'
       and c.recorded_at >= $2 and (c.recorded_at, c.audience, c.seq) < ($5, $6, $7)
       and ($11::text is null or c.by = $11) and ($12::text is null or c.subject = $12) and ($13::text is null or c.subject like $13)
     order by c.recorded_at desc, c.audience desc, c.seq desc limit $10
  ), versions as (
    select 's' as part, r.statement_id as k1, r.version::bigint as k2, r.recorded_at as at, r.by,
           'statement:' || r.statement_id as subject, null::text as verb
      from statement_revision r
     where r.negotiation_id = $1 and r.recorded_at >= $2 and (r.recorded_at, r.statement_id, r.version) < ($8, $9, $14)
       and ($11::text is null or r.by = $11) and ($12::text is null or 'statement:' || r.statement_id = $12)
       and ($13::text is null or $13 = 'statement:%')
     order by r.recorded_at desc, r.statement_id desc, r.version desc limit $10
  ), page as (
    select * from (select * from here union all select * from elsewhere union all select * from said
                   union all select * from versions) every
     order by at desc, part desc, k1 desc, k2 desc limit $10
  )
  select page.*, r.publication, r.version, told.kinds, coalesce(r.note, r.override_reason, told.detail) as note,
         coalesce(a.before, was.content) as before, coalesce(a.after, r.content) as after
    from page
    left join audit a on page.part = 'a' and a.id = page.k2
    left join statement_revision r on page.part = 's' and r.negotiation_id = $1 and r.statement_id = page.k1 and r.version = page.k2
    left join statement_revision was on page.part = 's' and was.negotiation_id = $1 and was.statement_id = page.k1
                                    and was.version = page.k2 - 1
    left join lateral (
      select array_agg(c.kind order by c.audience desc, c.seq) as kinds,
             max(case when c.audience = 'desk' and c.content <> '' then c.content::jsonb ->> 'detail' end) as detail
        from change c
       where c.negotiation_id = $1 and c.subject = page.subject and c.recorded_at = page.at
         and (page.part = 's' or page.part = 'c' and c.audience = page.k1 and c.seq = page.k2)) told on page.part <> 'a'
   order by page.at desc, page.part desc, page.k1 desc, page.k2 desc`

const PEOPLE_SQL = `
  select 'user:' || id as by from "user" where role <> 'reader' union all select 'key:' || id from api_key where revoked_at is null`

/** Where a page begins: before its cursor in each part, and within what was asked for. */
function readBounds({ from, to, cursor }: AuditFilter, zone: string) {
  const first = from === undefined ? undefined : readEdtf(from, zone, "from")
  if (isRefusal(first)) return first
  const last = to === undefined ? undefined : readEdtf(to, zone, "to")
  if (isRefusal(last)) return last
  const place = cursor === undefined ? undefined : readCursor(cursor)
  if (isRefusal(place)) return place
  const bound = (part: AuditPlace["part"]): Omit<AuditPlace, "part"> => {
    if (!place) return { at: last?.end ?? Number.MAX_SAFE_INTEGER, k1: "", k2: 0 }
    if (place.part === part) return place
    return { at: part < place.part ? place.at + 1 : place.at, k1: "", k2: 0 }
  }
  return { from: first?.start ?? 0, noted: bound("a"), said: bound("c"), versions: bound("s") }
}

function readCursor(cursor: string): AuditPlace | Refusal {
  const match = /^(\d{1,15}):([acs]):(\d{1,15}):([^\0]*)$/.exec(
    Buffer.from(cursor, "base64url").toString("utf8"),
  )
  const [, at, part, k2, k1 = ""] = match ?? []
  if (part === "a" || part === "c" || part === "s") return { at: Number(at), part, k1, k2: Number(k2) }
  return refuse("invalid", "This cursor is none of ours. Take nextCursor of the page before.", "cursor")
}

import type { Reader } from "../../db/client.ts"
import type { AUDIT_VERBS } from "../../db/schema/audit.ts"
import { type FieldChange, fieldChanges } from "../domain/field-changes.ts"
import { nameActors } from "./name-actors.ts"

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
  /** Everybody who may have changed something and is still here, for asking for one of them. */
  people: { id: string; name: string }[]
}

/** The place of an entry: its instant, the part it is from, and its own order there. */
export interface AuditPlace {
  at: number
  /** `a` of the audit's own rows, `c` of the log, `s` of statements' versions; at one instant `s` stands first. */
  part: "a" | "c" | "s"
  k1: string
  k2: number
}

/** As it is read: what a row or a version was, and what it became. */
export interface AuditRow extends AuditPlace {
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

/** Puts names for ids, says what each entry did, and finds the fields that differ. `limit` rows are shown, one more says that there is more. */
export async function presentAudit(
  db: Reader,
  rows: AuditRow[],
  limit: number,
  people: string[],
): Promise<AuditPage> {
  const page = rows.slice(0, limit)
  const actors = await readActorNames(db)
  const last = page.at(-1)
  const ids = page.flatMap(({ by, subject, before, after }) => [
    by,
    subject,
    ...[before, after].flatMap((row) =>
      Object.entries(row ?? {}).map(([field, value]) => named(field, value)),
    ),
  ])
  const nameOf = await nameActors(db, [...ids.filter((id) => typeof id === "string"), ...people])
  const calledBy = (field: string, value: unknown) => {
    const id = named(field, value)
    if (id === undefined) return value
    return typeof id === "number" ? (actors.get(id) ?? value) : nameOf(id)
  }
  return {
    items: page.map((row) => ({
      key: keyOf(row),
      at: new Date(row.at).toISOString(),
      by: row.by,
      byName: nameOf(row.by),
      kind: kindOf(row),
      subject: row.subject,
      title: titleOf(row) ?? (nameOf(row.subject) === row.subject ? null : nameOf(row.subject)),
      version: row.version,
      note: row.note,
      changes: fieldChanges(fieldsOf(row.before, calledBy), fieldsOf(row.after, calledBy)),
    })),
    nextCursor: rows.length > limit && last ? Buffer.from(keyOf(last)).toString("base64url") : null,
    people: people.map((id) => ({ id, name: nameOf(id) })).sort((a, b) => a.name.localeCompare(b.name)),
  }
}

/** What the log said of it at that instant; an import writes versions of drafts without a line of their own. */
function kindOf({ verb, kinds, publication, version }: AuditRow): string {
  if (verb !== null) return verb
  const [kind] = kinds ?? []
  if (kind !== undefined) return kind
  if (publication === "published") return version === 1 ? "statement.published" : "statement.corrected"
  return publication === "in_review" ? "review.requested" : "draft.saved"
}

function titleOf({ subject, before, after }: AuditRow): string | null {
  const content = after?.content ?? before?.content
  const named = { ...before, ...after, ...(isRecord(content) ? content : {}) }
  for (const field of [
    "gist",
    "title",
    "text",
    "name",
    "label",
    "url",
    subject.startsWith("invitation:") ? "role" : "",
  ]) {
    const value = named[field]
    if (typeof value === "string" && value !== "") return value
  }
  return null
}

/** The fields of a row or a version as the desk knows them: `content` opened, and names in place of ids. */
function fieldsOf(
  row: Record<string, unknown> | null,
  called: (field: string, value: unknown) => unknown,
): Record<string, unknown> | null {
  if (row === null) return null
  const { content, id: _, status: __, imported: ___, ...rest } = row
  const open = isRecord(content) ? { ...content, ...rest } : rest
  return Object.fromEntries(
    Object.entries(open)
      .filter(([field]) => field !== "id")
      .map(([field, value]) => [field, called(field, value)]),
  )
}

/** The account, key or shared actor that a field of a row names, as an id of the log or a number. */
function named(field: string, value: unknown): string | number | undefined {
  if (field === "created_by" && typeof value === "string") return value
  if ((field === "used_by" || field === "recovers") && typeof value === "string") return `user:${value}`
  return (field === "actor_id" || field === "parent_id") && typeof value === "number" ? value : undefined
}

async function readActorNames(db: Reader): Promise<ReadonlyMap<number, string>> {
  const { rows } = await db.$client.query<{ id: number; name: string }>("select id, name from actor")
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function keyOf({ at, part, k1, k2 }: AuditPlace): string {
  return `${at}:${part}:${k2}:${k1}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

import type { Reader } from "../../db/client.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { citedDocuments, type PublicStatement } from "../domain/public-statement.ts"
import { documentIds } from "../domain/references.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { asList, readStatement, type StatementFacts } from "../domain/statement.ts"
import type { Publication } from "../domain/vocabulary.ts"
import { type FoundNegotiation, isAtDesk } from "./find-negotiation.ts"
import { presentStatements } from "./list-statements.ts"
import type { Actor } from "./matrix.ts"
import { readCast } from "./read-cast.ts"
import { readDocuments } from "./read-documents.ts"
import { readStored } from "./stored-statement.ts"

export interface PublicRevision {
  version: number
  status: "published" | "withdrawn"
  recordedAt: string
  /** The public note of a correction or withdrawal; null for the first publication. */
  note: string | null
  content: StatementContent
  /** Who spoke, and what the documents are called, as they were known to this version. */
  speakerName: string
  documents: { id: string; sourceName: string; title: string }[]
}

/** `draft` and `in_review` are seen at the desk only. */
export type StatementWithHistory = Omit<PublicStatement, "status"> & {
  status: Publication
  revisions: PublicRevision[]
  /** Every correction and withdrawal, newest last. */
  corrections: { version: number; recordedAt: string; note: string }[]
  /** Lines of the public log that are about it. */
  changes: { seq: number; kind: string; recordedAt: string }[]
}

/**
 * One statement with its public versions and notes. The desk also finds what was never public, as its latest version stands;
 * to everybody else that is not found.
 */
export async function readStatementPage(
  db: Reader,
  negotiation: FoundNegotiation,
  actor: Actor | null,
  id: string,
): Promise<StatementWithHistory | Refusal> {
  const { rows } = await db.$client.query<{
    version: number
    status: "published" | "withdrawn"
    content: StatementContent
    facts: StatementFacts
    recordedAt: number
    note: string | null
  }>({
    name: "read-public-revisions",
    text: `select version, publication as status, content, facts, recorded_at as "recordedAt", note
             from statement_revision
            where negotiation_id = $1 and statement_id = $2 and facts is not null order by version`,
    values: [negotiation.id, id],
  })
  const latest = rows.at(-1)
  const [statement] = latest ? await presentStatements(db, negotiation.id, [latest]) : []
  if (!statement) {
    return isAtDesk(actor)
      ? readUnpublished(db, negotiation, id)
      : refuse("not_found", `There is no published statement "${id}" here.`, "id")
  }
  const changes = await db.$client.query<{ seq: number; kind: string; recordedAt: number }>({
    name: "read-changes-about",
    text: `select seq, kind, recorded_at as "recordedAt" from change
            where negotiation_id = $1 and subject = $2 and audience = 'public' order by seq`,
    values: [negotiation.id, `statement:${id}`],
  })
  const known = await readDocuments(db, negotiation.id, [
    ...new Set(rows.flatMap(({ content }) => documentIds(content))),
  ])
  const revisions = rows.map(
    ({ facts, recordedAt, ...row }): PublicRevision => ({
      ...row,
      recordedAt: iso(recordedAt),
      speakerName: facts.speaker.name,
      documents: citedDocuments(row.content, (cited) => known.get(cited)).map((document) => ({
        id: document.id,
        sourceName: document.sourceName,
        title: document.title ?? "",
      })),
    }),
  )
  return {
    ...statement,
    revisions,
    corrections: revisions.flatMap(({ version, recordedAt, note }) =>
      note === null ? [] : [{ version, recordedAt, note }],
    ),
    changes: changes.rows.map((row) => ({ ...row, recordedAt: iso(row.recordedAt) })),
  }
}

async function readUnpublished(
  db: Reader,
  negotiation: FoundNegotiation,
  id: string,
): Promise<StatementWithHistory | Refusal> {
  const stored = await readStored(db, negotiation.id, id)
  if (isRefusal(stored)) return stored
  const { content, version } = stored
  const cast = await readCast(db, negotiation, {
    people: asList(content.speaker),
    parties: asList(content.for),
  })
  const facts = readStatement(content, cast, {
    version,
    publication: "published",
    order: 0,
    firstRecordedAt: 0,
  })
  // The cast has changed since it was saved so that it could not be saved again: that is what there is to know.
  if (isRefusal(facts)) return facts
  const [draft] = await presentStatements(db, negotiation.id, [
    { content, facts, recordedAt: stored.savedAt },
  ])
  if (!draft) return refuse("not_found", `There is no statement "${id}" here.`, "id")
  return { ...draft, status: stored.publication, revisions: [], corrections: [], changes: [] }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

import type { Reader } from "../../db/client.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import type { PublicStatement } from "../domain/public-statement.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { StatementFacts } from "../domain/statement.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"
import { presentStatements } from "./list-statements.ts"

export interface PublicRevision {
  version: number
  status: "published" | "withdrawn"
  recordedAt: string
  /** The public note of a correction or withdrawal; null for the first publication. */
  note: string | null
  content: StatementContent
}

export type StatementWithHistory = PublicStatement & {
  revisions: PublicRevision[]
  /** Every correction and withdrawal, newest last. */
  corrections: { version: number; recordedAt: string; note: string }[]
  /** Lines of the public log that are about it. */
  changes: { seq: number; kind: string; recordedAt: string }[]
}

/** One statement with its public versions and notes. What was never public is not found, whoever asks. */
export async function readStatementPage(
  db: Reader,
  negotiation: FoundNegotiation,
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
  if (!statement) return refuse("not_found", `There is no published statement "${id}" here.`, "id")
  const changes = await db.$client.query<{ seq: number; kind: string; recordedAt: number }>({
    name: "read-changes-about",
    text: `select seq, kind, recorded_at as "recordedAt" from change
            where negotiation_id = $1 and subject = $2 and audience = 'public' order by seq`,
    values: [negotiation.id, `statement:${id}`],
  })
  const revisions = rows.map(({ facts: _, recordedAt, ...row }) => ({ ...row, recordedAt: iso(recordedAt) }))
  return {
    ...statement,
    revisions,
    corrections: revisions.flatMap(({ version, recordedAt, note }) =>
      note === null ? [] : [{ version, recordedAt, note }],
    ),
    changes: changes.rows.map((row) => ({ ...row, recordedAt: iso(row.recordedAt) })),
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

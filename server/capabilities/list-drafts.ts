import type { Reader } from "../../db/client.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"

export interface Draft {
  id: string
  version: number
  status: "draft" | "in_review"
  author: string
  savedBy: string
  savedAt: string
  content: StatementContent
}

/** Drafts and the review queue of a negotiation, newest saved first. For the desk only. */
export async function listDrafts(db: Reader, negotiation: FoundNegotiation): Promise<Draft[]> {
  const { rows } = await db.$client.query<Omit<Draft, "savedAt"> & { savedAt: number }>({
    name: "list-drafts",
    text: `select s.id, s.version, s.publication as status, s.author, r.by as "savedBy", r.recorded_at as "savedAt", r.content
             from statement s
             join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id
                                      and r.version = s.version
            where s.negotiation_id = $1 and s.publication in ('draft', 'in_review')
            order by r.recorded_at desc, s.id limit 500`,
    values: [negotiation.id],
  })
  return rows.map((row) => ({ ...row, savedAt: new Date(row.savedAt).toISOString() }))
}

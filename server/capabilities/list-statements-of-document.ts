import type { Reader } from "../../db/client.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import type { Publication } from "../domain/vocabulary.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"

export interface StatementOfDocument {
  id: string
  version: number
  status: Publication
  author: string
  savedBy: string
  content: StatementContent
}

/** Statements that cite a document as they stand now, drafts among them, in the order in which they were made. */
export async function listStatementsOfDocument(
  db: Reader,
  negotiation: FoundNegotiation,
  document: string,
): Promise<StatementOfDocument[]> {
  const { rows } = await db.$client.query<StatementOfDocument>({
    name: "list-statements-of-document",
    text: `select s.id, s.version, s.publication as status, s.author, r.by as "savedBy", r.content
             from statement s
             join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id
                                      and r.version = s.version
            where s.negotiation_id = $1
              and (r.content -> 'documents' @> to_jsonb($2::text)
                   or r.content -> 'documents' @> jsonb_build_array(jsonb_build_object('id', $2::text)))
            order by s.first_recorded_at, s.id limit 500`,
    values: [negotiation.id, document],
  })
  return rows
}

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
    // a statement names a document by its id, or by a thing with an id; each is asked by itself, so that the index is used
    text: `select s.id, s.version, s.publication as status, s.author, r.by as "savedBy", r.content
             from (select * from statement_revision
                    where content -> 'documents' @> jsonb_build_array($2::text)
                    union all
                   select * from statement_revision
                    where content -> 'documents' @> jsonb_build_array(jsonb_build_object('id', $2::text))) r
             join statement s on s.negotiation_id = r.negotiation_id and s.id = r.statement_id and s.version = r.version
            where s.negotiation_id = $1
            order by s.first_recorded_at, s.id limit 500`,
    values: [negotiation.id, document],
  })
  return rows
}

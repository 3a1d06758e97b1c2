import type { Reader } from "../../db/client.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { StatementFacts } from "../domain/statement.ts"
import type { Publication } from "../domain/vocabulary.ts"

/** A statement as it stands, with the content of its latest version. */
export interface StoredStatement {
  id: string
  publication: Publication
  version: number
  order: number | null
  firstRecordedAt: number
  publishedAt: number | null
  author: string
  imported: boolean
  content: StatementContent
  facts: StatementFacts | null
  /** Who saved the latest version. */
  savedBy: string
  /** When, epoch ms. */
  savedAt: number
  /** Why a second person returned it from review, where it has not been sent again since. */
  returned: string | null
  interval: { start: number; end: number }
  searchText: string
}

/** Reads a statement with its latest version, or refuses with `not_found`. */
export async function readStored(
  db: Reader,
  negotiationId: number,
  id: string,
): Promise<StoredStatement | Refusal> {
  const { rows } = await db.$client.query<StoredStatement>({
    name: "read-stored-statement",
    text: `select s.id, s.publication, s.version, s.order_no as "order", s.first_recorded_at as "firstRecordedAt",
                  s.published_at as "publishedAt", s.author, s.imported, r.content, r.facts, r.by as "savedBy", s.saved_at as "savedAt",
                  s.returned, json_build_object('start', s.starts, 'end', s.ends) as interval, s.search_text as "searchText"
             from statement s
             join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id
                                      and r.version = s.version
            where s.negotiation_id = $1 and s.id = $2`,
    values: [negotiationId, id],
  })
  return rows[0] ?? refuse("not_found", `There is no statement "${id}" here.`, "id")
}

/** Everybody who wrote any of its words: who only sent it to review, returned it or published it is not among them. */
export async function readWriters(db: Reader, negotiationId: number, id: string): Promise<string[]> {
  const { rows } = await db.$client.query<{ by: string }>({
    name: "read-writers",
    text: `select distinct r.by
             from statement_revision r
             left join statement_revision was on was.negotiation_id = r.negotiation_id
                                             and was.statement_id = r.statement_id and was.version = r.version - 1
            where r.negotiation_id = $1 and r.statement_id = $2 and r.content is distinct from was.content`,
    values: [negotiationId, id],
  })
  return rows.map((row) => row.by)
}

/** Refuses where the version that the caller saw is not the one that stands. Nothing has been changed then. */
export function versionRefusal(stored: StoredStatement, seen: number | undefined): Refusal | undefined {
  if (seen === undefined || seen === stored.version) return undefined
  return {
    ...refuse(
      "version_conflict",
      `This statement is at version ${stored.version}; yours was made on version ${seen}. ` +
        "Nothing was changed. Read the current version, merge, and save again.",
      "version",
    ),
    currentVersion: stored.version,
  }
}

/** The latest public change about a statement; null where there is none. Asked where a verb is repeated. */
export async function latestSeq(db: Reader, negotiationId: number, id: string): Promise<number | null> {
  const { rows } = await db.$client.query<{ seq: number | null }>(
    "select max(seq) as seq from change where negotiation_id = $1 and subject = $2 and audience = 'public'",
    [negotiationId, `statement:${id}`],
  )
  return rows[0]?.seq ?? null
}

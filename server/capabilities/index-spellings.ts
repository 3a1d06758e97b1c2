import type { Transaction } from "../../db/client.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { searchTextOf } from "./weigh-statement.ts"

/** Statements are found by every spelling of who spoke: what is searched follows the entry, in every negotiation. */
export async function indexSpellings(tx: Transaction, shared: number): Promise<void> {
  const { rows } = await tx.$client.query<{
    negotiation: number
    id: string
    content: StatementContent
    name: string
    spellings: string[] | null
  }>(
    `select s.negotiation_id as negotiation, s.id, r.content, coalesce(r.facts->'speaker'->>'name', p.name) as name,
            array[p.name] || p.aliases || array(select value from jsonb_each_text(p.names)) as spellings
       from person p
       join person known on known.id = p.id or known.merged_into = p.id
       join negotiation_person np on np.person_id = known.id
       join statement s on s.negotiation_id = np.negotiation_id
       join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id and r.version = s.version
        and r.content->>'speaker' = np.id
      where p.id = $1`,
    [shared],
  )
  if (rows.length === 0) return
  const texts = rows.map(({ content, name, spellings }) =>
    searchTextOf(
      content,
      { speaker: { id: content.speaker ?? null, name } },
      { people: new Map([[content.speaker ?? "", { spellings: spellings ?? [] }]]) },
    ),
  )
  await tx.$client.query(
    `update statement s set search_text = given.text
       from unnest($1::int[], $2::text[], $3::text[]) as given(negotiation, id, text)
      where s.negotiation_id = given.negotiation and s.id = given.id and s.search_text <> given.text`,
    [rows.map((row) => row.negotiation), rows.map((row) => row.id), texts],
  )
}

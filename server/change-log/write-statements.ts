import type { Transaction } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import { condition, conditionMove } from "../../db/schema/statement.ts"
import { type ConditionDefinition, type ConditionMove, movesOf } from "../domain/condition.ts"
import { definitionsAfter } from "../domain/ledger.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { type Coding, codingsOf, type StatementFacts } from "../domain/statement.ts"
import type { Publication } from "../domain/vocabulary.ts"

/** A new version of a statement, decided and ready to be stored. `facts` where the public may see it, else null. */
export interface NewRevision {
  id: string
  version: number
  publication: Publication
  content: StatementContent
  facts: StatementFacts | null
  /** Said-at interval, for lists. */
  interval: { start: number; end: number }
  by: string
  note: string | null
  overrideReason: string | null
  /** How the statement stood before this version; undefined for its first. */
  before?: {
    order: number | null
    firstRecordedAt: number
    publishedAt: number | null
    author: string
    returned: string | null
  }
  imported: boolean
  searchText: string
  /** Why a second person returns it from review with this version. */
  returned?: string
}

/**
 * Stores versions of statements, and what the rules read of them, in the transaction that also logs the change.
 * `known` are the definitions of conditions before. Rows that were known until now are closed, never removed.
 */
export async function writeRevisions(
  tx: Transaction,
  negotiationId: number,
  revisions: NewRevision[],
  known: ReadonlyMap<string, ConditionDefinition>,
  now: number,
): Promise<void> {
  for (const part of chunks(revisions, 1_000)) {
    await tx.$client.query({
      name: "write-revisions",
      text: REVISIONS_SQL,
      values: [negotiationId, now, JSON.stringify(part.map((revision) => revisionRow(revision, now)))],
    })
  }
  const published = revisions.flatMap(({ facts, before }) =>
    facts ? [{ facts, again: before?.publishedAt != null }] : [],
  )
  const again = published.filter((revision) => revision.again).map(({ facts }) => facts.statement)
  if (again.length > 0) await closeKnown(tx, negotiationId, again, now)
  await insertIndex(
    tx,
    negotiationId,
    published.map(({ facts }) => facts),
    known,
    now,
  )
}

/** Stores the moves that an event makes on conditions. */
export async function writeEventMoves(
  tx: Transaction,
  negotiationId: number,
  moves: ConditionMove[],
  now: number,
): Promise<void> {
  if (moves.length === 0) return
  await tx.insert(conditionMove).values(moves.map((move) => moveRow(negotiationId, move, 1, now)))
}

function revisionRow({ before, facts, interval, ...revision }: NewRevision, now: number) {
  return {
    id: revision.id,
    version: revision.version,
    publication: revision.publication,
    content: revision.content,
    facts,
    by: revision.by,
    note: revision.note,
    override_reason: revision.overrideReason,
    imported: revision.imported,
    search_text: revision.searchText,
    starts: interval.start,
    ends: interval.end,
    order_no: facts?.order ?? before?.order ?? null,
    first_recorded_at: before?.firstRecordedAt ?? now,
    published_at: before?.publishedAt ?? (facts ? now : null),
    author: before?.author ?? revision.by,
    // whoever works on a draft goes on seeing why it came back, until it is sent again
    returned: revision.returned ?? (revision.publication === "draft" ? before?.returned : null) ?? null,
  }
}

const REVISIONS_SQL = `
  with given as (
    select * from jsonb_to_recordset($3::jsonb) as given(
      id text, version int, publication text, content jsonb, facts jsonb, by text, note text, override_reason text,
      imported boolean, search_text text, starts bigint, ends bigint, order_no bigint, first_recorded_at bigint,
      published_at bigint, author text, returned text)
  ), stated as (
    insert into statement (negotiation_id, id, publication, version, order_no, first_recorded_at, published_at, author,
                           imported, starts, ends, search_text, saved_at, returned)
    select $1, id, publication, version, order_no, first_recorded_at, published_at, author, imported, starts, ends,
           search_text, $2, returned
      from given
    on conflict (negotiation_id, id) do update
      set publication = excluded.publication, version = excluded.version, order_no = excluded.order_no,
          published_at = excluded.published_at, starts = excluded.starts, ends = excluded.ends,
          search_text = excluded.search_text, saved_at = excluded.saved_at, returned = excluded.returned
  )
  insert into statement_revision (negotiation_id, statement_id, version, publication, content, facts, recorded_at, by, note,
                                  override_reason)
  select $1, id, version, publication, content, facts, $2, by, note, override_reason from given`

async function closeKnown(
  tx: Transaction,
  negotiationId: number,
  statements: string[],
  now: number,
): Promise<void> {
  for (const table of ["coding", "condition", "condition_move"]) {
    await tx.$client.query(
      `update ${table} set known_to = $3
        where negotiation_id = $1 and statement_id = any($2) and known_to = ${FOREVER_MS}`,
      [negotiationId, statements, now],
    )
  }
}

async function insertIndex(
  tx: Transaction,
  negotiationId: number,
  facts: StatementFacts[],
  known: ReadonlyMap<string, ConditionDefinition>,
  now: number,
): Promise<void> {
  const codings = facts.flatMap((said) => codingsOf(said).map((row) => codingRow(row, said.version)))
  for (const part of chunks(codings, 1_000)) {
    const values = [negotiationId, now, JSON.stringify(part)]
    await tx.$client.query({ name: "write-codings", text: CODINGS_SQL, values })
  }
  const definitions = facts.flatMap((said) =>
    definitionsAfter(known.values(), said).map((definition) => ({ ...definition, version: said.version })),
  )
  for (const part of chunks(definitions, 1_000)) {
    await tx.insert(condition).values(
      part.map(({ statement: statementId, option, start, end, ...row }) => ({
        ...row,
        negotiationId,
        statementId,
        optionId: option,
        starts: start,
        ends: end,
        knownFrom: now,
      })),
    )
  }
  const moves = facts.flatMap((said) =>
    movesOf(said).map((move) => moveRow(negotiationId, move, said.version, now)),
  )
  for (const part of chunks(moves, 1_000)) await tx.insert(conditionMove).values(part)
}

function codingRow({ speaker, start, end, order, countsFrom, ...coding }: Coding, version: number) {
  return {
    ...coding,
    version,
    starts: start,
    ends: end,
    counts_from: countsFrom,
    order_no: order,
    speaker_id: speaker.id,
    speaker_name: speaker.name,
    said_at: coding.saidAt,
    said_at_precision: coding.saidAtPrecision,
  }
}

const CODINGS_SQL = `
  insert into coding (negotiation_id, option_id, party_id, statement_id, version, own, stance, starts, ends, counts_from, tier,
                      order_no, known_from, voice, institution, speaker_id, speaker_name, said_at, said_at_precision, gist)
  select $1, option, party, statement, version, own, stance, starts, ends, counts_from, tier,
         order_no, $2, voice, institution, speaker_id, speaker_name, said_at, said_at_precision, gist
    from jsonb_to_recordset($3::jsonb) as given(
      option text, party text, statement text, version int, own boolean, stance text, starts bigint, ends bigint,
      counts_from bigint, tier smallint, order_no bigint, voice text, institution text, speaker_id text, speaker_name text,
      said_at text, said_at_precision text, gist text)`

function moveRow(negotiationId: number, move: ConditionMove, version: number, now: number) {
  const { condition: conditionId, statement: statementId, event: eventId, start, end, ...row } = move
  return {
    ...row,
    negotiationId,
    conditionId,
    statementId,
    eventId,
    starts: start,
    ends: end,
    version,
    knownFrom: now,
  }
}

/** PostgreSQL takes at most 65,535 parameters in one statement. */
function* chunks<T>(items: T[], size: number): Generator<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size)
}

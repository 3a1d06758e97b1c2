import { setImmediate } from "node:timers/promises"
import type { Transaction } from "../../db/client.ts"
import type { ChangeDraft, DeskChangeDraft, Locked } from "../change-log/commit-change.ts"
import { type NewRevision, writeRevisions } from "../change-log/write-statements.ts"
import type { Ledger } from "../domain/board.ts"
import { effectOf, reachOf } from "../domain/change.ts"
import { definitionsOf } from "../domain/condition.ts"
import { withStatement } from "../domain/ledger.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { publicStatement } from "../domain/public-statement.ts"
import { documentIds, type KnownIds, partyRefusal, referenceRefusal } from "../domain/references.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { sameStatement } from "../domain/same-statement.ts"
import { readStatement, type StatementFacts } from "../domain/statement.ts"
import type { Publication } from "../domain/vocabulary.ts"
import { type Actor, isEditor } from "./matrix.ts"
import { readCast } from "./read-cast.ts"
import { type KnownDocument, readDocuments } from "./read-documents.ts"
import { readMergedIds } from "./resolve-speaker.ts"
import { searchTextOf } from "./weigh-statement.ts"

export interface ImportedStatements {
  ledger: Ledger
  changes: ChangeDraft[]
  desk: DeskChangeDraft[]
  tally: { added: number; present: number }
}

interface Read {
  /** Its place in the document. */
  i: number
  content: StatementContent
  facts: StatementFacts
  publication: Publication
}

/**
 * Records the statements of a document in its order, inside the lock. All are read and checked before the first is stored;
 * each published one becomes a change of its own, with what it does to the board after those before it.
 * One that exists with the same content is left alone; with other content the whole import is refused.
 */
export async function importStatements(
  tx: Transaction,
  locked: Locked,
  actor: Actor,
  statements: StatementContent[],
  ledger: Ledger,
  imported: boolean,
): Promise<ImportedStatements | Refusal> {
  const tally = { added: 0, present: 0 }
  if (statements.length === 0) return { ledger, changes: [], desk: [], tally }
  const known = await storedContents(tx, locked.negotiation.id)
  const cast = await readCast(tx, locked.negotiation)
  const documents = await readDocuments(tx, locked.negotiation.id)
  const parties = new Set(locked.agenda.parties.map((party) => party.id))
  const reads: Read[] = []
  const merged = await readMergedIds(tx, locked.negotiation.id)
  for (const [i, given] of statements.entries()) {
    const speaker = merged.get(given.speaker ?? "")
    const content = speaker === undefined ? given : { ...given, speaker }
    const there = known.get(content.id)
    if (there && !sameStatement(there, content)) {
      return refuse(
        "other_content",
        `Statement "${content.id}" exists with other content. Nothing was imported.`,
        `statements[${i}]`,
      )
    }
    tally[there ? "present" : "added"] += 1
    if (there) continue
    known.set(content.id, content)
    const publication = isEditor(actor) ? (content.status ?? "draft") : "draft"
    const isPublic = publication === "published" || publication === "withdrawn"
    const stranger = partyRefusal(content, parties)
    if (stranger) return below(stranger, i)
    const facts = readStatement(content, cast, {
      version: 1,
      publication: publication === "withdrawn" ? "withdrawn" : "published",
      order: isPublic ? locked.nextOrder() : 0,
      firstRecordedAt: locked.now,
    })
    if (isRefusal(facts)) return below(facts, i)
    reads.push({ i, content, facts, publication })
  }
  const ids = knownIds(locked, ledger, documents, reads)
  for (const { i, content, facts, publication } of reads) {
    const wrong = referenceRefusal(content, facts, ids, {
      zone: content.zone ?? locked.negotiation.zone,
      now: locked.now,
    })
    if (wrong) return below(wrong, i)
    if (publication === "published" && documentIds(content).length === 0) {
      return refuse(
        "unprocessable",
        "A published statement needs at least one source document.",
        `statements[${i}].documents`,
      )
    }
  }
  const revisions = reads.map(({ content, facts, publication }): NewRevision => {
    const isPublic = publication === "published" || publication === "withdrawn"
    return {
      id: content.id,
      version: 1,
      publication,
      content,
      facts: isPublic ? facts : null,
      interval: facts,
      by: actor.id,
      note: publication === "withdrawn" ? WITHDRAWN_BEFORE : null,
      overrideReason: null,
      imported,
      searchText: searchTextOf(content, facts, cast),
    }
  })
  await writeRevisions(tx, locked.negotiation.id, revisions, ledger.definitions, locked.now)
  const said = await tell(locked, ledger, reads, documents, imported)
  const drafts = reads.filter(({ publication }) => publication === "draft" || publication === "in_review")
  const desk = drafts.map(
    ({ content, publication }): DeskChangeDraft => ({
      kind: publication === "draft" ? "draft.saved" : "review.requested",
      statement: content.id,
      version: 1,
    }),
  )
  return { ...said, desk, tally }
}

const WITHDRAWN_BEFORE = "Withdrawn before it was imported."

/** The changes, one a statement, each on the ledger that the ones before it left. */
async function tell(
  locked: Locked,
  ledger: Ledger,
  reads: Read[],
  documents: Map<string, KnownDocument>,
  imported: boolean,
): Promise<{ ledger: Ledger; changes: ChangeDraft[] }> {
  const changes: ChangeDraft[] = []
  const recordedAt = new Date(locked.now).toISOString()
  let before = ledger
  for (const [i, { content, facts, publication }] of reads.entries()) {
    // A long import leaves everybody else their turn.
    if (i % 50 === 49) await setImmediate()
    if (publication === "draft" || publication === "in_review") continue
    const after = withStatement(before, facts)
    const reach = reachOf(before, after, [facts])
    changes.push({
      kind: publication === "withdrawn" ? "statement.withdrawn" : "statement.published",
      statement: publicStatement(content, facts, recordedAt, (id) => documents.get(id)),
      effect: effectOf({ ledger: before, t: locked.now }, { ledger: after, t: locked.now }, reach),
      ...(publication === "withdrawn" && { correction: { note: WITHDRAWN_BEFORE, version: 1, replaces: 1 } }),
      ...(imported && { imported: true as const }),
    })
    before = after
  }
  return { ledger: before, changes }
}

/** Conditions of the whole document count as known: a move may name one that is stated further down. */
function knownIds(
  locked: Locked,
  ledger: Ledger,
  documents: Map<string, KnownDocument>,
  reads: Read[],
): KnownIds {
  const stated = reads.flatMap(({ facts }) =>
    definitionsOf(facts).map((definition) => [definition.id, definition] as const),
  )
  return {
    options: new Set(locked.agenda.options.map((option) => option.id)),
    documents: new Set(documents.keys()),
    conditions: new Map([...stated.reverse(), ...ledger.definitions]),
  }
}

async function storedContents(
  tx: Transaction,
  negotiationId: number,
): Promise<Map<string, StatementContent>> {
  const { rows } = await tx.$client.query<{ id: string; content: StatementContent }>(
    `select s.id, r.content from statement s
       join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id and r.version = s.version
      where s.negotiation_id = $1`,
    [negotiationId],
  )
  return new Map(rows.map((row) => [row.id, row.content]))
}

function below(refusal: Refusal, i: number): Refusal {
  return { ...refusal, path: refusal.path ? `statements[${i}].${refusal.path}` : `statements[${i}]` }
}

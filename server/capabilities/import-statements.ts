import type { Transaction } from "../../db/client.ts"
import type { ChangeDraft, DeskChangeDraft, Locked } from "../change-log/commit-change.ts"
import { type NewRevision, writeRevisions } from "../change-log/write-statements.ts"
import type { Ledger } from "../domain/board.ts"
import { effectOf, reachOf } from "../domain/change.ts"
import { definitionsOf } from "../domain/condition.ts"
import { withStatement } from "../domain/ledger.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { CANCELLED, type Watcher } from "../domain/progress.ts"
import { publicStatement } from "../domain/public-statement.ts"
import { documentIds, type KnownIds, partyRefusal, referenceRefusal } from "../domain/references.ts"
import { allOf, isRefusal, type Refusal, refuse, together } from "../domain/refusal.ts"
import { sameStatement } from "../domain/same-statement.ts"
import { readStatement, type StatementFacts } from "../domain/statement.ts"
import type { Publication } from "../domain/vocabulary.ts"
import { type Actor, isEditor } from "./matrix.ts"
import { type KnownCast, readCast } from "./read-cast.ts"
import { type KnownDocument, readDocuments } from "./read-documents.ts"
import { readMergedIds } from "./resolve-speaker.ts"
import { calledOff } from "./take-turns.ts"
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
  /** What stands under its id already: a draft, of which this is the next version. */
  there: Stored | undefined
}

export interface ImportOf {
  imported: boolean
  /** Everything is checked and decided, and no statement is stored. */
  dryRun: boolean
  /** Statements as whoever made the document saw them. */
  seen: ReadonlyMap<string, StatementContent>
  watcher: Watcher
}

/** A statement as it stands in the negotiation already. */
interface Stored {
  content: StatementContent
  publication: Publication
  version: number
  firstRecordedAt: number
  author: string
  returned: string | null
}

/**
 * Records the statements of a document in its order, inside the lock. All are read and checked before the first is stored;
 * each published one becomes a change of its own, with what it does to the board after those before it.
 * One that exists with the same content is left alone. One with other content is refused, but for a draft that stands as it was
 * `seen` by whoever made the document: that gets its next version. Out: what it did, or all that is refused.
 */
export async function importStatements(
  tx: Transaction,
  locked: Locked,
  actor: Actor,
  statements: StatementContent[],
  ledger: Ledger,
  { imported, dryRun, seen, watcher }: ImportOf,
): Promise<ImportedStatements | Refusal> {
  if (statements.length === 0) return { ledger, changes: [], desk: [], tally: { added: 0, present: 0 } }
  const read = await readAll(tx, locked, actor, statements, { seen, watcher })
  if (isRefusal(read)) return read
  const { reads, cast, documents, faults } = read
  const ids = knownIds(locked, ledger, documents, reads)
  for (const { i, content, facts, publication } of reads) {
    const at = { zone: content.zone ?? locked.negotiation.zone, now: locked.now }
    const wrong = referenceRefusal(content, facts, ids, at)
    if (wrong) faults.push(...allOf(wrong).map((each) => below(each, i)))
    if (publication === "published" && documentIds(content).length === 0) {
      const detail = "A published statement needs at least one source document."
      faults.push(refuse("unprocessable", detail, `statements[${i}].documents`))
    }
  }
  const refused = together(faults)
  if (refused) return refused
  const said = await tell(locked, ledger, reads, { documents, imported, watcher })
  if (isRefusal(said)) return said
  const revisions = reads.map((each) => revisionOf(each, { by: actor.id, imported, cast }))
  for (let done = 0; done < revisions.length && !dryRun; done += PORTION) {
    const part = revisions.slice(done, done + PORTION)
    await writeRevisions(tx, locked.negotiation.id, part, ledger.definitions, locked.now)
    const progress = { phase: "storing" as const, done: done + part.length, total: revisions.length }
    if (await calledOff(watcher, progress)) return CANCELLED
  }
  const drafts = reads.filter(({ publication }) => publication === "draft" || publication === "in_review")
  const desk = drafts.map(
    ({ content, publication, there }): DeskChangeDraft => ({
      kind: publication === "draft" ? "draft.saved" : "review.requested",
      statement: content.id,
      version: (there?.version ?? 0) + 1,
    }),
  )
  const added = reads.filter(({ there }) => !there).length
  return { ...said, desk, tally: { added, present: statements.length - added } }
}

/** Statements stored between two looks at whether the import was called off. */
const PORTION = 1_000

/** Reads every statement that is new or another draft; what cannot be read becomes a fault. */
async function readAll(
  tx: Transaction,
  locked: Locked,
  actor: Actor,
  statements: StatementContent[],
  { seen, watcher }: { seen: ReadonlyMap<string, StatementContent>; watcher: Watcher },
) {
  const known = await readStored(tx, locked.negotiation.id)
  const cast = await readCast(tx, locked.negotiation)
  const documents = await readDocuments(tx, locked.negotiation.id)
  const parties = new Set(locked.agenda.parties.map((party) => party.id))
  const reads: Read[] = []
  const faults: Refusal[] = []
  const first = new Map<string, StatementContent>()
  const merged = await readMergedIds(tx, locked.negotiation.id)
  for (const [i, given] of statements.entries()) {
    if (await calledOff(watcher, { phase: "checking", done: i, total: statements.length })) return CANCELLED
    const speaker = merged.get(given.speaker ?? "")
    const content = speaker === undefined ? given : { ...given, speaker }
    const there = known.get(content.id)
    const stands = first.get(content.id) ?? there?.content
    const differs = stands !== undefined && !sameStatement(stands, content)
    if (differs && (first.has(content.id) || !mayRevise(there, seen.get(content.id)))) {
      faults.push(refuse("other_content", otherContent(content.id, there), `statements[${i}]`))
      continue
    }
    if (stands && !differs) continue
    first.set(content.id, content)
    const publication = isEditor(actor) && !there ? (content.status ?? "draft") : "draft"
    const isPublic = publication === "published" || publication === "withdrawn"
    const stranger = partyRefusal(content, parties)
    const facts =
      stranger ??
      readStatement(content, cast, {
        version: (there?.version ?? 0) + 1,
        publication: publication === "withdrawn" ? "withdrawn" : "published",
        order: isPublic ? locked.nextOrder() : 0,
        firstRecordedAt: there?.firstRecordedAt ?? locked.now,
      })
    if (isRefusal(facts)) faults.push(...allOf(facts).map((each) => below(each, i)))
    else reads.push({ i, content, facts, publication, there })
  }
  return { reads, cast, documents, faults }
}

/** A draft is changed by who has seen it as it stands; anything else that is here stays. */
function mayRevise(there: Stored | undefined, seen: StatementContent | undefined): boolean {
  return there?.publication === "draft" && seen !== undefined && sameStatement(there.content, seen)
}

function otherContent(id: string, there: Stored | undefined): string {
  const next = there?.publication === "published" ? " It is public: correct it at the desk, with a note." : ""
  return `Statement "${id}" exists with other content.${next} Nothing was imported.`
}

function revisionOf(
  { content, facts, publication, there }: Read,
  { by, imported, cast }: { by: string; imported: boolean; cast: KnownCast },
): NewRevision {
  const isPublic = publication === "published" || publication === "withdrawn"
  return {
    id: content.id,
    version: facts.version,
    publication,
    content,
    facts: isPublic ? facts : null,
    interval: facts,
    by,
    note: publication === "withdrawn" ? WITHDRAWN_BEFORE : null,
    overrideReason: null,
    ...(there && {
      before: {
        order: null,
        firstRecordedAt: there.firstRecordedAt,
        publishedAt: null,
        author: there.author,
        returned: there.returned,
      },
    }),
    imported,
    searchText: searchTextOf(content, facts, cast),
  }
}

const WITHDRAWN_BEFORE = "Withdrawn before it was imported."

/** The changes, one a statement, each on the ledger that the ones before it left. */
async function tell(
  locked: Locked,
  ledger: Ledger,
  reads: Read[],
  {
    documents,
    imported,
    watcher,
  }: { documents: Map<string, KnownDocument>; imported: boolean; watcher: Watcher },
): Promise<{ ledger: Ledger; changes: ChangeDraft[] } | Refusal> {
  const changes: ChangeDraft[] = []
  const recordedAt = new Date(locked.now).toISOString()
  let before = ledger
  for (const [i, { content, facts, publication }] of reads.entries()) {
    if (await calledOff(watcher, { phase: "deciding", done: i, total: reads.length })) return CANCELLED
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

async function readStored(tx: Transaction, negotiationId: number): Promise<Map<string, Stored>> {
  const { rows } = await tx.$client.query<Stored & { id: string }>(
    `select s.id, r.content, s.publication, s.version, s.first_recorded_at as "firstRecordedAt", s.author, s.returned
       from statement s
       join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id and r.version = s.version
      where s.negotiation_id = $1`,
    [negotiationId],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

function below(refusal: Refusal, i: number): Refusal {
  return { ...refusal, path: refusal.path ? `statements[${i}].${refusal.path}` : `statements[${i}]` }
}

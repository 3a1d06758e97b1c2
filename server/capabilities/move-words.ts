import type { Transaction } from "../../db/client.ts"
import type { ChangeDraft, Decision, Locked } from "../change-log/commit-change.ts"
import { NOW_KNOWN_MS, readCodings, readConditions } from "../change-log/read-ledger.ts"
import { type NewRevision, writeRevisions } from "../change-log/write-statements.ts"
import type { Ledger } from "../domain/board.ts"
import { type Effect, effectOf, reachOf } from "../domain/change.ts"
import { withStatement } from "../domain/ledger.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { publicStatement } from "../domain/public-statement.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { reviewReasons } from "../domain/review.ts"
import { shareEffect } from "../domain/share-effect.ts"
import { readStatement, type StatementFacts } from "../domain/statement.ts"
import { readCast } from "./read-cast.ts"
import { readDocuments } from "./read-documents.ts"
import type { StoredStatement } from "./stored-statement.ts"
import { searchTextOf } from "./weigh-statement.ts"

export interface MovedWords {
  decision: Omit<Decision<unknown>, "result">
  summary: MovedSummary
}
export interface MovedSummary {
  /** Published statements that are corrected in public, with what each says. */
  statements: { id: string; gist: string; saidAt: string }[]
  /** Drafts that get a new version. */
  drafts: string[]
  effect: Effect
  /** How many of the corrections would need a second person; the editor's note stands for one. */
  risky: number
}

interface Move {
  from: string
  to: string
  by: string
  note: string
}
type Stored = StoredStatement & { interval: { start: number; end: number } }

/**
 * Gives every live statement of one speaker to another who is the same person, inside the lock. What is published is read
 * again like any correction, under the cast as it is now, and enters the log as one; drafts get a new version.
 * The board is compared before the first and after the last of them, since between two of them one person would contradict
 * themselves. Refuses where a statement cannot be read any more, and says which.
 */
export async function moveWords(tx: Transaction, locked: Locked, move: Move): Promise<MovedWords | Refusal> {
  const { negotiation, now } = locked
  const stored = await readWords(tx, negotiation.id, move.from)
  const cast = await readCast(tx, negotiation)
  const documents = await readDocuments(tx, negotiation.id)
  const conditions = await readConditions(tx, negotiation.id, NOW_KNOWN_MS)
  const corrected: {
    stored: Stored
    before: StatementFacts
    content: StatementContent
    facts: StatementFacts
  }[] = []
  for (const one of stored) {
    if (one.publication !== "published" || one.facts === null || one.order === null) continue
    const content = moved(one.content, move)
    const version = { version: one.version + 1, publication: "published" as const, order: one.order }
    const facts = readStatement(content, cast, { ...version, firstRecordedAt: one.firstRecordedAt })
    if (isRefusal(facts)) return ofStatement(facts, one)
    corrected.push({ stored: one, before: one.facts, content, facts })
  }
  const bare: Ledger = { agenda: locked.agenda, codings: new Map(), ...conditions }
  const told = corrected.map(({ facts }) => facts)
  const reach = reachOf(bare, told.reduce(withStatement, bare), [
    ...corrected.map(({ before }) => before),
    ...told,
  ])
  const before: Ledger = { ...bare, codings: await readCodings(tx, negotiation.id, reach) }
  const after = told.reduce(withStatement, before)
  const effect = effectOf({ ledger: before, t: now }, { ledger: after, t: now }, reach)
  const shares = shareEffect(effect, told)
  const recordedAt = new Date(now).toISOString()
  const revisions: NewRevision[] = []
  const changes: ChangeDraft[] = []
  let risky = 0
  for (const [i, one] of corrected.entries()) {
    const share = shares[i] ?? { cells: [] }
    const reasons = reviewReasons(negotiation.review, before, one.facts, share, now, one.before)
    if (reasons.length > 0) risky += 1
    revisions.push({
      ...revision(one.stored, one.content, move),
      facts: one.facts,
      interval: one.facts,
      note: move.note,
      overrideReason: reasons.length > 0 ? move.note : null,
      searchText: searchTextOf(one.content, one.facts, cast),
    })
    changes.push({
      kind: "statement.corrected",
      statement: publicStatement(one.content, one.facts, recordedAt, (id) => documents.get(id)),
      effect: share,
      correction: { note: move.note, version: one.stored.version + 1, replaces: one.stored.version },
    })
  }
  const drafts = stored.filter(({ publication }) => publication === "draft" || publication === "in_review")
  const speaker = { id: move.to, name: cast.people.get(move.to)?.name ?? "" }
  for (const draft of drafts) {
    const content = moved(draft.content, move)
    revisions.push({
      ...revision(draft, content, move),
      searchText: searchTextOf(content, { speaker }, cast),
    })
  }
  await writeRevisions(tx, negotiation.id, revisions, conditions.definitions, now)
  return {
    decision: {
      ...(changes.length > 0 && { public: changes }),
      desk: drafts.map(({ id, version }) => ({ kind: "draft.saved", statement: id, version: version + 1 })),
    },
    summary: {
      statements: corrected.map(({ content: { id, gist, saidAt } }) => ({ id, gist, saidAt })),
      drafts: drafts.map(({ id }) => id),
      effect,
      risky,
    },
  }
}

/** Statements whose latest version the person spoke, or that were read in the person's voice as the leader of a house. */
async function readWords(tx: Transaction, negotiationId: number, speaker: string): Promise<Stored[]> {
  const { rows } = await tx.$client.query<Stored>(
    `select s.id, s.publication, s.version, s.order_no as "order", s.first_recorded_at as "firstRecordedAt",
            s.published_at as "publishedAt", s.author, s.imported, r.content, r.facts, r.by as "savedBy",
            r.recorded_at as "savedAt", s.returned, json_build_object('start', s.starts, 'end', s.ends) as interval
       from statement s
       join statement_revision r on r.negotiation_id = s.negotiation_id and r.statement_id = s.id and r.version = s.version
      where s.negotiation_id = $1 and s.publication <> 'withdrawn'
        and (r.content->>'speaker' = $2 or r.facts @> $3)
      order by s.order_no nulls last, s.first_recorded_at, s.id`,
    [negotiationId, speaker, JSON.stringify({ for: [{ voice: speaker }] })],
  )
  return rows
}

function moved(content: StatementContent, { from, to }: Move): StatementContent {
  return content.speaker === from ? { ...content, speaker: to } : content
}

function revision(stored: Stored, content: StatementContent, { by }: Move): NewRevision {
  return {
    id: stored.id,
    version: stored.version + 1,
    publication: stored.publication,
    content,
    facts: null,
    interval: stored.interval,
    by,
    note: null,
    overrideReason: null,
    before: stored,
    imported: stored.imported,
    searchText: "",
  }
}

function ofStatement(refusal: Refusal, { id, content }: Stored): Refusal {
  return {
    ...refusal,
    detail: `Nothing was merged, because of the statement "${content.gist}": ${refusal.detail}`,
    path: `statements["${id}"].${refusal.path ?? ""}`.replace(/\.$/, ""),
  }
}

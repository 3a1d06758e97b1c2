import type { Transaction } from "../../db/client.ts"
import type { Locked } from "../change-log/commit-change.ts"
import { NOW_KNOWN_MS, readCodings, readConditions, readDecidingCodings } from "../change-log/read-ledger.ts"
import type { Ledger } from "../domain/board.ts"
import { type Effect, effectOf, type Reach, reachOf } from "../domain/change.ts"
import { withStatement } from "../domain/ledger.ts"
import type { StatementContent } from "../domain/negotiation-document.ts"
import { type PublicStatement, publicStatement } from "../domain/public-statement.ts"
import { documentIds, type KnownIds, partyRefusal, referenceRefusal } from "../domain/references.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { type ReviewReason, reviewReasons } from "../domain/review.ts"
import { asList, readStatement, type StatementFacts } from "../domain/statement.ts"
import { type KnownCast, readCast } from "./read-cast.ts"
import { type KnownDocument, readDocuments } from "./read-documents.ts"

/** A statement that has been read against its negotiation: everything it names exists and may be said by its speaker. */
export interface ReadStatement {
  facts: StatementFacts
  cast: KnownCast
  documents: Map<string, KnownDocument>
  conditions: Pick<Ledger, "definitions" | "moves">
}

/** What publishing it would do, and why it would need a second person. */
export interface WeighedStatement extends ReadStatement {
  effect: Effect
  reasons: ReviewReason[]
  public: PublicStatement
  /** The ledger as it is without this version, as far as the version reaches. */
  before: Ledger
  reach: Reach
}

export interface Version {
  version: number
  publication: "published" | "withdrawn"
  order: number
  firstRecordedAt: number
}

/** Reads a statement's content inside the lock, or refuses it by path. Stores nothing. */
export async function readInNegotiation(
  tx: Transaction,
  locked: Locked,
  content: StatementContent,
  version: Version,
): Promise<ReadStatement | Refusal> {
  const { negotiation, agenda, now } = locked
  const stranger = partyRefusal(content, new Set(agenda.parties.map((party) => party.id)))
  if (stranger) return stranger
  const parties = asList(content.for)
  const cast = await readCast(tx, negotiation, { people: content.speaker ? [content.speaker] : [], parties })
  const facts = readStatement(content, cast, version)
  if (isRefusal(facts)) return facts
  const documents = await readDocuments(tx, negotiation.id, documentIds(content))
  const conditions = await readConditions(tx, negotiation.id, NOW_KNOWN_MS)
  const known: KnownIds = {
    options: new Set(agenda.options.map((option) => option.id)),
    documents: new Set(documents.keys()),
    conditions: conditions.definitions,
  }
  const refusal = referenceRefusal(content, facts, known, { zone: content.zone ?? negotiation.zone, now })
  return refusal ?? { facts, cast, documents, conditions }
}

/**
 * Weighs a public version of a statement against the board: what it changes and what review it needs.
 * In: the version that is public now (`replaces`), where there is one. The pure rules decide; publishing, correcting,
 * withdrawing and the desk's preview all come here.
 */
export async function weighStatement(
  tx: Transaction,
  locked: Locked,
  content: StatementContent,
  version: Version,
  replaces: StatementFacts | null,
): Promise<WeighedStatement | Refusal> {
  const read = await readInNegotiation(tx, locked, content, version)
  if (isRefusal(read)) return read
  if (read.documents.size === 0) {
    return refuse(
      "unprocessable",
      "A published statement needs at least one source document. Add it first.",
      "documents",
    )
  }
  return { ...read, ...(await weighFacts(tx, locked, content, read, replaces)) }
}

/**
 * Weighs the withdrawal of a public statement, whose content was read when it was published. In: the facts of the version
 * that is public, and the number of the tombstone.
 */
export async function weighWithdrawal(
  tx: Transaction,
  locked: Locked,
  content: StatementContent,
  replaces: StatementFacts,
  version: number,
): Promise<Omit<WeighedStatement, "cast">> {
  const facts: StatementFacts = { ...replaces, version, publication: "withdrawn" }
  const conditions = await readConditions(tx, locked.negotiation.id, NOW_KNOWN_MS)
  const documents = await readDocuments(tx, locked.negotiation.id, documentIds(content))
  const read = { facts, conditions, documents }
  return { ...read, ...(await weighFacts(tx, locked, content, read, replaces)) }
}

async function weighFacts(
  tx: Transaction,
  locked: Locked,
  content: StatementContent,
  read: Pick<ReadStatement, "facts" | "conditions" | "documents">,
  replaces: StatementFacts | null,
): Promise<Pick<WeighedStatement, "effect" | "reasons" | "public" | "before" | "reach">> {
  const { negotiation, agenda, now } = locked
  const bare: Ledger = { agenda, codings: new Map(), ...read.conditions }
  const reach = reachOf(
    bare,
    withStatement(bare, read.facts),
    replaces ? [replaces, read.facts] : [read.facts],
  )
  // Beside something new a few rows decide; where something is taken away, any row may come to decide again.
  const codings = replaces
    ? await readCodings(tx, negotiation.id, reach)
    : await readDecidingCodings(tx, negotiation.id, now, NOW_KNOWN_MS, { reach, added: read.facts })
  const before: Ledger = { ...bare, codings }
  const after = withStatement(before, read.facts)
  const effect = effectOf({ ledger: before, t: now }, { ledger: after, t: now }, reach)
  return {
    before,
    reach,
    effect,
    reasons: reviewReasons(negotiation.review, before, read.facts, effect, now, replaces),
    public: publicStatement(content, read.facts, new Date(now).toISOString(), (id) => read.documents.get(id)),
  }
}

/** What a reader's search goes through: the words, the place, and every spelling of who spoke. */
export function searchTextOf(
  content: StatementContent,
  facts: Pick<StatementFacts, "speaker"> | null,
  cast: { people: ReadonlyMap<string, { spellings: string[] }> },
): string {
  const spellings = content.speaker ? (cast.people.get(content.speaker)?.spellings ?? []) : []
  const words = [
    facts?.speaker.name,
    content.institution,
    content.speakerAsDescribed,
    ...spellings,
    content.gist,
    content.quote,
    content.originalText,
    content.place,
    content.venue,
    ...(content.conditions ?? []).map((condition) => condition.text),
  ]
  return words.filter(Boolean).join(" \n").normalize("NFKC").toLowerCase()
}

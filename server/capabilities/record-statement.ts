import { randomUUID } from "node:crypto"
import { z } from "zod"
import type { Database, Transaction } from "../../db/client.ts"
import { commitChange, type Decision, type Locked } from "../change-log/commit-change.ts"
import { type NewRevision, writeRevisions } from "../change-log/write-statements.ts"
import {
  documentSchema,
  documentUseSchema,
  idSchema,
  type StatementContent,
  spanSchema,
  statementSchema,
} from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { ReviewReason } from "../domain/review.ts"
import { sameStatement } from "../domain/same-statement.ts"
import { DIRECTNESS, type Publication } from "../domain/vocabulary.ts"
import { addDocuments } from "./add-documents.ts"
import type { Actor } from "./matrix.ts"
import { withKeptSpeaker } from "./resolve-speaker.ts"
import { latestSeq, readStored } from "./stored-statement.ts"
import { readInNegotiation, searchTextOf, weighStatement } from "./weigh-statement.ts"

/** A document given with the statement that cites it, and how that statement stands in it. */
const inlineDocumentSchema = documentSchema.extend({
  directness: z.enum(DIRECTNESS).optional(),
  span: spanSchema.nullish(),
})

/** A statement as a client logs it: an element of the document format whose documents may be given inline. */
export const recordSchema = statementSchema.extend({
  id: idSchema.optional(),
  documents: z
    .array(z.union([documentUseSchema, inlineDocumentSchema]))
    .max(50)
    .optional(),
  status: z.enum(["draft", "in_review", "published"]).optional(),
})
/** The fields that an edit or a correction changes; the others stay as they are. */
export const changedFieldsSchema = recordSchema.omit({ id: true, status: true, imported: true }).partial()
export type RecordInput = z.infer<typeof recordSchema>
type DocumentUse = NonNullable<RecordInput["documents"]>[number]

/** Where a statement stands after a verb. `review` says why a second person is needed, where one is. */
export interface StatementState {
  id: string
  version: number
  status: Publication
  seq: number | null
  review?: { reasons: ReviewReason[]; detail: string }
}

/**
 * Logs one statement: as a draft, for review, or published at once where rule 10 allows it.
 * The caller may give the id; the same id with the same content is answered again, with other content it is refused.
 */
export async function recordStatement(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { slug: string; statement: RecordInput },
): Promise<StatementState | Refusal> {
  const done = await commitChange(db, { slug: input.slug, by: actor.id }, clock, async (tx, locked) => {
    const content = await takeContent(tx, locked, {
      ...input.statement,
      id: input.statement.id ?? newId(),
    })
    if (isRefusal(content)) return content
    // an id of our own making is not there yet
    const there = input.statement.id ? await readStored(tx, locked.negotiation.id, content.id) : null
    if (there && !isRefusal(there)) return answerAgain(tx, locked, there, content)
    return recordNew(tx, locked, actor, content, input.statement.status ?? "draft")
  })
  return isRefusal(done) ? done : { ...done.result, seq: done.seq ?? done.result.seq }
}

/**
 * Makes what a client sent the content that is stored: documents given inline are added and stay cited, and a speaker
 * under the id of a merged entry stands under the one that is kept.
 */
export async function takeContent<T extends Pick<RecordInput, "documents" | "speaker">>(
  tx: Transaction,
  locked: Locked,
  input: T,
): Promise<(Omit<T, "documents"> & Pick<StatementContent, "documents">) | Refusal> {
  const { documents, ...rest } = await withKeptSpeaker(tx, locked.negotiation.id, input)
  if (documents === undefined) return rest
  const inline = documents.flatMap((use) => {
    if (typeof use === "string" || !("source" in use)) return []
    const { directness: _, span: __, ...document } = use
    return [document]
  })
  const places = documents.flatMap((use, i) => (typeof use !== "string" && "source" in use ? [i] : []))
  const added = await addDocuments(tx, locked.negotiation, inline, (i) => `documents[${places[i]}]`)
  if (isRefusal(added)) return added
  return {
    ...rest,
    documents: documents.map(storedUse),
  }
}

/** How a statement cites a document that may have been given inline: by its id, with what is noted of its use. */
export function storedUse(use: DocumentUse): NonNullable<StatementContent["documents"]>[number] {
  if (typeof use === "string" || !("source" in use)) return use
  const { id, directness, span } = use
  return directness || span ? { id, directness, span } : id
}

export function needsReview(reasons: ReviewReason[]): StatementState["review"] {
  const why = reasons.map((reason) => REASON_WORDS[reason]).join(", ")
  return {
    reasons,
    detail: `A second person must publish this, because it ${why}. It is saved and waits for review; nothing is public yet.`,
  }
}

const REASON_WORDS: Record<ReviewReason, string> = {
  policy: "belongs to a negotiation where every statement is reviewed",
  red_line: "touches a red line",
  reversal: "reverses a party's position",
  unnamed_source: "rests on an unnamed source",
}

async function recordNew(
  tx: Transaction,
  locked: Locked,
  actor: Actor,
  content: StatementContent,
  wanted: "draft" | "in_review" | "published",
): Promise<Decision<StatementState> | Refusal> {
  const order = wanted === "draft" ? 0 : locked.nextOrder()
  const version = { version: 1, publication: "published" as const, order, firstRecordedAt: locked.now }
  const weighed = wanted === "draft" ? null : await weighStatement(tx, locked, content, version, null)
  if (isRefusal(weighed)) return weighed
  const read = weighed ?? (await readInNegotiation(tx, locked, content, version))
  if (isRefusal(read)) return read
  const status = wanted === "published" && weighed && weighed.reasons.length > 0 ? "in_review" : wanted
  const revision: NewRevision = {
    id: content.id,
    version: 1,
    publication: status,
    content,
    facts: status === "published" ? read.facts : null,
    interval: read.facts,
    by: actor.id,
    note: null,
    overrideReason: null,
    imported: false,
    searchText: searchTextOf(content, read.facts, read.cast),
  }
  await writeRevisions(tx, locked.negotiation.id, [revision], read.conditions.definitions, locked.now)
  const result: StatementState = { id: content.id, version: 1, status, seq: null }
  if (status === "published" && weighed) {
    return {
      public: [{ kind: "statement.published", statement: weighed.public, effect: weighed.effect }],
      result,
    }
  }
  const kind = status === "in_review" ? ("review.requested" as const) : ("draft.saved" as const)
  const review = weighed && weighed.reasons.length > 0 ? needsReview(weighed.reasons) : undefined
  return {
    desk: [{ kind, statement: content.id, version: 1 }],
    result: { ...result, ...(review && { review }) },
  }
}

async function answerAgain(
  tx: Transaction,
  locked: Locked,
  there: { id: string; version: number; publication: Publication; content: StatementContent },
  content: StatementContent,
): Promise<Decision<StatementState> | Refusal> {
  if (!sameStatement(there.content, content)) {
    return refuse(
      "other_content",
      `Statement "${content.id}" exists with other content. It was not changed.`,
      "id",
    )
  }
  const seq = await latestSeq(tx, locked.negotiation.id, there.id)
  return { result: { id: there.id, version: there.version, status: there.publication, seq } }
}

/** An id of our own making, which no statement has yet. */
export function newId(): string {
  return `s-${randomUUID().replaceAll("-", "").slice(0, 16)}`
}

import { eq } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client.ts"
import { negotiation } from "../../db/schema/negotiation.ts"
import { type ChangeDraft, commitChange, type Locked } from "../change-log/commit-change.ts"
import type { Ledger } from "../domain/board.ts"
import { isTimeZone } from "../domain/dates.ts"
import type { NegotiationDocument, NegotiationInput } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { addDocuments } from "./add-documents.ts"
import { agendaChanges } from "./agenda-changes.ts"
import { importStatements } from "./import-statements.ts"
import { keepAgenda } from "./keep-agenda.ts"
import { keepCast, type Tally } from "./keep-cast.ts"
import { type Actor, isEditor } from "./matrix.ts"
import { recordAgreements } from "./record-agreements.ts"
import { recordEvents } from "./record-events.ts"

export interface Imported {
  negotiation: string
  /** True where this was only a question: nothing was stored. */
  dryRun: boolean
  /** Latest public change of the import, null where nothing changed. */
  seq: number | null
  /** For each kind of entry, how many are new and how many were there. */
  tally: Tally
  /** How many lines it adds to the public log. */
  changes: number
}

/** `import` takes a whole document; `set_up` makes what is not there yet; `amend` adds entries to what is. */
export type ImportMode = "import" | "set_up" | "amend"

/**
 * Takes a negotiation document, all or nothing, by id, so that a repeat changes nothing. With an editor's key `published`
 * stays published as that editor's act, marked imported. By an analyst every statement becomes a draft, nothing else that is
 * there may be changed, and a negotiation that is new stays private until an editor shows it (rule 10).
 */
export async function importNegotiation(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { document: NegotiationDocument; dryRun?: boolean; mode?: ImportMode },
): Promise<Imported | Refusal> {
  const { document, dryRun = false, mode = "import" } = input
  const wanted = document.negotiation
  if (!isTimeZone(wanted.timeZone)) {
    const path = mode === "import" ? "negotiation.timeZone" : "timeZone"
    return refuse("invalid", `"${wanted.timeZone}" is no time zone. Write one such as Europe/Kyiv.`, path)
  }
  const create: NegotiationInput = isEditor(actor) ? wanted : { ...wanted, visibility: "private" }
  const request = { slug: wanted.slug, by: actor.id, dryRun, ...(mode !== "amend" && { create }) }
  const imported = mode === "import"
  const done = await commitChange<Omit<Imported, "seq">>(db, request, clock, async (tx, locked) => {
    const mayChange = isEditor(actor) || locked.created
    const refusal = frameRefusal(locked, wanted, mode)
    if (refusal) return refusal
    if (mode === "import" && isEditor(actor)) await updateNegotiation(tx, locked.negotiation.id, wanted)
    const frame = await takeFrame(tx, locked, actor, document, { imported, mayChange })
    if (isRefusal(frame)) return frame
    const { tally, changes } = frame
    const said = await importStatements(
      tx,
      frame.locked,
      actor,
      document.statements ?? [],
      frame.ledger,
      imported,
    )
    if (isRefusal(said)) return said
    const events = await recordEvents(tx, frame.locked, document.events ?? [], said.ledger, {
      imported,
      mayChange,
    })
    if (isRefusal(events)) return events
    const agreements = await recordAgreements(
      tx,
      frame.locked,
      document.agreements ?? [],
      imported,
      mayChange,
    )
    if (isRefusal(agreements)) return agreements
    const dangling = await referenceRefusal(tx, locked.negotiation.id, document)
    if (dangling) return dangling
    const all = [...changes, ...said.changes, ...events.changes, ...agreements.changes]
    const result = {
      negotiation: wanted.slug,
      dryRun,
      changes: all.length,
      tally: { ...tally, statements: said.tally, events: events.tally, agreements: agreements.tally },
    }
    return all.length > 0 ? { public: all, desk: said.desk, result } : { desk: said.desk, result }
  })
  if (!isRefusal(done) && !dryRun && (done.result.tally.statements?.added ?? 0) > 500)
    await db.$client.query("analyze")
  return isRefusal(done) ? done : { ...done.result, seq: done.seq }
}

/** What the negotiation itself must be for this. Dates are read in its zone, so the zone stays once something is recorded. */
function frameRefusal(locked: Locked, wanted: NegotiationInput, mode: ImportMode): Refusal | undefined {
  if (mode === "set_up" && !locked.created) {
    return refuse("already_exists", `"${wanted.slug}" exists. Choose another slug.`, "slug")
  }
  if (!locked.created && wanted.timeZone !== locked.negotiation.zone) {
    return refuse(
      "other_content",
      `Everything here was recorded in the zone ${locked.negotiation.zone}, which stays. Nothing was changed.`,
      "negotiation.timeZone",
    )
  }
  return undefined
}

/** Everything but statements, events and agreements; the ledger and agenda as they are after it. */
async function takeFrame(
  tx: Transaction,
  locked: Locked,
  actor: Actor,
  document: NegotiationDocument,
  { imported, mayChange }: { imported: boolean; mayChange: boolean },
): Promise<{ locked: Locked; ledger: Ledger; tally: Tally; changes: ChangeDraft[] } | Refusal> {
  const cast = await keepCast(tx, locked.negotiation, document, isEditor(actor))
  if (isRefusal(cast)) return cast
  const documents = await addDocuments(
    tx,
    locked.negotiation,
    document.documents ?? [],
    (i) => `documents[${i}]`,
  )
  if (isRefusal(documents)) return documents
  const agenda = await keepAgenda(tx, locked, document, mayChange)
  if (isRefusal(agenda)) return agenda
  const { ledger, changes } = await agendaChanges(
    tx,
    locked,
    agenda.proposals,
    imported ? { imported: true } : {},
  )
  const count = document.documents?.length ?? 0
  const tally = {
    ...cast,
    ...agenda.tally,
    documents: { added: documents.added, present: count - documents.added },
  }
  return { locked: { ...locked, agenda: ledger.agenda }, ledger, tally, changes }
}

/** What a document leaves out stays as it is. */
async function updateNegotiation(
  tx: Transaction,
  id: number,
  { slug: _, ...input }: NegotiationInput,
): Promise<void> {
  await tx.update(negotiation).set(input).where(eq(negotiation.id, id))
}

/** Histories and events may name what the same document brings, so they are checked when all of it is stored. */
async function referenceRefusal(
  tx: Transaction,
  negotiationId: number,
  document: NegotiationDocument,
): Promise<Refusal | undefined> {
  const { events = [], agreements = [], proposals = [] } = document
  const histories = [
    ...agreements.map((entry, i) => ({ entry, path: `agreements[${i}].history` })),
    ...proposals.map((entry, i) => ({ entry, path: `proposals[${i}].history` })),
  ].flatMap(({ entry, path }) => (entry.history ?? []).map((step, n) => ({ ...step, path: `${path}[${n}]` })))
  const named = [
    ...events.map((event, i) => ({
      table: "agreement" as const,
      id: event.agreement,
      path: `events[${i}].agreement`,
    })),
    ...histories.flatMap((step) => [
      { table: "statement" as const, id: step.statement, path: `${step.path}.statement` },
      { table: "event" as const, id: step.event, path: `${step.path}.event` },
    ]),
  ].filter((reference) => reference.id)
  if (named.length === 0) return undefined
  const { rows } = await tx.$client.query<{ table: string; id: string }>(
    `select 'agreement' as table, id from agreement where negotiation_id = $1
     union select 'statement', id from statement where negotiation_id = $1
     union select 'event', id from event where negotiation_id = $1`,
    [negotiationId],
  )
  const known = new Set(rows.map((row) => `${row.table} ${row.id}`))
  const missing = named.find(({ table, id }) => !known.has(`${table} ${id}`))
  return missing && refuse("unknown_id", `There is no ${missing.table} "${missing.id}" here.`, missing.path)
}

import { eq } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client.ts"
import { negotiation } from "../../db/schema/negotiation.ts"
import { type ChangeDraft, commitChange, type Locked } from "../change-log/commit-change.ts"
import type { Ledger } from "../domain/board.ts"
import { isTimeZone } from "../domain/dates.ts"
import { withoutConsequences } from "../domain/import-faults.ts"
import type {
  NegotiationDocument,
  NegotiationInput,
  StatementContent,
} from "../domain/negotiation-document.ts"
import type { Watcher } from "../domain/progress.ts"
import { allOf, isRefusal, type Refusal, refuse, together } from "../domain/refusal.ts"
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

/**
 * `import` takes a whole document; `set_up` makes what is not there yet; `amend` adds entries to what is; `tables` takes what
 * came out of it as tables, and so may change a draft that is there.
 */
export type ImportMode = "import" | "set_up" | "amend" | "tables"

/**
 * Takes a negotiation document, all or nothing, by id, so that a repeat changes nothing. With an editor's key `published`
 * stays published as that editor's act, marked imported. By an analyst every statement becomes a draft, nothing else that is
 * there may be changed, and a negotiation that is new stays private until an editor shows it (rule 10).
 */
export async function importNegotiation(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: {
    document: NegotiationDocument
    dryRun?: boolean
    mode?: ImportMode
    /** With `tables`: the statements as they stood when the document was made of them. */
    seen?: readonly StatementContent[] | undefined
  },
  watcher: Watcher = {},
): Promise<Imported | Refusal> {
  const { document, dryRun = false, mode = "import", seen = [] } = input
  const wanted = document.negotiation
  if (!isTimeZone(wanted.timeZone)) {
    const path = mode === "import" ? "negotiation.timeZone" : "timeZone"
    return refuse("invalid", `"${wanted.timeZone}" is no time zone. Write one such as Europe/Kyiv.`, path)
  }
  const create: NegotiationInput = isEditor(actor) ? wanted : { ...wanted, visibility: "private" }
  const request = {
    slug: wanted.slug,
    by: actor.id,
    dryRun,
    watcher,
    ...((mode === "import" || mode === "set_up") && { create }),
  }
  const imported = mode === "import" || mode === "tables"
  const done = await commitChange<Omit<Imported, "seq">>(db, request, clock, async (tx, locked) => {
    const mayChange = isEditor(actor) || locked.created
    const refusal = frameRefusal(locked, wanted, mode)
    if (refusal) return refusal
    if (mode === "import" && isEditor(actor)) await updateNegotiation(tx, locked.negotiation.id, wanted)
    // every step is asked, so that all that is wrong is told at once; one refusal is enough to store nothing
    const refused: Refusal[] = []
    const kept = <T>(step: T | Refusal): T | undefined => {
      if (!isRefusal(step)) return step
      refused.push(step)
      return undefined
    }
    const frame = await takeFrame(tx, locked, actor, document, { imported, mayChange, kept })
    const said = kept(
      await importStatements(tx, frame.locked, actor, document.statements ?? [], frame.ledger, {
        imported,
        dryRun,
        seen: new Map(seen.map((statement) => [statement.id, statement])),
        watcher,
      }),
    )
    const ledger = said?.ledger ?? frame.ledger
    const at = { imported, mayChange }
    const events = kept(await recordEvents(tx, frame.locked, document.events ?? [], ledger, at))
    const agreements = kept(
      await recordAgreements(tx, frame.locked, document.agreements ?? [], imported, mayChange),
    )
    if (refused.length === 0) kept(await referenceRefusal(tx, locked.negotiation.id, document))
    const wrong = together(withoutConsequences(refused.flatMap(allOf), document))
    if (wrong) return wrong
    const changes = [
      ...frame.changes,
      ...(said?.changes ?? []),
      ...(events?.changes ?? []),
      ...(agreements?.changes ?? []),
    ]
    const result = {
      negotiation: wanted.slug,
      dryRun,
      changes: changes.length,
      tally: {
        ...frame.tally,
        ...(said && { statements: said.tally }),
        ...(events && { events: events.tally }),
        ...(agreements && { agreements: agreements.tally }),
      },
    }
    const desk = said?.desk ?? []
    return changes.length > 0 ? { public: changes, desk, result } : { desk, result }
  })
  if (!isRefusal(done) && !dryRun && Object.values(done.result.tally).some(({ added }) => added > 500))
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
  {
    imported,
    mayChange,
    kept,
  }: { imported: boolean; mayChange: boolean; kept: <T>(step: T | Refusal) => T | undefined },
): Promise<{ locked: Locked; ledger: Ledger; tally: Tally; changes: ChangeDraft[] }> {
  const cast = kept(await keepCast(tx, locked.negotiation, document, isEditor(actor)))
  const documents = kept(
    await addDocuments(tx, locked.negotiation, document.documents ?? [], (i) => `documents[${i}]`),
  )
  const agenda = kept(await keepAgenda(tx, locked, document, mayChange))
  const { ledger, changes } = await agendaChanges(
    tx,
    locked,
    agenda?.proposals ?? [],
    imported ? { imported: true } : {},
  )
  const added = documents?.added ?? 0
  const tally = {
    ...cast,
    ...agenda?.tally,
    documents: { added, present: (document.documents?.length ?? 0) - added },
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
  const known = new Set([
    ...rows.map((row) => `${row.table} ${row.id}`),
    // where it is only asked, the statements are not stored
    ...(document.statements ?? []).map(({ id }) => `statement ${id}`),
  ])
  const missing = named.filter(({ table, id }) => !known.has(`${table} ${id}`))
  return together(
    missing.map(({ table, id, path }) => refuse("unknown_id", `There is no ${table} "${id}" here.`, path)),
  )
}

import { eq } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client.ts"
import { negotiation } from "../../db/schema/negotiation.ts"
import { type ChangeDraft, commitChange, type Locked } from "../change-log/commit-change.ts"
import { NOW_KNOWN_MS, readAgenda, readCodings, readConditions } from "../change-log/read-ledger.ts"
import type { Ledger } from "../domain/board.ts"
import { type Effect, effectOf, same } from "../domain/change.ts"
import { isTimeZone } from "../domain/dates.ts"
import type { NegotiationDocument, NegotiationInput } from "../domain/negotiation-document.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { addDocuments } from "./add-documents.ts"
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
 * Takes a negotiation document, all or nothing, by id, so that a repeat changes nothing. With an editor's key `published`
 * stays published as that editor's act, marked imported; by an analyst everything becomes a draft (rule 10).
 * The same door serves set-up and every later addition: `imported` is false there.
 */
export async function importNegotiation(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { document: NegotiationDocument; dryRun?: boolean; imported?: boolean },
): Promise<Imported | Refusal> {
  const { document, dryRun = false, imported = true } = input
  const wanted = document.negotiation
  if (!isTimeZone(wanted.timeZone)) {
    return refuse(
      "invalid",
      `"${wanted.timeZone}" is no time zone. Write one such as Europe/Kyiv.`,
      "negotiation.timeZone",
    )
  }
  const request = { slug: wanted.slug, by: actor.id, dryRun, create: wanted }
  const done = await commitChange<Omit<Imported, "seq">>(db, request, clock, async (tx, locked) => {
    const frame = await takeFrame(tx, locked, actor, document, imported)
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
    const events = await recordEvents(tx, frame.locked, document.events ?? [], said.ledger, imported)
    if (isRefusal(events)) return events
    const agreements = await recordAgreements(tx, frame.locked, document.agreements ?? [], imported)
    if (isRefusal(agreements)) return agreements
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

/** Everything but statements, events and agreements; the ledger and agenda as they are after it. */
async function takeFrame(
  tx: Transaction,
  locked: Locked,
  actor: Actor,
  document: NegotiationDocument,
  imported: boolean,
): Promise<{ locked: Locked; ledger: Ledger; tally: Tally; changes: ChangeDraft[] } | Refusal> {
  const { id } = locked.negotiation
  const fresh = locked.agenda.issues.length === 0 && locked.agenda.parties.length === 0
  if (!fresh && isEditor(actor)) await updateNegotiation(tx, id, document.negotiation)
  const cast = await keepCast(tx, id, document)
  if (isRefusal(cast)) return cast
  const documents = await addDocuments(tx, id, document.documents ?? [], (i) => `documents[${i}]`)
  if (isRefusal(documents)) return documents
  const agenda = await keepAgenda(tx, locked, document)
  if (isRefusal(agenda)) return agenda
  const rest = { ...(await readConditions(tx, id, NOW_KNOWN_MS)), codings: await readCodings(tx, id) }
  const before: Ledger = { agenda: locked.agenda, ...rest }
  const ledger: Ledger = { agenda: await readAgenda(tx, locked.negotiation, NOW_KNOWN_MS), ...rest }
  const effect = effectOf({ ledger: before, t: locked.now }, { ledger, t: locked.now })
  const marked = imported && { imported: true as const }
  const changes: ChangeDraft[] = []
  if (!isNothing(effect) || !same(before.agenda, ledger.agenda))
    changes.push({ kind: "agenda.changed", effect, ...marked })
  for (const proposal of agenda.proposals) {
    changes.push({ kind: "proposal.changed", proposal, effect: { cells: [] }, ...marked })
  }
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

function isNothing(effect: Effect): boolean {
  return effect.cells.length === 0 && !effect.agenda && !effect.pairs && !effect.conditions
}

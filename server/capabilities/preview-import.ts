import type { Database } from "../../db/client.ts"
import { type Fields, isFields } from "../domain/csv-tables.ts"
import {
  DOCUMENT_LISTS,
  type DocumentList,
  type ImportFault,
  type ImportPreview,
  type ImportRow,
  idOf,
  labelOf,
  MOST_FAULTS_SHOWN,
  MOST_ROWS_SHOWN,
  outcomesOf,
  shortened,
} from "../domain/import-preview.ts"
import type { NegotiationDocument } from "../domain/negotiation-document.ts"
import type { Watcher } from "../domain/progress.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { valueAt } from "../domain/value-at.ts"
import { exportNegotiation } from "./export-negotiation.ts"
import { findNegotiation } from "./find-negotiation.ts"
import { ENTRY, type LookedThrough, lookThroughImport } from "./look-through-import.ts"
import { type Actor, isEditor } from "./matrix.ts"

/**
 * Says entry by entry what the import of a document would do, and everything that is wrong with it. Stores nothing.
 * In: anything; what is no document at all becomes faults. Out: the preview, or a refusal where it was called off.
 */
export async function previewImport(
  db: Database,
  clock: () => number,
  actor: Actor,
  given: object,
  watcher: Watcher = {},
): Promise<ImportPreview | Refusal> {
  const looked = await lookThroughImport(db, clock, actor, given, { dryRun: true, mode: "import" }, watcher)
  if (isRefusal(looked)) return looked
  const before = await stored(db, actor, looked.document)
  const outcomes = outcomesIn(looked, before, actor)
  const refused = new Set(looked.faults.map(({ path = "" }) => ENTRY.exec(path)?.[0]))
  const rows = entriesOf(given).map(({ list, path, element }): ImportRow => {
    const found = refused.has(path) ? undefined : outcomes.get(path)
    return {
      path,
      table: null,
      line: null,
      id: shortened(idOf(list, element), 120),
      label: labelOf(element),
      outcome: found?.outcome ?? "refused",
      changes: found?.changes ?? [],
      statusStays: found?.statusStays ?? null,
    }
  })
  const faults = looked.faults.slice(0, MOST_FAULTS_SHOWN).map((fault): ImportFault => {
    const { path = null, code, detail } = fault
    return {
      path,
      table: null,
      line: null,
      column: null,
      value: shownValue(valueAt(given, path ?? "")),
      code,
      detail,
    }
  })
  const slug = valueAt(given, "negotiation.slug")
  return previewOf(typeof slug === "string" ? slug : "", looked, rows, faults, looked.faults.length)
}

/** By the path in what was given. */
export function outcomesIn(
  looked: Pick<LookedThrough, "document" | "pathIn">,
  before: NegotiationDocument | null,
  actor: Actor,
) {
  const { document, pathIn } = looked
  if (!document) return new Map<string, never>()
  return new Map(
    [...outcomesOf(before, document, isEditor(actor))].map(([path, outcome]) => [pathIn(path), outcome]),
  )
}

export function previewOf(
  negotiation: string,
  looked: Pick<LookedThrough, "imported">,
  rows: ImportRow[],
  faults: ImportFault[],
  faultCount: number,
): ImportPreview {
  const counts = { added: 0, present: 0, changed: 0, refused: 0 }
  for (const row of rows) counts[row.outcome] += 1
  return {
    negotiation,
    ready: faultCount === 0 && looked.imported !== null,
    counts,
    changes: looked.imported?.changes ?? null,
    rows: shownRows(rows, counts.refused),
    rowCount: rows.length,
    faults,
    faultCount,
    unknownColumns: [],
  }
}

/** A value as it stood, short enough to be shown. */
export function shownValue(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return shortened(typeof value === "string" ? value : JSON.stringify(value), 200)
}

/** Where there are more than can be shown, those at fault are; the order stays. */
function shownRows(rows: ImportRow[], refused: number): ImportRow[] {
  if (rows.length <= MOST_ROWS_SHOWN) return rows
  let room = Math.max(MOST_ROWS_SHOWN - refused, 0)
  return rows.filter((row) => row.outcome === "refused" || room-- > 0).slice(0, MOST_ROWS_SHOWN)
}

function entriesOf(given: object): { list: DocumentList; path: string; element: Fields }[] {
  return DOCUMENT_LISTS.flatMap((list) => {
    const entries = valueAt(given, list)
    if (!Array.isArray(entries)) return []
    return entries.map((entry: unknown, i) => ({
      list,
      path: `${list}[${i}]`,
      element: isFields(entry) ? entry : {},
    }))
  })
}

/** What is here already of the negotiation that a document names, as far as this caller may see it. */
async function stored(
  db: Database,
  actor: Actor,
  document: NegotiationDocument | null,
): Promise<NegotiationDocument | null> {
  const found = document && (await findNegotiation(db, actor, document.negotiation.slug))
  return found && !isRefusal(found) ? exportNegotiation(db, found, actor) : null
}

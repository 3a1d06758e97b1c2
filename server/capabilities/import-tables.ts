import type { Database } from "../../db/client.ts"
import { type CsvElements, elementsOfRows, type PlacedRow } from "../domain/csv-elements.ts"
import { CSV_SHAPES, type CsvTable } from "../domain/csv-tables.ts"
import {
  type ImportFault,
  type ImportPlace,
  type ImportPreview,
  type ImportRow,
  labelOf,
  MOST_FAULTS_SHOWN,
} from "../domain/import-preview.ts"
import type { NegotiationDocument } from "../domain/negotiation-document.ts"
import type { Watcher } from "../domain/progress.ts"
import { isRefusal, type Refusal, together } from "../domain/refusal.ts"
import { exportNegotiation } from "./export-negotiation.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"
import type { Imported } from "./import-negotiation.ts"
import { type LookedThrough, lookThroughImport } from "./look-through-import.ts"
import { type Actor, isEditor } from "./matrix.ts"
import { outcomesIn, previewOf, shownValue } from "./preview-import.ts"
import { type ReadCsv, readCsv } from "./read-csv.ts"

export interface GivenTable {
  table: CsvTable
  csv: string
}

/**
 * Imports tables into a negotiation that is there, all of them or nothing. The rows become elements of the negotiation
 * document on the ground of what is here, and go through the same door as a document. A repeat changes nothing.
 * Out: what it did; or one refusal with everything that is wrong behind it, each by table, line and column.
 */
export async function importTables(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { negotiation: FoundNegotiation; tables: readonly GivenTable[]; dryRun?: boolean },
  watcher: Watcher = {},
): Promise<Imported | Refusal> {
  const looked = await lookThroughTables(db, clock, actor, input, input.dryRun ?? false, watcher)
  if (isRefusal(looked)) return looked
  if (looked.imported && looked.faults.length === 0) return looked.imported
  const wrong = looked.faults.map((fault): Refusal => {
    const { code, detail } = fault
    return { refused: true, code, detail, path: placeText(fault) }
  })
  const all = together(wrong)
  if (!all) throw new Error("Tables with which nothing was wrong were not imported.")
  return all
}

/** Says row by row what `importTables` would do, and everything that is wrong. Stores nothing. */
export async function previewTables(
  db: Database,
  clock: () => number,
  actor: Actor,
  input: { negotiation: FoundNegotiation; tables: readonly GivenTable[] },
  watcher: Watcher = {},
): Promise<ImportPreview | Refusal> {
  const looked = await lookThroughTables(db, clock, actor, input, true, watcher)
  if (isRefusal(looked)) return looked
  const { faults, made, existing, read } = looked
  const outcomes = outcomesIn(looked, existing, actor)
  const refused = new Set(faults.map((fault) => `${fault.table} ${fault.line}`))
  const rows = [...made.rows, ...unplaced(read)].map((row): ImportRow => {
    const found = outcomes.get(row.path?.replace(/\..*/, "") ?? "")
    const isRefused = refused.has(`${row.table} ${row.line}`)
    return {
      ...placeOf(row),
      id: row.id,
      label: labelOf(row.cells) || [row.cells.option, row.cells.stance].filter(Boolean).join(" "),
      outcome: isRefused ? "refused" : (found?.outcome ?? "added"),
      changes: isRefused ? [] : (found?.changes ?? []),
      statusStays: isRefused ? null : (found?.statusStays ?? null),
    }
  })
  const shown = faults.slice(0, MOST_FAULTS_SHOWN)
  const preview = previewOf(input.negotiation.slug, looked, rows, shown, faults.length)
  const unknownColumns = read.flatMap(({ table, unknownColumns: columns }) =>
    columns.length > 0 ? [{ table, columns }] : [],
  )
  return { ...preview, unknownColumns }
}

interface LookedThroughTables extends Omit<LookedThrough, "faults"> {
  faults: ImportFault[]
  made: CsvElements
  existing: NegotiationDocument
  read: ReadCsv[]
}

async function lookThroughTables(
  db: Database,
  clock: () => number,
  actor: Actor,
  { negotiation, tables }: { negotiation: FoundNegotiation; tables: readonly GivenTable[] },
  dryRun: boolean,
  watcher: Watcher,
): Promise<LookedThroughTables | Refusal> {
  const read: ReadCsv[] = []
  for (const { table, csv } of tables) {
    watcher.tell?.({ phase: "reading", done: read.length, total: tables.length })
    const rows = await readCsv(csv, table)
    if (isRefusal(rows)) return rows.path ? { ...rows, path: `${table}, ${rows.path}` } : rows
    read.push(rows)
  }
  const existing = await exportNegotiation(db, negotiation, actor)
  const made = elementsOfRows(read, existing)
  const before = [
    ...unreadableRows(read),
    ...madeFaults(made),
    ...(isEditor(actor) ? [] : officesOfOthers(made, existing)),
  ]
  const { title, summary, timeZone } = existing.negotiation
  const given = {
    format: "parley/1",
    negotiation: { slug: negotiation.slug, title, summary, timeZone },
    ...made.lists,
  }
  const how = { dryRun: dryRun || before.length > 0, mode: "tables" as const, seen: existing.statements }
  const looked = await lookThroughImport(db, clock, actor, given, how, watcher)
  if (isRefusal(looked)) return looked
  const places = placesOf(made.rows)
  const faults = [...before, ...looked.faults.map((fault) => faultOf(fault, places))]
  const tableAt = ({ table }: ImportFault) => read.findIndex((each) => each.table === table)
  const columnAt = ({ table, column }: ImportFault) =>
    table && column ? CSV_SHAPES[table].columns.findIndex(({ name }) => name === column) : -1
  const inOrder = faults.toSorted(
    (a, b) => tableAt(a) - tableAt(b) || (a.line ?? 0) - (b.line ?? 0) || columnAt(a) - columnAt(b),
  )
  return { ...looked, faults: inOrder, made, existing, read }
}

/** Rows by the paths of what they became; an element that no row is alone also by the first row that names it. */
function placesOf(rows: readonly PlacedRow[]): Map<string, PlacedRow> {
  const places = new Map<string, PlacedRow>()
  for (const row of rows) if (row.path !== null) places.set(row.path, row)
  for (const row of rows) {
    const element = row.path?.replace(/\..*/, "")
    if (element !== undefined && !places.has(element)) places.set(element, row)
  }
  return places
}

/** A fault of the document as a fault of the row and column that it came from. */
function faultOf({ path = "", code, detail }: Refusal, places: ReadonlyMap<string, PlacedRow>): ImportFault {
  const [part = "", element = ""] = /^(\w+\[\d+\])(?:\.\w+\[\d+\])?/.exec(path) ?? []
  const at = places.has(part) ? part : element
  const row = places.get(at)
  if (!row) return { path, table: null, line: null, column: null, value: null, code, detail }
  const field = /^\.?(\w+)/.exec(path.slice(at.length))?.[1] ?? ""
  const column = CSV_SHAPES[row.table].columns.some(({ name }) => name === field) ? field : null
  return { ...placeOf(row), path, column, value: shownValue(row.cells[column ?? ""]), code, detail }
}

function madeFaults(made: CsvElements): ImportFault[] {
  return made.faults.map(({ row, column, refusal: { code, detail } }) => {
    return { ...placeOf(row), column, value: shownValue(row.cells[column]), code, detail }
  })
}

function unreadableRows(read: readonly ReadCsv[]): ImportFault[] {
  return read.flatMap(({ table, faults }) =>
    faults.map(({ line, refusal: { code, detail } }) => {
      return { path: null, table, line, column: null, value: null, code, detail }
    }),
  )
}

/** Rows that would give an office to somebody who is here: an import by an analyst leaves them as they are. */
function officesOfOthers(made: CsvElements, existing: NegotiationDocument): ImportFault[] {
  const held = new Map(existing.people?.map(({ id, offices = [] }) => [id, offices.length]))
  return made.rows.flatMap((row) => {
    const place = /\.offices\[(\d+)\]$/.exec(row.path ?? "")?.[1]
    const known = held.get(row.id)
    if (place === undefined || known === undefined || Number(place) < known) return []
    const detail = `An analyst's import adds no office to "${row.id}", who is here. Add it at the desk, or let an editor import this row.`
    return [
      { ...placeOf(row), column: "title", value: shownValue(row.cells.title), code: "not_allowed", detail },
    ]
  })
}

/** Rows that could not be put under the headings. */
function unplaced(read: readonly ReadCsv[]): PlacedRow[] {
  return read.flatMap(({ table, faults }) =>
    faults.map(({ line }) => ({ table, line, id: "", path: null, cells: {} })),
  )
}

function placeOf({ path, table, line }: PlacedRow): ImportPlace {
  return { path, table, line }
}

/** `statements, line 5, column saidAt` */
function placeText({ path, table, line, column }: ImportFault): string {
  if (table === null) return path ?? ""
  return [table, line !== null && `line ${line}`, column && `column ${column}`].filter(Boolean).join(", ")
}

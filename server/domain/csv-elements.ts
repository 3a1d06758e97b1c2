import { plainText } from "./csv-cells.ts"
import { CSV_SHAPES, type CsvColumn, type CsvTable, type Fields, isFields, listOf } from "./csv-tables.ts"
import type { NegotiationDocument } from "./negotiation-document.ts"
import { type Refusal, refuse } from "./refusal.ts"

/** A table as it was read: which column stands at which place (undefined: unknown, left out), and its rows. */
export interface CsvRows {
  table: CsvTable
  columns: (CsvColumn | undefined)[]
  rows: { line: number; cells: string[] }[]
}

/** Where a row ended up in the document that the tables make. */
export interface PlacedRow {
  table: CsvTable
  line: number
  /** The key of its element. */
  id: string
  /** E.g. `statements[3]` or `statements[3].stances[0]`; null where it is refused before it has a place. */
  path: string | null
  cells: Readonly<Record<string, string>>
}

export interface RowFault {
  row: PlacedRow
  column: string
  refusal: Refusal
}

export interface CsvElements {
  /** Elements by list, in the order in which the rows name them. */
  lists: Record<ListName, Fields[]>
  rows: PlacedRow[]
  faults: RowFault[]
}

type ListName = "statements" | "events" | "agreements" | "documents" | "people"

/** Elements come before what is a part of them. */
const ORDER: readonly CsvTable[] = [
  "documents", "people", "statements", "stances", "conditions", "events", "agreements",
] // biome-ignore format: one list

/**
 * Makes elements of the negotiation document out of rows. What is there already (`existing`) is the ground: a cell that says
 * what is there leaves it as it is, with all that no column shows; a column that is missing changes nothing; an empty cell
 * empties its field. Rows that are parts (a stance, a condition) are all the parts that their element has in this import;
 * offices of a person are added to those there are.
 */
export function elementsOfRows(tables: readonly CsvRows[], existing: NegotiationDocument): CsvElements {
  const made: CsvElements = {
    lists: { statements: [], events: [], agreements: [], documents: [], people: [] },
    rows: [],
    faults: [],
  }
  const known = new Map<ListName, Map<string, Fields>>()
  const places = new Map<ListName, Map<string, Place>>()
  for (const list of ["statements", "events", "agreements", "documents", "people"] as const) {
    const elements: readonly (Fields & { id: string })[] = existing[list] ?? []
    known.set(list, new Map(elements.map((element) => [element.id, element])))
    places.set(list, new Map())
  }
  for (const table of ORDER) {
    const { list } = CSV_SHAPES[table]
    const into = { made, known: known.get(list) ?? new Map(), places: places.get(list) ?? new Map() }
    for (const given of tables.filter((each) => each.table === table)) addTable(given, into)
  }
  return made
}

/** An element that is being made, with the line of its own row and the parts that were begun anew. */
interface Place {
  index: number
  element: Fields
  isNew: boolean
  line: number | undefined
  parts: Set<string>
}

interface Into {
  made: CsvElements
  known: ReadonlyMap<string, Fields>
  places: Map<string, Place>
}

function addTable({ table, columns, rows }: CsvRows, into: Into): void {
  const shape = CSV_SHAPES[table]
  for (const { line, cells } of rows) {
    const written = columns.flatMap((column, i) =>
      column ? [{ column, cell: plainText(cells[i] ?? "") }] : [],
    )
    const byName = Object.fromEntries(written.map(({ column, cell }) => [column.name, cell]))
    const id = (byName[shape.key] ?? "").trim()
    const row: PlacedRow = { table, line, id, path: null, cells: byName }
    into.made.rows.push(row)
    const fault = (column: string, refusal: Refusal) => into.made.faults.push({ row, column, refusal })
    if (id === "") {
      fault(shape.key, refuse("invalid", "Give the row an id of its own: by it a repeat is recognised."))
      continue
    }
    const place = placeOf(id, table, into)
    if (!place) {
      const what = `There is no statement "${id}" here, nor in this import. Import its table along with this one.`
      fault(shape.key, refuse("unknown_id", what))
      continue
    }
    if (shape.part === undefined) {
      if (place.line !== undefined) {
        fault(shape.key, refuse("duplicate_id", `"${id}" stands in line ${place.line} already. Keep one.`))
        continue
      }
      place.line = line
      row.path = `${shape.list}[${place.index}]`
      for (const { column, cell } of written) set(place.element, column, cell)
    } else {
      const wrong = contextFault(place, written)
      if (wrong) {
        fault(wrong.column, wrong.refusal)
        continue
      }
      row.path = addPart(place, shape, written)
    }
  }
}

function placeOf(id: string, table: CsvTable, { made, known, places }: Into): Place | undefined {
  const { list, part } = CSV_SHAPES[table]
  const there = places.get(id)
  if (there) return there
  const before = known.get(id)
  if (!before && part !== undefined && list !== "people") return undefined
  const element: Fields = before ? { ...before } : { id }
  const place: Place = {
    index: made.lists[list].length,
    element,
    isNew: !before,
    line: undefined,
    parts: new Set(),
  }
  made.lists[list].push(element)
  places.set(id, place)
  return place
}

interface Written {
  column: CsvColumn
  cell: string
}

/** A column that only repeats what its element says elsewhere has to agree with it; it is set where nothing is said yet. */
function contextFault(place: Place, written: Written[]): { column: string; refusal: Refusal } | undefined {
  for (const { column, cell } of written) {
    if (column.of !== "context" || cell.trim() === "") continue
    if (place.isNew && place.element[column.name] === undefined) {
      place.element[column.name] = column.read(cell, undefined)
      continue
    }
    const stands = column.show(place.element)
    if (sameCell(stands, column.show({ [column.name]: column.read(cell, undefined) }))) continue
    const refusal = refuse(
      "other_content",
      `"${String(place.element.id)}" has "${stands}" here, and this table does not change it. Write that, or leave the cell empty.`,
    )
    return { column: column.name, refusal }
  }
  return undefined
}

function addPart(place: Place, { list, part = "" }: { list: string; part?: string }, written: Written[]) {
  const before = listOf(place.element[part])
  const path = `${list}[${place.index}]`
  const own = written.filter(({ column }) => column.of === "part")
  if (part === "offices" && own.every(({ cell }) => cell.trim() === "")) return path
  const fields: Fields = {}
  for (const { column, cell } of own) set(fields, column, cell)
  if (part === "offices") {
    const there = before.findIndex(
      (each) => isFields(each) && own.every(({ column }) => shows(column, each, fields)),
    )
    if (there >= 0) return `${path}.${part}[${there}]`
  }
  const kept = part === "offices" || place.parts.has(part) ? before : []
  place.parts.add(part)
  place.element[part] = [...kept, fields]
  return `${path}.${part}[${kept.length}]`
}

function set(fields: Fields, column: CsvColumn, cell: string): void {
  const { name, blank } = column
  if (sameCell(column.show(fields), cell) && (blank === undefined || fields[name] !== undefined)) return
  if (cell.trim() !== "") fields[name] = column.read(cell, fields[name])
  else if (blank !== undefined) fields[name] = blank
  else delete fields[name]
}

function shows(column: CsvColumn, a: Fields, b: Fields): boolean {
  return sameCell(column.show(a), column.show(b))
}

/** Spreadsheets write line breaks in their own way. */
function sameCell(a: string, b: string): boolean {
  return a === b || a.replaceAll("\r\n", "\n") === b.replaceAll("\r\n", "\n")
}

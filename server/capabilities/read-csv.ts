import { Writable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { setImmediate } from "node:timers/promises"
import { CsvError, parse } from "csv-parse"
import type { CsvRows } from "../domain/csv-elements.ts"
import { CSV_SHAPES, type CsvColumn, type CsvTable } from "../domain/csv-tables.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"

/** As many rows as the negotiation document takes of anything. */
export const MOST_CSV_ROWS = 100_000
const MOST_CELLS = 200
/** A cell of the longest text that any field takes, several times over. */
const LONGEST_ROW = 400_000

export interface ReadCsv extends CsvRows {
  /** Headings that no column of the table has; what stands under them is left out. */
  unknownColumns: string[]
  /** Rows that cannot be placed under the headings. */
  faults: { line: number; refusal: Refusal }[]
}

/**
 * Reads one table. Comma, semicolon or tab, whichever the headings are written with (or a line `sep=;` names); any line
 * break; quoted cells with line breaks in them; columns in any order; headings whatever their capitals and spaces.
 * Out: the rows, each with the line of the file that it begins in, or a refusal where it is no such table at all.
 */
export async function readCsv(csv: string, table: CsvTable): Promise<ReadCsv | Refusal> {
  const { text, separator, skipped } = withoutSeparatorLine(csv.replace(/^\uFEFF/, ""))
  const read: ReadCsv = { table, columns: [], rows: [], unknownColumns: [], faults: [] }
  let line = skipped + 1
  let begun = false
  let refusal: Refusal | undefined
  const take = (cells: string[]): null => {
    const begins = line
    line += 1 + cells.reduce((sum, cell) => sum + breaksIn(cell), 0)
    if (refusal || cells.every((cell) => cell.trim() === "")) return null
    if (begun) refusal = takeRow(cells, begins, read)
    else refusal = takeHeadings(cells, begins, read)
    begun = true
    return null
  }
  const parser = parse({
    delimiter: separator ?? separatorOf(text),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
    on_record: take,
  })
  try {
    await pipeline(piecesOf(text), parser, new Writable({ objectMode: true }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refuse("invalid", whyNot(error, line), `line ${line}`)
  }
  if (refusal) return refusal
  return begun
    ? read
    : refuse("invalid", `This file is empty. Its first line names the columns: ${headings(table)}.`)
}

/** Piece by piece, so that a long table leaves everybody else their turn. */
async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 65_536) {
    yield text.slice(at, at + 65_536)
    await setImmediate()
  }
}

function breaksIn(cell: string): number {
  return cell.includes("\n") || cell.includes("\r") ? cell.split(/\r\n|\r|\n/).length - 1 : 0
}

function takeRow(cells: string[], line: number, read: ReadCsv): Refusal | undefined {
  if (read.rows.length + read.faults.length === MOST_CSV_ROWS)
    return refuse(
      "too_large",
      `One import takes ${MOST_CSV_ROWS} rows at most. Split the file. Nothing was changed.`,
    )
  const width = read.columns.length
  if (cells.slice(width).every((cell) => cell === "")) read.rows.push({ line, cells })
  else read.faults.push({ line, refusal: tooManyCells(cells.length, width) })
  return undefined
}

function withoutSeparatorLine(text: string): { text: string; separator?: string; skipped: number } {
  const named = /^"?sep=(.)"?\r?\n/i.exec(text)
  const [line, separator] = named ?? []
  if (line === undefined || separator === undefined) return { text, skipped: 0 }
  return { text: text.slice(line.length), separator, skipped: 1 }
}

/** The separator that stands most often between the headings, outside of quotation marks. */
function separatorOf(text: string): string {
  const first = (/^\s*([^\r\n]*)/.exec(text.slice(0, 20_000))?.[1] ?? "").replace(/"[^"]*"/g, "")
  const counted = [",", ";", "\t"].map((separator) => ({ separator, n: first.split(separator).length }))
  return counted.toSorted((a, b) => b.n - a.n)[0]?.separator ?? ","
}

function takeHeadings(cells: string[], line: number, read: ReadCsv): Refusal | undefined {
  const { columns } = CSV_SHAPES[read.table]
  const byName = new Map(columns.map((column) => [plainName(column.name), column]))
  if (cells.length > MOST_CELLS)
    return refuse(
      "invalid",
      `The first line has ${cells.length} columns. Keep those of the table: ${headings(read.table)}.`,
    )
  const seen = new Set<CsvColumn>()
  for (const cell of cells) {
    const column = byName.get(plainName(cell))
    if (column && seen.has(column))
      return refuse("invalid", `The column "${column.name}" stands here twice. Keep one.`, `line ${line}`)
    if (column) seen.add(column)
    else if (cell.trim() !== "") read.unknownColumns.push(cell.trim().slice(0, 100))
    read.columns.push(column)
  }
  const { key } = CSV_SHAPES[read.table]
  if ([...seen].some((column) => column.name === key)) return undefined
  return refuse(
    "invalid",
    `The first line has to name the columns, "${key}" among them. The table ${read.table} has: ${headings(read.table)}.`,
    `line ${line}`,
  )
}

function plainName(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z]/g, "")
}

function headings(table: CsvTable): string {
  return CSV_SHAPES[table].columns.map(({ name }) => name).join(", ")
}

function tooManyCells(found: number, expected: number): Refusal {
  return refuse(
    "invalid",
    `This row has ${found} cells under ${expected} headings. Put cells that hold the separator into quotation marks.`,
  )
}

function whyNot(error: CsvError, line: number): string {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return `A quotation mark that opens in the row of line ${line} is never closed. Close it, or write it twice within a cell.`
  if (error.code === "CSV_MAX_RECORD_SIZE")
    return `The row that begins in line ${line} is longer than a row can be. Most likely a quotation mark in it is never closed.`
  return `The row that begins in line ${line} cannot be read as CSV. Look at its quotation marks.`
}

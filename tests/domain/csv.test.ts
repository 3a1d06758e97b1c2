import fc from "fast-check"
import { expect, test } from "vitest"
import { csvText, plainText, safeText } from "../../server/domain/csv-cells.ts"
import { elementsOfRows } from "../../server/domain/csv-elements.ts"
import { CSV_SHAPES, CSV_TABLES, csvRowsOf, csvTemplateOf } from "../../server/domain/csv-tables.ts"
import { textOfFile } from "../../server/domain/file-text.ts"
import type { NegotiationDocument } from "../../server/domain/negotiation-document.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import { statement, table } from "../support/table.ts"

/** Text of the characters that spreadsheets mind, and of any others. */
const awkward = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "=",
        "+",
        "-",
        "@",
        "＝",
        "＋",
        "－",
        "＠",
        "'",
        '"',
        ",",
        ";",
        "\t",
        "\r",
        "\n",
        " ",
        "a",
        "1",
      ),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""))

/** What a spreadsheet would take for a formula. */
const FORMULA = /^["\s]*[=+\-@＝＋－＠]/

test("no text begins like a formula in its cell, and each comes back as it was", () => {
  fc.assert(
    fc.property(awkward, (text) => {
      const cell = safeText(text)
      expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
      expect(plainText(cell)).toBe(text)
    }),
    { numRuns: 2_000 },
  )
})

test("however a spreadsheet splits the file, no cell of it is a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.array(awkward, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rows) => {
      const csv = csvText(rows)
      // taken apart by a reader that knows neither our commas nor our quotation marks
      for (const piece of csv.split(/[;\t\r\n]/)) expect(piece).not.toMatch(FORMULA)
    }),
    { numRuns: 1_000 },
  )
})

test("a text that a spreadsheet or a person wrote without our apostrophes is taken as it is", () => {
  for (const text of ["=1+1", "plain", "it's", "'quoted'", "- a dash"]) {
    expect(plainText(safeText(text))).toBe(text)
  }
  expect(plainText("'quoted'")).toBe("'quoted'")
  expect(plainText("=1+1")).toBe("=1+1")
})

const said = statement({
  id: "s-csv",
  quote: "Two lines,\nand a “quote”",
  documents: ["d1", { id: "d2", directness: "translated_quote" }],
  via: ["RIA"],
  conditions: [{ id: "c1", option: "truce", kind: "term", text: "=Monitors", touches: ["pause"] }],
})
const document: NegotiationDocument = {
  ...table,
  statements: [said],
  events: [{ id: "e1", type: "talks", at: "2025-03-11", title: "Talks", verification: "claimed" }],
}

/** The rows of a table as they would be read again. */
function rowsOf(name: (typeof CSV_TABLES)[number], change: (row: string[]) => string[] = (row) => row) {
  const [, ...rows] = csvRowsOf(document, name)
  return {
    table: name,
    columns: [...CSV_SHAPES[name].columns],
    rows: rows.map((cells, i) => ({ line: i + 2, cells: change(cells.map(safeText)) })),
  }
}

test("rows as they were exported make the very elements that are there, with all that no column shows", () => {
  const made = elementsOfRows(
    CSV_TABLES.map((name) => rowsOf(name)),
    document,
  )
  expect(made.faults).toEqual([])
  expect(made.lists.statements).toEqual(document.statements)
  expect(made.lists.events).toEqual(document.events)
  expect(made.lists.documents).toEqual(document.documents)
  expect(made.lists.people).toEqual(document.people)
})

test("a cell that was changed changes its field alone, an emptied one empties it, a missing column nothing", () => {
  const { columns } = CSV_SHAPES.statements
  const given = rowsOf("statements", (cells) =>
    cells.map((cell, i) => ({ gist: "Reworded.", place: "", documents: "d2" })[columns[i]!.name] ?? cell),
  )
  const kept = columns.flatMap(({ name }, i) => (name === "quote" ? [] : [i]))
  const narrower = {
    ...given,
    columns: kept.map((i) => columns[i]),
    rows: given.rows.map((row) => ({ ...row, cells: kept.map((i) => row.cells[i] ?? "") })),
  }
  const { lists } = elementsOfRows([narrower], document)
  expect(lists.statements[0]).toEqual({
    ...said,
    gist: "Reworded.",
    documents: [{ id: "d2", directness: "translated_quote" }],
  })
})

test("a row without an id, an id that stands twice, a part of nothing and a contradicted column are told by line", () => {
  const [, row = []] = csvRowsOf(document, "statements")
  const columns = [...CSV_SHAPES.statements.columns]
  const rows = [
    { line: 2, cells: row },
    { line: 3, cells: row },
    { line: 4, cells: ["", ...row.slice(1)] },
  ]
  const stances = {
    table: "stances" as const,
    columns: [...CSV_SHAPES.stances.columns],
    rows: [
      { line: 2, cells: ["nowhere", "", "", "", "truce", "open"] },
      { line: 3, cells: ["s-csv", "2024", "", "", "truce", "open"] },
    ],
  }
  const { faults } = elementsOfRows([{ table: "statements", columns, rows }, stances], document)
  expect(faults.map(({ row: at, column, refusal }) => [at.table, at.line, column, refusal.code])).toEqual([
    ["statements", 3, "id", "duplicate_id"],
    ["statements", 4, "id", "invalid"],
    ["stances", 2, "statement", "unknown_id"],
    ["stances", 3, "saidAt", "other_content"],
  ])
})

test("every template has an example for each column that a row needs", () => {
  for (const name of CSV_TABLES) {
    const [headings, example] = csvTemplateOf(name)
    expect(example).toHaveLength(headings!.length)
    expect(Object.keys(CSV_SHAPES[name].example).filter((column) => !headings!.includes(column))).toEqual([])
  }
})

test("a file is read as UTF-8 or UTF-16 whatever its mark, and what is no text is refused with what to save", () => {
  const text = "id,gist\nа,Перемир'я\n"
  const utf16 = Buffer.from(text, "utf16le")
  const files = [
    Buffer.from(text),
    Buffer.from(`\uFEFF${text}`),
    Buffer.from(`\uFEFF${text}`, "utf16le"),
    utf16,
    Buffer.from(`\uFEFF${text}`, "utf16le").swap16(),
    Buffer.from(utf16).swap16(),
  ]
  for (const file of files) expect(textOfFile(file)).toBe(text)
  for (const file of [Buffer.from("PK\u0003\u0004workbook"), Buffer.from([0x69, 0x64, 0xcf, 0xf0, 0x0a])]) {
    expect(isRefusal(textOfFile(file))).toBe(true)
  }
})

import { csvText } from "../domain/csv-cells.ts"
import { type CsvTable, csvRowsOf, csvTemplateOf } from "../domain/csv-tables.ts"
import type { NegotiationDocument } from "../domain/negotiation-document.ts"

/** One table of an exported negotiation as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet. */
export function csvOf(document: NegotiationDocument, table: CsvTable): string {
  return csvText(csvRowsOf(document, table))
}

/** The headings of a table with one example row. */
export function csvTemplate(table: CsvTable): string {
  return csvText(csvTemplateOf(table))
}

import { type CsvTable, tableOfFile } from "../../../server/domain/csv-tables.ts"
import { textOfFile } from "../../../server/domain/file-text.ts"
import { isRefusal, type Refusal } from "../../../server/domain/refusal.ts"

/** A file or what was pasted, with what it is taken for. */
export interface Source {
  name: string
  /** Null: a negotiation document. */
  table: CsvTable | null
  text: string
}

export async function sourceOfFile(file: File): Promise<Source | Refusal> {
  const text = textOfFile(new Uint8Array(await file.arrayBuffer()))
  return isRefusal(text) ? text : sourceOf(file.name, text)
}

export function sourceOf(name: string, text: string): Source {
  return { name, text, table: /^\s*[{[]/.test(text) ? null : tableOfFile(name, text) }
}

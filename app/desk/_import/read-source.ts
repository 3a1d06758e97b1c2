import { CSV_SHAPES, CSV_TABLES, type CsvTable } from "../../../server/domain/csv-tables.ts"
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
  return { name, text, table: /^\s*[{[]/.test(text) ? null : tableOf(name, text) }
}

/** The table whose name the file has, else the one whose headings its first line has most of. */
function tableOf(name: string, text: string): CsvTable {
  const named = CSV_TABLES.find((table) => new RegExp(`(^|[^a-z])${table}([^a-z]|$)`, "i").test(name))
  if (named) return named
  const headings = new Set(
    (/^(?:"?sep=.\W+)?([^\r\n]*)/.exec(text.trimStart())?.[1] ?? "")
      .split(/[,;\t]/)
      .map((heading) => heading.toLowerCase().replace(/[^a-z]/g, "")),
  )
  const share = (table: CsvTable) => {
    const { columns } = CSV_SHAPES[table]
    return columns.filter(({ name }) => headings.has(name.toLowerCase())).length / columns.length
  }
  return CSV_TABLES.toSorted((a, b) => share(b) - share(a))[0] ?? "statements"
}

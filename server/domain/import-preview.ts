import { same } from "./change.ts"
import type { CsvTable } from "./csv-tables.ts"
import type { NegotiationDocument } from "./negotiation-document.ts"
import type { Refusal } from "./refusal.ts"
import { differingFields } from "./same-statement.ts"
import type { Publication } from "./vocabulary.ts"

/** What becomes of an entry: it is new, it is here as it is, it changes what is here, or it is refused. */
export const IMPORT_OUTCOMES = ["added", "present", "changed", "refused"] as const
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number]

/** Lists of the negotiation document, in its order. */
export const DOCUMENT_LISTS = [
  "actors", "parties", "people", "issues", "options", "proposals", "sources", "documents", "statements", "events",
  "agreements",
] as const // biome-ignore format: one list
export type DocumentList = (typeof DOCUMENT_LISTS)[number]

/** Where an entry stands in what was sent: by its path in a document, or by table and line. */
export interface ImportPlace {
  path: string | null
  table: CsvTable | null
  line: number | null
}

export interface ImportRow extends ImportPlace {
  id: string
  /** Its beginning, for people to recognise it by. */
  label: string
  outcome: ImportOutcome
  /** Fields that differ from what is here. */
  changes: string[]
  /** The status of a statement that is here, where another was sent: an import changes none. */
  statusStays: Publication | null
}

export interface ImportFault extends ImportPlace {
  /** Of a table, the column at fault. */
  column: string | null
  /** What stands there, shortened. */
  value: string | null
  code: Refusal["code"]
  detail: string
}

/** What an import would do, entry by entry. Nothing is stored. */
export interface ImportPreview {
  negotiation: string
  /** True where it can be imported as it is. */
  ready: boolean
  counts: Record<ImportOutcome, number>
  /** Lines that it would add to the public log; null where it is refused. */
  changes: number | null
  /** The first of them, those at fault before all others; `rowCount` says how many there are. */
  rows: ImportRow[]
  rowCount: number
  faults: ImportFault[]
  faultCount: number
  /** Headings that no column of the table has, by table; what stands under them is left out. */
  unknownColumns: { table: CsvTable; columns: string[] }[]
}

export const MOST_ROWS_SHOWN = 10_000
export const MOST_FAULTS_SHOWN = 1_000

type Element = Record<string, unknown>
type Outcome = Pick<ImportRow, "changes" | "statusStays"> & { outcome: Exclude<ImportOutcome, "refused"> }

/**
 * What becomes of each element of a document, by its path (`statements[3]`), beside what is here already (`before`, null
 * where there is nothing yet). `mayMerge` is true for who may add spellings and offices to those
 * that are here.
 */
export function outcomesOf(
  before: NegotiationDocument | null,
  document: NegotiationDocument,
  mayMerge: boolean,
): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>()
  const compare = <T extends Element>(
    list: DocumentList,
    there: readonly T[] = [],
    given: readonly T[] = [],
    changesOf: (before: T, element: T) => string[],
  ) => {
    const known = new Map(there.map((element) => [idOf(list, element), element]))
    for (const [i, element] of given.entries()) {
      const stands = known.get(idOf(list, element))
      const changes = stands ? changesOf(stands, element) : []
      const outcome = !stands ? "added" : changes.length > 0 ? "changed" : "present"
      outcomes.set(`${list}[${i}]`, { outcome, changes, statusStays: null })
    }
  }
  for (const list of DOCUMENT_LISTS) {
    if (list === "statements") compare(list, before?.statements, document.statements, differingFields)
    else compare<Element>(list, before?.[list], document[list], (a, b) => changedFields(list, a, b, mayMerge))
  }
  const statuses = new Map(before?.statements?.map(({ id, status }) => [id, status]))
  for (const [i, { id, status }] of (document.statements ?? []).entries()) {
    const stands = statuses.get(id)
    const outcome = outcomes.get(`statements[${i}]`)
    if (outcome && stands !== undefined && status !== undefined && status !== stands)
      outcome.statusStays = stands
  }
  return outcomes
}

export function idOf(list: DocumentList, element: Element): string {
  const id = list === "parties" ? element.actor : element.id
  return typeof id === "string" ? id : ""
}

/** What somebody recognises an element by. */
export function labelOf(element: Element): string {
  for (const field of ["gist", "title", "name", "text", "url"]) {
    const text = element[field]
    if (typeof text === "string" && text.trim() !== "") return shortened(text.trim(), 120)
  }
  return ""
}

export function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).toWellFormed()}…` : text
}

function changedFields(list: DocumentList, before: Element, element: Element, mayMerge: boolean): string[] {
  // of who is here already only spellings and offices are added to; sources stay as they are
  if (list === "sources") return []
  if (list === "actors" || list === "people")
    return ["names", "aliases", "offices"].filter(
      (field) => mayMerge && addsTo(before[field], element[field]),
    )
  const fields = [...new Set([...Object.keys(before), ...Object.keys(element)])]
  return fields.filter((field) => !same(before[field] ?? null, element[field] ?? null))
}

function addsTo(before: unknown, given: unknown): boolean {
  if (typeof given !== "object" || given === null) return false
  if (Array.isArray(given)) {
    const there: unknown[] = Array.isArray(before) ? before : []
    return given.some((each) => !there.some((known) => same(known, each)))
  }
  const there = typeof before === "object" && before !== null ? Object.keys(before) : []
  return Object.keys(given).some((key) => !there.includes(key))
}

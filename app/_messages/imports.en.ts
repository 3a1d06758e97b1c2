import type { CsvTable } from "../../server/domain/csv-tables.ts"
import type { DocumentList, ImportOutcome } from "../../server/domain/import-preview.ts"
import type { ImportPhase } from "../../server/domain/progress.ts"

/** The words of import and export at the desk. */

const number = (n: number) => n.toLocaleString("en")
const count = (n: number, one: string, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`

const tables: Record<CsvTable, string> = {
  statements: "Statements",
  stances: "Stances",
  conditions: "Conditions",
  events: "Events",
  agreements: "Agreements",
  documents: "Documents",
  people: "People and offices",
}

export const exchange = {
  heading: "Import and export",
  standfirst:
    "Everything here leaves and comes back as files: as it stands, edited in a spreadsheet, or made elsewhere.",
  import: "Import",
  export: "Export",
  exportHint:
    "Cells that a spreadsheet would run as a formula begin with an apostrophe. The import takes exactly these away again.",
  whole: "The whole negotiation",
  wholeHolds:
    "The negotiation document (JSON): all that is here, drafts among it. It can be imported elsewhere.",
  tables,
  holds: {
    statements: "One row a statement, with its status, words, documents and coded stances.",
    stances: "One row a stance: statement, option, value.",
    conditions: "One row a condition, with the statement that states it.",
    events: "One row an event, with its documents.",
    agreements: "One row an agreement, with its dates and status.",
    documents: "One row an article or recording, with its source and address.",
    people: "One row an office that somebody holds.",
  } satisfies Record<CsvTable, string>,
  csv: "CSV",
  forExcel: "for Excel",
  json: "JSON",
  template: "Template",
  templateOf: (table: string) => `Template of ${table}`,
  csvOf: (table: string) => `CSV of ${table}`,
  excelOf: (table: string) => `CSV for Excel of ${table}`,
}

export const importing = {
  hint: "A negotiation document in the format parley/1, as exported here or by the API.",
  hintHere:
    "CSV tables as they are exported here, or a negotiation document. Several tables are taken together.",
  atomic: "It is taken whole or not at all, and a repeat changes nothing.",
  drop: "Drop files here, or choose them",
  paste: "Or paste the document",
  pasteHere: "Or paste a table or a document",
  pasted: "What was pasted",
  check: "See what it would change",
  tableOf: (name: string) => `${name} holds`,
  document: "A negotiation document",
  remove: "Remove",
  removeOf: (name: string) => `Remove ${name}`,
  analyst: "As an analyst you import drafts: nothing becomes public.",
  editor: "Published statements become public as your act, marked as imported. Nobody is alerted.",
  nothing: "Choose or paste something first.",
  notJson: (why: string) => `This is not JSON: ${why}. Nothing was sent.`,
  notHere: "Tables are imported into one negotiation. Open its desk, and there “Import and export”.",
  oneDocument: "Import a negotiation document alone, without tables beside it.",
  tooLarge: "This is more than the 50 MB that can be sent at once. Split it. Nothing was sent.",
  wouldChange: (title: string) => `What it would change: ${title}`,
  rows: (n: number) => count(n, "row"),
  entries: (n: number) => count(n, "entry", "entries"),
  counts: (outcome: ImportOutcome, n: number) =>
    ({
      added: `${number(n)} new`,
      present: `${number(n)} here already`,
      changed: `${number(n)} changed`,
      refused: `${number(n)} refused`,
    })[outcome],
  changes: (n: number) =>
    n === 0 ? "The public log stays as it is." : `It adds ${count(n, "line")} to the public log.`,
  nothingChanges: "Nothing would change. Everything in it is here already.",
  faults: (n: number) =>
    `${count(n, "fault")}. Nothing can be imported until ${n === 1 ? "it is" : "they are"} mended.`,
  faultsShown: (n: number) => `The first ${number(n)} are shown.`,
  rowsShown: (n: number) => `The first ${number(n)} rows are shown, those at fault before others.`,
  unknownColumns: (table: string, columns: string) =>
    `${table}: these columns are not known here and are left out: ${columns}.`,
  onlyFaults: "Only what is at fault",
  nextFault: "Next fault",
  keys: "In the table: arrows move, N goes to the next fault, P to the one before.",
  table: "What becomes of each row",
  where: "Where",
  what: "What",
  outcome: "Outcome",
  line: (n: number) => `line ${number(n)}`,
  outcomes: {
    added: "New",
    present: "Here already",
    changed: "Changed",
    refused: "Refused",
  } satisfies Record<ImportOutcome, string>,
  changedFields: (fields: string) => `Changes ${fields}.`,
  statusStays: (status: string) => `It stays ${status}: an import changes no status.`,
  column: (name: string) => `Column ${name}`,
  submit: (n: number) => `Import ${count(n, "row")}`,
  submitEntries: (n: number) => `Import ${count(n, "entry", "entries")}`,
  again: "Choose something else",
  phases: {
    reading: "Reading",
    checking: "Checking",
    deciding: "Working out what it does to the board",
    storing: "Storing",
    logging: "Writing the log",
  } satisfies Record<ImportPhase, string>,
  sending: "Sending",
  progress: "Progress of the import",
  step: (phase: string, done: number, total: number) => `${phase}: ${number(done)} of ${number(total)}`,
  waits: "Until it is done, whoever else saves in this negotiation waits. Closing this page cancels it.",
  cancel: "Cancel",
  cancelled: "Cancelled. Nothing was changed.",
  notSeen: "It was called off, perhaps too late: see what it would change to know what was done.",
  tooLate: "It was done before it could be cancelled. Everything in it is here.",
  done: (title: string) => `Imported: ${title}`,
  logged: (n: number) =>
    n === 0 ? "The public log stays as it was." : `${count(n, "line")} of the public log.`,
  tally: (added: number, kind: string) => `${number(added)} new ${kind}`,
  nothingDone: "Nothing was new: everything was here already.",
  goDesk: "Open its desk",
  goBoard: "See its board",
  goAudit: "See what changed",
  at: (path: string) => `At ${path}`,
  lists: {
    actors: "actors",
    parties: "parties",
    people: "people",
    issues: "issues",
    options: "options",
    proposals: "proposals",
    sources: "sources",
    documents: "documents",
    statements: "statements",
    events: "events",
    agreements: "agreements",
  } satisfies Record<DocumentList, string>,
}

import type { NegotiationDocument } from "./negotiation-document.ts"
import { asList } from "./statement.ts"

/**
 * The tables of a negotiation that leave and come back as CSV. Export and import read these columns alike, so that what
 * is exported, edited in a spreadsheet and imported is the same again.
 */
export const CSV_TABLES = [
  "statements",
  "stances",
  "conditions",
  "events",
  "agreements",
  "documents",
  "people",
] as const
export type CsvTable = (typeof CSV_TABLES)[number]

/** An element of the negotiation document, or a part of one, by field. */
export type Fields = Record<string, unknown>

export interface CsvColumn {
  /** Its heading, which is the field's name in the document. */
  name: string
  /** Whose field it is: the element's, or that of a part of it; `context` only repeats the element's. */
  of: "element" | "part" | "context"
  show(fields: Fields): string
  /** The field's value for a cell that is not empty, given the value that is there already. */
  read(cell: string, before: unknown): unknown
  /** What an empty cell stands for; the field is left out without it. */
  blank?: ""
}

export interface CsvTableShape {
  list: "statements" | "events" | "agreements" | "documents" | "people"
  /** Where a row is not an element but one of its parts: the field that holds them. */
  part?: "stances" | "conditions" | "offices"
  /** The column that names the element. */
  key: "id" | "statement"
  columns: readonly CsvColumn[]
  /** One row as an example, by column. */
  example: Readonly<Record<string, string>>
}

const key = (name: "id" | "statement"): CsvColumn => ({
  name,
  of: "element",
  show: (fields) => shown(fields.id),
  read: (cell) => cell.trim(),
})
const text = (name: string, more: Partial<CsvColumn> = {}): CsvColumn => ({
  name,
  of: "element",
  show: (fields) => shown(fields[name]),
  read: (cell) => cell,
  ...more,
})
/** A word of a list, an id or a date: spaces around it are a slip. */
const word = (name: string, more: Partial<CsvColumn> = {}): CsvColumn =>
  text(name, { read: (cell) => cell.trim(), ...more })
const number = (name: string, more: Partial<CsvColumn> = {}): CsvColumn =>
  text(name, { read: (cell) => (/^\s*\d{1,9}(\.0+)?\s*$/.test(cell) ? Number(cell) : cell.trim()), ...more })
const ids = (name: string, more: Partial<CsvColumn> = {}): CsvColumn => ({
  name,
  of: "element",
  show: (fields) => listOf(fields[name]).map(shown).join(" "),
  read: wordsOf,
  ...more,
})
/** One id or several, as `for` and `about` are written. */
const oneOrMore = (name: string, more: Partial<CsvColumn> = {}): CsvColumn =>
  ids(name, { read: (cell) => (wordsOf(cell).length === 1 ? wordsOf(cell)[0] : wordsOf(cell)), ...more })
/** Documents with what is noted of their use, which stays while the id does. */
const documentUses: CsvColumn = {
  name: "documents",
  of: "element",
  show: (fields) => listOf(fields.documents).map(idOfUse).join(" "),
  read: (cell, before) => wordsOf(cell).map((id) => listOf(before).find((use) => idOfUse(use) === id) ?? id),
}
/** `truce=accepts withdrawal=rejects` */
const codings: CsvColumn = {
  name: "stances",
  of: "element",
  show: (fields) =>
    listOf(fields.stances)
      .map((each) => (isFields(each) ? `${shown(each.option)}=${shown(each.stance)}` : ""))
      .join(" "),
  read: (cell) =>
    wordsOf(cell).map((pair) => {
      const [option = "", ...stance] = pair.split("=")
      return { option, stance: stance.join("=") }
    }),
}
const ofPart = { of: "part" } as const
const context = { of: "context" } as const

export const CSV_SHAPES: Readonly<Record<CsvTable, CsvTableShape>> = {
  statements: {
    list: "statements",
    key: "id",
    columns: [
      key("id"),
      word("status"),
      word("saidAt"),
      word("speaker"),
      text("institution"),
      text("speakerAsDescribed"),
      oneOrMore("for"),
      oneOrMore("about"),
      word("attribution"),
      word("directness"),
      word("act"),
      word("modality"),
      number("credibility"),
      text("place"),
      text("venue"),
      text("gist", { blank: "" }),
      text("quote"),
      word("language"),
      documentUses,
      codings,
    ],
    example: {
      id: "s-2025-03-13-1",
      status: "draft",
      saidAt: "2025-03-13",
      speaker: "putin",
      for: "russia",
      attribution: "on_record",
      directness: "paraphrase",
      act: "agree",
      modality: "actual",
      credibility: "2",
      place: "Moscow",
      venue: "press conference",
      gist: "The idea is right; details have to be settled first.",
      language: "ru",
      documents: "d1",
      stances: "truce=accepts_in_principle",
    },
  },
  stances: {
    list: "statements",
    part: "stances",
    key: "statement",
    columns: [
      key("statement"),
      word("saidAt", context),
      oneOrMore("for", context),
      oneOrMore("about", context),
      word("option", ofPart),
      word("stance", ofPart),
    ],
    example: { statement: "s-2025-03-13-1", option: "truce", stance: "accepts_in_principle" },
  },
  conditions: {
    list: "statements",
    part: "conditions",
    key: "statement",
    columns: [
      word("id", ofPart),
      key("statement"),
      oneOrMore("for", context),
      word("option", ofPart),
      word("kind", ofPart),
      text("text", { ...ofPart, blank: "" }),
      word("deadline", ofPart),
      ids("touches", ofPart),
    ],
    example: {
      id: "c-monitoring",
      statement: "s-2025-03-13-1",
      option: "truce",
      kind: "term",
      text: "A mechanism to control violations",
      deadline: "",
      touches: "",
    },
  },
  events: {
    list: "events",
    key: "id",
    columns: [key("id"), word("type"), word("at"), text("title"), word("verification"), ids("documents")],
    example: {
      id: "e-jeddah",
      type: "talks",
      at: "2025-03-11",
      title: "Talks in Jeddah",
      verification: "corroborated",
      documents: "d1",
    },
  },
  agreements: {
    list: "agreements",
    key: "id",
    columns: [
      key("id"),
      text("title"),
      word("class"),
      word("declaredBy"),
      word("form"),
      word("purpose"),
      word("starts"),
      word("expires"),
      word("status"),
      ids("parties"),
    ],
    example: {
      id: "a-energy",
      title: "A pause in strikes on energy",
      class: "cessation_of_hostilities",
      declaredBy: "bilateral",
      form: "verbal",
      purpose: "confidence_building",
      starts: "2025-03-18",
      expires: "2025-04-17",
      status: "in_force",
      parties: "russia ukraine",
    },
  },
  documents: {
    list: "documents",
    key: "id",
    columns: [
      key("id"),
      word("source"),
      word("url"),
      text("title"),
      word("publishedAt"),
      word("language"),
      word("upstream"),
    ],
    example: {
      id: "d1",
      source: "cbs",
      url: "https://news.example/story",
      title: "What was said on Thursday",
      publishedAt: "2025-03-13",
      language: "en",
    },
  },
  people: {
    list: "people",
    part: "offices",
    key: "id",
    columns: [
      key("id"),
      text("name", context),
      word("actor", ofPart),
      text("title", { ...ofPart, blank: "" }),
      number("tier", ofPart),
      word("from", ofPart),
      word("to", ofPart),
    ],
    example: { id: "putin", name: "Vladimir Putin", actor: "russia", title: "President", tier: "1" },
  },
}

/** The rows of one table as they stand in a document, headings first. */
export function csvRowsOf(document: NegotiationDocument, table: CsvTable): string[][] {
  const { list, part, columns } = CSV_SHAPES[table]
  const elements: Fields[] = document[list] ?? []
  const rows = elements.flatMap((element) => {
    if (part === undefined) return [columns.map((column) => column.show(element))]
    const parts = listOf(element[part]).filter(isFields)
    // somebody without an office is somebody all the same
    const shownParts = parts.length === 0 && part === "offices" ? [{}] : parts
    return shownParts.map((each) => columns.map((c) => c.show(c.of === "part" ? each : element)))
  })
  return [columns.map((column) => column.name), ...rows]
}

/** Headings and one row that shows how each column is written. */
export function csvTemplateOf(table: CsvTable): string[][] {
  const { columns, example } = CSV_SHAPES[table]
  return [columns.map(({ name }) => name), columns.map(({ name }) => example[name] ?? "")]
}

/** The table whose name a file has, else the one whose headings its first line has most of. */
export function tableOfFile(name: string, text: string): CsvTable {
  const named = CSV_TABLES.find((table) => new RegExp(`(^|[^a-z])${table}([^a-z]|$)`, "i").test(name))
  if (named) return named
  const first = /^(?:"?sep=.\W+)?([^\r\n]*)/.exec(text.slice(0, 20_000).trimStart())?.[1] ?? ""
  const headings = new Set(
    first.split(/[,;\t]/).map((heading) => heading.toLowerCase().replace(/[^a-z]/g, "")),
  )
  const share = (table: CsvTable) => {
    const { columns } = CSV_SHAPES[table]
    return columns.filter((column) => headings.has(column.name.toLowerCase())).length / columns.length
  }
  return CSV_TABLES.toSorted((a, b) => share(b) - share(a))[0] ?? "statements"
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : typeof value === "string" ? asList(value) : []
}

function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : ""
}

function idOfUse(use: unknown): string {
  return isFields(use) ? shown(use.id) : shown(use)
}

function wordsOf(cell: string): string[] {
  return cell.split(/[\s,;]+/).filter(Boolean)
}

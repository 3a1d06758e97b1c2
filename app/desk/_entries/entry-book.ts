import type { HeldCondition } from "../../../server/domain/condition.ts"
import type { Outputs, useTRPCClient } from "../../_trpc/browser.tsx"

export type Entries = Outputs["cast"]["entries"]
export type Api = ReturnType<typeof useTRPCClient>

/** Everything that the screen of entries knows of a negotiation. */
export interface Book {
  slug: string
  negotiation: Pick<
    Outputs["negotiations"]["get"],
    "title" | "summary" | "stage" | "review" | "visibility" | "timeZone"
  >
  conditions: HeldCondition[]
  entries: Entries
}

export const KIND_IDS = [
  "people", "actors", "sources", "issues", "options", "proposals", "events", "agreements", "settings",
] as const // biome-ignore format: one list
export type KindId = (typeof KIND_IDS)[number]

/** What a form holds: texts, choices of several, and rows of texts. */
export type Row = Record<string, string>
export type Values = Record<string, string | string[] | Row[]>

export interface EntryField {
  name: string
  label: string
  hint?: string
  type: "text" | "lines" | "select" | "picks" | "rows" | "conditions"
  options?: [id: string, label: string][]
  /** Of rows: the fields of each, and what one is called. */
  fields?: EntryField[]
  row?: string
  /** Shown only where the form holds this. */
  when?: (values: Values) => boolean
  /** Of conditions: where they are read from. */
  book?: Book
}

/** One thing that can be done to an entry: what it asks for, and what is sent. */
export interface Act {
  id: string
  title: string
  text?: string
  /** Whose it is; an analyst has a way of their own to what editors do in another. */
  by: "everybody" | "analyst" | "editor"
  fields: EntryField[]
  /** What the form begins with. What no field shows, such as the edition, is sent along. */
  values: Values
  button: string
  send: (api: Api, values: Values) => Promise<Done>
}
/** What is said once it is done, and the entry to go to. */
export interface Done {
  said: string
  open?: { kind: KindId; id: string }
}

export interface Listed {
  id: string
  name: string
  detail: string
  /** Further words by which it is found. */
  search: string[]
}

/** One kind of entry: how it is listed, what it shows, and what can be done. The first act stands open. */
export interface Kind {
  id: KindId
  list: (book: Book) => Listed[]
  facts: (book: Book, id: string) => [label: string, value: string][]
  acts: (book: Book, id: string) => Act[]
  add?: (book: Book) => Act
}

/** Whether it is offered; the server asks for itself. */
export function isOffered({ by }: Act, isEditor: boolean): boolean {
  return by === "everybody" || (by === "editor") === isEditor
}

export function one(values: Values | Row, name: string): string {
  const value = values[name]
  return typeof value === "string" ? value.trim() : ""
}

export function many(values: Values, name: string): string[] {
  const value = values[name]
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : []
}

export function rows(values: Values, name: string): Row[] {
  const value = values[name]
  return Array.isArray(value) ? value.filter((each) => typeof each !== "string") : []
}

export function lines(values: Values, name: string): string[] {
  return one(values, name)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
}

/** What is left empty is not known. */
export function orNull(value: string): string | null {
  return value === "" ? null : value
}

export function pairs(list: readonly { id: string; name: string }[]): [string, string][] {
  return list.map(({ id, name }) => [id, name])
}

/** Values of a list with what they are called. */
export function called<T extends string>(
  values: readonly T[],
  names: Readonly<Record<T, string>>,
): [string, string][] {
  return values.map((value) => [value, names[value]])
}

export function nameIn(list: readonly { id: string; name: string }[], id: string | null | undefined): string {
  return list.find((known) => known.id === id)?.name ?? id ?? ""
}

import { dateWords } from "../../../server/domain/date-words.ts"
import { words } from "../../_messages/en.ts"
import { entries as text } from "../../_messages/entries.en.ts"
import {
  type Act,
  type Book,
  type EntryField,
  type Kind,
  lines,
  nameIn,
  one,
  orNull,
  pairs,
  type Row,
  rows,
  type Values,
} from "./entry-book.ts"

const t = text.person
type Person = Book["entries"]["people"][number]

export const people: Kind = {
  id: "people",
  list: (book) =>
    book.entries.people.map((person) => ({
      id: person.id,
      name: person.name,
      detail: person.offices.map((held) => heldWords(book, held)).join("; ") || t.noOffice,
      search: [...person.aliases, ...Object.values(person.names), person.id, ...person.merged],
    })),
  facts: (book, id) => {
    const person = find(book, id)
    if (!person) return []
    return [
      ...Object.entries(person.names).map(([language, name]): [string, string] => [language, name]),
      [t.aliases, person.aliases.join(", ")],
      [t.offices, person.offices.map((held) => heldWords(book, held)).join("; ")],
    ]
  },
  acts: (book, id) => {
    const person = find(book, id)
    return person ? [edit(book, person), addOffice(book, person)] : []
  },
  add: (book) => ({
    id: "add-person",
    title: text.add(text.kinds.people.one),
    by: "everybody",
    fields: personFields(book),
    values: {
      name: "",
      names: [],
      aliases: "",
      offices: [{ actor: "", title: "", tier: "", from: "", to: "" }],
    },
    button: text.add(text.kinds.people.one),
    send: async (api, values) => {
      const made = await api.cast.addPerson.mutate({ slug: book.slug, person: personOf(values) })
      return { said: text.added(made.name), open: { kind: "people", id: made.id } }
    },
  }),
}

function edit(book: Book, person: Person): Act {
  return {
    id: "edit",
    title: t.save,
    by: "editor",
    fields: personFields(book),
    values: {
      edition: person.edition,
      name: person.name,
      names: Object.entries(person.names).map(([language, name]) => ({ language, name })),
      aliases: person.aliases.join("\n"),
      offices: person.offices.map(({ number, tier, from, to, ...held }) => ({
        ...held,
        number: String(number),
        tier: String(tier),
        from: from ?? "",
        to: to ?? "",
      })),
    },
    button: text.save,
    send: async (api, values) => {
      const asked = { slug: book.slug, id: person.id, edition: one(values, "edition"), ...personOf(values) }
      await api.cast.editPerson.mutate(asked)
      return { said: text.saved }
    },
  }
}

function addOffice(book: Book, person: Person): Act {
  return {
    id: "add-office",
    title: t.addOffice,
    text: t.addOfficeText,
    by: "analyst",
    fields: officeFields(book),
    values: { actor: "", title: "", tier: "", from: "", to: "" },
    button: t.addOffice,
    send: async (api, values) => {
      await api.cast.addOffice.mutate({ slug: book.slug, id: person.id, office: officeOf(values) })
      return { said: t.officeAdded }
    },
  }
}

function personFields(book: Book): EntryField[] {
  return [
    { name: "name", label: text.actor.name, type: "text" },
    {
      name: "names",
      label: t.names,
      hint: t.languageHint,
      type: "rows",
      row: t.nameRow,
      fields: [
        { name: "language", label: t.language, type: "text" },
        { name: "name", label: text.actor.name, type: "text" },
      ],
    },
    { name: "aliases", label: t.aliases, hint: t.aliasesHint, type: "lines" },
    {
      name: "offices",
      label: t.offices,
      hint: t.officesHint,
      type: "rows",
      row: t.officeRow,
      fields: officeFields(book),
    },
  ]
}

function officeFields(book: Book): EntryField[] {
  const tiers = Object.entries(words.tier).map(([n, meaning]): [string, string] => [n, `${n}, ${meaning}`])
  return [
    { name: "title", label: t.title, type: "text" },
    {
      name: "actor",
      label: t.of,
      type: "select",
      options: [["", text.choose], ...pairs(book.entries.actors)],
    },
    { name: "tier", label: t.tier, type: "select", options: [["", text.choose], ...tiers] },
    { name: "from", label: t.from, type: "text" },
    { name: "to", label: t.to, type: "text" },
  ]
}

function personOf(values: Values) {
  return {
    name: one(values, "name"),
    names: namesOf(values),
    aliases: lines(values, "aliases"),
    // a row in which nothing was written is no office
    offices: rows(values, "offices")
      .filter((row) => one(row, "actor") !== "" || one(row, "title") !== "")
      .map((row) => ({ ...officeOf(row), ...(row.number && { number: Number(row.number) }) })),
  }
}

/** Names by language; a row without either says nothing. */
export function namesOf(values: Values): Record<string, string> {
  return Object.fromEntries(
    rows(values, "names")
      .filter((row) => one(row, "language") !== "" || one(row, "name") !== "")
      .map((row) => [one(row, "language"), one(row, "name")]),
  )
}

function officeOf(row: Values | Row) {
  return {
    actor: one(row, "actor"),
    title: one(row, "title"),
    tier: Number(one(row, "tier")),
    from: orNull(one(row, "from")),
    to: orNull(one(row, "to")),
  }
}

function find(book: Book, id: string): Person | undefined {
  return book.entries.people.find((person) => person.id === id || person.merged.includes(id))
}

function heldWords(book: Book, { title, actor, from, to }: Person["offices"][number]): string {
  const since = from ? t.since(dateWords(from, "short")) : ""
  const until = to ? t.until(dateWords(to, "short")) : ""
  return t.held(title, nameIn(book.entries.actors, actor)) + since + until
}

import { idOf } from "../../../server/domain/slug.ts"
import { RELIABILITIES, SOURCE_CLASSES } from "../../../server/domain/vocabulary.ts"
import { words } from "../../_messages/en.ts"
import { entries as text } from "../../_messages/entries.en.ts"
import { oneOf } from "../_form/statement-values.ts"
import { called, type EntryField, type Kind, one, type Values } from "./entry-book.ts"

const t = text.source
const FIELDS: EntryField[] = [
  { name: "name", label: t.name, type: "text" },
  { name: "class", label: t.class, type: "select", options: called(SOURCE_CLASSES, words.sourceClass) },
  {
    name: "reliability",
    label: t.reliability,
    hint: t.reliabilityHint,
    type: "select",
    options: [["", t.notGraded], ...RELIABILITIES.map((grade): [string, string] => [grade, grade])],
  },
]

export const sources: Kind = {
  id: "sources",
  list: (book) =>
    book.entries.sources.map((source) => ({
      id: source.id,
      name: source.name,
      detail: [words.sourceClass[source.class], source.reliability ?? t.notGraded].join(", "),
      search: [source.id],
    })),
  facts: (book, id) => {
    const source = book.entries.sources.find((known) => known.id === id)
    if (!source) return []
    return [
      [t.class, words.sourceClass[source.class]],
      [t.reliability, source.reliability ?? t.notGraded],
    ]
  },
  acts: (book, id) => {
    const source = book.entries.sources.find((known) => known.id === id)
    if (!source) return []
    return [
      {
        id: "edit",
        title: t.save,
        by: "editor",
        fields: FIELDS,
        values: {
          edition: source.edition,
          name: source.name,
          class: source.class,
          reliability: source.reliability ?? "",
        },
        button: text.save,
        send: async (api, values) => {
          const edition = one(values, "edition")
          await api.cast.editSource.mutate({ slug: book.slug, id, edition, ...sourceOf(values) })
          return { said: text.saved }
        },
      },
    ]
  },
  add: (book) => ({
    id: "add-source",
    title: text.add(text.kinds.sources.one),
    by: "everybody",
    fields: FIELDS,
    values: { name: "", class: "traditional_media", reliability: "" },
    button: text.add(text.kinds.sources.one),
    send: async (api, values) => {
      const ids = book.entries.sources.map((known) => known.id)
      const id = idOf(one(values, "name"), ids, "source")
      await api.negotiations.amend.mutate({ slug: book.slug, sources: [{ id, ...sourceOf(values) }] })
      return { said: text.added(one(values, "name")), open: { kind: "sources", id } }
    },
  }),
}

function sourceOf(values: Values) {
  return {
    name: one(values, "name"),
    class: oneOf(SOURCE_CLASSES, one(values, "class")) ?? "traditional_media",
    reliability: oneOf(RELIABILITIES, one(values, "reliability")) ?? null,
  }
}

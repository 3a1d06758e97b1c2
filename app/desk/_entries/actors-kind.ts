import { dateWords } from "../../../server/domain/date-words.ts"
import { idOf } from "../../../server/domain/slug.ts"
import { ACTOR_KINDS, ROLES } from "../../../server/domain/vocabulary.ts"
import { listing, words } from "../../_messages/en.ts"
import { entries as text } from "../../_messages/entries.en.ts"
import { oneOf } from "../_form/statement-values.ts"
import {
  type Book,
  called,
  type EntryField,
  type Kind,
  lines,
  nameIn,
  one,
  orNull,
  pairs,
  rows,
  type Values,
} from "./entry-book.ts"
import { namesOf } from "./people-kind.ts"

const t = text.actor
type Actor = Book["entries"]["actors"][number]

export const actors: Kind = {
  id: "actors",
  list: (book) =>
    book.entries.actors.map((actor) => ({
      id: actor.id,
      name: actor.name,
      detail: rolesWords(actor) || t.noParty,
      search: [...actor.aliases, ...Object.values(actor.names), actor.iso ?? "", actor.id],
    })),
  facts: (book, id) => {
    const actor = book.entries.actors.find((known) => known.id === id)
    if (!actor) return []
    return [
      [t.kind, text.actorKind[actor.kind]],
      [t.iso, actor.iso ?? ""],
      [text.person.aliases, actor.aliases.join(", ")],
      [t.parent, nameIn(book.entries.actors, actor.parent)],
      [t.roles, rolesWords(actor)],
    ]
  },
  acts: (book, id) => {
    const actor = book.entries.actors.find((known) => known.id === id)
    if (!actor) return []
    return [
      {
        id: "edit",
        title: t.save,
        by: "editor",
        fields: fieldsOf(book, id),
        values: {
          edition: actor.edition,
          name: actor.name,
          kind: actor.kind,
          iso: actor.iso ?? "",
          parent: actor.parent ?? "",
          names: Object.entries(actor.names).map(([language, name]) => ({ language, name })),
          aliases: actor.aliases.join("\n"),
          roles: actor.roles.map((role) =>
            typeof role === "string"
              ? { role, from: "", to: "" }
              : { role: role.role, from: role.from ?? "", to: role.to ?? "" },
          ),
        },
        button: text.save,
        send: async (api, values) => {
          const roles = rolesOf(values)
          await api.cast.editActor.mutate({
            slug: book.slug,
            id,
            edition: one(values, "edition"),
            ...actorOf(values),
            // one who never sat at the table goes on without a role; a party has at least one
            ...((roles.length > 0 || actor.roles.length > 0) && { roles }),
          })
          return { said: text.saved }
        },
      },
    ]
  },
  add: (book) => ({
    id: "add-actor",
    title: text.add(text.kinds.actors.one),
    by: "everybody",
    fields: fieldsOf(book),
    values: { name: "", kind: "state", iso: "", parent: "", names: [], aliases: "", roles: [] },
    button: text.add(text.kinds.actors.one),
    send: async (api, values) => {
      const ids = book.entries.actors.map((known) => known.id)
      const id = idOf(one(values, "name"), ids, "actor")
      const roles = rolesOf(values)
      await api.negotiations.amend.mutate({
        slug: book.slug,
        actors: [{ id, ...actorOf(values) }],
        ...(roles.length > 0 && { parties: [{ actor: id, roles }] }),
      })
      return { said: text.added(one(values, "name")), open: { kind: "actors", id } }
    },
  }),
}

function fieldsOf(book: Book, self?: string): EntryField[] {
  const others = book.entries.actors.filter(({ id }) => id !== self)
  return [
    { name: "name", label: t.name, type: "text", ...(self !== undefined && { hint: t.nameHint }) },
    { name: "kind", label: t.kind, type: "select", options: called(ACTOR_KINDS, text.actorKind) },
    { name: "iso", label: t.iso, hint: t.isoHint, type: "text" },
    { name: "parent", label: t.parent, type: "select", options: [["", t.noParent], ...pairs(others)] },
    {
      name: "roles",
      label: t.roles,
      hint: t.rolesHint,
      type: "rows",
      row: t.roleRow,
      fields: [
        { name: "role", label: t.role, type: "select", options: called(ROLES, words.role) },
        { name: "from", label: text.person.from, type: "text" },
        { name: "to", label: text.person.to, type: "text" },
      ],
    },
    {
      name: "names",
      label: text.person.names,
      hint: text.person.languageHint,
      type: "rows",
      row: text.person.nameRow,
      fields: [
        { name: "language", label: text.person.language, type: "text" },
        { name: "name", label: t.name, type: "text" },
      ],
    },
    { name: "aliases", label: text.person.aliases, hint: text.person.aliasesHint, type: "lines" },
  ]
}

function actorOf(values: Values) {
  return {
    name: one(values, "name"),
    kind: oneOf(ACTOR_KINDS, one(values, "kind")) ?? "state",
    iso: orNull(one(values, "iso").toUpperCase()),
    parent: orNull(one(values, "parent")),
    names: namesOf(values),
    aliases: lines(values, "aliases"),
  }
}

function rolesOf(values: Values): Actor["roles"] {
  return rows(values, "roles").flatMap((row): Actor["roles"] => {
    const role = oneOf(ROLES, one(row, "role"))
    const [from, to] = [orNull(one(row, "from")), orNull(one(row, "to"))]
    if (!role) return []
    return from === null && to === null ? [role] : [{ role, from, to }]
  })
}

function rolesWords({ roles }: Actor): string {
  return listing(
    roles.map((role) =>
      typeof role === "string"
        ? words.role[role]
        : role.to
          ? t.ended(words.role[role.role], dateWords(role.to, "short"))
          : words.role[role.role],
    ),
  )
}

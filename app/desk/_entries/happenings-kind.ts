import { dateWords } from "../../../server/domain/date-words.ts"
import { idOf } from "../../../server/domain/slug.ts"
import {
  AGREEMENT_CLASSES,
  AGREEMENT_FORMS,
  AGREEMENT_PURPOSES,
  AGREEMENT_STATUSES,
  DECLARED_BY,
  EVENT_TYPES,
  VERIFICATIONS,
} from "../../../server/domain/vocabulary.ts"
import { entries as text } from "../../_messages/entries.en.ts"
import { agreementConditions } from "../../_messages/signals.en.ts"
import { oneOf } from "../_form/statement-values.ts"
import { movesIn } from "./agreement-conditions.tsx"
import {
  type Book,
  called,
  type EntryField,
  type Kind,
  many,
  nameIn,
  one,
  orNull,
  pairs,
  type Values,
} from "./entry-book.ts"

export const events: Kind = {
  id: "events",
  list: (book) =>
    book.entries.events.map((event) => ({
      id: event.id,
      name: event.title,
      detail: [dateWords(event.at, "short"), text.eventType[event.type]].join(", "),
      search: [event.id],
    })),
  facts: (book, id) => {
    const event = book.entries.events.find((known) => known.id === id)
    if (!event) return []
    return [
      [text.event.at, dateWords(event.at)],
      [text.event.type, text.eventType[event.type]],
      [text.event.verification, text.verification[event.verification]],
      [
        text.event.parties,
        (event.parties ?? []).map((party) => nameIn(book.entries.actors, party)).join(", "),
      ],
      [
        text.event.document,
        (event.documents ?? []).map((document) => nameIn(book.entries.documents, document)).join("; "),
      ],
      ["", text.event.fixed],
    ]
  },
  acts: () => [],
  add: (book) => ({
    id: "add-event",
    title: text.add(text.kinds.events.one),
    text: text.event.fixed,
    by: "editor",
    fields: [
      { name: "title", label: text.event.title, type: "text" },
      { name: "at", label: text.event.at, type: "text" },
      { name: "type", label: text.event.type, type: "select", options: called(EVENT_TYPES, text.eventType) },
      {
        name: "agreement",
        label: agreementConditions.agreement,
        type: "select",
        options: [
          ["", agreementConditions.noAgreement],
          ...book.entries.agreements.map(({ id, title }): [string, string] => [id, title || id]),
        ],
      },
      {
        name: "conditionMoves",
        label: agreementConditions.legend,
        type: "conditions",
        book,
        when: isEntryIntoForce,
      },
      {
        name: "verification",
        label: text.event.verification,
        type: "select",
        options: called(VERIFICATIONS, text.verification),
      },
      { name: "parties", label: text.event.parties, type: "picks", options: parties(book) },
      {
        name: "document",
        label: text.event.document,
        type: "select",
        options: [["", text.event.noDocument], ...pairs(book.entries.documents)],
      },
    ],
    values: {
      title: "",
      at: "",
      type: "talks",
      agreement: "",
      conditionMoves: [],
      verification: "claimed",
      parties: [],
      document: "",
    },
    button: text.add(text.kinds.events.one),
    send: async (api, values) => {
      const title = one(values, "title")
      const id = idOf(
        title,
        book.entries.events.map((known) => known.id),
        "event",
      )
      const event = {
        id,
        title,
        at: one(values, "at"),
        type: oneOf(EVENT_TYPES, one(values, "type")) ?? "other",
        verification: oneOf(VERIFICATIONS, one(values, "verification")) ?? "claimed",
        parties: many(values, "parties"),
        documents: one(values, "document") ? [one(values, "document")] : [],
        agreement: orNull(one(values, "agreement")),
        ...(isEntryIntoForce(values) && {
          conditionMoves: movesIn(many(values, "conditionMoves"), one(values, "agreement"), book),
        }),
      }
      await api.negotiations.amend.mutate({ slug: book.slug, events: [event] })
      return { said: text.added(title), open: { kind: "events", id } }
    },
  }),
}

function isEntryIntoForce(values: Values): boolean {
  return one(values, "type") === "entry_into_force"
}

const a = text.agreement

export const agreements: Kind = {
  id: "agreements",
  list: (book) =>
    book.entries.agreements.map((agreement) => ({
      id: agreement.id,
      name: agreement.title || a.untitled,
      detail: [text.agreementClass[agreement.class], text.agreementStatus[agreement.status]].join(", "),
      search: [agreement.id],
    })),
  facts: (book, id) => {
    const agreement = book.entries.agreements.find((known) => known.id === id)
    if (!agreement) return []
    return [
      [a.class, text.agreementClass[agreement.class]],
      [a.status, text.agreementStatus[agreement.status]],
      [a.starts, agreement.starts ? dateWords(agreement.starts) : ""],
      [a.expires, agreement.expires ? dateWords(agreement.expires) : ""],
    ]
  },
  acts: (book, id) => {
    const agreement = book.entries.agreements.find((known) => known.id === id)
    if (!agreement) return []
    return [
      {
        id: "edit",
        title: a.save,
        by: "editor",
        fields: agreementFields(book),
        values: {
          ...agreement,
          title: agreement.title ?? "",
          starts: agreement.starts ?? "",
          expires: agreement.expires ?? "",
          scope: agreement.scope ?? "",
          parties: agreement.parties ?? [],
          options: agreement.options ?? [],
          history: [],
        },
        button: text.save,
        send: async (api, values) => {
          const { history } = agreement
          const changed = { id, ...agreementOf(values), ...(history && { history }) }
          await api.negotiations.amend.mutate({ slug: book.slug, agreements: [changed] })
          return { said: text.saved }
        },
      },
    ]
  },
  add: (book) => ({
    id: "add-agreement",
    title: text.add(text.kinds.agreements.one),
    by: "editor",
    fields: agreementFields(book),
    values: {
      title: "",
      class: "cessation_of_hostilities",
      declaredBy: "bilateral",
      form: "written",
      purpose: "peace_process",
      status: "proposed",
      starts: "",
      expires: "",
      scope: "",
      parties: [],
      options: [],
    },
    button: text.add(text.kinds.agreements.one),
    send: async (api, values) => {
      const title = one(values, "title")
      const id = idOf(
        title,
        book.entries.agreements.map((known) => known.id),
        "agreement",
      )
      await api.negotiations.amend.mutate({ slug: book.slug, agreements: [{ id, ...agreementOf(values) }] })
      return { said: text.added(title || a.untitled), open: { kind: "agreements", id } }
    },
  }),
}

function agreementFields(book: Book): EntryField[] {
  return [
    { name: "title", label: a.title, type: "text" },
    {
      name: "class",
      label: a.class,
      type: "select",
      options: called(AGREEMENT_CLASSES, text.agreementClass),
    },
    {
      name: "status",
      label: a.status,
      type: "select",
      options: called(AGREEMENT_STATUSES, text.agreementStatus),
    },
    { name: "starts", label: a.starts, type: "text" },
    { name: "expires", label: a.expires, type: "text" },
    {
      name: "declaredBy",
      label: a.declaredBy,
      type: "select",
      options: called(DECLARED_BY, text.declaredBy),
    },
    { name: "form", label: a.form, type: "select", options: called(AGREEMENT_FORMS, text.agreementForm) },
    {
      name: "purpose",
      label: a.purpose,
      type: "select",
      options: called(AGREEMENT_PURPOSES, text.agreementPurpose),
    },
    { name: "scope", label: a.scope, type: "lines" },
    { name: "parties", label: a.parties, type: "picks", options: parties(book) },
    {
      name: "options",
      label: a.options,
      type: "picks",
      options: book.entries.options.map((option): [string, string] => [option.id, option.text]),
    },
  ]
}

function agreementOf(values: Values) {
  return {
    title: orNull(one(values, "title")),
    class: oneOf(AGREEMENT_CLASSES, one(values, "class")) ?? "preliminary",
    declaredBy: oneOf(DECLARED_BY, one(values, "declaredBy")) ?? "bilateral",
    form: oneOf(AGREEMENT_FORMS, one(values, "form")) ?? "written",
    purpose: oneOf(AGREEMENT_PURPOSES, one(values, "purpose")) ?? "other",
    status: oneOf(AGREEMENT_STATUSES, one(values, "status")) ?? "proposed",
    starts: orNull(one(values, "starts")),
    expires: orNull(one(values, "expires")),
    scope: orNull(one(values, "scope")),
    parties: many(values, "parties"),
    options: many(values, "options"),
  }
}

function parties(book: Book): [string, string][] {
  return pairs(book.entries.actors.filter(({ roles }) => roles.length > 0))
}

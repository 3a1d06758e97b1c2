import { CHECKLIST } from "../../../server/domain/checklist.ts"
import { idOf } from "../../../server/domain/slug.ts"
import {
  ACTOR_KINDS,
  EVENT_TYPES,
  RELIABILITIES,
  ROLES,
  SOURCE_CLASSES,
  VERIFICATIONS,
} from "../../../server/domain/vocabulary.ts"
import { dateWords } from "../../../server/domain/wording.ts"
import { entries as text } from "../../_messages/desk.en.ts"
import { listing, words } from "../../_messages/en.ts"
import { agreementConditions } from "../../_messages/signals.en.ts"
import type { Inputs } from "../../_trpc/browser.tsx"
import { movesIn } from "../_form/agreement-conditions.tsx"
import { nameOf } from "../_form/documents-section.tsx"
import { oneOf } from "../_form/statement-values.ts"
import type { DeskData } from "../desk-data.ts"

/** What a form of entries holds: texts and, for choices of several, lists. */
export type EntryValues = Record<string, string | string[]>
type Entries = Omit<Inputs["negotiations"]["amend"], "slug">

export interface EntryField {
  name: string
  label: string
  hint?: string
  type: "text" | "lines" | "select" | "picks" | "conditions"
  options?: [string, string][]
  /** Shown only where the form holds this. */
  when?: (values: EntryValues) => boolean
}

/** One kind of entry: what there is, what a new one is asked for, and what is sent. */
export interface EntryKind {
  id: keyof typeof text.kinds
  present: (data: DeskData) => { id: string; name: string; detail: string }[]
  fields: (data: DeskData) => EntryField[]
  entries: (values: EntryValues, data: DeskData) => Entries
  /** What the entry is called, for "Added: ...". */
  named: (values: EntryValues, data: DeskData) => string
}

const f = text.fields
const NEW = ""
const isNew = (name: string) => (values: EntryValues) => one(values, name) === NEW

const actor: EntryKind = {
  id: "actor",
  present: (data) =>
    data.actors.map(({ id, name }) => {
      const roles = data.parties.find((party) => party.id === id)?.roles ?? []
      return {
        id,
        name,
        detail: roles.length > 0 ? listing(roles.map((role) => words.role[role])) : text.notParty,
      }
    }),
  fields: (data) => [
    {
      name: "actor",
      label: f.existingActor,
      type: "select",
      options: [[NEW, f.newActor], ...pairs(data.actors)],
    },
    { name: "name", label: f.name, type: "text", when: isNew("actor") },
    {
      name: "kind",
      label: f.kind,
      type: "select",
      options: called(ACTOR_KINDS, text.actorKind),
      when: isNew("actor"),
    },
    { name: "iso", label: f.iso, hint: f.isoHint, type: "text", when: isNew("actor") },
    { name: "aliases", label: f.aliases, hint: f.aliasesHint, type: "lines", when: isNew("actor") },
    { name: "roles", label: f.roles, hint: f.rolesHint, type: "picks", options: called(ROLES, words.role) },
  ],
  entries: (values, data) => {
    const known = one(values, "actor")
    const id = known || idOf(one(values, "name"), ids(data.actors), "actor")
    const roles = many(values, "roles").flatMap((role) => oneOf(ROLES, role) ?? [])
    const fresh = {
      id,
      name: one(values, "name"),
      kind: oneOf(ACTOR_KINDS, one(values, "kind")) ?? "state",
      iso: one(values, "iso").toUpperCase() || null,
      aliases: lines(values, "aliases"),
    }
    return {
      ...(known === NEW && { actors: [fresh] }),
      ...(roles.length > 0 && { parties: [{ actor: id, roles }] }),
    }
  },
  named: (values, data) =>
    one(values, "name") || data.actors.find(({ id }) => id === one(values, "actor"))?.name || "",
}

const person: EntryKind = {
  id: "person",
  present: (data) =>
    data.people.map(({ id, name, offices }) => ({
      id,
      name,
      detail:
        offices.map(({ title, actor: at }) => text.held(title, called1(data.actors, at))).join("; ") ||
        text.noOffice,
    })),
  fields: (data) => [
    {
      name: "person",
      label: f.existingPerson,
      type: "select",
      options: [[NEW, f.newPerson], ...pairs(data.people)],
    },
    { name: "name", label: f.name, type: "text", when: isNew("person") },
    { name: "aliases", label: f.aliases, hint: f.aliasesHint, type: "lines" },
    { name: "actor", label: f.actor, type: "select", options: [[NEW, text.choose], ...pairs(data.actors)] },
    { name: "office", label: f.office, type: "text" },
    {
      name: "tier",
      label: f.tier,
      type: "select",
      options: [
        ["", text.choose],
        ...Object.entries(words.tier).map(([n, m]): [string, string] => [n, `${n}, ${m}`]),
      ],
    },
    { name: "from", label: f.from, hint: f.optional, type: "text" },
    { name: "to", label: f.to, hint: f.optional, type: "text" },
  ],
  entries: (values, data) => {
    const known = data.people.find(({ id }) => id === one(values, "person"))
    const office = {
      actor: one(values, "actor"),
      title: one(values, "office"),
      tier: Number(one(values, "tier")),
      from: one(values, "from") || null,
      to: one(values, "to") || null,
    }
    return {
      people: [
        {
          id: known?.id ?? idOf(one(values, "name"), ids(data.people), "person"),
          name: known?.name ?? one(values, "name"),
          aliases: lines(values, "aliases"),
          offices: office.actor === NEW && office.title === "" ? [] : [office],
        },
      ],
    }
  },
  named: (values, data) =>
    data.people.find(({ id }) => id === one(values, "person"))?.name ?? one(values, "name"),
}

const source: EntryKind = {
  id: "source",
  present: (data) =>
    data.sources.map(({ id, name, class: kind, reliability }) => ({
      id,
      name,
      detail: [of(words.sourceClass, kind), reliability].filter(Boolean).join(", "),
    })),
  fields: () => [
    { name: "name", label: f.name, type: "text" },
    { name: "class", label: f.class, type: "select", options: called(SOURCE_CLASSES, words.sourceClass) },
    {
      name: "reliability",
      label: f.reliability,
      type: "select",
      options: [["", f.reliabilityNone], ...RELIABILITIES.map((grade): [string, string] => [grade, grade])],
    },
  ],
  entries: (values, data) => ({
    sources: [
      {
        id: idOf(one(values, "name"), ids(data.sources), "source"),
        name: one(values, "name"),
        class: oneOf(SOURCE_CLASSES, one(values, "class")) ?? "traditional_media",
        reliability: oneOf(RELIABILITIES, one(values, "reliability")) ?? null,
      },
    ],
  }),
  named: (values) => one(values, "name"),
}

const POINTS = CHECKLIST.flatMap(({ group, points }) => points.map((point) => ({ group, point })))

const issue: EntryKind = {
  id: "issue",
  present: (data) =>
    data.issues.map(({ id, title, group, checklist }) => ({
      id,
      name: title,
      detail: [group, checklist].filter(Boolean).join(", "),
    })),
  fields: () => [
    { name: "title", label: f.title, hint: f.titleHint, type: "text" },
    {
      name: "checklist",
      label: f.checklist,
      type: "select",
      options: [
        ["", f.checklistNone],
        ...POINTS.map(({ point }, i): [string, string] => [String(i + 1), `${i + 1}. ${point}`]),
      ],
    },
    { name: "group", label: f.group, hint: f.optional, type: "text", when: isNew("checklist") },
  ],
  entries: (values, data) => {
    const point = Number(one(values, "checklist")) || null
    return {
      issues: [
        {
          id: idOf(one(values, "title"), ids(data.issues), "issue"),
          title: one(values, "title"),
          checklist: point,
          group: (point ? POINTS[point - 1]?.group : one(values, "group")) || null,
        },
      ],
    }
  },
  named: (values) => one(values, "title"),
}

const option: EntryKind = {
  id: "option",
  present: (data) =>
    data.options.map(({ id, text: name, issue: under, closed }) => ({
      id,
      name,
      detail: [data.issues.find((known) => known.id === under)?.title, closed && dateWords(closed)]
        .filter(Boolean)
        .join(", "),
    })),
  fields: (data) => [
    {
      name: "issue",
      label: f.issue,
      type: "select",
      options: [["", text.choose], ...data.issues.map(({ id, title }): [string, string] => [id, title])],
    },
    { name: "text", label: f.text, hint: f.textHint, type: "text" },
  ],
  entries: (values, data) => ({
    options: [
      {
        id: idOf(one(values, "text"), ids(data.options), "option"),
        issue: one(values, "issue"),
        text: one(values, "text"),
      },
    ],
  }),
  named: (values) => one(values, "text"),
}

const event: EntryKind = {
  id: "event",
  present: (data) =>
    data.events.map(({ id, title, at, type }) => ({
      id,
      name: title,
      detail: [dateWords(at, "short"), of(text.eventType, type)].join(", "),
    })),
  fields: (data) => [
    { name: "title", label: f.eventTitle, type: "text" },
    { name: "at", label: f.at, type: "text" },
    { name: "type", label: f.type, type: "select", options: called(EVENT_TYPES, text.eventType) },
    {
      name: "agreement",
      label: agreementConditions.agreement,
      type: "select",
      options: [
        ["", agreementConditions.noAgreement],
        ...data.agreements.map(({ id, title }): [string, string] => [id, title]),
      ],
    },
    {
      name: "conditionMoves",
      label: agreementConditions.legend,
      type: "conditions",
      when: (values) => one(values, "type") === "entry_into_force",
    },
    {
      name: "verification",
      label: f.verification,
      type: "select",
      options: called(VERIFICATIONS, text.verification),
    },
    { name: "parties", label: f.parties, type: "picks", options: pairs(data.parties) },
    {
      name: "document",
      label: f.documents,
      type: "select",
      options: [
        ["", f.noDocument],
        ...data.documents.map(({ id }): [string, string] => [id, nameOf(data, id)]),
      ],
    },
  ],
  entries: (values, data) => ({
    events: [
      {
        id: idOf(one(values, "title"), ids(data.events), "event"),
        type: oneOf(EVENT_TYPES, one(values, "type")) ?? "other",
        at: one(values, "at"),
        title: one(values, "title"),
        verification: oneOf(VERIFICATIONS, one(values, "verification")) ?? "claimed",
        parties: many(values, "parties"),
        documents: one(values, "document") ? [one(values, "document")] : [],
        agreement: one(values, "agreement") || null,
        ...(one(values, "type") === "entry_into_force" && {
          conditionMoves: movesIn(many(values, "conditionMoves"), one(values, "agreement"), data),
        }),
      },
    ],
  }),
  named: (values) => one(values, "title"),
}

export const ENTRY_KINDS: readonly EntryKind[] = [actor, person, source, issue, option, event]

function one(values: EntryValues, name: string): string {
  const value = values[name]
  return typeof value === "string" ? value.trim() : ""
}

function many(values: EntryValues, name: string): string[] {
  const value = values[name]
  return Array.isArray(value) ? value : []
}

function lines(values: EntryValues, name: string): string[] {
  return one(values, name)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
}

function pairs(list: readonly { id: string; name: string }[]): [string, string][] {
  return list.map(({ id, name }) => [id, name])
}

function called<T extends string>(
  values: readonly T[],
  names: Readonly<Record<T, string>>,
): [string, string][] {
  return values.map((value) => [value, names[value]])
}

function called1(list: readonly { id: string; name: string }[], id: string): string {
  return list.find((known) => known.id === id)?.name ?? id
}

function ids(list: readonly { id: string }[]): string[] {
  return list.map(({ id }) => id)
}

function of(names: Readonly<Record<string, string>>, value: string): string {
  return names[value] ?? value
}

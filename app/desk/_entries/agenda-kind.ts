import { CHECKLIST } from "../../../server/domain/checklist.ts"
import { dateWords } from "../../../server/domain/date-words.ts"
import { idOf } from "../../../server/domain/slug.ts"
import { entries as text } from "../../_messages/entries.en.ts"
import { type Act, type Book, type EntryField, type Kind, lines, many, one, orNull } from "./entry-book.ts"

const POINTS = CHECKLIST.flatMap(({ group, points }) => points.map((point) => ({ group, point })))
const TODAY = "" // whoever closes says when

export const issues: Kind = {
  id: "issues",
  list: (book) =>
    book.entries.issues.map(({ id, title, group, checklist }) => ({
      id,
      name: title,
      detail: [group, text.issue.options(optionsOf(book, id).length)].filter(Boolean).join(", "),
      search: [id, String(checklist ?? "")],
    })),
  facts: (book, id) => {
    const issue = book.entries.issues.find((known) => known.id === id)
    if (!issue) return []
    return [
      [text.issue.group, issue.group ?? ""],
      [text.issue.checklist, pointWords(issue.checklist)],
    ]
  },
  acts: (book, id) => {
    const issue = book.entries.issues.find((known) => known.id === id)
    if (!issue) return []
    const { slug } = book
    const options = optionsOf(book, id)
    const edit: Act = {
      id: "edit",
      title: text.issue.save,
      by: "editor",
      fields: ISSUE_FIELDS,
      values: { title: issue.title, group: issue.group ?? "", checklist: String(issue.checklist ?? "") },
      button: text.save,
      send: async (api, values) => {
        await api.agenda.editIssue.mutate({
          slug,
          id,
          title: one(values, "title"),
          group: orNull(one(values, "group")),
          checklist: Number(one(values, "checklist")) || null,
        })
        return { said: text.saved }
      },
    }
    const split: Act = {
      id: "split",
      title: text.issue.split,
      text: text.issue.splitText,
      by: "editor",
      fields: [
        { name: "title", label: text.issue.newTitle, hint: text.issue.titleHint, type: "text" },
        {
          name: "options",
          label: text.issue.move,
          type: "picks",
          options: options.map((option): [string, string] => [option.id, option.text]),
        },
      ],
      values: { title: "", options: [] },
      button: text.issue.split,
      send: async (api, values) => {
        const title = one(values, "title")
        const { made } = await api.agenda.splitIssue.mutate({
          slug,
          id,
          title,
          options: many(values, "options"),
        })
        return { said: text.issue.splitDone(title), open: { kind: "issues", id: made } }
      },
    }
    const retire: Act = {
      id: "retire",
      title: text.issue.retire,
      text: text.issue.retireText,
      by: "editor",
      fields: [{ name: "on", label: text.issue.on, type: "text" }],
      values: { on: TODAY },
      button: text.issue.retire,
      send: async (api, values) => {
        await api.agenda.retireIssue.mutate({ slug, id, on: one(values, "on") })
        return { said: text.issue.retired }
      },
    }
    return [edit, ...(options.length > 1 ? [split] : []), retire]
  },
  add: (book) => ({
    id: "add-issue",
    title: text.add(text.kinds.issues.one),
    by: "editor",
    fields: ISSUE_FIELDS,
    values: { title: "", group: "", checklist: "" },
    button: text.add(text.kinds.issues.one),
    send: async (api, values) => {
      const title = one(values, "title")
      const id = idOf(
        title,
        book.entries.issues.map((known) => known.id),
        "issue",
      )
      const checklist = Number(one(values, "checklist")) || null
      const group =
        orNull(one(values, "group")) ?? (checklist ? (POINTS[checklist - 1]?.group ?? null) : null)
      await api.negotiations.amend.mutate({ slug: book.slug, issues: [{ id, title, checklist, group }] })
      return { said: text.added(title), open: { kind: "issues", id } }
    },
  }),
}

/** Points of the checklist that are not on the agenda, to be ticked; null where all are. */
export function missingPoints(book: Book): Act | null {
  const there = new Set(book.entries.issues.map((issue) => issue.checklist))
  const missing = POINTS.flatMap(({ point }, i): [string, string][] =>
    there.has(i + 1) ? [] : [[String(i + 1), `${i + 1}. ${point}`]],
  )
  if (missing.length === 0) return null
  return {
    id: "points",
    title: text.issue.points,
    text: text.issue.pointsText,
    by: "editor",
    fields: [{ name: "points", label: text.issue.point, type: "picks", options: missing }],
    values: { points: [] },
    button: text.issue.addPoints,
    send: async (api, values) => {
      const points = many(values, "points").map(Number)
      const { made } = await api.agenda.addPoints.mutate({ slug: book.slug, points })
      return { said: text.issue.pointsAdded(made.length) }
    },
  }
}

const ISSUE_FIELDS: EntryField[] = [
  { name: "title", label: text.issue.title, hint: text.issue.titleHint, type: "text" },
  { name: "group", label: text.issue.group, type: "text" },
  {
    name: "checklist",
    label: text.issue.checklist,
    type: "select",
    options: [
      ["", text.issue.noPoint],
      ...POINTS.map(({ point }, i): [string, string] => [String(i + 1), `${i + 1}. ${point}`]),
    ],
  },
]

export const options: Kind = {
  id: "options",
  list: (book) =>
    book.entries.options.map(({ id, text: name, issue, closed }) => ({
      id,
      name,
      detail: [titleOf(book, issue), closed && text.option.closed(dateWords(closed, "short"))]
        .filter(Boolean)
        .join(", "),
      search: [id],
    })),
  facts: (book, id) => {
    const option = book.entries.options.find((known) => known.id === id)
    if (!option) return []
    return [
      [text.option.issue, titleOf(book, option.issue)],
      [text.option.on, option.closed ? dateWords(option.closed) : ""],
    ]
  },
  acts: (book, id) => {
    const option = book.entries.options.find((known) => known.id === id)
    if (!option) return []
    const { slug } = book
    const edit: Act = {
      id: "edit",
      title: text.option.save,
      by: "editor",
      fields: [{ name: "text", label: text.option.text, hint: text.option.textHint, type: "lines" }],
      values: { text: option.text },
      button: text.save,
      send: async (api, values) => {
        await api.agenda.editOption.mutate({ slug, id, text: one(values, "text") })
        return { said: text.saved }
      },
    }
    const on: EntryField = { name: "on", label: text.option.on, type: "text" }
    const split: Act = {
      id: "split",
      title: text.option.split,
      text: text.option.splitText,
      by: "editor",
      fields: [{ name: "into", label: text.option.into, hint: text.option.intoHint, type: "lines" }, on],
      values: { into: "", on: TODAY },
      button: text.option.split,
      send: async (api, values) => {
        await api.agenda.splitOption.mutate({ slug, id, on: one(values, "on"), into: lines(values, "into") })
        return { said: text.option.splitDone }
      },
    }
    const retire: Act = {
      id: "retire",
      title: text.option.retire,
      text: text.option.retireText,
      by: "editor",
      fields: [on],
      values: { on: TODAY },
      button: text.option.close,
      send: async (api, values) => {
        await api.agenda.retireOption.mutate({ slug, id, on: one(values, "on") })
        return { said: text.option.retired }
      },
    }
    const reopen: Act = {
      id: "reopen",
      title: text.option.reopen,
      text: text.option.reopenText,
      by: "editor",
      fields: [],
      values: {},
      button: text.option.reopen,
      send: async (api) => {
        await api.agenda.retireOption.mutate({ slug, id, on: null })
        return { said: text.option.reopened }
      },
    }
    return option.closed ? [edit, reopen] : [edit, split, retire]
  },
  add: (book) => ({
    id: "add-option",
    title: text.add(text.kinds.options.one),
    by: "editor",
    fields: [
      {
        name: "issue",
        label: text.option.issue,
        type: "select",
        options: [
          ["", text.choose],
          ...book.entries.issues.map(({ id, title }): [string, string] => [id, title]),
        ],
      },
      { name: "text", label: text.option.text, hint: text.option.textHint, type: "lines" },
    ],
    values: { issue: "", text: "" },
    button: text.add(text.kinds.options.one),
    send: async (api, values) => {
      const name = one(values, "text")
      const id = idOf(
        name,
        book.entries.options.map((known) => known.id),
        "option",
      )
      await api.negotiations.amend.mutate({
        slug: book.slug,
        options: [{ id, issue: one(values, "issue"), text: name }],
      })
      return { said: text.added(name), open: { kind: "options", id } }
    },
  }),
}

/** The options of an issue, in their order. */
export function optionsOf(book: Book, issue: string): Book["entries"]["options"] {
  return book.entries.options.filter((option) => option.issue === issue)
}

function titleOf(book: Book, issue: string): string {
  return book.entries.issues.find(({ id }) => id === issue)?.title ?? ""
}

function pointWords(point: number | null): string {
  return point === null ? "" : `${point}. ${POINTS[point - 1]?.point ?? ""}`
}

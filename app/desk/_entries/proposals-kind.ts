import { dateWords } from "../../../server/domain/date-words.ts"
import { idOf } from "../../../server/domain/slug.ts"
import { PROPOSAL_STATUSES } from "../../../server/domain/vocabulary.ts"
import { entries as text } from "../../_messages/entries.en.ts"
import { oneOf } from "../_form/statement-values.ts"
import {
  type Act,
  type Book,
  called,
  type EntryField,
  type Kind,
  many,
  nameIn,
  one,
  orNull,
  pairs,
} from "./entry-book.ts"

const t = text.proposal

export const proposals: Kind = {
  id: "proposals",
  list: (book) =>
    book.entries.proposals.map((proposal) => ({
      id: proposal.id,
      name: proposal.title,
      detail: [
        nameIn(book.entries.actors, proposal.proposer),
        t.version(proposal.version ?? 1),
        text.proposalStatus[proposal.status],
      ].join(", "),
      search: [proposal.id],
    })),
  facts: (book, id) => {
    const proposal = book.entries.proposals.find((known) => known.id === id)
    if (!proposal) return []
    const options = proposal.options.map((option) => wording(book, option))
    return [
      [t.proposer, nameIn(book.entries.actors, proposal.proposer)],
      [t.status, text.proposalStatus[proposal.status]],
      [t.at, proposal.at ? dateWords(proposal.at) : ""],
      [t.options, options.join("; ")],
      [
        t.supersedes,
        book.entries.proposals.find((known) => known.id === proposal.supersedes)?.title ??
          proposal.supersedes ??
          "",
      ],
      [
        t.history,
        (proposal.history ?? [])
          .map(({ at, status }) => `${dateWords(at, "short")}: ${text.proposalStatus[status]}`)
          .join("; "),
      ],
    ]
  },
  acts: (book, id) => {
    const proposal = book.entries.proposals.find((known) => known.id === id)
    if (!proposal || proposal.status === "superseded") return []
    const { slug } = book
    const move: Act = {
      id: "move",
      title: t.move,
      text: t.moveText,
      by: "editor",
      fields: [
        {
          name: "status",
          label: t.status,
          type: "select",
          // a newer version supersedes; the status alone does not
          options: called(
            PROPOSAL_STATUSES.filter((status) => status !== "superseded" && status !== proposal.status),
            text.proposalStatus,
          ),
        },
        { name: "at", label: t.at, type: "text" },
        { name: "statement", label: t.statement, hint: t.statementHint, type: "text" },
        {
          name: "event",
          label: t.event,
          type: "select",
          options: [
            ["", t.noEvent],
            ...book.entries.events.map((event): [string, string] => [event.id, event.title]),
          ],
        },
      ],
      values: {
        status: PROPOSAL_STATUSES.find((status) => status !== proposal.status) ?? "tabled",
        at: "",
        statement: "",
        event: "",
      },
      button: t.move,
      send: async (api, values) => {
        await api.agenda.moveProposal.mutate({
          slug,
          id,
          status: oneOf(PROPOSAL_STATUSES, one(values, "status")) ?? proposal.status,
          at: one(values, "at"),
          statement: orNull(one(values, "statement")),
          event: orNull(one(values, "event")),
        })
        return { said: t.moved }
      },
    }
    const newer: Act = {
      id: "newer",
      title: t.newer,
      text: t.newerText,
      by: "editor",
      fields: fieldsOf(book),
      values: {
        title: proposal.title,
        proposer: proposal.proposer,
        at: "",
        status: "tabled",
        options: proposal.options,
      },
      button: t.newer,
      send: async (api, values) => {
        const asked = { slug, id, ...contentOf(values), at: one(values, "at") }
        const { made } = await api.agenda.supersedeProposal.mutate(asked)
        return { said: t.newerDone, open: { kind: "proposals", id: made } }
      },
    }
    return [move, newer]
  },
  add: (book) => ({
    id: "add-proposal",
    title: text.add(text.kinds.proposals.one),
    by: "editor",
    fields: fieldsOf(book),
    values: { title: "", proposer: "", at: "", status: "tabled", options: [] },
    button: text.add(text.kinds.proposals.one),
    send: async (api, values) => {
      const title = one(values, "title")
      const id = idOf(
        title,
        book.entries.proposals.map((known) => known.id),
        "proposal",
      )
      const proposal = { id, ...contentOf(values), at: orNull(one(values, "at")), version: 1 }
      await api.negotiations.amend.mutate({ slug: book.slug, proposals: [proposal] })
      return { said: text.added(title), open: { kind: "proposals", id } }
    },
  }),
}

function fieldsOf(book: Book): EntryField[] {
  return [
    { name: "title", label: t.title, type: "text" },
    {
      name: "proposer",
      label: t.proposer,
      type: "select",
      options: [["", text.choose], ...pairs(book.entries.actors)],
    },
    { name: "at", label: t.at, type: "text" },
    {
      name: "status",
      label: t.status,
      type: "select",
      options: called(
        PROPOSAL_STATUSES.filter((status) => status !== "superseded"),
        text.proposalStatus,
      ),
    },
    {
      name: "options",
      label: t.options,
      type: "picks",
      options: book.entries.options.map((option): [string, string] => [option.id, option.text]),
    },
  ]
}

function contentOf(values: Parameters<Act["send"]>[1]) {
  return {
    title: one(values, "title"),
    proposer: one(values, "proposer"),
    status: oneOf(PROPOSAL_STATUSES, one(values, "status")) ?? "tabled",
    options: many(values, "options"),
  }
}

function wording(book: Book, option: string): string {
  return book.entries.options.find(({ id }) => id === option)?.text ?? option
}

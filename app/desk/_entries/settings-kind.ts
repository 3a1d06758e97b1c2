import { REVIEW_POLICIES, STAGES, VISIBILITIES } from "../../../server/domain/vocabulary.ts"
import { entries as text } from "../../_messages/entries.en.ts"
import { oneOf } from "../_form/statement-values.ts"
import { type Book, called, type Kind, one } from "./entry-book.ts"

const t = text.negotiation

/** The negotiation itself is the one entry of its kind, under its own address. */
export const settings: Kind = {
  id: "settings",
  list: (book) => [{ id: book.slug, name: book.negotiation.title, detail: "", search: [] }],
  facts: ({ negotiation }) => [
    [t.summary, negotiation.summary],
    [t.stage, called(STAGES, text.stage).find(([id]) => id === negotiation.stage)?.[1] ?? ""],
    [t.zone, negotiation.timeZone],
  ],
  acts: (book) => [
    {
      id: "edit",
      title: t.save,
      text: t.zoneHint(book.negotiation.timeZone),
      by: "editor",
      fields: [
        { name: "title", label: t.title, type: "text" },
        { name: "summary", label: t.summary, type: "lines" },
        { name: "stage", label: t.stage, type: "select", options: called(STAGES, text.stage) },
        { name: "review", label: t.review, type: "select", options: called(REVIEW_POLICIES, text.review) },
        {
          name: "visibility",
          label: t.visibility,
          type: "select",
          options: called(VISIBILITIES, text.visibility),
        },
      ],
      values: valuesOf(book),
      button: text.save,
      send: async (api, values) => {
        const asked = {
          slug: book.slug,
          title: one(values, "title"),
          summary: one(values, "summary"),
          stage: oneOf(STAGES, one(values, "stage")),
          review: oneOf(REVIEW_POLICIES, one(values, "review")),
          visibility: oneOf(VISIBILITIES, one(values, "visibility")),
        }
        await api.agenda.editNegotiation.mutate(asked)
        return { said: text.saved }
      },
    },
  ],
}

function valuesOf({ negotiation }: Book) {
  const { title, summary, stage, review, visibility } = negotiation
  return { title, summary, stage, review, visibility }
}

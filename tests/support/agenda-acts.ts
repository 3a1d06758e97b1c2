import { splitText } from "../../server/capabilities/split-option.ts"
import type { NegotiationDocument } from "../../server/domain/negotiation-document.ts"
import { idOf } from "../../server/domain/slug.ts"

/** What an editor can do to an agenda on which something has been said already. */
export type AgendaChange =
  | { verb: "retire_option"; id: string; on: string | null }
  | { verb: "split_option"; id: string; on: string; into: string[] }
  | { verb: "split_issue"; id: string; title: string; options: string[] }
  | { verb: "reorder_options"; order: string[] }

const DAY_MS = 86_400_000

/** Something that an editor does to the agenda, legal as it lies; undefined where there is nothing to do it to. */
export function agendaChange(
  table: NegotiationDocument,
  raw: { nth: number; kind: number; daysOn: number },
  at: number,
): AgendaChange | undefined {
  const options = table.options ?? []
  const option = options[raw.nth % Math.max(options.length, 1)]
  if (!option) return undefined
  const own = options.filter((other) => other.issue === option.issue).map(({ id }) => id)
  const on = new Date(at + raw.daysOn * DAY_MS).toISOString().slice(0, 10)
  switch (raw.kind % 4) {
    case 0:
      return { verb: "retire_option", id: option.id, on: option.closed ? null : on }
    case 1:
      return {
        verb: "split_option",
        id: option.id,
        on,
        into: [`Half of ${option.id} at ${at}`, `Rest of ${option.id} at ${at}`],
      }
    case 2:
      return own.length > 1
        ? {
            verb: "split_issue",
            id: option.issue,
            title: `From ${option.issue} at ${at}`,
            options: own.slice(1),
          }
        : undefined
    default:
      return own.length > 1 ? { verb: "reorder_options", order: own.toReversed() } : undefined
  }
}

/** The table after it. */
export function rearranged(table: NegotiationDocument, change: AgendaChange): NegotiationDocument {
  const { options = [], issues = [] } = table
  switch (change.verb) {
    case "retire_option":
      return {
        ...table,
        options: options.map((one) => (one.id === change.id ? { ...one, closed: change.on } : one)),
      }
    case "split_option": {
      const old = options.find((one) => one.id === change.id)
      const made = change.into.map((text) => ({
        id: idOf(text, [], "option"),
        issue: old?.issue ?? "",
        text,
      }))
      const closed = options.map((one) =>
        one.id === change.id ? { ...one, closed: change.on, text: splitText(one.text, change.into) } : one,
      )
      return { ...table, options: [...closed, ...made] }
    }
    case "split_issue": {
      const id = idOf(change.title, [], "issue")
      return {
        ...table,
        issues: [...issues, { id, title: change.title }],
        options: options.map((one) => (change.options.includes(one.id) ? { ...one, issue: id } : one)),
      }
    }
    case "reorder_options": {
      const order = [...change.order]
      return {
        ...table,
        options: options.map((one) =>
          // each place of one that is named is taken by the next in the order
          change.order.includes(one.id) ? byId(options, order.shift()) : one,
        ),
      }
    }
  }
}

function byId<T extends { id: string }>(list: T[], id: string | undefined): T {
  const found = list.find((one) => one.id === id)
  if (!found) throw new Error(`There is no ${id}.`)
  return found
}

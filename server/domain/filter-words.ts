import type { AlertKind, SubscriptionFilter } from "./alert-rules.ts"
import type { ChangeKind } from "./vocabulary.ts"
import { type AlertNames, optionPhrase } from "./wording.ts"

/** What a filter's ids are called. What has no name any more is told by its id. */
export type FilterNames = Pick<AlertNames, "board" | "people">

/** The kinds that can be asked for, as they stand in a sentence. */
export const KIND_WORDS: Record<AlertKind | ChangeKind, string> = {
  stance_moved: "moved positions",
  new_condition: "new conditions",
  condition_moved: "moved conditions",
  mixed_signals: "mixed signals",
  contested: "contested positions",
  red_line: "red lines",
  agreement: "agreements",
  deadline_near: "approaching deadlines",
  correction: "corrections",
  "statement.published": "new statements",
  "statement.corrected": "corrected statements",
  "statement.withdrawn": "withdrawn statements",
  "condition.moved": "moved conditions",
  "event.recorded": "events",
  "agreement.changed": "agreements",
  "proposal.changed": "proposals",
  "agenda.changed": "changes of the agenda",
  "deadline.near": "approaching deadlines",
}

/**
 * What a subscription hears of, in words and without a full stop: "Moved positions and new conditions that concern Russia,
 * on a 30-day ceasefire". Of a list any one will do, and every list holds; the words say so. `names` is null where it is of
 * no single negotiation.
 */
export function filterWords(filter: SubscriptionFilter, names: FilterNames | null): string {
  const { parties = [], people = [], issues = [], options = [], kinds = [] } = filter
  const board = names?.board ?? { parties: [], issues: [] }
  const nameOf = (id: string) => board.parties.find((party) => party.id === id)?.name ?? id
  const titleOf = (id: string) => board.issues.find((issue) => issue.id === id)?.title ?? id
  const text = filter.text?.trim()
  const parts = [
    kinds.length === 0 ? "every change" : listed(kinds.map(kindWords), "conjunction"),
    parties.length > 0 && ` that ${kinds.length === 0 ? "concerns" : "concern"} ${any(parties.map(nameOf))}`,
    options.length > 0 && `, on ${any(options.map((id) => optionPhrase(id, board)))}`,
    issues.length > 0 && `, under ${any(issues.map(titleOf))}`,
    people.length > 0 && `, said by ${any(people.map((id) => names?.people?.get(id) ?? id))}`,
    text && `, with the words “${text}”`,
  ]
  const words = parts.filter(Boolean).join("")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function kindWords(kind: string): string {
  return isKind(kind) ? KIND_WORDS[kind] : kind
}

function isKind(kind: string): kind is keyof typeof KIND_WORDS {
  return Object.hasOwn(KIND_WORDS, kind)
}

function any(names: string[]): string {
  return listed(names, "disjunction")
}

function listed(names: string[], type: "conjunction" | "disjunction"): string {
  return new Intl.ListFormat("en-GB", { type }).format(new Set(names))
}

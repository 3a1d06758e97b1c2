import type { AlertKind, SubscriptionFilter } from "./alert-rules.ts"
import type { ChangeKind } from "./vocabulary.ts"
import { type BoardNames, optionPhrase } from "./wording.ts"

/** What a filter's ids are called. What is not among them is told by its id. */
export interface FilterNames {
  parties: readonly { id: string; name: string }[]
  people: readonly { id: string; name: string }[]
  issues: readonly ({ id: string; title: string } & BoardNames["issues"][number])[]
}

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
 * on a 30-day ceasefire". Of a list any one will do, and every list holds; the words say so.
 */
export function filterWords(filter: SubscriptionFilter, names: FilterNames): string {
  const { parties = [], people = [], issues = [], options = [], kinds = [], text = "" } = filter
  const nameIn = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? id
  const titles = issues.map((id) => names.issues.find((issue) => issue.id === id)?.title ?? id)
  const phrases = options.map((id) => optionPhrase(id, { issues: [...names.issues] }))
  const said = text.trim()
  const parts = [
    kinds.length === 0 ? "every change" : every(kinds.map(kindWords)),
    parties.length > 0 &&
      ` that ${kinds.length === 0 ? "concerns" : "concern"} ${any(parties.map((id) => nameIn(names.parties, id)))}`,
    phrases.length > 0 && `, on ${any(phrases)}`,
    titles.length > 0 && `, under ${any(titles)}`,
    people.length > 0 && `, said by ${any(people.map((id) => nameIn(names.people, id)))}`,
    said !== "" && `, with the words “${said}”`,
  ]
  const sentence = parts.filter((part) => part !== false).join("")
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function kindWords(kind: string): string {
  return Object.entries(KIND_WORDS).find(([known]) => known === kind)?.[1] ?? kind
}

function any(names: string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(new Set(names))
}

function every(names: string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(new Set(names))
}

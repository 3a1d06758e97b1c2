import type { AlertKind, SubscriptionFilter } from "../../server/domain/alert-rules.ts"
import { type FilterNames, KIND_WORDS } from "../../server/domain/filter-words.ts"
import type { SubscribeInput } from "../../server/domain/subscription.ts"
import type { ChangeKind } from "../../server/domain/vocabulary.ts"
import { one, type Query } from "../_components/query.ts"
import type { NegotiationDetail } from "../_trpc/reader-api.ts"

/** What can be chosen from: the negotiation that the filter is about. */
export type Choices = Pick<NegotiationDetail, "slug" | "parties" | "people" | "issues" | "options">

/** A filter as the procedures take it. */
type AskedFilter = SubscribeInput["filter"]

/** What an address or a form asks to hear of: `party`, `person`, `issue`, `option` and `kind` may stand several times. */
export function filterOfQuery(query: Query): AskedFilter {
  return withoutEmpty({
    parties: several(query, "party"),
    people: several(query, "person"),
    issues: several(query, "issue"),
    options: several(query, "option"),
    kinds: several(query, "kind").filter(isKind),
    text: one(query, "text") ?? "",
  })
}

/**
 * The same, where the form that put it into the address may have been filled in for another negotiation (`of`, its slug):
 * what only that one has does not stay behind. Otherwise every id stays, also one that cannot be chosen any more, since a
 * filter that loses its ids hears of everything.
 */
export function filterAskedOf(query: Query, choices: Choices | null): AskedFilter {
  const filter = filterOfQuery(query)
  const isOfAnother = query.of !== undefined && (one(query, "of") ?? "") !== (choices?.slug ?? "")
  return isOfAnother ? amongChoices(filter, choices) : filter
}

/** A stored filter, whole, as the procedures take it. */
export function filterStored(filter: SubscriptionFilter): AskedFilter {
  const { parties = [], people = [], issues = [], options = [], kinds = [], text = "" } = filter
  return withoutEmpty({ parties, people, issues, options, kinds: kinds.filter(isKind), text })
}

function amongChoices(filter: AskedFilter, choices: Choices | null): AskedFilter {
  const known = (ids: string[] = [], list: readonly { id: string }[] = []) =>
    ids.filter((id) => list.some((choice) => choice.id === id))
  return filterStored({
    ...filter,
    parties: known(filter.parties, choices?.parties),
    people: known(filter.people, choices?.people),
    issues: known(filter.issues, choices?.issues),
    options: known(filter.options, choices?.options),
  })
}

/** What stands in the form to be ticked. */
export interface Offered {
  parties: { id: string; name: string }[]
  people: { id: string; name: string }[]
  issues: { id: string; title: string; options: { id: string; text: string }[] }[]
  /** Options under none of these issues. */
  options: { id: string; text: string }[]
}

/**
 * The choices, and by its id whatever else the filters ask for, such as what has left the agenda: it stays ticked until
 * somebody unticks it.
 */
export function offeredIn(choices: Choices | null, filters: SubscriptionFilter[]): Offered {
  const { parties, people, issues, options } = choices ?? NO_CHOICES
  const others = (list: keyof Offered, listed: readonly { id: string }[]) => {
    const ids = new Set(filters.flatMap((filter) => filter[list] ?? []))
    return [...ids].filter((id) => !listed.some((one) => one.id === id))
  }
  return {
    parties: [...parties, ...others("parties", parties).map((id) => ({ id, name: id }))],
    people: [...people, ...others("people", people).map((id) => ({ id, name: id }))],
    issues: [
      ...withOptions(issues, options),
      ...others("issues", issues).map((id) => ({ id, title: id, options: [] })),
    ],
    options: [
      ...options.filter((option) => !issues.some((issue) => issue.id === option.issue)),
      ...others("options", options).map((id) => ({ id, text: id })),
    ],
  }
}

const NO_CHOICES: Pick<Choices, keyof Offered> = { parties: [], people: [], issues: [], options: [] }

/** The same as an address asks for it. */
export function queryOfFilter(negotiation: string | null, filter: SubscriptionFilter): [string, string][] {
  const { parties = [], people = [], issues = [], options = [], kinds = [], text = "" } = filter
  const each = (key: string, values: string[]) => values.map((value): [string, string] => [key, value])
  return [
    ...(negotiation === null ? [] : each("negotiation", [negotiation])),
    ...each("party", parties),
    ...each("person", people),
    ...each("issue", issues),
    ...each("option", options),
    ...each("kind", kinds),
    ...(text === "" ? [] : each("text", [text])),
  ]
}

/** What the ids of a filter are called. */
export function namesIn({ parties, people, issues, options }: Choices): FilterNames {
  return {
    board: { parties, issues: withOptions(issues, options) },
    people: new Map(people.map(({ id, name }) => [id, name])),
  }
}

function withOptions<T extends { id: string }, O extends { issue: string }>(issues: T[], options: O[]) {
  return issues.map((issue) => ({
    ...issue,
    options: options.filter((option) => option.issue === issue.id),
  }))
}

/** The fields of a form as a page gets its query. */
export function queryOfForm(form: FormData): Query {
  const keys = new Set(form.keys())
  return Object.fromEntries(
    [...keys].map((key) => [key, form.getAll(key).filter((value) => typeof value === "string")]),
  )
}

function isKind(kind: string): kind is AlertKind | ChangeKind {
  return Object.hasOwn(KIND_WORDS, kind)
}

function several(query: Query, key: string): string[] {
  const value = query[key]
  return [...new Set(Array.isArray(value) ? value : value ? [value] : [])]
}

function withoutEmpty(filter: Required<AskedFilter>): AskedFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value.length > 0))
}

import type { AlertKind, SubscriptionFilter } from "../../server/domain/alert-rules.ts"
import { type FilterNames, KIND_WORDS } from "../../server/domain/filter-words.ts"
import type { SubscribeInput } from "../../server/domain/subscription.ts"
import type { ChangeKind } from "../../server/domain/vocabulary.ts"
import { one, type Query } from "../_components/query.ts"
import type { NegotiationDetail } from "../_trpc/reader-api.ts"

/** What can be chosen from: the negotiation that the filter is about. */
export type Choices = Pick<NegotiationDetail, "slug" | "parties" | "people" | "issues" | "options">

/** A filter as the procedures take it. */
export type AskedFilter = SubscribeInput["filter"]

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
 * The filter without what is not among the choices, so that another negotiation's parties do not stay behind. Without a
 * negotiation there is nothing to choose from but kinds and words.
 */
export function amongChoices(filter: SubscriptionFilter, choices: Choices | null): AskedFilter {
  const known = (ids: string[] = [], list: readonly { id: string }[] = []) =>
    ids.filter((id) => list.some((choice) => choice.id === id))
  return withoutEmpty({
    parties: known(filter.parties, choices?.parties),
    people: known(filter.people, choices?.people),
    issues: known(filter.issues, choices?.issues),
    options: known(filter.options, choices?.options),
    kinds: (filter.kinds ?? []).filter(isKind),
    text: filter.text ?? "",
  })
}

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
    board: {
      parties,
      issues: issues.map((issue) => ({
        ...issue,
        options: options.filter((option) => option.issue === issue.id),
      })),
    },
    people: new Map(people.map(({ id, name }) => [id, name])),
  }
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

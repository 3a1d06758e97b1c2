import { ALERT_KINDS, type SubscriptionFilter } from "../../server/domain/alert-rules.ts"
import type { FilterNames } from "../../server/domain/filter-words.ts"
import { CHANGE_KINDS } from "../../server/domain/vocabulary.ts"
import { one, type Query } from "../_components/query.ts"
import type { NegotiationDetail } from "../_trpc/reader-api.ts"

/** What can be chosen from: the negotiation that the filter is about. */
export type Choices = Pick<NegotiationDetail, "slug" | "parties" | "people" | "issues" | "options">

/**
 * What an address or a form asks to hear of: `party`, `person`, `issue`, `option` and `kind` may stand several times.
 * What is not among the choices is left out, so that another negotiation's parties do not stay behind; without a
 * negotiation there is nothing to choose from but kinds and words.
 */
export function filterOfQuery(query: Query, choices: Choices | null): SubscriptionFilter {
  const known = (key: string, list: readonly { id: string }[] | undefined) =>
    several(query, key).filter((id) => list?.some((choice) => choice.id === id))
  return withoutEmpty({
    parties: known("party", choices?.parties),
    people: known("person", choices?.people),
    issues: known("issue", choices?.issues),
    options: known("option", choices?.options),
    kinds: several(query, "kind").filter((kind) => KINDS.has(kind)),
    text: one(query, "text") ?? "",
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

const KINDS: ReadonlySet<string> = new Set([...ALERT_KINDS, ...CHANGE_KINDS])

function several(query: Query, key: string): string[] {
  const value = query[key]
  return [...new Set(Array.isArray(value) ? value : value ? [value] : [])]
}

function withoutEmpty(filter: Required<SubscriptionFilter>): SubscriptionFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value.length > 0))
}

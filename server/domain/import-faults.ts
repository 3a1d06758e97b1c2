import type { Refusal } from "./refusal.ts"
import { valueAt } from "./value-at.ts"

/** Lists that are stored together or not at all. */
const TOGETHER = [
  ["actors", "people", "sources"],
  ["parties", "issues", "options", "proposals"],
]

/**
 * What is wrong with a document, without what only follows from something else: what a refused list brings is not known to
 * the rest, which is no fault of the rest.
 */
export function withoutConsequences(all: readonly Refusal[], document: object): readonly Refusal[] {
  const wrong = new Set(all.map(({ path = "" }) => /^\w+/.exec(path)?.[0] ?? ""))
  const isFaulty = (list: string) =>
    wrong.has(list) || TOGETHER.some((group) => group.includes(list) && group.some((each) => wrong.has(each)))
  const brought = new Set(
    Object.entries(document).flatMap(([list, entries]) =>
      isFaulty(list) && Array.isArray(entries) ? entries.flatMap(idsOf) : [],
    ),
  )
  const own = all.filter(
    ({ code, path }) =>
      code !== "unknown_id" || !idsIn(valueAt(document, path ?? "")).some((id) => brought.has(id)),
  )
  return own.length > 0 ? own : all
}

/** Every id that an entry brings: its own, and those of the conditions that it states. */
function idsOf(entry: unknown): string[] {
  const conditions = valueAt(entry, "conditions")
  return [
    ...idsIn(valueAt(entry, "id")),
    ...(Array.isArray(conditions) ? conditions.flatMap((each) => idsIn(valueAt(each, "id"))) : []),
    ...(valueAt(entry, "roles") ? idsIn(valueAt(entry, "actor")) : []),
  ]
}

function idsIn(value: unknown): string[] {
  return [value].flat().filter((each) => typeof each === "string")
}

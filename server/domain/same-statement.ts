import { same } from "./change.ts"
import type { StatementContent } from "./negotiation-document.ts"
import { asList } from "./statement.ts"

/** True where two statements say the same, whatever was left out, null or empty, and whatever their status. */
export function sameStatement(a: StatementContent, b: StatementContent): boolean {
  return same(essence(a), essence(b))
}

/** Names of the fields in which two statements differ, by the same measure. */
export function differingFields(a: StatementContent, b: StatementContent): string[] {
  const [left, right] = [essence(a), essence(b)]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter(
    (field) => !same(left[field], right[field]),
  )
}

function essence({ status: _, imported: __, ...content }: StatementContent): Record<string, unknown> {
  const filled = Object.entries({ ...content, for: asList(content.for), about: asList(content.about) })
    .filter(([, value]) => value !== null && value !== undefined && value !== "" && !isEmptyList(value))
    .map(([key, value]) => [key, withoutNulls(value)])
  return Object.fromEntries(filled)
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (value === null || typeof value !== "object") return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== null && v !== undefined && !isEmptyList(v))
      .map(([key, v]) => [key, withoutNulls(v)]),
  )
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

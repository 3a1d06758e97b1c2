import { same } from "./change.ts"

/** One field that differs between two versions of something; null where it has none there. */
export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

/**
 * What differs between two versions, field by field, in the order of the later one. In: either may be null, for something
 * that was made or removed. A field that is empty (null, missing, an empty text or list) on both sides does not differ.
 */
export function fieldChanges(
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
): FieldChange[] {
  const fields = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])
  return [...fields].flatMap((field) => {
    const [was, is] = [filled(before?.[field]), filled(after?.[field])]
    return same(was, is) ? [] : [{ field, before: was, after: is }]
  })
}

function filled(value: unknown): unknown {
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return null
  return value
}

/** What Next hands a page as its query: a value may be given once, often or not at all. */
export type Query = Record<string, string | string[] | undefined>

/** The first value of a key, or undefined where it is missing or empty. */
export function one(query: Query, key: string): string | undefined {
  const value = query[key]
  const text = Array.isArray(value) ? value[0] : value
  return text?.trim() ? text.trim() : undefined
}

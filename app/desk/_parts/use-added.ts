import { useState } from "react"

/**
 * What one chooses from, and with it what was added in its place a moment ago: it can be shown by its name at once, not
 * only when the page has been read again.
 */
export function useAdded<T extends { id: string }>(known: T[]): [choices: T[], add: (one: T) => void] {
  const [added, setAdded] = useState<T | null>(null)
  const isNew = added !== null && known.every(({ id }) => id !== added.id)
  return [isNew ? [...known, added] : known, setAdded]
}

import { type Heard, hears, type ReadyFilter, readyFilter, type SubscriptionFilter } from "./alert-rules.ts"
import { canonicalJson } from "./change.ts"

/** A subscription as far as matching reads it. `negotiationId` null: every negotiation. */
export interface IndexedSubscription {
  id: string
  negotiationId: number | null
  filter: SubscriptionFilter
}

/**
 * Many subscriptions, kept so that one change finds those that hear it without asking all. What it finds is what `hears`
 * finds over all of them.
 */
export interface AlertIndex {
  /** Adds a subscription, or replaces the one of that id. */
  put: (subscription: IndexedSubscription) => void
  remove: (id: string) => void
  /** The ids of those that hear it. */
  match: (negotiationId: number, heard: Heard | null) => string[]
  readonly size: number
}

/** Subscriptions that ask for the same: they are asked once. */
interface Group {
  negotiationId: number | null
  ready: ReadyFilter
  ids: Set<string>
  /** Under which it is found. */
  keys: string[]
}

export function createAlertIndex(): AlertIndex {
  const groups = new Map<string, Group>()
  const groupOf = new Map<string, string>()
  const found = new Map<string, Set<Group>>()

  function remove(id: string): void {
    const name = groupOf.get(id)
    const group = name === undefined ? undefined : groups.get(name)
    if (name === undefined || !group) return
    groupOf.delete(id)
    group.ids.delete(id)
    if (group.ids.size > 0) return
    groups.delete(name)
    for (const key of group.keys) {
      const under = found.get(key)
      under?.delete(group)
      if (under?.size === 0) found.delete(key)
    }
  }

  return {
    put({ id, negotiationId, filter }) {
      remove(id)
      const name = `${negotiationId} ${canonicalJson(filter)}`
      const known = groups.get(name)
      if (known) known.ids.add(id)
      else {
        const group = { negotiationId, ready: readyFilter(filter), ids: new Set([id]), keys: keysOf(filter) }
        groups.set(name, group)
        for (const key of group.keys) found.set(key, (found.get(key) ?? new Set()).add(group))
      }
      groupOf.set(id, name)
    },
    remove,
    match(negotiationId, heard) {
      if (!heard) return []
      const ids: string[] = []
      // a group under several of the change's keys is asked once
      const asked = new Set<Group>()
      for (const key of keysIn(heard)) {
        for (const group of found.get(key) ?? []) {
          if (group.negotiationId !== null && group.negotiationId !== negotiationId) continue
          if (asked.has(group)) continue
          asked.add(group)
          if (hears(group.ready, heard)) for (const id of group.ids) ids.push(id)
        }
      }
      return ids
    },
    get size() {
      return groupOf.size
    },
  }
}

/**
 * A filter is found under each member of one list: that which fewest changes share. A change that lacks all of them cannot
 * be heard. Words are found by how the first of them begins.
 */
function keysOf(filter: SubscriptionFilter): string[] {
  for (const list of ["people", "options", "issues", "parties"] as const) {
    const members = filter[list] ?? []
    if (members.length > 0) return [...new Set(members)].map((member) => `${list} ${member}`)
  }
  const [word] = readyFilter(filter).words
  if (word !== undefined) return [`word ${beginning(word)}`]
  const kinds = filter.kinds ?? []
  return kinds.length > 0 ? [...new Set(kinds)].map((kind) => `kinds ${kind}`) : [EVERYTHING]
}

function keysIn({ people, facets, words }: Heard): Set<string> {
  const keys = new Set([EVERYTHING, ...people.map((person) => `people ${person}`)])
  for (const { option, issue, parties, kinds } of facets) {
    if (option !== null) keys.add(`options ${option}`)
    if (issue !== null) keys.add(`issues ${issue}`)
    for (const party of parties) keys.add(`parties ${party}`)
    for (const kind of kinds) keys.add(`kinds ${kind}`)
  }
  for (const word of words) keys.add(`word ${beginning(word)}`).add(`word ${word.slice(0, 1)}`)
  return keys
}

const EVERYTHING = "everything"

function beginning(word: string): string {
  return word.slice(0, 2)
}

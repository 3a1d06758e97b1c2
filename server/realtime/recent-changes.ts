import type { LoggedChange } from "../change-log/read-changes.ts"
import { PAGE_OF_CHANGES } from "../change-log/watch-changes.ts"

/**
 * The latest public changes of one negotiation, encoded, for readers who come back: catching up asks no database.
 * Bounded in number and size; whoever needs more than that is served better by the board itself.
 */
export interface RecentChanges {
  /** Number of the latest change. */
  seq: () => number
  push: (change: LoggedChange) => void
  /** What follows `after`, or undefined where that is ahead, too far behind, or goes over a change that was erased. */
  since: (after: number) => LoggedChange[] | undefined
}

const MOST_CHANGES = PAGE_OF_CHANGES
const MOST_CHARACTERS = 1_000_000

/** In: the latest change's number, and the changes that led to it, as many as are at hand, without a hole. */
export function recentChanges(seq: number, changes: LoggedChange[]): RecentChanges {
  const kept: LoggedChange[] = []
  let latest = seq - changes.length
  let characters = 0
  const push = (change: LoggedChange) => {
    if (change.seq !== latest + 1) throw new Error(`Change ${change.seq} cannot follow ${latest}.`)
    latest = change.seq
    characters += change.json.length
    kept.push(change)
    while (kept.length > MOST_CHANGES || (characters > MOST_CHARACTERS && kept.length > 1)) {
      characters -= kept.shift()?.json.length ?? 0
    }
  }
  for (const change of changes) push(change)
  return {
    seq: () => latest,
    push,
    since(after) {
      if (after > latest || after < latest - kept.length) return undefined
      const missed = kept.slice(kept.length - (latest - after))
      return missed.some((change) => change.erased) ? undefined : missed
    },
  }
}

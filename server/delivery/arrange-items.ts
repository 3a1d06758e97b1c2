import type { AlertItem } from "../domain/alert-item.ts"
import { ALERT_SEVERITIES } from "../domain/alert-values.ts"

/** One of a mail's changes in its place. */
export interface Placed<T> {
  told: T
  /** Set where another in the same mail corrects or withdraws it, and stands before it. */
  since: "corrected" | "withdrawn" | null
}

/** The changes of one negotiation; `left` of them have no room in the mail. */
export interface Group<T> {
  negotiation: AlertItem["negotiation"]
  placed: Placed<T>[]
  left: number
}

/**
 * The order in which a mail tells of its changes: by negotiation, the weightiest first, then the latest. What corrects or
 * withdraws a statement comes before all else, and then what the same mail tells of that statement. At most `most` are placed.
 */
export function arrangeItems<T extends { item: AlertItem }>(items: readonly T[], most: number): Group<T>[] {
  const groups = Map.groupBy(items, ({ item }) => item.negotiation.slug)
  const ordered = [...groups.values()]
    .map((some) => clustersOf(some))
    .sort((a, b) => byWeight(a[0], b[0]))
    .map((clusters) => clusters.flatMap((cluster) => cluster.placed))
  let room = most
  return ordered.flatMap((placed) => {
    const shown = placed.slice(0, room)
    room -= shown.length
    const [first] = placed
    return first
      ? [{ negotiation: first.told.item.negotiation, placed: shown, left: placed.length - shown.length }]
      : []
  })
}

/** What belongs together in a mail: one change, or all of a statement that was corrected or withdrawn. */
interface Cluster<T> {
  weight: number
  /** Of the latest: when it was recorded, and its number in the log. */
  at: string
  seq: number
  placed: Placed<T>[]
}

function clustersOf<T extends { item: AlertItem }>(items: readonly T[]): Cluster<T>[] {
  const corrected = new Set(items.filter(({ item }) => sinceOf(item) !== null).map(({ item }) => item.path))
  const clusters = Map.groupBy(items, ({ item }) => (corrected.has(item.path) ? item.path : item.seq))
  return [...clusters.values()].map(clusterOf).sort(byWeight)
}

function clusterOf<T extends { item: AlertItem }>(items: T[]): Cluster<T> {
  let since: Placed<T>["since"] = null
  const latestFirst = items.toSorted((a, b) => b.item.seq - a.item.seq)
  const placed = latestFirst.map((told) => {
    const one = { told, since }
    since = sinceOf(told.item) ?? since
    return one
  })
  return {
    placed,
    // that we were wrong nobody may miss
    weight: Math.min(
      ...items.map(({ item }) => (sinceOf(item) ? -1 : ALERT_SEVERITIES.indexOf(item.severity))),
    ),
    at: latestFirst[0]?.item.recordedAt ?? "",
    seq: latestFirst[0]?.item.seq ?? 0,
  }
}

function sinceOf({ kind }: AlertItem): Placed<unknown>["since"] {
  if (kind === "statement.corrected") return "corrected"
  return kind === "statement.withdrawn" ? "withdrawn" : null
}

function byWeight(
  a: Pick<Cluster<unknown>, "weight" | "at" | "seq"> | undefined,
  b: Pick<Cluster<unknown>, "weight" | "at" | "seq"> | undefined,
): number {
  if (!a || !b) return 0
  return a.weight - b.weight || (a.at === b.at ? b.seq - a.seq : a.at < b.at ? 1 : -1)
}

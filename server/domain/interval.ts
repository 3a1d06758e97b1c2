/** Half-open interval in milliseconds since the epoch: `start` is in it, `end` is not. */
export interface Interval {
  start: number
  end: number
}

/** How finely a date was written; of a single date its last unit. */
export type Precision = "year" | "month" | "day" | "hour" | "minute" | "second" | "millisecond" | "interval"

/** A is later than B when A starts at or after B's end; otherwise their order is unknown (domain.md, "Later"). */
export function isLater(a: Interval, b: Interval): boolean {
  return a.start >= b.end
}

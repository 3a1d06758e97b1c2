import { Temporal } from "temporal-polyfill"
import type { Interval, Precision } from "./interval.ts"
import { type Refusal, refuse } from "./refusal.ts"

export interface EdtfDate extends Interval {
  /** Of a single date, its last written unit. */
  precision: Precision
  /** `?` or `%` was written. Shown to the reader; it does not widen the interval (rule "At T"). */
  uncertain: boolean
  /** `~` or `%` was written. */
  approximate: boolean
}

const SINGLE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?([?~%])?$/

/**
 * Reads an EDTF date (levels 0 and 1 as far as said-at needs them) as the interval it covers in `zone`.
 * In: `2025`, `2025-03`, `2025-03-13`, `2025-03-13T14:02+02:00`, each with `?`, `~` or `%`, or two of them as `a/b`.
 * Out: the interval in epoch milliseconds, or a refusal `impossible_date` that says what would be right.
 * Rule: domain.md, "At T". An open end (`2025-03-13/..`) is refused, a time of day lasts as long as its last written unit.
 */
export function readEdtf(text: string, zone: string, path?: string): EdtfDate | Refusal {
  const parts = text.split("/")
  const [first, second, ...rest] = parts
  if (first === undefined || rest.length > 0) return impossible(text, path)
  const from = readSingle(first, zone)
  if (!from) return impossible(text, path)
  if (second === undefined) return from
  const to = readSingle(second, zone)
  if (!to) return impossible(text, path)
  if (to.end <= from.start) {
    return refuse("impossible_date", `"${text}" ends before it begins. Write the earlier date first.`, path)
  }
  return {
    start: from.start,
    end: to.end,
    precision: "interval",
    uncertain: from.uncertain || to.uncertain,
    approximate: from.approximate || to.approximate,
  }
}

/**
 * Reads an instant asked for by `asOf`, `knownAt`, `from` or `to`: an ISO instant is itself, a date means its end in `zone`.
 * Out: epoch milliseconds or a refusal.
 */
export function readInstant(text: string, zone: string, path?: string): number | Refusal {
  const date = text.includes("/") || /[?~%]$/.test(text) ? undefined : readSingle(text, zone)
  if (!date) return impossible(text, path)
  return ["year", "month", "day"].includes(date.precision) ? date.end : date.start
}

/** True where `zone` is a name of the IANA time zone database that this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return !/^[+-]/.test(zone)
  } catch {
    return false
  }
}

function impossible(text: string, path?: string): Refusal {
  return refuse(
    "impossible_date",
    `"${text}" is no date that Parley can place. Write an EDTF date such as 2025-03-13, 2025-03, 2025-03-12~, ` +
      "2025-03-13T14:02+02:00 or 2025-03-11/2025-03-13, with both ends.",
    path,
  )
}

function readSingle(text: string, zone: string): EdtfDate | undefined {
  const match = SINGLE.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction, offset, qualifier] = match
  const clockUnit = fraction ? "millisecond" : second ? "second" : minute ? "minute" : "hour"
  const calendarUnit = day ? "day" : month ? "month" : "year"
  const uncertain = qualifier === "?" || qualifier === "%"
  const approximate = qualifier === "~" || qualifier === "%"
  try {
    const local = Temporal.PlainDateTime.from(
      {
        year: Number(year),
        month: Number(month ?? 1),
        day: Number(day ?? 1),
        hour: Number(hour ?? 0),
        minute: Number(minute ?? 0),
        second: Number(second ?? 0),
        millisecond: Number((fraction ?? "0").slice(0, 3).padEnd(3, "0")),
      },
      { overflow: "reject" },
    )
    const at = (moment: Temporal.PlainDateTime) =>
      moment.toZonedDateTime(offset === undefined ? zone : offset === "Z" ? "UTC" : offset).epochMilliseconds
    const start = at(local)
    // A time of day has a fixed length even across a change of clocks; a day, month or year follows the calendar.
    const clockMs = fraction ? Math.max(1, 10 ** (3 - fraction.length)) : LENGTH_MS[clockUnit]
    const end = hour ? start + clockMs : at(local.add(CALENDAR_STEP[calendarUnit]))
    const precision = hour ? clockUnit : calendarUnit
    return end > start ? { start, end, precision, uncertain, approximate } : undefined
  } catch {
    return undefined
  }
}

const CALENDAR_STEP = { year: { years: 1 }, month: { months: 1 }, day: { days: 1 } }
const LENGTH_MS = { hour: 3_600_000, minute: 60_000, second: 1_000, millisecond: 1 }

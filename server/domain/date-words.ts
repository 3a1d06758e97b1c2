const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] // biome-ignore format: one list
const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?([?~%])?$/

/**
 * An EDTF date as a reader says it: "13 March 2025", "about 12 March 2025", "March 2025 (uncertain)",
 * "11 to 13 March 2025", "13 March 2025, 14:02 (UTC+02:00)". What is no such date is given back as it stands.
 */
export function dateWords(edtf: string, style: "long" | "short" = "long"): string {
  const [first, second] = edtf.split("/").map(parseDate)
  if (!first) return edtf
  if (second === undefined) return edtf.includes("/") ? edtf : qualified(dateOf(first, style), first)
  if (!second) return edtf
  const doubt = {
    approximate: first.approximate || second.approximate,
    uncertain: first.uncertain || second.uncertain,
  }
  return qualified(rangeOf(first, second, style), doubt)
}

interface WrittenDate {
  year: string
  month: string | undefined
  day: string | undefined
  time: string | undefined
  approximate: boolean
  uncertain: boolean
}

function parseDate(text: string): WrittenDate | undefined {
  const match = DATE.exec(text)
  if (!match) return undefined
  const [, year = "", month, day, hour, minute, second, offset, mark] = match
  const clock = hour
    ? [hour, minute ?? "00", second].filter((unit) => unit !== undefined).join(":")
    : undefined
  const zone = offset === undefined ? "" : offset === "Z" ? " UTC" : ` (UTC${offset})`
  return {
    year,
    month,
    day: day?.replace(/^0/, ""),
    time: clock && `${clock}${zone}`,
    approximate: mark === "~" || mark === "%",
    uncertain: mark === "?" || mark === "%",
  }
}

function dateOf(date: WrittenDate, style: "long" | "short", upTo: "day" | "month" | "year" = "year"): string {
  const month = date.month && monthName(date.month, style)
  const parts = [date.day, upTo === "day" ? undefined : month, upTo === "year" ? date.year : undefined]
  return [parts.filter((part) => part !== undefined).join(" "), date.time].filter(Boolean).join(", ")
}

function rangeOf(from: WrittenDate, to: WrittenDate, style: "long" | "short"): string {
  const sameYear = from.year === to.year && from.month !== undefined && to.month !== undefined
  const sameMonth = sameYear && from.month === to.month && from.day !== undefined && to.day !== undefined
  if (sameMonth && from.day === to.day && from.time && to.time) {
    return `${dateOf(from, style)} to ${to.time}`
  }
  const first = from.time
    ? dateOf(from, style)
    : dateOf(from, style, sameMonth ? "day" : sameYear ? "month" : "year")
  return `${first} to ${dateOf(to, style)}`
}

function qualified(text: string, doubt: { approximate: boolean; uncertain: boolean }): string {
  return `${doubt.approximate ? "about " : ""}${text}${doubt.uncertain ? " (uncertain)" : ""}`
}

function monthName(month: string, style: "long" | "short"): string {
  const name = MONTHS[Number(month) - 1] ?? month
  if (style === "long" || name.length <= 4) return name
  return name === "September" ? "Sept" : name.slice(0, 3)
}

import { dateWords } from "../../../server/domain/date-words.ts"
import { log as text } from "../../_messages/desk.en.ts"

const SINGLE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T\d{2}(?::\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?[?~%]?$/

/**
 * How a date will be read, while it is typed: "13 March 2025, whole day in Europe/Kyiv". It only helps; whether the date
 * can be placed is for the server to say.
 */
export function saidWords(date: string, zone: string): { words: string; readable: boolean } {
  const written = date.trim()
  const [first = "", second, ...rest] = written.split("/")
  const [from, to] = [partsOf(first), second === undefined ? undefined : partsOf(second)]
  if (!from || rest.length > 0 || (second !== undefined && !to))
    return { words: text.unreadable, readable: false }
  if (!from.possible || to?.possible === false) return { words: text.impossible, readable: false }
  return { words: sentence(dateWords(written), from, to !== undefined, zone), readable: true }
}

interface Parts {
  unit: "year" | "month" | "day" | "time"
  offset: boolean
  possible: boolean
}

function sentence(words: string, { unit, offset }: Parts, interval: boolean, zone: string): string {
  if (interval) return text.between(words, zone)
  if (offset) return text.atOffset(words)
  switch (unit) {
    case "year":
      return text.wholeYear(words, zone)
    case "month":
      return text.wholeMonth(words, zone)
    case "day":
      return text.wholeDay(words, zone)
    case "time":
      return text.atTime(words, zone)
    default:
      return unit satisfies never
  }
}

function partsOf(written: string): Parts | undefined {
  const match = SINGLE.exec(written)
  if (!match) return undefined
  const [, year, month, day, time, offset] = match
  const made = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
  const possible =
    made.getUTCMonth() === Number(month ?? 1) - 1 &&
    made.getUTCDate() === Number(day ?? 1) &&
    Number(month ?? 1) > 0
  return {
    unit: time ? "time" : day ? "day" : month ? "month" : "year",
    offset: offset !== undefined,
    possible,
  }
}

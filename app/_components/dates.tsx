import { dateWords } from "../../server/domain/date-words.ts"
import { Moment } from "../_live/moment.tsx"

/** When something was said, as it is known: an uncertain date reads as one. */
export function SaidAt({ at, style = "short" }: { at: string; style?: "long" | "short" }) {
  const machine = /^\d{4}(-\d{2}(-\d{2})?)?$/.test(at) ? at : undefined
  return (
    <time dateTime={machine} title={style === "short" ? dateWords(at) : undefined}>
      {dateWords(at, style)}
    </time>
  )
}

/** An instant of the record: relative once the page is alive, else in the negotiation's zone, which is named. */
export function RecordedAt({ at, zone }: { at: string; zone: string }) {
  return <Moment at={at} absolute={instantWords(at, zone)} />
}

export function instantWords(at: string, zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  })
  return format.format(new Date(at)).replace(" at ", ", ")
}

/** "14:02:10 EEST", for a page that says when it was made. */
export function clockWords(at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "long" }).format(at)
}

/** Whole days from the end of an EDTF date to an instant; never negative. For "affirmed 12 days ago". */
export function daysSince(edtf: string, now: number): number {
  const [year, month = "12", day] = (edtf.split("/").at(-1) ?? edtf)
    .replace(/[?~%]$/, "")
    .slice(0, 10)
    .split("-")
  const end = day
    ? Date.UTC(Number(year), Number(month) - 1, Number(day))
    : Date.UTC(Number(year), Number(month), 0)
  const today = new Date(now)
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate())
  return Math.max(0, Math.round((midnight - end) / 86_400_000))
}

/** "Ukrainian" for "uk"; the code itself where it is none that is known. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code
  } catch {
    return code
  }
}

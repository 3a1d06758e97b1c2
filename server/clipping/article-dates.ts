import { readEdtf } from "../domain/dates.ts"
import { isRefusal } from "../domain/refusal.ts"

/** Dates as headers and metadata have them, as EDTF; null where it is none that is certain. */
export function edtfOf(written: string | null | undefined): string | null {
  const text = written?.trim() ?? ""
  const found =
    /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?(?![\d:])/i.exec(
      text,
    )
  if (found) {
    const [, day = "", time, zone] = found
    const offset = zone && /^z$/i.test(zone) ? "Z" : zone?.replace(/^([+-]\d{2}):?(\d{2})$/, "$1:$2")
    const edtf = time ? `${day}T${time.replace(/\.0+$/, "")}${offset ?? ""}` : day
    return isRefusal(readEdtf(edtf, "UTC")) ? null : edtf
  }
  return ofInternetDate(text) ?? ofWords(text)
}

/** "Thu, 13 Mar 2025 14:02:11 GMT", as mail and HTTP write it. */
function ofInternetDate(text: string): string | null {
  const found = /^(?:\p{L}{3},? )?\d{1,2} \p{L}{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC|[+-]\d{4})/u.exec(
    text,
  )
  const ms = found ? Date.parse(found[0]) : Number.NaN
  return Number.isNaN(ms) ? null : new Date(ms).toISOString().replace(/\.000Z$/, "Z")
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

/** "13 March 2025", "March 13, 2025". Figures alone are read by nobody alike and are left to the analyst. */
function ofWords(text: string): string | null {
  const found = /\b(\d{1,2}) ([A-Za-z]{3,9})\.? (\d{4})\b|\b([A-Za-z]{3,9})\.? (\d{1,2}), (\d{4})\b/.exec(
    text,
  )
  if (!found) return null
  const month = MONTHS.indexOf((found[2] ?? found[4] ?? "").slice(0, 3).toLowerCase()) + 1
  if (month === 0) return null
  const pad = (part: string | number) => String(part).padStart(2, "0")
  const edtf = `${found[3] ?? found[6]}-${pad(month)}-${pad(found[1] ?? found[5] ?? "")}`
  return isRefusal(readEdtf(edtf, "UTC")) ? null : edtf
}

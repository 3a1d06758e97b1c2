import { type Refusal, refuse } from "./refusal.ts"

/**
 * The text of a file that somebody saved somewhere: UTF-8, or UTF-16 as spreadsheets write it, with or without a mark at its
 * beginning. What is no text is refused with what to save instead.
 */
export function textOfFile(bytes: Uint8Array): string | Refusal {
  const [a, b, c] = bytes
  if (a === 0x50 && b === 0x4b) return refuse("invalid", WORKBOOK)
  if (a === 0xef && b === 0xbb && c === 0xbf) return decoded(bytes.subarray(3), "utf-8")
  if (a === 0xff && b === 0xfe) return decoded(bytes.subarray(2), "utf-16le")
  if (a === 0xfe && b === 0xff) return decoded(bytes.subarray(2), "utf-16be")
  // headings are Latin letters: in UTF-16 every other byte of them is nothing
  if (b === 0 && a !== 0) return decoded(bytes, "utf-16le")
  if (a === 0 && b !== 0) return decoded(bytes, "utf-16be")
  return decoded(bytes, "utf-8")
}

const WORKBOOK =
  "This is a workbook or an archive, not CSV. Save the sheet as “CSV UTF-8” and send that file. Nothing was changed."

function decoded(bytes: Uint8Array, encoding: "utf-8" | "utf-16le" | "utf-16be"): string | Refusal {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return refuse(
      "invalid",
      "This file is neither UTF-8 nor UTF-16 text. Save it as “CSV UTF-8” and send it again. Nothing was changed.",
    )
  }
}

import type { ClipWarning } from "../domain/clip.ts"

/** Embeddings, overrides and isolates: they turn what is shown into other words than are there. */
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g
/** All but tab and line ends, with the code points that are no characters. */
const CONTROLS = /(?![\t\n\v\f\r\u0085])[\p{Cc}\p{Noncharacter_Code_Point}]/gu
/** Seen by nobody and in the way of every comparison. Joiners stay: Persian and Urdu need them. */
const INVISIBLE = /\u00ad|\u061c|\u200b|\u200e|\u200f|[\u2060-\u2064]|\ufeff/g

/**
 * Text as people read it: one form of every letter (NFC), plain spaces, paragraphs parted by one blank line. What could
 * make a reader see other words than are there is taken out and told.
 */
export function cleanText(raw: string): { text: string; warnings: ClipWarning[] } {
  const warnings: ClipWarning[] = []
  const turning = count(raw, DIRECTION_CONTROLS)
  if (turning > 0) {
    warnings.push({
      code: "direction_controls_removed",
      detail:
        `Characters that turn the direction of writing were taken out (${turning}). ` +
        "What the original shows may be other words than it holds: compare names and figures.",
    })
  }
  const controls = count(raw, CONTROLS)
  if (controls > 0) {
    warnings.push({
      code: "control_characters_removed",
      detail: `Control characters, which nobody sees, were taken out (${controls}).`,
    })
  }
  return { text: tidy(raw), warnings }
}

/** One line, for titles and names; null where nothing is left. */
export function cleanLine(raw: string | null | undefined, max: number): string | null {
  const line = tidy(raw ?? "")
    .replace(/\s+/g, " ")
    .slice(0, max)
    .trim()
  // a cut may have halved a pair
  return line.replace(/[\ud800-\udbff]$/, "") || null
}

function tidy(raw: string): string {
  return raw
    .toWellFormed()
    .normalize("NFC")
    .replace(DIRECTION_CONTROLS, "")
    .replace(/\r\n?|[\u0085\u2028\v]/g, "\n")
    .replace(/[\u2029\f]/g, "\n\n")
    .replace(CONTROLS, "")
    .replace(INVISIBLE, "")
    .replace(/[\p{Zs}\t]+/gu, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0
}

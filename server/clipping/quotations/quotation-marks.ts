import type { Paragraph } from "./read-paragraphs.ts"

export type Family = "double" | "angle" | "single"
type Lean = "open" | "close" | "either"

/** One quotation mark, and which way it leans. */
export interface Mark {
  at: number
  length: number
  family: Family
  lean: Lean
  glyph: string
}

const MARKS = /"|“|”|„|‟|«|»|＂|''|``|‘|’|‚|‹|›|'/g
const FAMILIES: Readonly<Record<string, Family>> = {
  "«": "angle",
  "»": "angle",
  "‘": "single",
  "’": "single",
  "‚": "single",
  "'": "single",
  "‹": "single",
  "›": "single",
} /** The quotation marks of a paragraph, apostrophes and inches left out. */
export function readMarks(text: string, paragraph: Paragraph, isHidden: (at: number) => boolean): Mark[] {
  const marks: Mark[] = []
  for (const match of text.slice(paragraph.start, paragraph.end).matchAll(MARKS)) {
    const at = paragraph.start + match.index
    const glyph = match[0]
    const mark = {
      at,
      length: glyph.length,
      family: FAMILIES[glyph] ?? "double",
      lean: leanOf(text, at, glyph, paragraph),
      glyph,
    }
    if (isHidden(at) || isApostrophe(text, mark) || isMeasure(text, mark)) continue
    marks.push(mark)
  }
  return marks
}

/** What the place of a mark says of it; the glyph decides where the place does not. */
function leanOf(text: string, at: number, glyph: string, paragraph: Paragraph): Lean {
  if (glyph === "«") return "open"
  if (glyph === "»") return "close"
  if (glyph === "„" || glyph === "‚" || glyph === "``") return "open"
  const before = at === paragraph.start ? " " : text.charAt(at - 1)
  const afterAt = at + glyph.length
  const after = afterAt >= paragraph.end ? " " : text.charAt(afterAt)
  const isAfterSpace = /[\s([{—–\-/:>*_|"“«‘']/.test(before)
  const isBeforeSpace = /[\s)\]}.,;:!?…—–/|<*_"”»’؟،؛]/.test(after)
  if (isAfterSpace && !isBeforeSpace) return "open"
  if (!isAfterSpace && isBeforeSpace) return "close"
  if (isAfterSpace && isBeforeSpace && (glyph === "”" || glyph === "“")) return "either"
  if (glyph === "“" || glyph === "‘") return "open"
  if (glyph === "”" || glyph === "’") return "close"
  if (isAfterSpace && isBeforeSpace && /["“«‘'*_—–-]/.test(before) !== /["”»’*_—–-]/.test(after)) {
    return /\s/.test(before) ? "open" : /\s/.test(after) ? "close" : "either"
  }
  return "either"
}

function isApostrophe(text: string, mark: Mark): boolean {
  if (mark.glyph !== "'" && mark.glyph !== "’" && mark.glyph !== "‘") return false
  const before = text.charAt(mark.at - 1)
  const after = text.slice(mark.at + 1, mark.at + 8)
  if (/[\p{L}\p{N}]/u.test(before) && /^[\p{L}\p{N}]/u.test(after)) return true
  return (
    mark.glyph !== "‘" &&
    !/[\p{L}\p{N}]/u.test(before) &&
    /^(?:\d0s|em\b|til\b|tis\b|cause\b|n'?\s)/i.test(after)
  )
}

function isMeasure(text: string, mark: Mark): boolean {
  return (
    mark.glyph === '"' &&
    mark.lean === "close" &&
    /\d/.test(text.charAt(mark.at - 1)) &&
    /^\s?[x×]|^-/.test(text.slice(mark.at + 1, mark.at + 3))
  )
}

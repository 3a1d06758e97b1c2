import type { Lexicon } from "./lexicon.ts"
import { attributionIn, closeOfSingle, matchMarks, type Open, trimmed, unclosed } from "./match-marks.ts"
import { type Family, type Mark, readMarks } from "./quotation-marks.ts"
import type { Paragraph } from "./read-paragraphs.ts"

/** Quoted words with their marks, before it is told whether they are speech. */
export interface QuotedSpan {
  /** With the marks. */
  outerStart: number
  outerEnd: number
  /** Without them. */
  start: number
  end: number
  /** Of one that runs over several paragraphs: the words of each. */
  pieces: { start: number; end: number }[]
  /** Index of the paragraph in which it begins. */
  paragraph: number
  /** Nothing closes it: its end is a guess. */
  isUnclosed: boolean
}
const MAX_PARAGRAPHS = 20
/**
 * Finds the outermost quotations of a text whatever marks it uses, also garbled ones. In: the text, its paragraphs and
 * the places that are no words. Out: spans in order, without overlap. Time grows with the length of the text.
 */
export function findQuotations(
  text: string,
  paragraphs: readonly Paragraph[],
  hidden: readonly { start: number; end: number }[],
  lexicon: Lexicon,
): QuotedSpan[] {
  const isHidden = insideOf(hidden)
  const marks = paragraphs.map((paragraph) =>
    paragraph.role === "furniture" ? [] : readMarks(text, paragraph, isHidden),
  )
  const spans: QuotedSpan[] = []
  for (let index = 0; index < paragraphs.length; index++) {
    const paragraph = paragraphs[index]
    const own = marks[index]
    if (!paragraph || !own || own.length === 0) continue
    const { found, open } = matchMarks(lexicon, text, paragraph, own, spans.at(-1)?.outerEnd ?? -1)
    for (const span of found) spans.push({ ...span, paragraph: index })
    if (!open) continue
    const continued = followOverParagraphs(text, paragraphs, marks, index, open)
    if (continued) {
      spans.push(continued.span)
      // the rest of the last paragraph is read on its own
      const last = paragraphs[continued.paragraph]
      const rest = marks[continued.paragraph]?.filter((mark) => mark.at >= continued.span.outerEnd) ?? []
      if (last) {
        const after = matchMarks(
          lexicon,
          text,
          { ...last, start: continued.span.outerEnd },
          rest,
          continued.span.outerEnd,
        )
        for (const span of after.found) spans.push({ ...span, paragraph: continued.paragraph })
        if (after.open && after.open.mark.family !== "single")
          spans.push({ ...unclosed(text, last, after.open), paragraph: continued.paragraph })
      }
      index = continued.paragraph
    } else {
      if (open.mark.family === "single") continue
      const span = unclosed(text, paragraph, open)
      if (span.end > span.start) spans.push({ ...span, paragraph: index })
    }
  }
  return spans
    .filter((span) => span.end > span.start)
    .sort((a, b) => a.outerStart - b.outerStart)
    .filter((span, index, all) => index === 0 || span.outerStart >= (all[index - 1]?.outerEnd ?? 0))
}
/** A quotation that stays open and opens again at each paragraph it goes on in. */
function followOverParagraphs(
  text: string,
  paragraphs: readonly Paragraph[],
  marks: readonly Mark[][],
  from: number,
  open: Open,
): { span: QuotedSpan; paragraph: number } | null {
  const first = paragraphs[from]
  if (!first) return null
  const start = open.mark.at + open.mark.length
  if (attributionIn(text.slice(start, first.end), open.lexicon) !== null) return null
  const pieces = [trimmed(text, start, first.end)]
  let reached = from
  for (let index = from + 1; index < paragraphs.length && index <= from + MAX_PARAGRAPHS; index++) {
    const paragraph = paragraphs[index]
    const own = marks[index]
    if (!paragraph || !own || paragraph.role === "furniture") break
    const [head] = own
    const reopens = head?.at === paragraph.start && head.family === open.mark.family
    const rest = reopens ? own.slice(1) : own
    const close =
      open.mark.family === "single"
        ? closeOfRunningSingle(text, own, paragraph)
        : closeOf(rest, open.mark.family)
    if (open.mark.family === "single" && !reopens) break
    if (!reopens && close === null) break
    if (!reopens && rest.some((mark) => mark.at < (close?.at ?? 0) && mark.family === open.mark.family)) break
    const pieceStart = reopens && head ? head.at + head.length : paragraph.start
    reached = index
    if (close) {
      pieces.push(trimmed(text, pieceStart, close.at))
      return { span: multi(open.mark, pieces, close.at + close.length, from), paragraph: reached }
    }
    pieces.push(trimmed(text, pieceStart, paragraph.end))
  }
  if (reached === from) return null
  const end = paragraphs[reached]?.end ?? first.end
  return { span: multi(open.mark, pieces, end, from), paragraph: reached }
}

function closeOfRunningSingle(text: string, marks: Mark[], paragraph: Paragraph): Mark | null {
  const at = closeOfSingle(text, marks, 0, paragraph)
  return at === null ? null : (marks[at] ?? null)
}

/** The mark that closes what is open at a paragraph's start. */
function closeOf(marks: readonly Mark[], family: Family): Mark | null {
  let depth = 0
  for (const mark of marks) {
    if (mark.family !== family) continue
    if (mark.lean === "open") depth++
    else if (depth === 0) return mark
    else depth--
  }
  return null
}

function multi(
  open: Mark,
  trimmedPieces: { start: number; end: number }[],
  outerEnd: number,
  paragraph: number,
): QuotedSpan {
  const pieces = trimmedPieces
    .map(({ start, end }) => ({ start, end }))
    .filter((piece) => piece.end > piece.start)
  const start = pieces[0]?.start ?? open.at + open.length
  return {
    outerStart: open.at,
    outerEnd,
    start,
    end: pieces.at(-1)?.end ?? start,
    pieces,
    paragraph,
    isUnclosed: false,
  }
}

/** Asks for rising places in order; each answer takes constant time on the whole. */
function insideOf(ranges: readonly { start: number; end: number }[]): (at: number) => boolean {
  let next = 0
  return (at) => {
    while (next < ranges.length && (ranges[next]?.end ?? 0) <= at) next++
    const range = ranges[next]
    return range !== undefined && at >= range.start
  }
}

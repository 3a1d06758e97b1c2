import type { Lexicon } from "./lexicon.ts"
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

type Family = "double" | "angle" | "single"
type Lean = "open" | "close" | "either"

interface Mark {
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

function readMarks(text: string, paragraph: Paragraph, isHidden: (at: number) => boolean): Mark[] {
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

type Found = Omit<QuotedSpan, "paragraph">

interface Open {
  mark: Mark
  lexicon: Lexicon
}

/** Pairs the marks of one paragraph. `open` is an outer mark that nothing closes. */
function matchMarks(
  lexicon: Lexicon,
  text: string,
  paragraph: Paragraph,
  all: Mark[],
  afterSpan: number,
): { found: Found[]; open: Open | null } {
  const found: Found[] = []
  const closers = countAhead(all)
  let stack: Mark[] = []
  /** A single mark that nothing closes here: the words may go on in the next paragraph. */
  let openSingle: Mark | null = null
  let i = 0
  for (; i < all.length; i++) {
    const mark = all[i]
    if (!mark) break
    const outer = stack[0]
    if (mark.family === "single") {
      if (outer && outer.family !== "single") continue
      if (!outer) {
        if (mark.lean !== "open") continue
        const close = closeOfSingle(text, all, i, paragraph)
        if (close === null) {
          openSingle ??= mark
          continue
        }
        const closing = all[close]
        if (!closing) continue
        found.push(between(text, mark, closing))
        i = close
      }
      continue
    }
    const top = stack.at(-1)
    if (!outer || !top) {
      const following = all.slice(i + 1, i + 6).find((each) => each.family === mark.family)
      const isSure = mark.lean === "close" && (mark.glyph !== '"' || following?.lean === "open")
      if (isSure || (mark.lean !== "open" && !hasCloserOf(closers, i, mark.family))) {
        const garbled = orphanClose(text, paragraph, mark, found, afterSpan)
        if (garbled) found.push(garbled)
      } else {
        stack.push(mark)
      }
      continue
    }
    const closes = mark.lean === "close" || (mark.lean === "either" && mark.family === outer.family)
    if (closes) {
      const sameAsTop = sameFamily(top, mark)
      if (sameAsTop) stack.pop()
      else if (sameFamily(outer, mark)) stack = []
      else continue
      if (stack.length > 0 && outer.family === "angle" && collapses(text, paragraph, mark, closers, i))
        stack = []
      if (stack.length === 0) found.push(between(text, outer, mark))
    } else if (!sameFamily(outer, mark) || hasClosersFor(closers, i, mark.family, stack.length + 1)) {
      stack.push(mark)
    } else {
      // nobody will close both: the one before was never closed
      const cut = unclosed(text, { ...paragraph, end: mark.at }, { mark: outer, lexicon })
      if (cut.end > cut.start) found.push(cut)
      stack = [mark]
    }
  }
  const open =
    stack[0] ?? (found.some((span) => openSingle && span.outerEnd > openSingle.at) ? null : openSingle)
  return { found, open: open ? { mark: open, lexicon } : null }
}

function sameFamily(a: Mark, b: Mark): boolean {
  return a.family === b.family
}

function between(text: string, open: Mark, close: Mark): Found {
  return {
    outerStart: open.at,
    outerEnd: close.at + close.length,
    isUnclosed: false,
    ...trimmed(text, open.at + open.length, close.at),
  }
}

/** For each place, how many closing marks of each family are still to come, and how many opening angle ones. */
type Ahead = Record<Family | "opening", number[]>

function countAhead(marks: Mark[]): Ahead {
  const count = (isCounted: (mark: Mark) => boolean) => {
    let sum = 0
    const list = new Array<number>(marks.length + 1).fill(0)
    for (let i = marks.length - 1; i >= 0; i--) {
      list[i] = sum
      const mark = marks[i]
      if (mark && isCounted(mark)) sum++
    }
    return list
  }
  const closing = (family: Family) => count((mark) => mark.family === family && mark.lean !== "open")
  return {
    double: closing("double"),
    angle: closing("angle"),
    single: closing("single"),
    opening: count((mark) => mark.family === "angle" && mark.lean === "open"),
  }
}

function hasCloserOf(closers: Ahead, at: number, family: Family): boolean {
  return (closers[family][at] ?? 0) > 0
}

function hasClosersFor(closers: Ahead, at: number, family: Family, depth: number): boolean {
  return (closers[family][at] ?? 0) >= depth
}

/** «A «B», said he: one closing mark stands for both where the text goes on outside. */
function collapses(text: string, paragraph: Paragraph, mark: Mark, closers: Ahead, at: number): boolean {
  if (mark.family !== "angle") return false
  // fewer are closed than opened from here on: this one closes both
  if ((closers.angle[at] ?? 0) <= (closers.opening[at] ?? 0)) return true
  const after = text.slice(mark.at + 1, Math.min(paragraph.end, mark.at + 6))
  return /^[.,!?…]?\s*[—–-]\s/.test(after) && /^[.,!?…]/.test(after)
}

/** Index of the mark that closes a single one, told from apostrophes by what stands round it. */
function closeOfSingle(text: string, marks: Mark[], from: number, paragraph: Paragraph): number | null {
  let possible: number | null = null
  for (let i = from + 1; i < marks.length && i < from + 40; i++) {
    const mark = marks[i]
    if (!mark) break
    if (mark.family !== "single") continue
    if (mark.lean === "open") {
      if (possible !== null) break
      continue
    }
    if (mark.lean !== "close") continue
    const before = text.charAt(mark.at - 1)
    const after = text.slice(mark.at + 1, Math.min(paragraph.end, mark.at + 3))
    const isSure = /[.,!?…]/.test(before) || after === "" || /^[.,;:!?)\]—–]/.test(after)
    if (isSure || before.toLowerCase() !== "s") return i
    possible ??= i
  }
  return possible
}

/** A closing mark without an opening one: the words from the paragraph's start, where the paragraph before ended quoted. */
function orphanClose(
  text: string,
  paragraph: Paragraph,
  mark: Mark,
  found: Found[],
  afterSpan: number,
): Found | null {
  if (found.length > 0 || mark.family === "single") return null
  const isAfterQuotation = afterSpan >= 0 && text.slice(afterSpan, paragraph.start).trim() === ""
  const words = text.slice(paragraph.start, mark.at)
  const isWhole = /[.,!?…]\s?$/.test(words)
  if (!isWhole || (!isAfterQuotation && text.slice(mark.at + 1, paragraph.end).trim() === "")) return null
  if (words.length > 1500) return null
  return {
    outerStart: paragraph.start,
    outerEnd: mark.at + mark.length,
    isUnclosed: false,
    ...trimmed(text, paragraph.start, mark.at),
  }
}

/** The words after a mark that is never closed: up to where an attribution begins, else to the paragraph's end. */
function unclosed(text: string, paragraph: Paragraph, open: Open): Found {
  const start = open.mark.at + open.mark.length
  const rest = text.slice(start, paragraph.end)
  const attribution = attributionIn(rest, open.lexicon)
  const end = attribution === null ? paragraph.end : start + attribution
  return { outerStart: open.mark.at, outerEnd: end, isUnclosed: true, ...trimmed(text, start, end) }
}

/** Without blanks and leftover marks at either end. */
function trimmed(
  text: string,
  start: number,
  end: number,
): { start: number; end: number; pieces: { start: number; end: number }[] } {
  const words = text.slice(start, end)
  const from = start + (/^[\s\u200b-\u200f\ufeff“”"„]*/.exec(words)?.[0].length ?? 0)
  const to = Math.max(from, end - (words.length - words.trimEnd().length))
  return { start: from, end: to, pieces: [{ start: from, end: to }] }
}

/** Where an attribution begins in words that nothing closes (", he said"), counted after the mark before it. */
function attributionIn(words: string, lexicon: Lexicon): number | null {
  for (const match of words.matchAll(/[,!?]\s+(?:[—–-]\s)?(?=((?:[\p{L}'’.-]+\s?){1,4}))/gu)) {
    const [first = "", ...rest] = (match[1] ?? "")
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[.,]$/, ""))
    const isSay = (word: string) =>
      lexicon.say.has(word.toLowerCase()) || lexicon.goOn.has(word.toLowerCase())
    const isNamed = lexicon.pronouns.has(first.toLowerCase()) || /^\p{Lu}/u.test(first)
    const verb = rest.findIndex(isSay)
    const namesOnly = rest.slice(0, verb).every((word) => /^\p{Lu}/u.test(word))
    const inverted = isSay(first) && lexicon.language !== "en"
    if (
      inverted ||
      (first === "said" && /^\p{Lu}|^(?:he|she|the|a)$/u.test(rest[0] ?? "")) ||
      (isNamed && verb >= 0 && namesOnly)
    )
      return match.index + 1
  }
  return null
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

import type { QuotedSpan } from "./find-quotations.ts"
import type { Lexicon } from "./lexicon.ts"
import type { Family, Mark } from "./quotation-marks.ts"
import type { Paragraph } from "./read-paragraphs.ts"

export type Found = Omit<QuotedSpan, "paragraph">

/** An outer mark that its paragraph leaves open. */
export interface Open {
  mark: Mark
  lexicon: Lexicon
}

/** Pairs the marks of one paragraph. `open` is an outer mark that nothing closes. */
export function matchMarks(
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
export function closeOfSingle(
  text: string,
  marks: Mark[],
  from: number,
  paragraph: Paragraph,
): number | null {
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
export function unclosed(text: string, paragraph: Paragraph, open: Open): Found {
  const start = open.mark.at + open.mark.length
  const rest = text.slice(start, paragraph.end)
  const attribution = attributionIn(rest, open.lexicon)
  const end = attribution === null ? paragraph.end : start + attribution
  return { outerStart: open.mark.at, outerEnd: end, isUnclosed: true, ...trimmed(text, start, end) }
}

/** Without blanks and leftover marks at either end. */
export function trimmed(
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
export function attributionIn(words: string, lexicon: Lexicon): number | null {
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

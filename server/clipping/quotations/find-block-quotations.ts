import type { QuotedSpan } from "./find-quotations.ts"
import type { Lexicon } from "./lexicon.ts"
import { isRelay } from "./outlets.ts"
import type { Paragraph } from "./read-paragraphs.ts"
import { brings, splitAtAttribution } from "./split-at-attribution.ts"

/** Words given as somebody's by the layout alone: after a dash, a label or a quoting sign. */
export interface BlockSpan extends QuotedSpan {
  /** Where the text names the speaker, in a transcript. */
  label: { start: number; end: number } | null
  /** A turn of a conversation after a dash. */
  isTurn: boolean
}

export interface Blocks {
  spans: BlockSpan[]
  /** Paragraphs whose quotation marks are none of their own: they stand inside a block, or in a question. */
  covered: ReadonlySet<number>
}

const MARK = /^["“”„«'‘]/
const QUOTE_LABEL =
  /^(?:\*\*|__)?(?:(?:direct )?quote|quotation|цитата|пряма мова|прямая речь|дословно|дослівно|citation|cita|اقتباس)(?:\s(?:from|by|de|від|от)\s([^:\n]{2,120}))?(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(?=\S)/iu
const LABEL =
  /^(?:\*\*|__)?(\p{Lu}[\p{L}\p{M}.'’\- ]{0,60}?(?:\s?\([^)\n]{1,60}\))?)(?:\*\*|__)?\s?:(?:\*\*|__)?\s+(?=\S)/u
const ASKS =
  /^(?:q|question|questions|reporter|reporters|journalist|moderator|interviewer|host|press|вопрос|журналист|ведущий|корреспондент|запитання|питання|журналіст|pregunta|periodista|journaliste|سؤال|صحفي)$/iu
const NO_SPEAKER =
  /^(?:a|answer|note|notes|updated?|sources?|photo|location|date|place|background|context|details|previously|earlier|analysis|summary|why it matters|what happened|key points|the latest|bottom line|read|more|watch|warning|correction|editor|example|the big picture|zoom in|between the lines|go deeper|driving the news|what they're saying|what's next|state of play|p\.?s|disclaimer|tl;dr|breaking|opinion|explainer|live|video|factbox|timeline|contact|phone|email|tel|address|website|time|venue|деталі|джерело|передісторія|подробности|источник|справка)$/iu

/** Finds quotations by layout. In: text and paragraphs. Out: their spans, and the paragraphs they take over. */
export function findBlockQuotations(
  text: string,
  paragraphs: readonly Paragraph[],
  lexicon: Lexicon,
): Blocks {
  const spans: BlockSpan[] = []
  const covered = new Set<number>()
  const add = (found: BlockSpan[], index: number) => {
    spans.push(...found)
    covered.add(index)
  }
  readTranscript(text, paragraphs, add)
  if (lexicon.language !== "en" && lexicon.language !== "ar") readDialogues(text, paragraphs, lexicon, add)
  readQuotedBlocks(text, paragraphs, lexicon, covered, add)
  return { spans: spans.sort((a, b) => a.start - b.start), covered }
}

type Add = (found: BlockSpan[], paragraph: number) => void

function block(start: number, end: number, paragraph: number): BlockSpan {
  return {
    outerStart: start,
    outerEnd: end,
    start,
    end,
    pieces: [{ start, end }],
    paragraph,
    isUnclosed: false,
    label: null,
    isTurn: false,
  }
}

/** "NAME: words", where names speak in turn; what follows without a name goes on with the one before. */
function readTranscript(text: string, paragraphs: readonly Paragraph[], add: Add): void {
  const labels = paragraphs.map((paragraph) =>
    paragraph.role === "furniture" ? null : speakerLabel(text, paragraph),
  )
  const named = labels.filter((label) => label !== null)
  const lines = paragraphs.filter((paragraph) => paragraph.role !== "furniture").length
  const shouted = named.filter(
    ({ name }) => name === name.toUpperCase() && (/\p{Lu}{3}/u.test(name) || ASKS.test(name)),
  ).length
  const turns = new Set(named.map(({ name }) => name)).size
  const isTranscript =
    shouted >= 2 || (named.length >= 3 && turns < named.length && named.length * 3 >= lines)
  if (!isTranscript) return
  let current: { start: number; end: number } | "question" | null = null
  paragraphs.forEach((paragraph, index) => {
    const line = text.slice(paragraph.start, paragraph.end)
    const label = labels[index]
    if (paragraph.role === "furniture" || /^[([].*[)\]]$/.test(line)) return
    if (label) {
      current =
        ASKS.test(label.name) || isRelay(label.name) ? "question" : { start: label.start, end: label.end }
      const rest = text.slice(label.from, paragraph.end)
      if (current === "question") add([], index)
      else if (!MARK.test(rest)) add([{ ...block(label.from, paragraph.end, index), label: current }], index)
    } else if (current === "question") {
      add([], index)
    } else if (current && paragraph.role === "prose" && !MARK.test(line)) {
      add([{ ...block(paragraph.start, paragraph.end, index), label: current }], index)
    } else if (paragraph.role === "heading") {
      current = null
    }
  })
}

function speakerLabel(
  text: string,
  paragraph: Paragraph,
): { name: string; start: number; end: number; from: number } | null {
  const match = LABEL.exec(text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 200)))
  const written = match?.[1]
  if (!match || written === undefined) return null
  const name = written.replace(/\(.*/, "").trim()
  const words = name.split(/\s+/)
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length
  if (NO_SPEAKER.test(name) || QUOTE_LABEL.test(match[0]) || words.length > 6 || small * 2 > words.length)
    return null
  const start = paragraph.start + match[0].indexOf(written)
  return { name, start, end: start + written.length, from: paragraph.start + match[0].length }
}

/** Runs of paragraphs that begin with a dash: turns of a conversation, where one asks or an attribution stands among them. */
function readDialogues(text: string, paragraphs: readonly Paragraph[], lexicon: Lexicon, add: Add): void {
  let run: number[] = []
  const settle = () => {
    const lines = run.map((index) => text.slice(paragraphs[index]?.start, paragraphs[index]?.end))
    const turns = run.map((index) => turnOf(text, paragraphs[index], index, lexicon))
    const asks = /[?؟]$/.test(lines[0] ?? "") && lines.length > 1 && /^[—–]/.test(lines[0] ?? "")
    run.forEach((index, place) => {
      const parts = turns[place] ?? []
      const isAttributed =
        parts.length > 1 || (parts[0] !== undefined && parts[0].end < (paragraphs[index]?.end ?? 0))
      if (asks && place % 2 === 0 && !isAttributed) add([], index)
      else if (isAttributed || (asks && /^[—–]/.test(lines[place] ?? ""))) add(parts, index)
    })
    run = []
  }
  paragraphs.forEach((paragraph, index) => {
    const isTurn =
      paragraph.role !== "furniture" &&
      /^[—–-]\s*[\p{L}¿¡«"…]/u.test(text.slice(paragraph.start, paragraph.start + 6))
    if (
      isTurn &&
      !brings(text.slice(paragraph.start, paragraph.start + 60).replace(/^[—–-]\s*/, ""), lexicon)
    )
      run.push(index)
    else if (run.length > 0) settle()
  })
  settle()
}

function turnOf(
  text: string,
  paragraph: Paragraph | undefined,
  index: number,
  lexicon: Lexicon,
): BlockSpan[] {
  if (!paragraph) return []
  const sign = /^[—–-]\s*/.exec(text.slice(paragraph.start, paragraph.start + 10))?.[0].length ?? 1
  const whole = block(paragraph.start + sign, paragraph.end, index)
  return splitAtAttribution(text, whole, lexicon).map((part) => ({
    ...whole,
    ...part,
    outerStart: part.start,
    outerEnd: part.end,
    isTurn: true,
  }))
}

/** `Quote: words`, `> words`, and words that a colon and a verb of saying lead to. */
function readQuotedBlocks(
  text: string,
  paragraphs: readonly Paragraph[],
  lexicon: Lexicon,
  covered: ReadonlySet<number>,
  add: Add,
): void {
  let last: BlockSpan | null = null
  let isLed = false
  paragraphs.forEach((paragraph, index) => {
    const line = text.slice(paragraph.start, paragraph.end)
    const wasLed = isLed
    isLed = paragraph.role === "prose" && leadsOn(line, lexicon)
    const before = last
    last = null
    if (paragraph.role === "furniture" || covered.has(index)) return
    const sign = /^>+\s*/.exec(line)?.[0]
    const label = QUOTE_LABEL.exec(line)
    const start = paragraph.start + (sign ?? label?.[0] ?? "").length
    const words = text.slice(start, paragraph.end)
    if (
      (sign === undefined && !label && !wasLed) ||
      MARK.test(words) ||
      /^[—–*•-]/.test(words) ||
      words.length < 8
    )
      return
    if (
      sign === undefined &&
      !label &&
      (paragraph.role !== "prose" || /["“«]/.test(words) || leadsOn(line, lexicon))
    )
      return
    if (sign !== undefined && before && text.slice(before.outerEnd, paragraph.start).trim() === "") {
      before.pieces.push({ start, end: paragraph.end })
      before.end = paragraph.end
      before.outerEnd = paragraph.end
      last = before
      add([], index)
      return
    }
    const named = label?.[1]
    const from = named === undefined ? -1 : line.indexOf(named)
    last = block(start, paragraph.end, index)
    if (named !== undefined)
      last.label = { start: paragraph.start + from, end: paragraph.start + from + named.length }
    add([last], index)
  })
}

/** "He said in a statement:" at a paragraph's end. */
function leadsOn(line: string, lexicon: Lexicon): boolean {
  if (!/:\s*$/.test(line)) return false
  const words =
    line
      .slice(-160)
      .toLowerCase()
      .match(/[\p{L}\p{M}'’-]+/gu) ?? []
  return words.slice(-10).some((word) => lexicon.say.has(word) || lexicon.goOn.has(word))
}

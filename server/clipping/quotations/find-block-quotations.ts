import type { QuotedSpan } from "./find-quotations.ts"
import type { Lexicon } from "./lexicon.ts"
import type { Paragraph } from "./read-paragraphs.ts"
import { brings } from "./split-at-attribution.ts"

/** Words given as somebody's by the layout alone: after a dash, a label or a quoting sign. */
export interface BlockSpan extends QuotedSpan {
  /** Where the text names the speaker, for a transcript. */
  label: { start: number; end: number } | null
}

const DASH = /^[—–-]\s*(?=\S)/
const LABEL =
  /^(?:\*\*|__)?(\p{Lu}[\p{L}\p{M}.'’\- ]{1,60}?(?:\s?\([^)\n]{1,60}\))?)(?:\*\*|__)?\s?:(?:\*\*|__)?\s+(?=\S)/u
const QUOTE_LABEL =
  /^(?:\*\*|__)?(?:quote|quotation|цитата|citation|cita|اقتباس)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(?=\S)/iu
const NO_SPEAKER =
  /^(?:q|question|questions|reporter|journalist|moderator|interviewer|host|note|notes|update|updated|source|sources|photo|location|date|place|background|context|analysis|summary|why it matters|what happened|key points|the latest|bottom line|read|more|watch|warning|correction|editor|example|answer|вопрос|запитання|питання|pregunta|question|journaliste|ведущий|корреспондент|سؤال|the big picture|zoom in|between the lines|go deeper|driving the news|what they're saying|what's next|state of play|p\.?s|disclaimer|tl;dr|breaking|opinion|explainer|live|video|factbox|timeline|contact|phone|email|tel|address|website|time|venue)$/iu

/** Finds them. In: text, paragraphs, and which paragraphs hold quotation marks of their own. */
export function findBlockQuotations(
  text: string,
  paragraphs: readonly Paragraph[],
  hasMarks: (paragraph: number) => boolean,
  lexicon: Lexicon,
): BlockSpan[] {
  const isTranscript = readsAsTranscript(text, paragraphs)
  const spans: BlockSpan[] = []
  let inBlock = false
  paragraphs.forEach((paragraph, index) => {
    const line = text.slice(paragraph.start, paragraph.end)
    const wasInBlock = inBlock
    inBlock = false
    if (paragraph.role === "furniture") return
    const blockSign = /^>+\s*/.exec(line)
    const label = QUOTE_LABEL.exec(line)
    if (hasMarks(index)) return
    if (blockSign || label) {
      inBlock = true
      const sign = (blockSign ?? label)?.[0].length ?? 0
      if (/^[—–-]/.test(line.slice(sign)) || line.length - sign < 8) return
      const previous = spans.at(-1)
      const start = paragraph.start + sign
      if (
        wasInBlock &&
        blockSign &&
        previous &&
        text.slice(previous.outerEnd, paragraph.start).trim() === ""
      ) {
        previous.pieces.push({ start, end: paragraph.end })
        previous.end = paragraph.end
        previous.outerEnd = paragraph.end
      } else {
        spans.push(whole(paragraph, start, index, null))
      }
      return
    }
    const speaker = isTranscript ? speakerLabel(line) : null
    if (speaker) {
      const start = paragraph.start + speaker.length
      spans.push(
        whole(paragraph, start, index, {
          start: paragraph.start + speaker.from,
          end: paragraph.start + speaker.to,
        }),
      )
      return
    }
    if (lexicon.language !== "en" && lexicon.language !== "ar")
      spans.push(...dialogue(text, paragraph, index, lexicon))
  })
  return spans
}

function whole(paragraph: Paragraph, start: number, index: number, label: BlockSpan["label"]): BlockSpan {
  return {
    outerStart: start,
    outerEnd: paragraph.end,
    start,
    end: paragraph.end,
    pieces: [{ start, end: paragraph.end }],
    paragraph: index,
    label,
  }
}

/** At least two lines "NAME: words" with a name that speaks again or is written in capitals. */
function readsAsTranscript(text: string, paragraphs: readonly Paragraph[]): boolean {
  const counts = new Map<string, number>()
  let shouted = 0
  let lines = 0
  for (const paragraph of paragraphs) {
    if (paragraph.role === "furniture") continue
    lines++
    const label = speakerLabel(text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 200)))
    if (!label) continue
    counts.set(label.name, (counts.get(label.name) ?? 0) + 1)
    if (label.name === label.name.toUpperCase() && /\p{Lu}{3}/u.test(label.name)) shouted++
  }
  const labels = [...counts.values()].reduce((a, b) => a + b, 0)
  const again = [...counts.values()].some((count) => count > 1)
  return shouted >= 2 || (labels >= 2 && (again || labels * 3 >= lines))
}

function speakerLabel(line: string): { name: string; from: number; to: number; length: number } | null {
  const match = LABEL.exec(line.slice(0, 200))
  const name = match?.[1]
  if (!match || name === undefined || NO_SPEAKER.test(name.trim())) return null
  const words = name.replace(/\(.*/, "").trim().split(/\s+/)
  if (words.length > 6 || words.filter((word) => /^\p{Ll}/u.test(word)).length * 2 > words.length) return null
  const from = match[0].indexOf(name)
  return { name: name.trim(), from, to: from + name.length, length: match[0].length }
}

/** "— Words, — said he. — More words." */
function dialogue(text: string, paragraph: Paragraph, index: number, lexicon: Lexicon): BlockSpan[] {
  const line = text.slice(paragraph.start, paragraph.end)
  const opening = DASH.exec(line)
  if (!opening) return []
  const parts = line
    .slice(opening[0].length)
    .split(
      /([,.!?…])\s*[—–-]\s*(?=\p{L})|\s?[—–](?=[\p{L}])|(?<=[\p{L}])[—–]\s?(?=[.,;:]?\s)|\s[—–-]\s(?=\p{L})/u,
    )
  // parts come with the mark before the dash; each is placed by searching on from the one before
  const spans: BlockSpan[] = []
  let at = paragraph.start + opening[0].length
  let isSpoken = true
  let hasAttribution = false
  for (const part of parts) {
    if (part === undefined || /^[,.!?…]$/.test(part)) continue
    const start = text.indexOf(part, at)
    if (start < 0 || part.trim() === "") continue
    const end = start + part.length + (/^[.!?…]/.test(text.slice(start + part.length, paragraph.end)) ? 1 : 0)
    at = start + part.length
    const isAside = brings(part, lexicon) && spans.length > 0
    hasAttribution ||= isAside
    isSpoken = !isAside
    const last = spans.at(-1)
    if (!isSpoken) continue
    if (
      last &&
      !isAside &&
      !brings(text.slice(last.end, start), lexicon) &&
      text.slice(last.end, start).length < 5
    ) {
      last.end = end
      last.outerEnd = end
      last.pieces = [{ start: last.start, end }]
    } else {
      spans.push(whole({ ...paragraph, start, end }, start, index, null))
    }
  }
  return hasAttribution ? spans : []
}

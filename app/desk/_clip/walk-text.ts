/** A stretch of a text, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** What a text can be walked by: its sentences, and its words with what ends them. */
export interface Units {
  sentences: Span[]
  words: Span[]
}

/** A text's paragraphs, without what stands between them. */
export function paragraphsOf(text: string): Span[] {
  return [...text.matchAll(/[^\n]+/g)].flatMap((line) => trimmed(text, spanAt(line.index, line[0].length)))
}

/** The sentences and words of a text as its language divides them; a sentence never runs over a paragraph's end. */
export function unitsOf(text: string, language: string | null): Units {
  const locale = language ?? "en"
  const [sentence, word] = (["sentence", "word"] as const).map(
    (granularity) => new Intl.Segmenter(locale, { granularity }),
  )
  const sentences = paragraphsOf(text).flatMap((paragraph) =>
    [...(sentence?.segment(text.slice(paragraph.start, paragraph.end)) ?? [])].flatMap((part) =>
      trimmed(text, spanAt(paragraph.start + part.index, part.segment.length)),
    ),
  )
  const words = [...(word?.segment(text) ?? [])]
    .filter((part) => part.isWordLike)
    .map((part) => spanAt(part.index, part.segment.length))
  return { sentences, words }
}

export const STEPS = [
  "next", "previous", "more", "fewer", "startLater", "startEarlier", "endLater", "endEarlier", "first", "last",
] as const // biome-ignore format: one list
export type Step = (typeof STEPS)[number]

/**
 * Where one step leads from what is selected: to the sentence before or after, to more or fewer sentences, or its start
 * or end by a word. It is never empty, and stays as it is where there is nowhere to go.
 */
export function walked({ sentences, words }: Units, from: Span | null, step: Step): Span | null {
  const first = sentences[0]
  if (!first) return null
  if (!from) return step === "last" ? (sentences.at(-1) ?? first) : first
  const { start, end } = from
  const keep = (span: Span) => (span.start < span.end ? span : from)
  switch (step) {
    case "next":
      return sentences.find((one) => one.start >= end) ?? from
    case "previous":
      return sentences.findLast((one) => one.end <= start) ?? from
    case "more":
      return { start, end: sentences.find((one) => one.end > end)?.end ?? end }
    case "fewer":
      return keep({ start, end: sentences.findLast((one) => one.end < end)?.end ?? end })
    case "startLater":
      return keep({ start: words.find((one) => one.start > start)?.start ?? start, end })
    case "startEarlier":
      return { start: words.findLast((one) => one.start < start)?.start ?? start, end }
    case "endLater":
      return { start, end: words.find((one) => one.end > end)?.end ?? end }
    case "endEarlier":
      return keep({ start, end: words.findLast((one) => one.end < end)?.end ?? end })
    case "first":
      return first
    case "last":
      return sentences.at(-1) ?? first
    default:
      return step satisfies never
  }
}

/** The same stretch without the white space around it; none where nothing is left. */
export function trimmed(text: string, { start, end }: Span): Span[] {
  const within = text.slice(start, end)
  const from = start + (within.length - within.trimStart().length)
  const to = end - (within.length - within.trimEnd().length)
  return from < to ? [{ start: from, end: to }] : []
}

function spanAt(start: number, length: number): Span {
  return { start, end: start + length }
}

import { paragraphsOf, type Span } from "./walk-text.ts"

/** A stretch of a paragraph that is marked alike: by the suggestion at `mark`, or by none. */
export interface Piece extends Span {
  mark: number | null
  /** True at the last piece of its suggestion, where its number stands. */
  ends: boolean
}

/**
 * An article cut for showing: paragraphs, and in each the pieces that are marked alike. Where suggestions overlap the one
 * that is open shows, else the shorter one, for it is what the longer one is about.
 */
export function markedParagraphs(
  text: string,
  suggestions: readonly Span[],
  open: number | null = null,
): (Span & { pieces: Piece[] })[] {
  return paragraphsOf(text).map((paragraph) => {
    const here = suggestions.flatMap((span, mark) => (overlaps(span, paragraph) ? [{ ...span, mark }] : []))
    const cuts = [paragraph.start, paragraph.end, ...here.flatMap(({ start, end }) => [start, end])]
      .filter((at) => at >= paragraph.start && at <= paragraph.end)
      .sort((a, b) => a - b)
    const pieces = cuts.flatMap((start, i) => {
      const end = cuts[i + 1]
      if (end === undefined || end === start) return []
      const length = (one: (typeof here)[number]) => (one.mark === open ? 0 : one.end - one.start)
      const [shown] = here
        .filter((one) => one.start <= start && one.end >= end)
        .sort((a, b) => length(a) - length(b))
      return [{ start, end, mark: shown?.mark ?? null, ends: shown?.end === end }]
    })
    return { ...paragraph, pieces }
  })
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

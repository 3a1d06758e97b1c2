import type { Passage } from "./find-attribution.ts"
import type { BlockSpan } from "./find-block-quotations.ts"
import { findMentions } from "./find-mentions.ts"
import { findSentences } from "./find-sentences.ts"
import type { Lexicon } from "./lexicon.ts"
import type { Paragraph } from "./read-paragraphs.ts"
import { type Gap, tokenise } from "./tokens.ts"

/** Quoted words that may be speech. */
export interface Candidate extends BlockSpan {
  /** Given by the layout, without marks. */
  isBlock: boolean
}

export interface ReadPassage extends Passage {
  paragraph: number
  role: Paragraph["role"]
  start: number
  end: number
}

/** Reads each paragraph into words, names and sentences, the quotations in it standing as single tokens. */
export function readPassages(
  text: string,
  paragraphs: readonly Paragraph[],
  candidates: readonly Candidate[],
  lexicon: Lexicon,
): ReadPassage[] {
  const written = new Set(text.match(/(?<![\p{L}\p{M}'’])\p{Ll}[\p{L}\p{M}]+/gu) ?? [])
  const isCommon = (low: string) => written.has(low)
  let next = 0
  return paragraphs.flatMap((paragraph, index) => {
    if (paragraph.role === "furniture") return []
    const gaps: Gap[] = []
    // one that runs over several paragraphs stands in each of them
    while (next < candidates.length && (candidates[next]?.outerEnd ?? 0) <= paragraph.start) next++
    for (let i = next; i < candidates.length; i++) {
      const span = candidates[i]
      if (!span || span.outerStart >= paragraph.end) break
      const outerStart = Math.max(span.outerStart, paragraph.start)
      const outerEnd = Math.min(span.outerEnd, paragraph.end)
      gaps.push({
        quote: i,
        outerStart,
        outerEnd,
        start: Math.max(span.start, outerStart),
        end: Math.min(span.end, outerEnd),
      })
    }
    const tokens = tokenise(text, paragraph.start, paragraph.end, gaps, lexicon)
    const mentions = findMentions(tokens, lexicon, isCommon)
    const sentences = findSentences(tokens, lexicon)
    return [
      {
        tokens,
        mentions,
        sentences,
        paragraph: index,
        role: paragraph.role,
        start: paragraph.start,
        end: paragraph.end,
      },
    ]
  })
}

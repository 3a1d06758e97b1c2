import type { Passage } from "./find-attribution.ts"
import type { BlockSpan } from "./find-block-quotations.ts"
import { findMentions } from "./find-mentions.ts"
import { findSentences } from "./find-sentences.ts"
import type { Lexicon } from "./lexicon.ts"
import type { Reading } from "./mention.ts"
import { nameKey } from "./name-similarity.ts"
import { knowPlaces } from "./places.ts"
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
  const reading = knowWords(text, lexicon)
  let next = 0
  const passages = paragraphs.flatMap((paragraph, index) => {
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
    const tokens = tokenise(text, afterDateline(text, paragraph), paragraph.end, gaps, lexicon)
    const mentions = findMentions({ ...reading, tokens })
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
  if (lexicon.language !== "ar") return passages
  const known = nameWordsOf(passages, lexicon)
  return passages.map((passage) => ({
    ...passage,
    mentions: findMentions({ ...reading, tokens: passage.tokens, isNameWord: (low) => known.has(low) }),
  }))
}

const DATELINE =
  /^(?:\p{Lu}[\p{Lu}\p{M}.'’ /-]{2,40}(?:,\s[\p{L}\p{N}., ]{2,30}?)?(?:,?\s\([^()\n]{2,40}\))?\s*[—–-]{1,2}\s|\p{Lu}[\p{L} ]{2,30},?\s(?:[\p{L}\p{N}., ]{2,20})?\([^()\n]{2,40}\)\s*[—–-]{1,2}\s|\p{Lu}{4,}\s(?=\p{Lu}\p{Ll}))/u

/** Where a paragraph's words begin: "SEOUL, South Korea (AP) — " tells whence it was sent. */
function afterDateline(text: string, paragraph: Paragraph): number {
  return (
    paragraph.start +
    (DATELINE.exec(text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 120)))?.[0].length ??
      0)
  )
}

/** What the text's own spelling tells of its words. */
function knowWords(text: string, lexicon: Lexicon): Omit<Reading, "tokens"> {
  const small = new Set(text.match(/(?<![\p{L}\p{M}'’])\p{Ll}[\p{L}\p{M}]+/gu) ?? [])
  const proper = new Set(
    (text.match(/(?<=[\p{Ll}\p{N},]\s|\p{Lu}[\p{L}.]{1,30}\s(?:al-|el-)?)\p{Lu}[\p{L}\p{M}-]+/gu) ?? []).map(
      (word) => nameKey(word),
    ),
  )
  return {
    lexicon,
    isCommon: (low) => small.has(low),
    isProper: (low) => proper.has(nameKey(low)),
    isNameWord: () => false,
    placeOf: knowPlaces(text, lexicon),
  }
}

/** The words of Arabic names that titles and verbs have shown. */
function nameWordsOf(passages: readonly ReadPassage[], lexicon: Lexicon): ReadonlySet<string> {
  const words = new Set<string>()
  for (const { tokens, mentions } of passages) {
    for (const mention of mentions) {
      // "describes Warraq the step as ...": after such a verb an object follows the name
      if (mention.kind !== "name") continue
      const isBeforeObject =
        lexicon.characterise.has(tokens[mention.from - 1]?.low ?? "") ||
        /^(?:اكد|رفض|طالب|دعا|حث)/.test(tokens[mention.from - 1]?.low ?? "")
      if (isBeforeObject && mention.title === "" && tokens[mention.to]?.text !== "،") continue
      const from = mention.to - mention.name.split(" ").length
      for (const token of tokens.slice(from, mention.to)) if (token.low.length > 2) words.add(token.low)
    }
  }
  return words
}

import type { ClipContext, Suggestion } from "../../domain/clip.ts"
import { findBlockQuotations } from "./find-block-quotations.ts"
import { findQuotations } from "./find-quotations.ts"
import { repeats } from "./is-speech.ts"
import { lexiconFor } from "./lexicon.ts"
import { hiddenRanges, readParagraphs } from "./read-paragraphs.ts"
import { type Candidate, readPassages } from "./read-passages.ts"
import { resolveSpeakers } from "./resolve-speakers.ts"
import { splitAtAttribution } from "./split-at-attribution.ts"

/**
 * Finds who said what in an article: every direct quotation with its speaker, and reported speech with a verb of saying.
 * Pure and deterministic. In: the article's text and what is known of it. Out: suggestions in the order of the text.
 */
export function suggestStatements(text: string, context: ClipContext): Suggestion[] {
  const lexicon = lexiconFor(text, context.language)
  const paragraphs = readParagraphs(text)
  const marked = findQuotations(text, paragraphs, hiddenRanges(text), lexicon)
  const blocks = findBlockQuotations(text, paragraphs, lexicon)
  const candidates: Candidate[] = [
    ...marked
      .filter((span) => !blocks.covered.has(span.paragraph))
      .flatMap((span) => splitAtAttribution(text, span, lexicon))
      .map((span) => ({ ...span, label: null, isTurn: false, isBlock: false })),
    ...blocks.spans.map((span) => ({ ...span, isBlock: true })),
  ].sort((a, b) => a.outerStart - b.outerStart)
  const passages = readPassages(text, paragraphs, candidates, lexicon)
  const { spoken, reported } = resolveSpeakers(text, passages, candidates, context, lexicon)
  const direct = spoken.filter((each) => !repeats(text, each, spoken)).map((each) => each.suggestion)
  return [...direct, ...reported].sort((a, b) => a.start - b.start || b.end - a.end)
}

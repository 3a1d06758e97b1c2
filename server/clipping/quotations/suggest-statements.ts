import type { ClipContext, Suggestion } from "../../domain/clip.ts"

/**
 * Finds who said what in an article: every direct quotation with its speaker, and reported speech with a verb of saying.
 * Pure and deterministic. In: the article's text and what is known of it. Out: suggestions in the order of the text.
 */
export function suggestStatements(_text: string, _context: ClipContext): Suggestion[] {
  return []
}

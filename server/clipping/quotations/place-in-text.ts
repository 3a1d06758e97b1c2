import type { Passage } from "./find-attribution.ts"
import type { Sentence } from "./find-sentences.ts"
import type { Mention } from "./mention.ts"

/** Where in a text a speaker is sought. */
export interface Place {
  passage: Passage
  sentence: Sentence
  /** The sentence begins with quoted words. */
  startsWithQuote: boolean
  /** The verb goes on with what was being said ("added"). */
  isGoingOn: boolean
}

/** "The road was hit, he said.": a pronoun that closes its sentence means nobody in it. */
export function isTrailing({ passage: { tokens } }: Place, mention: Mention): boolean {
  const next = tokens[mention.to + 1]
  return (
    tokens[mention.from - 1]?.text === "," && (next === undefined || next.text === "." || next.text === ",")
  )
}

/** Names that act earlier in the same sentence. */
export function mentionsBefore({ passage, sentence }: Place, mention: Mention): Mention[] {
  return passage.mentions.filter(
    (each) =>
      each.from >= sentence.from &&
      each.to <= mention.from &&
      !each.isGoverned &&
      !each.isPossessive &&
      each.kind !== "pronoun" &&
      each.kind !== "relay",
  )
}

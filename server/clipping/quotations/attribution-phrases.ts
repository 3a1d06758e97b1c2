import type { Passage } from "./find-attribution.ts"
import type { Lexicon } from "./lexicon.ts"
import { blank, type Mention, textOf } from "./mention.ts"
import type { Token } from "./tokens.ts"
import type { Phrases } from "./words/read-words.ts"

export function inOnesWords(tokens: readonly Token[], at: number, lexicon: Lexicon): Mention | null {
  const phrase = phraseAt(tokens, at, lexicon.inOnesWords)
  if (!phrase) return null
  const to = at + phrase.words.length
  return { ...blank(at, to), kind: "pronoun", name: textOf(tokens, at, to), gender: phrase.meaning }
}

/** Length in tokens of the phrase ("according to") that begins here, else 0. */
export function accordingTo(tokens: readonly Token[], at: number, lexicon: Lexicon): number {
  return phraseAt(tokens, at, lexicon.accordingTo)?.words.length ?? 0
}

function phraseAt<Meaning>(tokens: readonly Token[], at: number, known: Phrases<Meaning>) {
  const candidates = known.get(tokens[at]?.low ?? "")
  return candidates?.find(({ words }) => words.every((word, index) => tokens[at + index]?.low === word))
}

/** "Para el ministro, ...", "Pour le ministre, ...": whose view a sentence opens with. */
export function viewOf({ tokens, mentions }: Passage, at: number, lexicon: Lexicon): number {
  if (!/^(?:para|pour)$/.test(tokens[at]?.low ?? "") || !tokens[at]?.isCapital) return 0
  const mention = mentions.find((each) => each.from > at && each.from <= at + 2)
  return mention && mention.kind !== "body" && tokens[mention.to]?.text === "," && lexicon.language !== "en"
    ? 1
    : 0
}

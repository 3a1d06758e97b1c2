import { accordingTo } from "./attribution-phrases.ts"
import type { Passage } from "./find-attribution.ts"
import type { Sentence } from "./find-sentences.ts"
import type { Lexicon } from "./lexicon.ts"
import { isVerb, type Mention } from "./mention.ts"
import { subjectOf } from "./subject-of-verb.ts"

const REACH = 40

/** The report of an utterance that a sentence is: its verb of saying and who is the subject of it; null for none. */
export function reportsOf(
  passage: Passage,
  sentence: Sentence,
  lexicon: Lexicon,
): { mention: Mention; verb: number } | null {
  const { tokens } = passage
  if (sentence.to - sentence.from < 5) return null
  for (let i = sentence.from; i < Math.min(sentence.to, sentence.from + REACH); i++) {
    const token = tokens[i]
    if (token?.kind !== "word") continue
    const phrase = accordingTo(tokens, i, lexicon)
    if (phrase > 0) {
      const mention = passage.mentions.find((each) => each.from >= i + phrase && each.from <= i + phrase + 2)
      if (mention && mention.kind !== "relay" && mention.kind !== "pronoun") return { mention, verb: i }
    }
    if (!(lexicon.say.has(token.low) || lexicon.goOn.has(token.low)) || token.isCapital) continue
    if (!hasComplement(passage, sentence, i, lexicon)) continue
    const mention = subjectOf(passage, sentence, i, sentence.to, lexicon)
    // "with constant demands": a noun, unless its subject is next to it
    if (
      NOUNS.test(token.low) &&
      mention?.to !== i &&
      !/ly$|^(?:also|now|still)$/.test(tokens[i - 1]?.low ?? "")
    )
      continue
    if (mention && mention.kind !== "relay" && !mention.isPossessive) return { mention, verb: i }
  }
  return null
}

const NOUNS =
  /^(?:claims|demands|reports|comments|remarks|answers|promises|notes|calls|hopes|charges|stresses|pledges|vows)$/

/** True where words follow that may be what was said, or the sentence ends with its attribution. */
function hasComplement(passage: Passage, sentence: Sentence, verb: number, lexicon: Lexicon): boolean {
  const { tokens } = passage
  const rest = tokens.slice(verb + 1, sentence.to).filter((token) => token.kind === "word")
  const before = tokens.slice(sentence.from, verb).filter((token) => token.kind === "word")
  // "he claimed said" is no sentence, but "familiar with the talks said" is
  const isNoun = lexicon.articles.has(tokens[verb - 2]?.low ?? "")
  if (isVerb(tokens[verb - 1]?.low ?? "", lexicon) && !isNoun) return false
  return rest.length >= 3 || before.length >= 5
}

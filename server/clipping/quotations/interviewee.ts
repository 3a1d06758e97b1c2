import type { Passage } from "./find-attribution.ts"
import type { Sentence } from "./find-sentences.ts"
import type { Lexicon } from "./lexicon.ts"
import { isVerb, type Mention } from "./mention.ts"
import type { People, Person } from "./people.ts"
import type { Token } from "./tokens.ts"

const TO_ME = /^(?:me|us|m'|nous|nos|мне|нам|нас|мені|لي|لنا)$/
const I = /^(?:i|we|j'|nous|я|мы|ми)$/
const ASKED =
  /^(?:asked|ask|met|meet|interviewed|visited|spoke|sat|challenged|pressed|demandé|rencontré|interrogé|interviewé|спросил|спросила|спросили|встретился|встретилась|запитав|запитала|зустрівся|зустрілася)$/
const PRO_DROP = /^(?:pregunté|preguntamos|entrevisté|entrevistamos|سالت|سالنا|التقيت|التقينا)$/
const RECEIVED =
  /^(?:met|received|welcomed|reçus|reçu|reçue|accueillis|accueilli|recibió|accueille|принял|приняла|встретил|встретила|прийняв|прийняла|зустрів|зустріла)$/
const FIRST_PARAGRAPHS = 5

/** True where the writer is who asks in a sentence ("I asked him whether ..."). */
export function writerAsks(tokens: readonly Token[], { from, to }: Sentence): boolean {
  for (let i = from; i < to; i++) if (asksAt(tokens, i)) return true
  return false
}

function asksAt(tokens: readonly Token[], at: number): boolean {
  const low = tokens[at]?.low ?? ""
  if (PRO_DROP.test(low)) return true
  return ASKED.test(low) && [1, 2].some((back) => I.test(tokens[at - back]?.low ?? ""))
}

/** Who is interviewed in a text whose writer meets and asks somebody by name; null where it is no interview. */
export function intervieweeOf(passages: readonly Passage[], people: People, lexicon: Lexicon): Person | null {
  const counts = new Map<Person, number>()
  passages.forEach((passage, index) => {
    for (let at = 0; at < passage.tokens.length; at++) {
      const mention = metAt(passage, at, lexicon)
      const person = mention?.kind === "name" ? people.named(mention) : null
      if (person) counts.set(person, (counts.get(person) ?? 0) + (index < FIRST_PARAGRAPHS ? 2 : 1))
    }
  })
  const [first] = [...counts].sort((a, b) => b[1] - a[1])
  return first && first[1] >= 2 ? first[0] : null
}

/** "X told me", "X met us", "X nous a reçus", "I spoke to X". */
function metAt({ tokens, mentions, sentences }: Passage, at: number, lexicon: Lexicon): Mention | undefined {
  const token = tokens[at]
  if (token?.kind !== "word") return undefined
  const isAsking = asksAt(tokens, at)
  const isToMe = [-3, -2, -1, 1, 2].some(
    (step) => TO_ME.test(tokens[at + step]?.low ?? "") && (lexicon.language !== "en" || step > 0),
  )
  const isTelling = isToMe && (isVerb(token.low, lexicon) || RECEIVED.test(token.low))
  if (!isAsking && !isTelling) return undefined
  const sentence = sentences.find(({ from, to }) => from <= at && at < to)
  if (!sentence) return undefined
  if (isAsking)
    return mentions.find(
      (each) => each.from > at && each.from <= at + 4 && each.to <= sentence.to && !each.isPossessive,
    )
  return mentions.findLast(
    (each) =>
      each.to <= at &&
      each.from >= sentence.from &&
      !each.isGoverned &&
      !each.isPossessive &&
      each.kind === "name",
  )
}

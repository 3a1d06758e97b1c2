import { countryOfPhrase, countryOfWord } from "./countries.ts"
import { blank, isVerb, type Mention, textOf } from "./find-mentions.ts"
import type { Lexicon } from "./lexicon.ts"
import { isRelay } from "./relays.ts"
import type { Token } from "./tokens.ts"

/**
 * Arabic has no capitals: a speaker is told by the place, right after the verb, and by titles. A title is taken as far as
 * its words go ("وزير الخارجية الأمريكي"), what follows up to a particle or a mark is the name.
 */
export function findArabicMentions(tokens: readonly Token[], lexicon: Lexicon): Mention[] {
  const mentions: Mention[] = []
  let i = 0
  while (i < tokens.length) {
    const token = tokens[i]
    if (token?.kind !== "word") {
      i++
      continue
    }
    const isAfterVerb = isVerb(tokens[i - 1]?.low ?? "", lexicon)
    const isTitle = isTitleHead(token.low, lexicon)
    const gender = lexicon.pronouns.get(token.low)
    if (gender) {
      mentions.push({ ...blank(i, i + 1), kind: "pronoun", name: token.text, gender })
      i++
      continue
    }
    const isStart = i === 0 || /[.:؟!]/.test(tokens[i - 1]?.text ?? "")
    if (!isTitle && !isAfterVerb && !isStart && !countryOfWord(token.low)) {
      i++
      continue
    }
    const mention = readMention(tokens, i, lexicon, isAfterVerb)
    if (!mention) {
      i++
      continue
    }
    mention.isGoverned = lexicon.prepositions.has(tokens[i - 1]?.low ?? "")
    mentions.push(mention)
    i = Math.max(i + 1, mention.to)
  }
  return mentions
}

const MAX_NAME = 4
const STOPS = new Set(
  "ان انه انها بان في من الى على عن مع خلال بعد قبل ضد حول لدى يوم مساء صباح امس اليوم لوكاله لقناه لصحيفه للصحفيين للصحافيين ردا عبر منذ حيث وان فان قد لم لن لا ما هذا هذه ذلك تلك الذي التي كما ايضا كل او ثم لكن بل اليوم غدا هناك كان كانت سيتم يتم نحو اثناء بشان بعدما بينما عندما عقب اثر لهذا لها له بها به هو هي قال قالت".split(
    " ",
  ),
)

function isTitleHead(low: string, lexicon: Lexicon): boolean {
  return lexicon.roles.has(low) || lexicon.bodies.has(low) || lexicon.honorifics.has(low)
}

function readMention(
  tokens: readonly Token[],
  from: number,
  lexicon: Lexicon,
  isAfterVerb: boolean,
): Mention | null {
  let i = from
  let country: string | null = null
  let lastTitle = from - 1
  for (; i < tokens.length && i < from + 12; i++) {
    const token = tokens[i]
    if (token?.kind !== "word" || endsMention(token, lexicon)) break
    const next = tokens[i + 1]
    const place = countryOfPhrase(token.low, next?.low ?? "") ?? countryOfWord(token.low)
    country ??= place
    const isTitleWord = isTitleHead(token.low, lexicon) || lexicon.titleWords.has(token.low) || place !== null
    const isAdjective =
      token.low.startsWith("ال") &&
      lastTitle === i - 1 &&
      lastTitle >= from &&
      isTitleHead(tokens[from]?.low ?? "", lexicon)
    if (isTitleWord || (isAdjective && !looksLikeFamilyName(tokens, i))) lastTitle = i
    else if (i - lastTitle > MAX_NAME) break
  }
  const to = i
  if (to === from) return null
  const head = tokens[from]
  const first = head ? head.low : ""
  const role = lexicon.roles.get(first) ?? null
  const isPremier =
    role === "president" &&
    tokens.slice(from, to).some((token) => lexicon.titleWords.get(token.low) === "prime")
  let field: string | null = null
  for (const token of tokens.slice(from, lastTitle + 1)) {
    const own = lexicon.titleWords.get(token.low)
    if (own && !["plain", "prime", "special", "state"].includes(own)) field ??= own
  }
  const whole = textOf(tokens, from, to)
  const base: Mention = {
    ...blank(from, to),
    country,
    role: isPremier ? "premier" : role,
    field,
    isDefinite: true,
  }
  if (isRelay(whole)) return { ...base, kind: "relay", name: whole }
  if (lastTitle >= from && lastTitle + 1 < to) {
    return {
      ...base,
      kind: "name",
      name: textOf(tokens, lastTitle + 1, to),
      title: textOf(tokens, from, lastTitle + 1),
    }
  }
  if (lastTitle >= from) {
    if (role) return { ...base, kind: "role", name: whole, title: whole }
    return lexicon.bodies.has(first) || country ? { ...base, kind: "body", name: whole } : null
  }
  const isName = isAfterVerb || tokens[to]?.text === ":"
  return isName && to - from <= MAX_NAME ? { ...base, kind: "name", name: whole } : null
}

function endsMention(token: Token, lexicon: Lexicon): boolean {
  return (
    STOPS.has(token.low) ||
    isVerb(token.low, lexicon) ||
    lexicon.prepositions.has(token.low) ||
    lexicon.that.has(token.low) ||
    /^(?:لل|لوكال|لقنا|لصحيف|بال|خلال)/.test(token.low) ||
    lexicon.days.weekdays.some((forms) => forms.includes(token.low))
  )
}

/** "أحمد الشرع": the article opens a family name where a given name stands before it. */
function looksLikeFamilyName(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  return (
    before !== undefined &&
    !before.low.startsWith("ال") &&
    before.low.length > 2 &&
    tokens[at - 2] !== undefined &&
    !/^ال/.test(tokens[at]?.low ?? "")
  )
}

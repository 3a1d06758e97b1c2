import { aliasAfter } from "./alias.ts"
import { countryOfPhrase } from "./countries.ts"
import type { Lexicon } from "./lexicon.ts"
import { blank, isVerb, type Mention, type Reading, textOf } from "./mention.ts"
import { isRelay } from "./outlets.ts"
import { genderOfTitle, NO_FIELD } from "./survey-chunk.ts"
import type { Token } from "./tokens.ts"

/**
 * Arabic has no capitals: a speaker is told by the place, right after the verb, and by titles. A title is taken as far as
 * its words go ("وزير الخارجية الأمريكي"), what follows up to a particle or a mark is the name.
 */
export function findArabicMentions(reading: Reading): Mention[] {
  const { tokens, lexicon } = reading
  const mentions: Mention[] = []
  let i = 0
  while (i < tokens.length) {
    const token = tokens[i]
    const mention = token?.kind === "word" ? mentionAt(reading, i) : null
    if (!mention) {
      i++
      continue
    }
    mention.isGoverned = lexicon.prepositions.has(tokens[i - 1]?.low ?? "") || /^لل/.test(token?.text ?? "")
    mention.alias = aliasAfter(reading, mention)
    if (!isApposition(reading, mentions.at(-1), mention)) mentions.push(mention)
    i = Math.max(i + 1, mention.to)
  }
  return mentions
}

/** "أعلن إدريس حمدون، قائد قوات السهل، ...": an office between commas is that of the name, and no mention of its own. */
function isApposition({ tokens }: Reading, name: Mention | undefined, title: Mention): boolean {
  const isBeside =
    name?.kind === "name" &&
    title.role !== null &&
    title.from - name.to < 4 &&
    tokens.slice(name.to, title.from).some((token) => token.text === "،")
  if (!isBeside) return false
  // "مبعوث الرئيس دونالد ترامب": whom an envoy serves is somebody besides
  if (title.kind === "name" && title.role === "envoy") name.country ??= title.country
  if (tokens[title.to]?.text !== "،") return false
  name.role ??= title.role
  name.field ??= title.field
  name.country ??= title.country
  name.title = `${name.title} ${textOf(tokens, title.from, title.to)}`.trim()
  return true
}

function mentionAt(reading: Reading, at: number): Mention | null {
  const { tokens, lexicon, isNameWord, placeOf } = reading
  const token = tokens[at]
  if (!token) return null
  const gender = lexicon.pronouns.get(token.low)
  if (gender) return { ...blank(at, at + 1), kind: "pronoun", name: token.text, gender }
  const before = tokens[at - 1]
  const isAfterVerb = before !== undefined && (isVerb(before.low, lexicon) || before.low === "عن")
  const isStart = before === undefined || /[.:؟!]/.test(before.text)
  const opens =
    isTitleHead(token.low, lexicon) ||
    isAfterVerb ||
    isStart ||
    isNameWord(token.low) ||
    placeOf(token) !== null
  return opens ? readMention(reading, at, isAfterVerb) : null
}

const MAX_NAME = 4
const STOPS = new Set(
  "ان انه انها بان في من الى على عن مع خلال بعد قبل ضد حول لدى يوم مساء صباح امس اليوم لوكاله لقناه لصحيفه للصحفيين للصحافيين ردا عبر منذ حيث وان فان قد لم لن لا ما هذا هذه ذلك تلك الذي التي كما ايضا كل او ثم لكن بل اليوم غدا هناك كان كانت سيتم يتم نحو اثناء بشان بعدما بينما عندما عقب اثر لهذا لها له بها به هو هي قال قالت قوله قولها قولهم وسط امام بحسب وفق وفقا".split(
    " ",
  ),
)

function isTitleHead(low: string, lexicon: Lexicon): boolean {
  return lexicon.roles.has(low) || lexicon.bodies.has(low) || lexicon.honorifics.has(low)
}

function readMention(reading: Reading, from: number, isAfterVerb: boolean): Mention | null {
  const { tokens, lexicon, isNameWord, placeOf } = reading
  const hasHead = isTitleHead(tokens[from]?.low ?? "", lexicon)
  let country: string | null = null
  let lastTitle = from - 1
  let to = from
  for (; to < tokens.length && to < from + 12; to++) {
    const token = tokens[to]
    if (token?.kind !== "word" || endsMention(token, lexicon)) break
    // "أردوغان لبوتين": to somebody else
    if (to > from && token.low.startsWith("ل") && isNameWord(token.low.slice(1))) break
    const place = countryOfPhrase(token.low, tokens[to + 1]?.low ?? "") ?? placeOf(token)
    const isTitle = isTitleHead(token.low, lexicon) || lexicon.titleWords.has(token.low) || place !== null
    const isAdjective =
      hasHead && token.low.startsWith("ال") && lastTitle === to - 1 && !isNameWord(token.low)
    if (isNameWord(token.low) && !isTitle && to > lastTitle + 1 && !isNameWord(tokens[to - 1]?.low ?? ""))
      break
    // a title after a name begins something else
    if (isTitle && to > lastTitle + 1 && !hasHead) break
    if (place) country ??= place
    if (isTitle || isAdjective) lastTitle = to
    else if (to - lastTitle > MAX_NAME) break
  }
  if (to === from) return null
  const nameFrom = lastTitle + 1
  const nameTo = endOfName(reading, nameFrom, to)
  const first = tokens[from]?.low ?? ""
  const titleTokens = tokens.slice(from, nameFrom)
  const role = lexicon.roles.get(first) ?? null
  const isPremier =
    role === "president" && titleTokens.some((token) => lexicon.titleWords.get(token.low) === "prime")
  const fields = titleTokens
    .map((token) => lexicon.titleWords.get(token.low))
    .filter((field) => field !== undefined && !NO_FIELD.has(field))
  const base: Mention = {
    ...blank(from, nameTo),
    country,
    role: isPremier ? "premier" : role,
    field: fields[0] ?? null,
    gender: genderOfTitle(tokens, from, nameFrom),
    isDefinite: true,
  }
  const whole = textOf(tokens, from, nameTo)
  if (isRelay(whole)) return { ...base, kind: "relay", name: whole }
  if (nameFrom > from && nameTo > nameFrom) {
    return {
      ...base,
      kind: "name",
      name: textOf(tokens, nameFrom, nameTo),
      title: textOf(tokens, from, nameFrom),
    }
  }
  if (nameFrom > from) {
    if (role) return { ...base, kind: "role", name: whole, title: whole }
    return lexicon.bodies.has(first) || country ? { ...base, kind: "body", name: whole } : null
  }
  const isName =
    isAfterVerb || tokens[to]?.text === ":" || isNameWord(first) || tokens[nameTo]?.kind === "quote"
  return isName && nameTo > from ? { ...base, kind: "name", name: whole } : null
}

/** A name is known words, else two words; three where a particle joins them or nothing else follows. */
function endOfName({ tokens, isNameWord }: Reading, from: number, limit: number): number {
  let known = from
  while (known < limit && isNameWord(tokens[known]?.low ?? "")) known++
  if (known > from) return known
  if (limit - from <= 3) return limit
  let to = from
  let words = 0
  while (to < limit && words < 2) {
    if (!JOINTS.test(tokens[to]?.low ?? "")) words++
    to++
  }
  return to
}

const JOINTS = /^(?:بن|ابن|ابو|عبد|ال|ام|بنت|ذو|نور|سيف|جمال_الدين)$/

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

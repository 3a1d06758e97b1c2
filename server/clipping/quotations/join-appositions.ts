import type { Lexicon } from "./lexicon.ts"
import { AUXILIARY, isAcronym, isVerb, type Mention, type Reading, textOf } from "./mention.ts"
import type { Token } from "./tokens.ts"

/** "Ushakov, a Kremlin aide, said": what stands in apposition tells of the name, and is no speaker of its own. */
export function joinAppositions({ tokens, lexicon }: Reading, mentions: Mention[]): void {
  for (let i = 0; i + 1 < mentions.length; i++) {
    const a = mentions[i]
    const b = mentions[i + 1]
    if (!a || !b || a.isPossessive) continue
    const far = a.kind === "role" && !a.isPlural ? nameAfterPost(tokens, mentions, i, lexicon) : null
    if (far) {
      mentions.splice(i + 1, far.between)
      mergeTitle(mentions, i, a, far.name)
      continue
    }
    const [comma, ...after] = tokens.slice(a.to, b.from)
    // "General Dagalo of the RSF"
    const isOf =
      /^(?:of|de|du|del)$/.test(tokens[a.to]?.low ?? "") &&
      (b.from === a.to + 1 || (b.from === a.to + 2 && lexicon.articles.has(tokens[a.to + 1]?.low ?? "")))
    if (a.kind === "name" && b.kind === "body" && isOf) a.country ??= b.country
    if (isSlavicTitle(tokens, a, b, lexicon)) {
      a.title = textOf(tokens, a.from, b.from)
      mergeTitle(mentions, i, a, b)
      continue
    }
    // "Orlando personal injury lawyer Lou Pendas": the place tells of the name
    const gap = tokens.slice(a.to, b.from)
    const isAttribute =
      a.kind === "body" &&
      a.to - a.from < 4 &&
      (b.kind === "name" || (b.kind === "role" && !b.isGoverned)) &&
      b.role !== null &&
      gap.length > 0 &&
      gap.length < 4
    if (lexicon.language === "en" && isAttribute && gap.every((each) => isPlainWord(each, lexicon))) {
      b.from = a.from
      b.country ??= a.country
      b.isGoverned = a.isGoverned
      if (b.kind === "role") b.name = textOf(tokens, b.from, b.to)
      mentions.splice(i, 1)
      continue
    }
    // "глава калдерского Министерства иностранных дел"
    if (a.kind === "role" && b.kind === "body" && a.to === b.from) {
      a.field ??= b.field
      a.country ??= b.country
      a.title = `${a.title} ${b.name}`
      a.name = a.title
      a.to = b.to
      mentions.splice(i + 1, 1)
      i--
      continue
    }
    // "le chef de la diplomatie sarvienne Henrik Solm"
    if (a.kind === "role" && b.kind === "name" && a.to === b.from && b.title === "" && !a.isPlural) {
      mergeTitle(mentions, i, a, b)
      continue
    }
    if (!comma || !/^[,(—–]$/.test(comma.text) || after.length > 4) continue
    const isBroken = after.some(
      ({ kind, low }) =>
        kind !== "word" ||
        isVerb(low, lexicon) ||
        lexicon.conjunctions.has(low) ||
        lexicon.relatives.has(low),
    )
    if (isBroken) continue
    if (a.kind === "name" && b.kind === "role" && !after.some(({ low }) => lexicon.prepositions.has(low))) {
      take(a, b)
      a.title = `${a.title} ${b.title}`.trim()
      if (tokens[b.to]?.text === "," || tokens[b.to]?.text === ")" || tokens[b.to] === undefined) a.to = b.to
      mentions.splice(i + 1, 1)
    } else if (
      a.kind === "role" &&
      b.kind === "name" &&
      b.title === "" &&
      after.length === 0 &&
      !a.isPlural
    ) {
      mergeTitle(mentions, i, a, b)
    }
  }
}

/** A small word that is no verb and joins nothing. */
function isPlainWord({ kind, low, isCapital }: Token, lexicon: Lexicon): boolean {
  const joins =
    lexicon.prepositions.has(low) ||
    lexicon.conjunctions.has(low) ||
    lexicon.relatives.has(low) ||
    lexicon.articles.has(low)
  return kind === "word" && !isCapital && !isVerb(low, lexicon) && !AUXILIARY.test(low) && !joins
}

/** "the head of the UN mission in Libya, Abdoulaye Bathily, said": the name, past the places of the post. */
function nameAfterPost(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  index: number,
  lexicon: Lexicon,
): { name: Mention; between: number } | null {
  const title = mentions[index]
  if (!title) return null
  let comma = title.to
  for (; comma < Math.min(tokens.length, title.to + 10) && tokens[comma]?.text !== ","; comma++) {
    const token = tokens[comma]
    if (token?.kind !== "word" || isVerb(token.low, lexicon)) return null
    if (AUXILIARY.test(token.low) || lexicon.relatives.has(token.low)) return null
  }
  const name = mentions.slice(index + 1, index + 4).find((each) => each.from === comma + 1)
  const between = name ? mentions.indexOf(name) - index - 1 : 0
  const places = mentions.slice(index + 1, index + 1 + between)
  const isPost = between > 0 && places.every((each) => each.isGoverned && each.kind !== "pronoun")
  const after = name ? tokens[name.to] : undefined
  const isClosed = after === undefined || after.kind === "mark" || isVerb(after.low, lexicon)
  return name && isPost && isClosed && name.kind === "name" && name.title === "" ? { name, between } : null
}

/** "лидер Движения против иммиграции Александр Белов", "член Общественной палаты РФ Иосиф Дискин". */
function isSlavicTitle(tokens: readonly Token[], title: Mention, name: Mention, lexicon: Lexicon): boolean {
  if (lexicon.language !== "ru" && lexicon.language !== "uk") return false
  const isTitle =
    title.kind === "role" || (title.kind === "name" && title.role !== null && !title.name.includes(" "))
  const isWhole = name.kind === "name" && name.title === "" && name.name.includes(" ")
  const between = tokens.slice(title.to, name.from)
  const runsOn = between.every(
    (each) =>
      each.kind === "word" &&
      (!each.isCapital || isAcronym(each)) &&
      !isVerb(each.low, lexicon) &&
      !lexicon.conjunctions.has(each.low),
  )
  const isGenitive = title.kind === "role" || /(?:[аяиыії]|ой|ого|ої|их|ых)$/.test(title.name)
  return isTitle && isWhole && isGenitive && between.length > 0 && between.length < 5 && runsOn
}

/** The title at `index` goes over to the name after it. */
function mergeTitle(mentions: Mention[], index: number, title: Mention, name: Mention): void {
  take(name, title)
  name.title = title.title
  name.from = title.from
  name.isGoverned = title.isGoverned
  name.isSubject ||= title.isSubject
  mentions.splice(index, 1)
}

function take(name: Mention, title: Mention): void {
  name.role ??= title.role
  name.field ??= title.field
  name.country ??= title.country
  if (name.gender === "any") name.gender = title.gender
}

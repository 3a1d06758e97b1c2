import type { Interval } from "./interval.ts"
import type { StatementContent } from "./negotiation-document.ts"
import { asList } from "./statement.ts"
import { contentStems, nameSkeletons, numbersIn, overlap, scriptOf } from "./word-forms.ts"
import { foldedWords } from "./words.ts"

/** What is compared of a statement, or of what is about to become one: who spoke, when, and in which words. */
export type Utterance = Interval &
  Pick<
    StatementContent,
    "speaker" | "institution" | "speakerAsDescribed" | "for" | "gist" | "quote" | "originalText" | "stances"
  >

/** What two utterances have in common besides the speaker and the day. */
export const SIGNS = ["quote", "wording", "stances", "numbers", "names"] as const
export type Sign = (typeof SIGNS)[number]

/**
 * How sure it is that both are one. `same_words`: words that were quoted stand in both. `probably_same`: told in other
 * words, or in another language, so that only a person can say.
 */
export interface Likeness {
  certainty: "same_words" | "probably_same"
  signs: Sign[]
  /** 0 to 1, to order several by; the same words come before all others. */
  score: number
}

/**
 * Whether two utterances are the same words of the same speaker on the same day, as far as can be told; null where they
 * are not, or where nothing speaks for it. The order of the two makes no difference. It offers, and decides nothing.
 */
export function likenessOf(a: Utterance, b: Utterance): Likeness | null {
  if (!sameVoice(a, b) || !sameDay(a, b)) return null
  const wording = wordingOf(a, b)
  const coded = codedAlike(a, b)
  const quoted = quotesAgree(a, b)
  const signs: Sign[] = [
    ...(quoted ? (["quote"] as const) : wording >= ALIKE ? (["wording"] as const) : []),
    ...(coded === "same" ? (["stances"] as const) : []),
    ...(numbersAgree(a, b) ? (["numbers"] as const) : []),
    ...(namesAgree(a, b) ? (["names"] as const) : []),
  ]
  if (quoted) return { certainty: "same_words", signs, score: 1 }
  const weight = signs.reduce((sum, sign) => sum + (sign === "wording" ? 0 : WEIGHTS[sign]), wording)
  const score = Math.min(0.99, coded === "other" ? weight - WEIGHTS.stances : weight)
  // of words in two scripts nothing can be told by the words: then two other signs have to agree
  const told = comparable(a, b) ? wording >= ALIKE && score >= ENOUGH : signs.length >= 2 && coded !== "other"
  return told ? { certainty: "probably_same", signs, score } : null
}

/** Below `ALIKE` shared words say nothing; `ENOUGH` makes two one. Chosen on the examples in the tests. */
const ALIKE = 0.25
const ENOUGH = 0.5
const WEIGHTS = { quote: 1, stances: 0.25, numbers: 0.15, names: 0.15 } as const

/** The same person, or institution, or two unnamed sources of one party that are described alike. */
function sameVoice(a: Utterance, b: Utterance): boolean {
  if (a.speaker || b.speaker) return a.speaker === b.speaker
  const name = (of: Utterance) => contentStems(of.institution ?? "").join(" ")
  if (a.speakerAsDescribed && b.speakerAsDescribed) {
    const shared = asList(a.for).some((party) => asList(b.for).includes(party))
    return shared && overlap(describedWords(a), describedWords(b)).dice >= 0.5
  }
  return name(a) !== "" && name(a) === name(b) && !a.speakerAsDescribed === !b.speakerAsDescribed
}

/** "a U.S. official" and "U.S. officials" are described alike. */
function describedWords({ speakerAsDescribed }: Utterance): string[] {
  return contentStems((speakerAsDescribed ?? "").replace(/(\p{L})\.(?=\p{L}\.|\s|$)/gu, "$1"))
}

const DAY_MS = 86_400_000

/** Their intervals overlap, or both lie within one day: two outlets seldom give the same minute. */
function sameDay(a: Interval, b: Interval): boolean {
  const overlapping = a.start < b.end && b.start < a.end
  return overlapping || Math.max(a.end, b.end) - Math.min(a.start, b.start) <= DAY_MS
}

function spoken({ quote, originalText }: Utterance): string[] {
  return [quote, originalText].filter((text) => text != null && text !== "").map(String)
}

function texts(of: Utterance): string[] {
  return [...spoken(of), of.gist].filter((text) => text.trim() !== "")
}

/** Words that are quoted here stand there, one after the other: the whole, or most of what the shorter one has. */
function quotesAgree(a: Utterance, b: Utterance): boolean {
  return spoken(a).some((x) => spoken(b).some((y) => repeats(foldedWords(x), foldedWords(y))))
}

/** A quotation of three words or less is a turn of phrase and proves nothing. */
const MEANINGFUL = 4

function repeats(a: string[], b: string[]): boolean {
  if (Math.min(a.length, b.length) < MEANINGFUL) return false
  return overlap(shingles(a), shingles(b)).contained >= 0.7
}

function shingles(words: string[]): string[] {
  return words.slice(0, -2).map((_, i) => words.slice(i, i + 3).join(" "))
}

/** How much of the wording is shared, at best between any two of their texts; 0 where scripts differ. */
function wordingOf(a: Utterance, b: Utterance): number {
  return Math.max(
    0,
    ...texts(a).flatMap((x) =>
      texts(b).map((y) => {
        const [xs, ys] = [contentStems(x), contentStems(y)]
        const { dice, contained } = overlap(xs, ys)
        // a short text that is wholly in a long one says the same; a single common word does not
        return Math.min(xs.length, ys.length) >= MEANINGFUL ? Math.max(dice, contained * 0.8) : dice
      }),
    ),
  )
}

function comparable(a: Utterance, b: Utterance): boolean {
  return texts(a).some((x) => texts(b).some((y) => scriptOf(x) === scriptOf(y)))
}

function codedAlike(a: Utterance, b: Utterance): "same" | "other" | "unknown" {
  const there = new Map((b.stances ?? []).map(({ option, stance }) => [option, stance]))
  const both = (a.stances ?? []).filter(({ option }) => there.has(option))
  if (both.length === 0) return "unknown"
  return both.some(({ option, stance }) => there.get(option) === stance) ? "same" : "other"
}

function numbersAgree(a: Utterance, b: Utterance): boolean {
  return overlap(texts(a).flatMap(numbersIn), texts(b).flatMap(numbersIn)).contained === 1
}

/** Names as they sound, across scripts; Arabic marks none, so one side's are looked for among all words of the other. */
function namesAgree(a: Utterance, b: Utterance): boolean {
  const found = (x: Utterance, y: Utterance) => {
    const all = new Set(texts(y).flatMap((text) => nameSkeletons(text, "all")))
    return texts(x)
      .flatMap((text) => nameSkeletons(text, "names"))
      .some((name) => all.has(name))
  }
  return found(a, b) || found(b, a)
}

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
 * `wordsOf` is for who compares one with many, and keeps what was read of it.
 */
export function likenessOf(
  a: Utterance,
  b: Utterance,
  wordsOf: (of: Utterance) => UtteredWords = readWords,
): Likeness | null {
  if ((a.speaker || b.speaker) && a.speaker !== b.speaker) return null
  if (!sameDay(a, b)) return null
  const [x, y] = [wordsOf(a), wordsOf(b)]
  if (!a.speaker && !sameVoice([a, x], [b, y])) return null
  const wording = wordingOf(x, y)
  const coded = codedAlike(a, b)
  const quoted = quotesAgree(x, y)
  const signs: Sign[] = [
    ...(quoted ? (["quote"] as const) : wording >= ALIKE ? (["wording"] as const) : []),
    ...(coded === "same" ? (["stances"] as const) : []),
    ...(overlap(x.numbers, y.numbers).contained === 1 ? (["numbers"] as const) : []),
    ...(namesAgree(x, y) ? (["names"] as const) : []),
  ]
  if (quoted) return { certainty: "same_words", signs, score: 1 }
  const weight = signs.reduce((sum, sign) => sum + (sign === "wording" ? 0 : WEIGHTS[sign]), wording)
  const score = Math.min(0.99, coded === "other" ? weight - WEIGHTS.stances : weight)
  // of words in two scripts nothing can be told by the words: then two other signs have to agree
  const told = comparable(x, y) ? wording >= ALIKE && score >= ENOUGH : signs.length >= 2 && coded !== "other"
  return told ? { certainty: "probably_same", signs, score } : null
}

/** Below `ALIKE` shared words say nothing; `ENOUGH` makes two one. Chosen on the examples in the tests. */
const ALIKE = 0.25
const ENOUGH = 0.5
const WEIGHTS = { quote: 1, stances: 0.25, numbers: 0.15, names: 0.15 } as const

/** The words of an utterance as they are compared. */
export interface UtteredWords {
  /** Stems of the institution, and of the description of an unnamed speaker. */
  institution: string
  described: ReadonlySet<string>
  /** What was quoted: how many words, and every three of them that follow each other. */
  spoken: { length: number; shingles: ReadonlySet<string> }[]
  /** Quotations and the gist: how many stems, the stems, and the script. */
  texts: { length: number; stems: ReadonlySet<string>; script: string }[]
  numbers: ReadonlySet<string>
  /** Names as they sound: of words that are written like names, and of all words. */
  names: ReadonlySet<string>
  allNames: ReadonlySet<string>
}

/** Reads the words of an utterance for comparing: by far the longest part of it. */
export function readWords(of: Utterance): UtteredWords {
  const spoken = [of.quote, of.originalText].flatMap((text) => text || [])
  const texts = [...spoken, of.gist].filter((text) => text.trim() !== "")
  return {
    institution: contentStems(of.institution ?? "").join(" "),
    // "a U.S. official" and "U.S. officials" are described alike
    described: new Set(
      contentStems((of.speakerAsDescribed ?? "").replace(/(\p{L})\.(?=\p{L}\.|\s|$)/gu, "$1")),
    ),
    spoken: spoken.map((text) => {
      const words = foldedWords(text)
      return { length: words.length, shingles: shingles(words) }
    }),
    texts: texts.map((text) => {
      const stems = contentStems(text)
      return { length: stems.length, stems: new Set(stems), script: scriptOf(text) }
    }),
    numbers: new Set(texts.flatMap(numbersIn)),
    names: new Set(texts.flatMap((text) => nameSkeletons(text, "names"))),
    allNames: new Set(texts.flatMap((text) => nameSkeletons(text, "all"))),
  }
}

function shingles(words: string[]): Set<string> {
  return new Set(words.slice(0, -2).map((_, i) => words.slice(i, i + 3).join(" ")))
}

type Read = readonly [Utterance, UtteredWords]

/** The same institution, or two unnamed sources of one party that are described alike. */
function sameVoice([a, x]: Read, [b, y]: Read): boolean {
  if (a.speakerAsDescribed && b.speakerAsDescribed) {
    const shared = asList(a.for).some((party) => asList(b.for).includes(party))
    return shared && overlap(x.described, y.described).dice >= 0.5
  }
  return (
    x.institution !== "" && x.institution === y.institution && !a.speakerAsDescribed === !b.speakerAsDescribed
  )
}

const DAY_MS = 86_400_000

/** Their intervals overlap, or both lie within one day: two outlets seldom give the same minute. */
function sameDay(a: Interval, b: Interval): boolean {
  const overlapping = a.start < b.end && b.start < a.end
  return overlapping || Math.max(a.end, b.end) - Math.min(a.start, b.start) <= DAY_MS
}

/** Words that are quoted here stand there, one after the other: the whole, or most of what the shorter one has. */
function quotesAgree(a: UtteredWords, b: UtteredWords): boolean {
  return a.spoken.some((x) =>
    b.spoken.some(
      (y) => Math.min(x.length, y.length) >= MEANINGFUL && overlap(x.shingles, y.shingles).contained >= 0.7,
    ),
  )
}

/** A quotation of three words or less is a turn of phrase and proves nothing. */
const MEANINGFUL = 4

/** How much of the wording is shared, at best between any two of their texts; 0 where scripts differ. */
function wordingOf(a: UtteredWords, b: UtteredWords): number {
  return Math.max(
    0,
    ...a.texts.flatMap((x) =>
      b.texts.map((y) => {
        const { dice, contained } = overlap(x.stems, y.stems)
        // a short text that is wholly in a long one says the same; a single common word does not
        return Math.min(x.length, y.length) >= MEANINGFUL ? Math.max(dice, contained * 0.8) : dice
      }),
    ),
  )
}

function comparable(a: UtteredWords, b: UtteredWords): boolean {
  return a.texts.some((x) => b.texts.some((y) => x.script === y.script))
}

function codedAlike(a: Utterance, b: Utterance): "same" | "other" | "unknown" {
  const there = new Map((b.stances ?? []).map(({ option, stance }) => [option, stance]))
  const both = (a.stances ?? []).filter(({ option }) => there.has(option))
  if (both.length === 0) return "unknown"
  return both.some(({ option, stance }) => there.get(option) === stance) ? "same" : "other"
}

/** Names as they sound, across scripts; Arabic marks none, so one side's are looked for among all words of the other. */
function namesAgree(a: UtteredWords, b: UtteredWords): boolean {
  return (
    [...a.names].some((name) => b.allNames.has(name)) || [...b.names].some((name) => a.allNames.has(name))
  )
}

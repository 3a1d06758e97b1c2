import { foldArabic } from "../../domain/latin-letters.ts"
import type { Lexicon } from "./lexicon.ts"

export interface Token {
  kind: "word" | "mark" | "quote"
  /** As written; of a quotation, its words. */
  text: string
  /** Form by which the lexicon knows it. */
  low: string
  start: number
  end: number
  isCapital: boolean
  /** Of a quotation: its place in the list it came from. */
  quote: number
}

export interface Gap {
  /** Its place in the list of quotations. */
  quote: number
  /** With the quotation marks. */
  outerStart: number
  outerEnd: number
  start: number
  end: number
}

const WORD =
  /(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}\p{N}]*(?:['’ʼ\-‐‑][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*['’]?|\p{N}+(?:[.,:]\p{N}+)*\p{L}*|[^\s]/gu

/** True for quoted words that are more than a name. */
export function isLongQuote(token: Token): boolean {
  return token.kind === "quote" && /\S+\s+\S+\s+\S/.test(token.text)
}

/** Words and marks of a stretch of text, each quotation in it standing as one token. */
export function tokenise(
  text: string,
  start: number,
  end: number,
  gaps: readonly Gap[],
  lexicon: Lexicon,
): Token[] {
  const tokens: Token[] = []
  let at = start
  for (const gap of gaps) {
    if (gap.outerStart < at || gap.outerEnd > end) continue
    pushWords(text, at, gap.outerStart, lexicon, tokens)
    const words = text.slice(gap.start, gap.end)
    tokens.push({
      kind: "quote",
      text: words,
      low: "",
      start: gap.outerStart,
      end: gap.outerEnd,
      isCapital: false,
      quote: gap.quote,
    })
    at = gap.outerEnd
  }
  pushWords(text, at, end, lexicon, tokens)
  return tokens
}

function pushWords(text: string, start: number, end: number, lexicon: Lexicon, tokens: Token[]): void {
  for (const match of text.slice(start, end).matchAll(WORD)) {
    const from = start + match.index
    for (const [word, offset] of parts(match[0], lexicon))
      tokens.push(wordToken(word, from + offset, lexicon))
  }
}

function wordToken(text: string, start: number, lexicon: Lexicon): Token {
  const isWord = /[\p{L}\p{N}]/u.test(text)
  return {
    kind: isWord ? "word" : "mark",
    text,
    low: lookUpForm(text, lexicon),
    start,
    end: start + text.length,
    isCapital: /^(?:(?:al|el|ad|an|ar|as|at|az|ash|ul|bin)[-‑])?\p{Lu}/u.test(text),
    quote: -1,
  }
}

/** French words grow together ("l'Ukraine", "a-t-il"): the parts are read one by one. */
function parts(word: string, lexicon: Lexicon): [string, number][] {
  if (lexicon.language === "fr") {
    const elision = /^(?:[ldnsjcmt]|qu|jusqu|lorsqu|puisqu)['’](?=.)/i.exec(word)
    if (elision) {
      const length = elision[0].length
      return [
        [word.slice(0, length), 0],
        ...parts(word.slice(length), lexicon).map(([p, o]): [string, number] => [p, o + length]),
      ]
    }
    const inversion = /(?:-t)?-(?:il|elle|ils|elles|on|je)$/i.exec(word)
    if (inversion) {
      const pronoun = word.slice(word.lastIndexOf("-") + 1)
      return [
        [word.slice(0, inversion.index), 0],
        [pronoun, word.length - pronoun.length],
      ]
    }
  }
  return [[word, 0]]
}

/** Lower case, one kind of apostrophe, Arabic letters folded and its "and" taken off a verb. */
export function lookUpForm(text: string, lexicon: Lexicon): string {
  const low = text.toLowerCase().replace(/[’ʼ‘]/g, "'").replace(/[‐‑]/g, "-")
  if (lexicon.language !== "ar") return low
  const folded = foldArabic(low)
  // "للمتحدث" is "to the spokesman"
  if (folded.startsWith("لل") && isKnown(`ال${folded.slice(2)}`, lexicon)) return `ال${folded.slice(2)}`
  if (!/^[وف]/.test(folded) || folded.length < 4 || isKnown(folded, lexicon)) return folded
  const rest = folded.slice(1)
  return isKnown(rest, lexicon) ? rest : folded
}

function isKnown(low: string, lexicon: Lexicon): boolean {
  return (
    lexicon.say.has(low) ||
    lexicon.goOn.has(low) ||
    lexicon.characterise.has(low) ||
    lexicon.roles.has(low) ||
    lexicon.bodies.has(low) ||
    lexicon.pronouns.has(low) ||
    lexicon.prepositions.has(low)
  )
}

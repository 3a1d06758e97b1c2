import { nameKey } from "../../server/clipping/quotations/name-similarity.ts"
import { suggestStatements } from "../../server/clipping/quotations/suggest-statements.ts"
import type { ClipCast, Suggestion } from "../../server/domain/clip.ts"

export interface Article {
  text: string
  publishedAt: string | null
  language: string | null
  quotes: { text: string; speaker: string | null }[]
}

export interface Score {
  found: number
  matched: number
  gold: number
  /** Of those matched, how many have the right speaker. */
  speakers: number
  misses: string[]
  falseFinds: string[]
  wrongSpeakers: string[]
  ms: number
}

/** An article and its gold as they lie on disk: header lines, a blank line, the text. */
export function readArticle(file: string, goldFile: string): Article {
  const gap = /\r?\n\r?\n/.exec(file)
  const head = gap ? file.slice(0, gap.index) : ""
  const text = gap ? file.slice(gap.index + gap[0].length) : file
  const header = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(head)?.[1] ?? null
  const gold: { quotes: Article["quotes"] } = JSON.parse(goldFile)
  return { text, publishedAt: header("published"), language: header("language"), quotes: gold.quotes }
}

/** Compares what is found in an article with its gold; each gold quotation is matched once. */
export function score(article: Article, cast: ClipCast): Score {
  const began = performance.now()
  const suggestions = suggestStatements(article.text, {
    publishedAt: article.publishedAt,
    language: article.language,
    cast,
  })
  const ms = performance.now() - began
  const direct = suggestions.filter((each) => each.kind === "direct")
  // one over several paragraphs counts as one or as many, as the gold has it
  const left = new Set(
    direct.flatMap((each) => {
      const isWhole = article.quotes.some((gold) => sameWords(each.quote, gold.text))
      return isWhole ? [each] : each.quote.split("\n").map((quote) => ({ ...each, quote }))
    }),
  )
  const found = left.size
  const misses: string[] = []
  const wrongSpeakers: string[] = []
  let speakers = 0
  for (const gold of article.quotes) {
    const match = [...left].find((each) => sameWords(each.quote, gold.text))
    if (!match) {
      misses.push(gold.text)
      continue
    }
    left.delete(match)
    if (isSpeaker(match, gold.speaker, cast)) speakers++
    else wrongSpeakers.push(`${match.speaker.name} for ${gold.speaker}: ${gold.text}`)
  }
  return {
    found,
    matched: article.quotes.length - misses.length,
    gold: article.quotes.length,
    speakers,
    misses,
    falseFinds: [...left].map((each) => `${each.speaker.name}: ${each.quote}`),
    wrongSpeakers,
    ms,
  }
}

function sameWords(found: string, gold: string): boolean {
  const a = folded(found)
  const b = folded(gold)
  const common = inOrder(a, b)
  return common >= 0.8 * a.length && common >= 0.8 * b.length
}

/** Length of the longest common subsequence. */
function inOrder(a: string[], b: string[]): number {
  let above = new Array<number>(b.length + 1).fill(0)
  for (const word of a) {
    const row = [0]
    b.forEach((other, j) => {
      row.push(word === other ? (above[j] ?? 0) + 1 : Math.max(row[j] ?? 0, above[j + 1] ?? 0))
    })
    above = row
  }
  return above[b.length] ?? 0
}

/** Right under any name by which the cast knows the person that was found. */
function isSpeaker({ speaker }: Suggestion, gold: string | null, cast: ClipCast): boolean {
  if (gold === null || speaker.name === null) return speaker.name === gold
  const person = cast.people.find((each) => each.id === speaker.id)
  const names = [speaker.name, ...Object.values(person?.names ?? {}), ...(person?.aliases ?? [])]
  return names.some((name) => isSameName(name, gold))
}

/** Equal, of one surname in whatever spelling or script, or one within the other. */
function isSameName(name: string, gold: string): boolean {
  const a = folded(name.replace(/\(.*?\)/g, "")).filter((word) => !ARTICLES.has(word))
  const b = folded(gold.replace(/\(.*?\)/g, "")).filter((word) => !ARTICLES.has(word))
  if (a.join(" ") === b.join(" ") || nameKey(a.at(-1) ?? "") === nameKey(b.at(-1) ?? "")) return true
  return inOrder(a, b) >= 0.8 * Math.min(a.length, b.length) && Math.min(a.length, b.length) > 0
}

const ARTICLES = new Set(["the", "a", "an", "el", "la", "los", "las", "un", "una", "le", "les", "une", "l"])

function folded(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

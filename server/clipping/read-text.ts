import { LANGUAGE_TAG } from "../domain/clip.ts"
import { type Article, type ArticleFacts, NO_FACTS } from "./article.ts"
import { edtfOf } from "./article-dates.ts"
import { cleanLine, cleanText } from "./clean-text.ts"

/** Names that people give to what stands above a pasted article. */
const HEADER_KEYS: ReadonlyMap<string, keyof ArticleFacts> = new Map(
  Object.entries({
    url: "canonical",
    link: "canonical",
    address: "canonical",
    title: "title",
    headline: "title",
    subject: "title",
    outlet: "outlet",
    source: "outlet",
    publisher: "outlet",
    author: "author",
    byline: "author",
    from: "author",
    published: "publishedAt",
    date: "publishedAt",
    "published at": "publishedAt",
    language: "language",
    lang: "language",
  } as const),
)
const HEADER_LINE = /^\s*(?<key>\p{L}[\p{L} ]{1,14}?)\s*:\s+(?<value>\S.*)$/u

/** "[words](https://...)" and "![](https://...)" are written by nobody who does not mean them so. */
const MARKDOWN_LINK = /!?\[[^\]\n]{0,500}\]\(https?:\/\//

/**
 * Reads pasted text. It may begin with lines such as "url: ..." and "published: ...", or with its title; what is certain is
 * taken from there, the rest stays text. Markdown is read as the text that it shows.
 */
export function readText(raw: string, isMarkdown = false): Article {
  const { text: cleaned, warnings } = cleanText(raw)
  const { facts, rest } = takeHeader(cleaned)
  const text = isMarkdown || MARKDOWN_LINK.test(rest) ? plainOfMarkdown(rest) : rest
  const titled = facts.title === null ? takeTitle(text) : { title: facts.title, rest: text }
  return { ...facts, title: titled.title, text: titled.rest, warnings }
}

/**
 * A header is a block of its own in which every line names something that we know and can read, or a block between lines
 * of dashes, of which what cannot be read is left out.
 */
function takeHeader(text: string): { facts: ArticleFacts; rest: string } {
  const fenced = /^---\n([\s\S]{1,4000}?)\n---\n?/.exec(text)
  const block = fenced?.[1] ?? /^[^\n]+(?:\n[^\n]+){0,19}(?=\n\n)/.exec(text)?.[0]
  if (block === undefined) return { facts: NO_FACTS, rest: text }
  const facts = { ...NO_FACTS }
  for (const line of block.split("\n")) {
    const { key: written = "", value = "" } = HEADER_LINE.exec(line)?.groups ?? {}
    const key = HEADER_KEYS.get(written.toLowerCase())
    const fact = key ? factOf(key, value.replace(/^(["'])(.*)\1$/, "$2")) : null
    if (fact === null && !fenced) return { facts: NO_FACTS, rest: text }
    if (key) facts[key] ??= fact
  }
  return { facts, rest: text.slice(fenced?.[0].length ?? block.length).trim() }
}

function factOf(key: keyof ArticleFacts, value: string): string | null {
  switch (key) {
    case "canonical":
      return /^https?:\/\/\S+$/i.test(value) && URL.canParse(value) ? value : null
    case "publishedAt":
      return edtfOf(value)
    case "language":
      return LANGUAGE_TAG.test(value) ? value : null
    case "title":
      return cleanLine(value, 1000)
    case "outlet":
    case "author":
    case "upstream":
      return cleanLine(value, 300)
    default:
      return key satisfies never
  }
}

/**
 * The first paragraph is the title where it is one line that no sentence ends and a paragraph of sentences follows; a few
 * words above it ("World News") name a section and belong to neither.
 */
function takeTitle(text: string): { title: string | null; rest: string } {
  const [first = "", second = "", third = ""] = text.split("\n\n", 3)
  if (isTitle(first) && isProse(second)) return { title: first, rest: after(text, first) }
  if (isSection(first) && isTitle(second) && isProse(third))
    return { title: second, rest: after(text, `${first}\n\n${second}`) }
  return { title: null, rest: text }
}

function after(text: string, head: string): string {
  return text.slice(head.length).trim()
}

function isTitle(paragraph: string): boolean {
  const words = paragraph.split(" ").length
  return (
    !paragraph.includes("\n") &&
    words >= 4 &&
    paragraph.length <= 250 &&
    /[\p{L}\p{N}?!)\]"”»’']$/u.test(paragraph) &&
    // a quotation of its own, or one in the block style, is no title
    !/^(["“«„‘']|(quote|statement|цитата|cita|citation|اقتباس)\s?:)/i.test(paragraph)
  )
}

function isSection(paragraph: string): boolean {
  return (
    paragraph.length <= 40 && paragraph.split(" ").length <= 3 && /^\p{L}[\p{L}\p{N} &]*$/u.test(paragraph)
  )
}

function isProse(paragraph: string): boolean {
  return paragraph.length > 60 && /[.!?…؟。]["”»’')\]]?(\s|$)/u.test(paragraph)
}

/** What Markdown shows: links by their words, no pictures, no marks. */
function plainOfMarkdown(markdown: string): string {
  return markdown
    .replace(/!\[[^\]\n]*\]\([^)\n]*\)/g, "")
    .replace(/\[([^\]\n]{1,500})\]\([^)\n]*\)/g, "$1")
    .replace(/^ {0,3}(?:#{1,6}|>|[-*+]) +/gm, "")
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^\n*_]*?\S)\1(?![\p{L}\p{N}*_])/gu, "$2")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}

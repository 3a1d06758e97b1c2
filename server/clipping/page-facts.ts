import { LANGUAGE_TAG } from "../domain/clip.ts"
import { type ArticleFacts, NO_FACTS } from "./article.ts"
import { edtfOf } from "./article-dates.ts"
import { cleanLine } from "./clean-text.ts"

type Thing = Readonly<Record<string, unknown>>

/** What a page says of its article: in JSON-LD (schema.org), OpenGraph, `meta` and `link` elements, else in its headings. */
export function readPageFacts(document: Document, url: string | null): ArticleFacts {
  const article = articleIn(document)
  const meta = (...names: string[]) => metaIn(document, names)
  const heading =
    document.querySelectorAll("h1").length === 1 ? document.querySelector("h1")?.textContent : null
  const dates = [
    wordOf(article.datePublished),
    meta(
      "article:published_time",
      "datePublished",
      "date",
      "dc.date",
      "dcterms.created",
      "pubdate",
      "publish-date",
      "parsely-pub-date",
      "sailthru.date",
    ),
    document
      .querySelector("article time[datetime], time[datetime][itemprop=datePublished], time[pubdate]")
      ?.getAttribute("datetime"),
  ]
  return {
    ...NO_FACTS,
    title: cleanLine(
      wordOf(article.headline) ?? meta("og:title", "twitter:title") ?? heading ?? windowTitle(document),
      1000,
    ),
    outlet: cleanLine(
      meta("og:site_name") ?? namesOf(article.publisher) ?? meta("application-name") ?? hostOf(url),
      300,
    ),
    author: cleanLine(
      namesOf(article.author) ?? notAnAddress(meta("author", "article:author", "byl", "dc.creator")),
      300,
    ),
    publishedAt: dates.map(edtfOf).find((date) => date !== null) ?? null,
    language: languageOf(
      wordOf(article.inLanguage) ??
        document.documentElement?.getAttribute("lang") ??
        meta("og:locale", "content-language"),
    ),
    canonical:
      absolute(document.querySelector("link[rel=canonical]")?.getAttribute("href"), url) ??
      absolute(meta("og:url"), url) ??
      absolute(wordOf(article.url), url),
  }
}

/** Without the name of the site behind it. */
function windowTitle(document: Document): string | undefined {
  const title = document.querySelector("title")?.textContent.trim().replace(/\s+/g, " ")
  return title?.replace(/^(.{15,}?)\s+[-|–—]\s+[^-|–—]{2,40}$/, "$1")
}

const ARTICLE_TYPES = /^(?:https?:\/\/schema\.org\/)?\w*(?:Article|BlogPosting|Report)$/
const MOST_LINKED_DATA = 200_000

/** The first article that the page's JSON-LD describes; empty where it describes none, or cannot be read. */
function articleIn(document: Document): Thing {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const text = script.textContent ?? ""
    if (text.length > MOST_LINKED_DATA) continue
    const found = things(parsed(text)).find(({ "@type": type }) =>
      (Array.isArray(type) ? type : [type]).some(
        (each) => typeof each === "string" && ARTICLE_TYPES.test(each),
      ),
    )
    if (found) return found
  }
  return {}
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\s*<!--|-->\s*$/g, ""))
  } catch {
    // a page whose data is broken still has its words
    return undefined
  }
}

function things(value: unknown): Thing[] {
  if (Array.isArray(value)) return value.flatMap(things)
  if (!isThing(value)) return []
  return [value, ...(Array.isArray(value["@graph"]) ? value["@graph"].filter(isThing) : [])]
}

function isThing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function wordOf(value: unknown): string | null {
  if (Array.isArray(value)) return wordOf(value[0])
  return typeof value === "string" && value.trim() !== "" ? value : null
}

/** "Ann Lee, Bo Ek" out of a name, a thing with a name, or several. */
function namesOf(value: unknown): string | null {
  const names = (Array.isArray(value) ? value : [value]).flatMap((each) => {
    const name = notAnAddress(isThing(each) ? wordOf(each.name) : wordOf(each))
    return name ?? []
  })
  return names.length > 0 ? names.slice(0, 10).join(", ") : null
}

function metaIn(document: Document, names: readonly string[]): string | null {
  for (const name of names) {
    const found = document.querySelector(
      `meta[property="${name}"], meta[name="${name}"], meta[itemprop="${name}"]`,
    )
    const content = found?.getAttribute("content")?.trim()
    if (content) return content
  }
  return null
}

function notAnAddress(text: string | null): string | null {
  return text !== null && /^https?:\/\//i.test(text) ? null : text
}

function languageOf(written: string | null): string | null {
  const tag = written?.trim().replaceAll("_", "-") ?? ""
  return LANGUAGE_TAG.test(tag) ? tag : null
}

function absolute(address: string | null | undefined, base: string | null): string | null {
  if (!address || !URL.canParse(address, base ?? undefined)) return null
  const url = new URL(address, base ?? undefined)
  url.hash = ""
  return /^https?:$/.test(url.protocol) && url.href.length <= 4000 ? url.href : null
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : null
}

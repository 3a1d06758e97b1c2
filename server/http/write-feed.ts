import { generateAtomFeed, generateJsonFeed, generateRssFeed } from "feedsmith"
import type { Feed, FeedEntry } from "../domain/feed.ts"
import { feedHtml, feedTitle, plainText } from "./feed-html.ts"

/** How an address of a feed ends, and what is sent under it. */
export const FEED_TYPES = {
  atom: "application/atom+xml; charset=utf-8",
  rss: "application/rss+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
} as const
export type FeedForm = keyof typeof FEED_TYPES

export interface FeedLinks {
  /** What absolute links begin with. */
  origin: string
  /** The feed's own address; null where that is a secret. */
  self: string | null
}

/** A feed in one of its forms: Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1. Any text is safe in it. */
export function writeFeed(feed: Feed, form: FeedForm, links: FeedLinks): string {
  switch (form) {
    case "atom":
      return withoutCdata(writeAtom(feed, links))
    case "rss":
      return withoutCdata(writeRss(feed, links))
    case "json":
      return writeJson(feed, links)
    default:
      return form satisfies never
  }
}

const LANGUAGE = "en"
const SITE = "Parley"

function writeAtom(feed: Feed, { origin, self }: FeedLinks): string {
  return generateAtomFeed({
    id: feed.id,
    title: { value: plainText(feed.title) },
    subtitle: { value: plainText(feed.description) },
    updated: new Date(feed.updated),
    authors: [{ name: SITE }],
    generator: { text: SITE },
    xml: { lang: LANGUAGE },
    links: [
      { href: origin + feed.path, rel: "alternate", type: "text/html" },
      ...(self === null ? [] : [{ href: self, rel: "self", type: "application/atom+xml" }]),
    ],
    entries: feed.entries.map((entry) => ({
      id: entry.id,
      title: { value: feedTitle(entry) },
      published: new Date(entry.item.recordedAt),
      updated: new Date(updatedAt(entry)),
      ...(entry.item.said && { authors: [{ name: plainText(entry.item.said.speaker) }] }),
      links: [{ href: origin + entry.item.path, rel: "alternate", type: "text/html" }],
      categories: entry.categories.map(({ scheme, term, label }) => ({
        scheme: schemeOf(scheme),
        term,
        label: plainText(label),
      })),
      content: { type: "html", value: feedHtml(entry) },
    })),
  })
}

function writeRss(feed: Feed, { origin, self }: FeedLinks): string {
  return generateRssFeed({
    title: plainText(feed.title),
    link: origin + feed.path,
    description: plainText(feed.description),
    language: LANGUAGE,
    lastBuildDate: new Date(feed.updated),
    generator: SITE,
    ...(self !== null && { atom: { links: [{ href: self, rel: "self", type: "application/rss+xml" }] } }),
    items: feed.entries.map((entry) => ({
      guid: { value: entry.id, isPermaLink: false },
      title: feedTitle(entry),
      link: origin + entry.item.path,
      pubDate: new Date(entry.item.recordedAt),
      ...(entry.item.said && { dc: { creators: [plainText(entry.item.said.speaker)] } }),
      categories: entry.categories.map(({ scheme, label }) => ({
        name: plainText(label),
        domain: schemeOf(scheme),
      })),
      description: feedHtml(entry),
    })),
  })
}

function writeJson(feed: Feed, { origin, self }: FeedLinks): string {
  const written = generateJsonFeed({
    title: plainText(feed.title),
    home_page_url: origin + feed.path,
    ...(self !== null && { feed_url: self }),
    description: plainText(feed.description),
    language: LANGUAGE,
    items: feed.entries.map((entry) => ({
      id: entry.id,
      url: origin + entry.item.path,
      title: feedTitle(entry),
      content_html: feedHtml(entry),
      date_published: new Date(entry.item.recordedAt),
      date_modified: new Date(updatedAt(entry)),
      ...(entry.item.said && { authors: [{ name: plainText(entry.item.said.speaker) }] }),
      tags: entry.categories.map(({ label }) => plainText(label)),
    })),
  })
  // a list without entries is asked for as a list, and is otherwise left out
  return JSON.stringify({ items: [], ...Object(written) })
}

function schemeOf(scheme: string): string {
  return `urn:parley:${scheme}`
}

/** ISO instant. */
function updatedAt({ item, since }: FeedEntry): string {
  return since?.recordedAt ?? item.recordedAt
}

/**
 * The generator sets text with signs in it apart, on lines of its own, which would then belong to the text: a title would
 * begin with a line break. Outside of such a section no `<` is text, so that each is found exactly.
 */
function withoutCdata(xml: string): string {
  return xml.replace(/\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*/g, (_, text: string) => escapedXml(text))
}

function escapedXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}

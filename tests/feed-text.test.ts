import fc from "fast-check"
import Parser from "rss-parser"
import { expect, test } from "vitest"
import type { Feed } from "../server/domain/feed.ts"
import { feedHtml, feedTitle, plainText } from "../server/http/feed-html.ts"
import { writeFeed } from "../server/http/write-feed.ts"

/** Any text at all, and such as markup, numbers of characters and directions are made of. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(
      fc.constantFrom("]]>", "<![CDATA[", "<!--", "-->", "&amp;", "&#60;", "&", "<p>", "</title>", '"', "'", "\r\n", "\n",
        "\t", "\u0000", "\u001b", "\u0085", "\ud800", "\u202e", "\u2067", "\ufffe", "\u200f", "שלום", "سلام", "🕊", " ", "x"), // biome-ignore format: one list
      { maxLength: 20 },
    )
    .map((parts) => parts.join("")),
)
const someText = anyText.map((text) => `x${text}x`)

const anyFeed = fc
  .record({
    title: someText,
    headline: someText,
    label: someText,
    speaker: someText,
    gist: anyText,
    quote: fc.option(someText),
    note: fc.option(anyText),
    url: fc.option(fc.oneof(anyText, fc.webUrl({ withQueryParameters: true }))),
    since: fc.option(fc.constantFrom("statement.corrected" as const, "statement.withdrawn" as const)),
  })
  .map(({ title, headline, label, speaker, gist, quote, note, url, since }): Feed => {
    const recordedAt = "2025-03-14T10:00:00.000Z"
    return {
      id: "urn:parley:feed:1",
      title,
      description: title,
      path: "/talks",
      updated: Date.parse(recordedAt),
      entries: [
        {
          id: "urn:parley:change:1",
          item: {
            negotiation: { slug: "talks", title },
            seq: 1,
            kind: "statement.published",
            severity: "notable",
            headline,
            effects: [gist],
            moves: [],
            said: { speaker, gist, quote, when: "13 March 2025", where: null },
            sources: [{ name: label, title: null, url }],
            note,
            path: "/talks/statements/s1",
            recordedAt,
          },
          since: since && { kind: since, note, recordedAt },
          categories: [{ scheme: "party", term: "north", label }],
        },
      ],
    }
  })
const links = { origin: "https://parley.example", self: "https://parley.example/feeds/talks.atom?a=1&b=2" }

test("any text comes back out of every form as it went in", async () => {
  await fc.assert(
    fc.asyncProperty(anyFeed, async (feed) => {
      const [entry] = feed.entries
      if (!entry) throw new Error("there is an entry")
      const title = feedTitle(entry)
      const html = feedHtml(entry)
      const atom = await parser().parseString(writeFeed(feed, "atom", links))
      const rss = await parser().parseString(writeFeed(feed, "rss", links))
      const json = JSON.parse(writeFeed(feed, "json", links))
      expect([atom.title, rss.title, json.title]).toEqual(Array(3).fill(plainText(feed.title)))
      expect([atom.items[0]?.title, rss.items[0]?.title, json.items[0].title]).toEqual(Array(3).fill(title))
      expect([atom.items[0]?.content, rss.items[0]?.content, json.items[0].content_html]).toEqual(
        Array(3).fill(html),
      )
    }),
    { numRuns: 500 },
  )
})

test("what could turn the direction of a reader's list, or is no character, is left out; all else stays", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(plainText(text)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\ufffe\uffff]|(?![\t\n])\p{Cc}|\p{Cs}/u)
      expect(plainText(plainText(text))).toBe(plainText(text))
    }),
  )
  expect(plainText("سلام \u200fو שלום\u200e 🕊")).toBe("سلام \u200fو שלום\u200e 🕊")
})

test("nothing that somebody wrote becomes markup, or a link that is no web address", () => {
  fc.assert(
    fc.property(anyFeed, ({ entries: [entry] }) => {
      const tags = entry && feedHtml(entry).match(/<[^>]*>/g)
      for (const tag of tags ?? []) {
        expect(tag).toMatch(
          /^<\/?(p|blockquote|a)( dir="auto")?>$|^<a href="https?:[^"<>]*" rel="nofollow">$/,
        )
      }
    }),
  )
})

test("words that were withdrawn are in no part of the entry", () => {
  fc.assert(
    fc.property(anyFeed, (feed) => {
      const [entry] = feed.entries
      if (!entry?.item.said) throw new Error("there is an entry")
      const secret = "THE-WORDS-THAT-WERE-WITHDRAWN"
      const item = { ...entry.item, headline: secret, effects: [secret], said: { ...entry.item.said, gist: secret, quote: secret } } // biome-ignore format: one thing
      const since = { kind: "statement.withdrawn" as const, note: null, recordedAt: null }
      const withdrawn = { ...feed, entries: [{ ...entry, item, since }] }
      for (const form of ["atom", "rss", "json"] as const) {
        expect(writeFeed(withdrawn, form, links)).not.toContain(secret)
      }
    }),
  )
})

test("a feed without entries is a feed all the same", async () => {
  const feed: Feed = { id: "urn:x", title: "T", description: "D", path: "/t", updated: 0, entries: [] }
  expect(JSON.parse(writeFeed(feed, "json", links)).items).toEqual([])
  for (const form of ["atom", "rss"] as const) {
    const parsed = await parser().parseString(writeFeed(feed, form, links))
    expect([parsed.title, parsed.items]).toEqual(["T", []])
  }
})

/** Strict: what is no XML is an error. */
function parser() {
  return new Parser()
}

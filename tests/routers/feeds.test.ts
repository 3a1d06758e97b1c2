import Parser from "rss-parser"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { z } from "zod"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
import { startServer, type TestServer } from "../support/server.ts"

let server: TestServer

const document = {
  format: "parley/1",
  negotiation: { slug: "talks", title: "Talks & <truces>", timeZone: "Europe/Kyiv", review: "off" },
  actors: [
    { id: "north", name: "North", kind: "state" },
    { id: "south", name: "South", kind: "state" },
  ],
  parties: [
    { actor: "north", roles: ["belligerent"] },
    { actor: "south", roles: ["belligerent"] },
  ],
  people: [
    { id: "nora", name: "Nora", offices: [{ actor: "north", title: "President", tier: 1 }] },
    { id: "saul", name: "Saul", offices: [{ actor: "south", title: "President", tier: 1 }] },
  ],
  issues: [
    { id: "pause", title: "Pause" },
    { id: "watch", title: "Watching" },
  ],
  options: [
    { id: "truce", issue: "pause", text: "A 30-day truce" },
    { id: "observers", issue: "watch", text: "Observers at the line" },
  ],
  sources: [{ id: "wire", name: "Wire", class: "traditional_media", reliability: "B" }],
  documents: [
    { id: "d1", source: "wire", url: "https://wire.example/1", title: "A report", publishedAt: "2025-03-13" },
  ],
  statements: [statement("old", { saidAt: "2025-02-01", gist: "Imported words", status: "published" })],
}

beforeAll(async () => {
  server = await startServer()
  const imported = await api("POST", "/import", document)
  expect([imported.status, await imported.text()]).toEqual([200, expect.anything()])
})
afterAll(async () => {
  await server.stop()
})

function statement(id: string, more: Partial<StatementContent> = {}): StatementContent {
  return {
    id,
    speaker: "nora",
    for: "north",
    saidAt: "2025-03-13",
    gist: `Words of ${id}`,
    directness: "paraphrase",
    attribution: "on_record",
    documents: ["d1"],
    stances: [{ option: "truce", stance: "open" }],
    ...more,
  }
}

function api(method: string, path: string, body?: unknown) {
  return fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  })
}
async function publish(id: string, more: Partial<StatementContent> = {}): Promise<void> {
  const answer = await api(
    "POST",
    "/negotiations/talks/statements",
    statement(id, { ...more, status: "published" }),
  )
  expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining('"published"')])
}

const read = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers })

/** JSON Feed 1.1, as its specification has it. */
const jsonFeed = z.strictObject({
  version: z.literal("https://jsonfeed.org/version/1.1"),
  title: z.string().min(1),
  home_page_url: z.url(),
  feed_url: z.url().optional(),
  description: z.string(),
  language: z.literal("en"),
  items: z.array(
    z.strictObject({
      id: z.string().startsWith("urn:parley:change:"),
      url: z.url(),
      title: z.string().min(1),
      content_html: z.string().min(1),
      date_published: z.iso.datetime(),
      date_modified: z.iso.datetime(),
      authors: z.array(z.strictObject({ name: z.string().min(1) })).optional(),
      tags: z.array(z.string()),
    }),
  ),
})
async function readJson(query = "", path = "/feeds/talks.json") {
  const answer = await read(path + query)
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    200,
    "application/feed+json; charset=utf-8",
  ])
  return jsonFeed.parse(await answer.json())
}
async function readXml(path: string) {
  const answer = await read(path)
  expect(answer.status).toBe(200)
  return new Parser({ customFields: { item: ["id", "updated", "published"] } }).parseString(
    await answer.text(),
  )
}

describe("a feed of a negotiation", () => {
  test("tells what changed, newest first, imported words too, in three forms with the same names", async () => {
    await publish("s1")
    await publish("s2", {
      speaker: "saul",
      for: "south",
      stances: [{ option: "observers", stance: "rejects" }],
    })
    const json = await readJson()
    const atom = await readXml("/feeds/talks.atom")
    const rss = await readXml("/feeds/talks.rss")
    expect(json.items.map(({ title }) => title).slice(0, 2)).toEqual([
      "South on Observers at the line: from none recorded to rejects",
      "New statement: Nora: Words of s1",
    ])
    expect(json.items.map(({ content_html }) => content_html).join()).toContain("Imported words")
    for (const parsed of [atom, rss]) {
      expect(parsed.title).toBe("Talks & <truces>")
      expect(parsed.items.map(({ title }) => title)).toEqual(json.items.map(({ title }) => title))
      expect(parsed.items.map(({ link }) => link)).toEqual(json.items.map(({ url }) => url))
    }
    expect(atom.items.map(({ id }) => id)).toEqual(json.items.map(({ id }) => id))
    expect(rss.items.map(({ guid }) => guid)).toEqual(json.items.map(({ id }) => id))
    expect(new Set(json.items.map(({ id }) => id)).size).toBe(json.items.length)
  })

  test.each([
    "/feeds/nothing.atom",
    "/feeds/talks.xml",
    "/feeds/talks",
    "/feeds",
    "/feeds/",
    "/feeds/talks.atom/x",
  ])("%s is not there", async (path) => {
    const answer = await read(path)
    expect([answer.status, (await answer.json()).code]).toEqual([404, "not_found"])
  })
})

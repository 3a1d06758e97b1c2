import { once } from "node:events"
import { IncomingMessage, request } from "node:http"
import fc from "fast-check"
import Parser from "rss-parser"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { z } from "zod"
import { type Database, openDatabase } from "../../db/client.ts"
import { findNegotiation } from "../../server/capabilities/find-negotiation.ts"
import { readFeed } from "../../server/capabilities/read-feed.ts"
import { askerOf, readFeedFilter } from "../../server/capabilities/read-feed-filter.ts"
import { readEpoch, readLatestChanges } from "../../server/change-log/read-changes.ts"
import { createSignedLinks, type SignedLinks } from "../../server/delivery/signed-links.ts"
import { ALERT_KINDS } from "../../server/domain/alert-rules.ts"
import type { Board } from "../../server/domain/board.ts"
import type { Change } from "../../server/domain/change.ts"
import { dateWords } from "../../server/domain/date-words.ts"
import { heardInRecord } from "../../server/domain/feed.ts"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
import { CHANGE_KINDS, STANCES } from "../../server/domain/vocabulary.ts"
import { keptSecret } from "../../server/env.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { subscribe, tellOf } from "../support/subscribe.ts"
import { ok } from "../support/tell.ts"

let database: TestDatabase
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
  database = await createTestDatabase()
  server = await startServer({ databaseUrl: database.url })
  const imported = await api("POST", "/import", document)
  expect([imported.status, await imported.text()]).toEqual([200, expect.anything()])
})
afterAll(async () => {
  await server?.stop()
  await database?.drop()
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

async function act(id: string, what: "withdraw" | "correct", body: object): Promise<void> {
  const answer = await api("POST", `/negotiations/talks/statements/${id}/${what}`, body)
  expect([answer.status, await answer.text()]).toEqual([200, expect.anything()])
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

/** Words of three speakers, one of them imported, and a correction and a withdrawal. */
beforeAll(async () => {
  await publish("s1")
  await publish("s2", {
    speaker: "saul",
    for: "south",
    saidAt: "2025-03-20",
    stances: [{ option: "observers", stance: "rejects" }],
  })
  await publish("s3", {
    about: "south",
    saidAt: "2025-04-01",
    gist: "Das Überwachen bleibt",
    stances: [{ option: "observers", stance: "accepts" }],
  })
  await publish("wrong", { stances: [{ option: "truce", stance: "rejects" }], gist: "Never said" })
  await publish("amended", { saidAt: "2025-03-14", stances: [{ option: "truce", stance: "accepts" }] })
  await act("wrong", "withdraw", { note: "It was somebody else." })
  await act("amended", "correct", {
    note: "He said objects.",
    stances: [{ option: "truce", stance: "objects" }],
  })
})

describe("a feed of a negotiation", () => {
  test("tells what changed, newest first, imported words too, in three forms with the same names", async () => {
    const json = await readJson()
    const atom = await readXml("/feeds/talks.atom")
    const rss = await readXml("/feeds/talks.rss")
    expect(json.items.map(({ title }) => title)).toEqual([
      "Corrected: Nora: Words of amended",
      "Withdrawn: Nora: Never said",
      "Corrected since: North on a 30-day truce: from rejects to accepts",
      "Withdrawn since: a statement by Nora, 13 March 2025",
      "New statement: Nora: Das Überwachen bleibt",
      "South on Observers at the line: from none recorded to rejects",
      "New statement: Nora: Words of s1",
      "North on a 30-day truce: from none recorded to open",
      "The agenda changed",
    ])
    expect(json.items[7]?.content_html).toContain("Imported words")
    for (const parsed of [atom, rss]) {
      expect(parsed.title).toBe("Talks & <truces>")
      expect(parsed.items.map(({ title }) => title)).toEqual(json.items.map(({ title }) => title))
      expect(parsed.items.map(({ link }) => link)).toEqual(json.items.map(({ url }) => url))
    }
    expect(atom.items.map(({ id }) => id)).toEqual(json.items.map(({ id }) => id))
    expect(rss.items.map(({ guid }) => guid)).toEqual(json.items.map(({ id }) => id))
    expect(new Set(json.items.map(({ id }) => id)).size).toBe(json.items.length)
    expect(json.items[6]?.url).toBe(`${server.url}/talks/statements/s1`)
  })

  test("what was withdrawn is not repeated, what was corrected stands beneath its correction", async () => {
    const items = (await readJson()).items
    const of = (path: string) => items.filter(({ url }) => url.endsWith(path))
    const [withdrawal, first] = of("/wrong")
    expect(first?.content_html).toBe(
      `<p dir="auto">Withdrawn on ${today()}. What it said does not stand.</p>\n<p dir="auto">It was somebody else.</p>`,
    )
    expect(withdrawal?.content_html).toMatch(/^<p dir="auto">It was somebody else\.<\/p>/)
    expect(withdrawal?.content_html).not.toContain("Never said")
    expect(first?.date_modified).toBe(withdrawal?.date_published)
    const [correction, before] = of("/amended")
    expect(correction?.content_html).toContain("from accepts to objects")
    expect(before?.content_html).toMatch(
      /^<p dir="auto">Corrected on .*<\/p>\n<p dir="auto">He said objects\.<\/p>/,
    )
  })

  test("says who spoke, what it is about and in which language", async () => {
    const atom = await (await read("/feeds/talks.atom?person=saul")).text()
    expect(atom).toMatch(/<feed xmlns="http:\/\/www.w3.org\/2005\/Atom" xml:lang="en">/)
    expect(atom).toMatch(/<author>\s*<name>Saul<\/name>/)
    expect(atom).toContain(`<category term="south" scheme="urn:parley:party" label="South"/>`)
    expect(atom).toContain(`<category term="statement.published" scheme="urn:parley:kind"`)
    expect(atom).toContain(
      `<link href="${server.url}/feeds/talks.atom?person=saul" rel="self" type="application/atom+xml"/>`,
    )
    const rss = await (await read("/feeds/talks.rss?person=saul")).text()
    expect(rss).toContain(`<dc:creator>Saul</dc:creator>`)
    expect(rss).toContain(`<guid isPermaLink="false">urn:parley:change:`)
    expect(rss).toContain("<language>en</language>")
    const [item] = (await readJson("?person=saul")).items
    expect([item?.authors, item?.tags]).toEqual([
      [{ name: "Saul" }],
      ["Talks & <truces>", "new statements", "South", "Observers at the line"],
    ])
  })

  test("its names depend neither on the form, the filter, the host nor the process", async () => {
    const idsAt = async (url: string, query = "") =>
      jsonFeed.parse(await (await fetch(`${url}/feeds/talks.json${query}`)).json()).items.map(({ id }) => id)
    const before = await idsAt(server.url)
    const other = await startServer({
      databaseUrl: database.url,
      env: { PARLEY_URL: "https://parley.example" },
    })
    try {
      expect(await idsAt(other.url)).toEqual(before)
      expect(before).toEqual(expect.arrayContaining(await idsAt(other.url, "?party=south")))
      const [feed] = jsonFeed.parse(await (await fetch(`${other.url}/feeds/talks.json`)).json()).items
      expect(feed?.url).toMatch(/^https:\/\/parley\.example\/talks\/statements\//)
      const named = /<id>(urn:parley:feed:\w+)<\/id>/
      const [here, there] = await Promise.all(
        [server, other].map(
          async ({ url }) => named.exec(await (await fetch(`${url}/feeds/talks.atom`)).text())?.[1],
        ),
      )
      expect(here).toBe(there)
    } finally {
      await other.stop()
    }
  })
})

describe("a filter", () => {
  test.each([
    "party=north",
    "party=south",
    "person=saul",
    "option=truce",
    "option=observers",
    "stance=rejects",
    "stance=accepts&option=observers",
    "from=2025-03-14",
    "to=2025-03-13",
    "from=2025-03-14&to=2025-03-31",
    "q=%C3%BCberwachen",
    "q=words%20s1",
    "party=north&from=2025-03",
  ])("%s leaves no statement out that the list has", async (query) => {
    const list = await (await api("GET", `/negotiations/talks/statements?${query}`)).json()
    const listed: string[] = list.items.map(({ id }: { id: string }) => id)
    const items = (await readJson(`?${query}`)).items
    const told = new Set(items.map(({ url }) => url.split("/").at(-1)))
    expect(listed.length).toBeGreaterThan(0)
    expect([...told]).toEqual(expect.arrayContaining(listed))
    expect(told.size).toBeLessThan(7)
  })

  test.each([
    ["issue=watch", ["s3", "s2"]],
    ["issue=nothing", []],
    ["party=nobody", []],
    ["person=saul", ["s2"]],
    ["kinds=stance_moved&option=observers", ["s2"]],
    ["stance=open&q=words", ["s1", "old"]],
    ["q=imported", ["old"]],
    ["q=uberwachen", ["s3"]],
    ["kinds=correction", ["amended", "wrong"]],
    ["kinds=agenda.changed", ["talks"]],
    ["to=2025-02", ["old"]],
  ])("%s gives %j", async (query, ids) => {
    const items = (await readJson(`?${query}`)).items
    expect(items.map(({ url }) => url.split("/").at(-1))).toEqual(ids)
  })

  test("the database narrows and never decides: a feed has every change that its filter asks for", async () => {
    const db = openDatabase(database.url)
    try {
      const found = ok(await findNegotiation(db, null, "talks"))
      const board: Board = await (await read("/api/v1/negotiations/talks/board")).json()
      const issues = new Map(
        board.issues.flatMap(({ id, options }) => options.map((option) => [option.id, id])),
      )
      const all = await readLatestChanges(db, found.id, await readEpoch(db), { limit: 1_000 })
      const changes = all.map(({ json }): Change => JSON.parse(json))
      const anyQuery = fc.record({
        party: fc.constantFrom("north", "south", "nobody"),
        issue: fc.constantFrom("pause", "watch"),
        option: fc.constantFrom("truce", "observers"),
        person: fc.constantFrom("nora", "saul"),
        stance: fc.constantFrom(...STANCES),
        kinds: fc.constantFrom(...[...CHANGE_KINDS, ...ALERT_KINDS].map((kind) => [kind])),
        q: fc.constantFrom("words", "never", "observers"),
        from: fc.constant("2025-03-14"),
        to: fc.constant("2025-03-20"),
      })
      const names = ["party", "issue", "option", "person", "stance", "kinds", "q", "from", "to"]
      await fc.assert(
        fc.asyncProperty(anyQuery, fc.subarray(names, { maxLength: 3 }), async (given, kept) => {
          const query = Object.fromEntries(Object.entries(given).filter(([name]) => kept.includes(name)))
          const filter = ok(await readFeedFilter(db, found, query))
          const isAsked = askerOf(filter)
          const asked = changes.filter((change) => {
            const heard = heardInRecord(change, (option) => issues.get(option))
            return heard && isAsked(change, heard)
          })
          const told = (await readFeed(db, found, board, filter)).entries.map(({ item }) => item.seq)
          const about = asked.map(({ statement }) => statement?.id)
          const later = changes.filter(
            ({ correction, statement }) => correction && about.includes(statement?.id),
          )
          const seqs = [...new Set([...asked, ...later].map(({ seq }) => seq))]
          expect(told).toEqual(seqs.toSorted((a, b) => b - a))
        }),
        { numRuns: 200 },
      )
    } finally {
      await db.$client.end()
    }
  })

  test("whoever reads a statement reads of its withdrawal, whatever the filter", async () => {
    const titles = (await readJson("?kinds=statement.published&q=never%20said")).items.map(
      ({ title }) => title,
    )
    expect(titles).toEqual([
      "Withdrawn: Nora: Never said",
      "Withdrawn since: a statement by Nora, 13 March 2025",
    ])
  })

  test("its words stand in the title", async () => {
    const { title } = await readJson("?party=north&option=truce&stance=accepts&from=2025-03")
    expect(title).toBe(
      "Talks & <truces>: Every change that concerns North, on a 30-day truce, coded as accepts, from March 2025",
    )
    expect((await readJson("?person=saul")).title).toBe("Talks & <truces>: Every change, said by Saul")
  })

  test.each([
    ["party=", 200, undefined],
    ["nothing=1", 400, "nothing"],
    ["cursor=1", 400, "cursor"],
    ["party=a&party=b", 400, "party"],
    ["stance=maybe", 400, "stance"],
    ["kinds=stance_moved&kinds=nothing", 400, "kinds[1]"],
    ["from=yesterday", 422, "from"],
    ["to=2025-13", 422, "to"],
    ["q=%00", 400, "q"],
    [`q=${"x".repeat(301)}`, 400, "q"],
    ["party=%E0%A4%A", 400, "party"],
    ["__proto__=1", 400, "__proto__"],
  ])("%s is answered with %i", async (query, status, path) => {
    const answer = await read(`/feeds/talks.json?${query}`)
    expect([answer.status, (await answer.json()).path]).toEqual([status, path])
  })
})

describe("a feed that has not changed", () => {
  test.each(["atom", "rss", "json"])("is not sent again: .%s", async (form) => {
    const path = `/feeds/talks.${form}?party=north`
    const first = await read(path)
    const etag = first.headers.get("etag") ?? ""
    const modified = first.headers.get("last-modified") ?? ""
    expect(etag).toMatch(/^"[\w-]{27}"$/)
    expect(first.headers.get("cache-control")).toBe("public, max-age=60")
    const statusOf = (headers: Record<string, string>) => read(path, headers).then(({ status }) => status)
    expect(await statusOf({ "if-none-match": etag })).toBe(304)
    expect(await statusOf({ "if-none-match": `"other", W/${etag}` })).toBe(304)
    expect(await statusOf({ "if-none-match": `"other"` })).toBe(200)
    expect(await statusOf({ "if-modified-since": modified })).toBe(304)
    expect(await statusOf({ "if-modified-since": "Mon, 01 Jan 2024 00:00:00 GMT" })).toBe(200)
    expect(await statusOf({ "if-modified-since": "nonsense" })).toBe(200)
    // the tag is what decides where both are sent
    expect(await statusOf({ "if-none-match": `"other"`, "if-modified-since": modified })).toBe(200)
    const again = await read(path, { "if-none-match": etag })
    expect([again.headers.get("etag"), again.headers.get("last-modified"), await again.text()]).toEqual([
      etag,
      modified,
      "",
    ])
  })

  test("has a tag of its own for each form, question and host", async () => {
    const paths = [
      "/feeds/talks.atom",
      "/feeds/talks.rss",
      "/feeds/talks.json",
      "/feeds/talks.atom?party=north",
    ]
    const tags = await Promise.all(paths.map(async (path) => (await read(path)).headers.get("etag")))
    const host = await get("/feeds/talks.atom", { host: "parley.test" })
    expect(host.body).toContain("http://parley.test/talks/statements/s1")
    expect(new Set([...tags, host.headers.etag]).size).toBe(5)
  })

  test("keeps its tag while only others change, and gets another with a change of its own", async () => {
    const tagOf = async (query: string) => (await read(`/feeds/talks.atom?${query}`)).headers.get("etag")
    const tags = await Promise.all(["person=saul", "person=nora"].map(tagOf))
    await publish("later", { saidAt: "2025-05-01" })
    const [saul, nora] = await Promise.all(["person=saul", "person=nora"].map(tagOf))
    expect(saul).toBe(tags[0])
    expect(nora).not.toBe(tags[1])
  })

  test("is compressed where that is accepted, and read without a body by HEAD", async () => {
    const zipped = await get("/feeds/talks.atom", { "accept-encoding": "gzip" })
    expect([zipped.headers["content-encoding"], zipped.headers.vary]).toEqual(["gzip", "accept-encoding"])
    const head = await fetch(`${server.url}/feeds/talks.atom`, { method: "HEAD" })
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([
      200,
      "application/atom+xml; charset=utf-8",
      "",
    ])
    const post = await fetch(`${server.url}/feeds/talks.atom`, {
      method: "POST",
      headers: { origin: server.url },
    })
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"])
  })
})

describe("what is not there", () => {
  test.each([
    "/feeds/nothing.atom",
    "/feeds/talks.xml",
    "/feeds/talks",
    "/feeds",
    "/feeds/",
    "/feeds/talks.atom/x",
    "/feeds/%E0%A4%A.atom",
    "/feeds/talks%00.atom",
    "/feeds/mine.atom",
    "/feeds/mine/x",
  ])("%s is not found", async (path) => {
    const answer = await read(path)
    expect([answer.status, (await answer.json()).code]).toEqual([404, "not_found"])
  })

  test("a private negotiation has no feed for readers, and one that no cache keeps for the desk", async () => {
    const hidden = {
      format: "parley/1",
      negotiation: { slug: "hidden", title: "Hidden", timeZone: "UTC", visibility: "private" },
    }
    expect((await api("POST", "/import", hidden)).status).toBe(200)
    const unknown = await (await read("/feeds/nothing.atom")).json()
    const answer = await read("/feeds/hidden.atom")
    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({ ...unknown, detail: unknown.detail.replace("nothing", "hidden") })
    const desk = await read("/feeds/hidden.atom", { authorization: `Bearer ${server.apiKey}` })
    expect([desk.status, desk.headers.get("cache-control")]).toEqual([200, "private, no-cache"])
    expect((await read("/feeds/hidden.atom")).status).toBe(404)
  })
})

describe("the feed of one subscriber", () => {
  let db: Database
  let links: SignedLinks
  const linkOf = (subscriber: string, generation = 1) =>
    links.sign({ purpose: "feed", subscriber, generation })

  beforeAll(async () => {
    db = openDatabase(database.url)
    links = createSignedLinks(await keptSecret({ database: db.$client }, "links"))
    const { rows } = await db.$client.query<{ id: number; seq: number; subject: string }>(
      `select n.id, c.seq, c.subject from change c join negotiation n on n.id = c.negotiation_id
        where n.slug = 'talks' and audience = 'public' order by c.seq`,
    )
    const mail = await subscribe(db, {}, { subscriber: { id: "rita" } })
    const inbox = await subscribe(db, { subscriberId: "rita" }, { endpoint: { type: "inbox", address: "" } })
    const other = await subscribe(db, {}, { subscriber: { id: "otto" } })
    const told = (subject: string, subscriptionId: string) => {
      const change = rows.find((row) => row.subject === `statement:${subject}`)
      if (!change) throw new Error(`nothing is about ${subject}`)
      return tellOf(db, {
        negotiationId: change.id,
        seq: change.seq,
        subject: change.subject,
        subscriptionId,
      })
    }
    await told("s1", mail.id)
    await told("s1", inbox.id)
    await told("wrong", inbox.id)
    await told("s2", other.id)
    await db.$client.query("update delivery set state = 'waiting' where subscription_id = $1", [other.id])
    await told("s3", other.id)
  })
  afterAll(async () => {
    await db?.$client.end()
  })

  test("has what they were told of on any channel, once, and not what still waits", async () => {
    const mine = await readJson("", `/feeds/mine/${linkOf("rita")}.json`)
    expect(mine.items.map(({ title }) => title)).toEqual([
      "Withdrawn since: a statement by Nora, 13 March 2025",
      "New statement: Nora: Words of s1",
    ])
    expect(mine.feed_url).toBeUndefined()
    const all = (await readJson()).items.map(({ id }) => id)
    expect(all).toEqual(expect.arrayContaining(mine.items.map(({ id }) => id)))
    const others = await readXml(`/feeds/mine/${linkOf("otto")}.atom`)
    expect(others.items.map(({ title }) => title)).toEqual(["New statement: Nora: Das Überwachen bleibt"])
  })

  test("is kept by nobody between, indexed by nobody, and answered 304 to its reader alone", async () => {
    const path = `/feeds/mine/${linkOf("rita")}.rss`
    const answer = await read(path)
    const text = await answer.text()
    expect(answer.headers.get("cache-control")).toBe("private, no-cache")
    expect(answer.headers.get("x-robots-tag")).toBe("noindex")
    expect(answer.headers.get("last-modified")).toBeNull()
    expect(text).not.toContain(linkOf("rita"))
    const etag = answer.headers.get("etag") ?? ""
    expect((await read(path, { "if-none-match": etag })).status).toBe(304)
    expect((await read(`/feeds/mine/${linkOf("otto")}.rss`, { "if-none-match": etag })).status).toBe(200)
  })

  test("a link that is renewed, forged or for something else leads nowhere, and no log has any of them", async () => {
    await db.$client.query("update subscriber set link_generation = 2 where id = 'otto'")
    const right = linkOf("otto", 2)
    const wrong = [
      linkOf("otto", 1),
      linkOf("otto", 3),
      linkOf("nobody"),
      `${right.slice(0, -1)}${right.endsWith("A") ? "B" : "A"}`,
      links.sign({ purpose: "manage", subscriber: "otto", generation: 2 }),
      createSignedLinks("another secret").sign({ purpose: "feed", subscriber: "otto", generation: 2 }),
      "otto",
      ".",
    ]
    const statusOf = async (token: string, headers = {}) =>
      (await read(`/feeds/mine/${token}.atom`, headers)).status
    const etag = (await read(`/feeds/mine/${right}.atom`)).headers.get("etag") ?? ""
    expect(await statusOf(right)).toBe(200)
    for (const token of wrong) expect(await statusOf(token, { "if-none-match": etag }), token).toBe(404)
    for (const token of [right, ...wrong.slice(0, 6)]) expect(server.output()).not.toContain(token)
    expect(server.output()).toContain(`"route":"/feeds/mine/{token}.{format}"`)
  })

  test("what has become private is not in it any more", async () => {
    const path = `/feeds/mine/${linkOf("rita")}.json`
    await db.$client.query("update negotiation set visibility = 'private' where slug = 'talks'")
    expect((await readJson("", path)).items).toEqual([])
    await db.$client.query("update negotiation set visibility = 'public' where slug = 'talks'")
    expect((await readJson("", path)).items).toHaveLength(2)
  })
})

function today(): string {
  return dateWords(new Date().toISOString().slice(0, 10))
}

/** With headers that `fetch` keeps for itself. */
async function get(path: string, headers: Record<string, string>) {
  const [answer] = await once(request(server.url + path, { headers }).end(), "response")
  if (!(answer instanceof IncomingMessage)) throw new Error("no answer")
  const chunks = await answer.toArray()
  return { headers: answer.headers, body: Buffer.concat(chunks).toString() }
}

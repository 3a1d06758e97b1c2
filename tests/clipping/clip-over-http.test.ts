import { createHash } from "node:crypto"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openDatabase } from "../../db/client.ts"
import { LIMITS } from "../../server/http/rate-limits.ts"
import { type HostileServer, startHostileServer, writeForEver } from "../support/hostile-server.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { statement, table } from "../support/table.ts"

const SLUG = "hill-and-valley"
let server: TestServer
let outside: HostileServer

const PAGE = `<!doctype html><html><head><title>Hill agrees to talk</title><link rel="canonical" href="https://wire.example/hill-agrees">
<meta property="article:published_time" content="2025-03-13T14:02:00Z"></head><body><script>alert(1)</script><article>
<p>The president of Hill, Hanna Hill, said on Thursday that she was ready to come to the table with everybody who wants to end the fighting.</p>
<p>“We will come to the table,” Hill said, according to AFP, and the mediators of Coast welcomed her words within the hour.</p></article></body></html>`
const bomb = gzipSync(Buffer.alloc(200_000_000))

beforeAll(async () => {
  outside = await startHostileServer((req, res) => {
    switch (req.url) {
      case "/article":
        return res.writeHead(200, { "content-type": "text/html" }).end(PAGE)
      case "/moved":
        return res.writeHead(301, { location: "/article" }).end()
      case "/circle":
        return res.writeHead(302, { location: "/circle" }).end()
      case "/endless":
        return writeForEver(res, Buffer.alloc(65_536, 97))
      case "/large":
        return res.writeHead(200, { "content-type": "text/html" }).end(Buffer.alloc(50_000_000, 97))
      case "/bomb":
        return res.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" }).end(bomb)
      case "/pdf":
        return res.writeHead(200, { "content-type": "application/pdf" }).end("%PDF-1.7")
      case "/disguised":
        return res.writeHead(200, { "content-type": "text/html" }).end("%PDF-1.7 \u0000")
      case "/broken":
        return res.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(Buffer.alloc(500, 0xe4))
      case "/empty":
        return res.writeHead(200, { "content-type": "text/html" }).end("<script>1</script>")
      case "/paywall":
        return res.writeHead(403).end()
      case "/cut":
        res.writeHead(200, { "content-type": "text/html", "content-length": 1000 }).write("<p>")
        return setImmediate(() => res.destroy())
      default:
        return res.writeHead(404).end()
    }
  })
  server = await startServer({ env: { PARLEY_ALLOW_PRIVATE_TARGETS: "1" } })
  expect((await ask("POST", "/import", table)).status).toBe(200)
})
afterAll(async () => {
  await outside.close()
  await server.stop()
})

async function ask(method: string, path: string, body?: unknown, key: string | null = server.apiKey) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

/** Asks a procedure that only pages ask. */
async function procedure(name: string, input: unknown, key: string | null = server.apiKey) {
  const query = new URLSearchParams({ input: JSON.stringify(input) })
  const response = await fetch(`${server.url}/api/trpc/${name}?${query}`, {
    headers: key ? { authorization: `Bearer ${key}` } : {},
  })
  return { status: response.status, body: await response.json() }
}

/** The archived copy as somebody gets it who holds a key, or nobody. */
function copy(sha256: string, key: string | null, headers: Record<string, string> = {}) {
  return fetch(`${server.url}/documents/${sha256}`, {
    headers: { ...headers, ...(key && { authorization: `Bearer ${key}` }) },
  })
}

async function rows(): Promise<number[]> {
  const db = openDatabase(server.databaseUrl, 1)
  const { rows } = await db.$client.query<{ n: number }>(
    "select count(*)::int as n from clip union all select count(*)::int from archived_copy union all select count(*)::int from change",
  )
  await db.$client.end()
  return rows.map(({ n }) => n)
}

const ARTICLE = `url: https://wire.example/hill-agrees
outlet: The Wire
published: 2025-03-13T14:02:00Z
title: Hill agrees to talk

The president of Hill, Hanna Hill, said on Thursday that she was ready. “We will come to the table,” Hill said.

“It is late, but not too late,” she added, according to AFP.`

test("a pasted article becomes a document, its text and suggestions, and can be come back to", async () => {
  const clipped = await ask("POST", "/clip", { text: ARTICLE, negotiation: SLUG })
  expect(clipped).toMatchObject({
    status: 201,
    body: {
      negotiation: SLUG,
      document: {
        id: null,
        canonical: "https://wire.example/hill-agrees",
        title: "Hill agrees to talk",
        source: { id: "wire", name: "The Wire" },
        publishedAt: "2025-03-13T14:02:00Z",
        language: "en",
        upstream: "AFP",
        archived: createHash("sha256").update(ARTICLE).digest("hex"),
        mediaType: "text/plain; charset=utf-8",
      },
      text: expect.stringMatching(/^The president of Hill[\s\S]*AFP\.$/),
      warnings: [],
    },
  })
  const { text, suggestions } = clipped.body
  const table = suggestions.find((each: { quote: string }) => /come to the table/.test(each.quote))
  expect(table).toMatchObject({
    kind: "direct",
    speaker: { id: "hanna" },
    party: "hill",
    saidAt: expect.stringMatching(/^2025-03-13/),
  })
  expect(text.slice(table.start, table.end)).toContain(table.quote)
  expect((await ask("GET", `/clips/${clipped.body.id}`)).body).toEqual(clipped.body)
  const listed = await ask("GET", `/negotiations/${SLUG}/clips`)
  expect(listed.body.items).toMatchObject([
    { id: clipped.body.id, title: "Hill agrees to talk", source: "The Wire" },
  ])
  // without a negotiation the whole cast is looked through, and the clip is nobody's in particular
  const free = await ask("POST", "/clip", { text: ARTICLE })
  expect(free.body).toMatchObject({ negotiation: null, document: { source: { id: "wire" } } })
  expect(free.body.suggestions[0]?.speaker).toEqual(suggestions[0]?.speaker)
  expect((await ask("GET", `/negotiations/${SLUG}/clips`)).body.items).toHaveLength(1)
})

test("what the analyst says of an article goes before what it says itself", async () => {
  const said = {
    title: "Mine",
    source: "Another",
    publishedAt: "2025-03-12",
    language: "en-GB",
    url: "https://wire.example/1",
  }
  const { body } = await ask("POST", "/clip", { text: ARTICLE, negotiation: SLUG, ...said })
  expect(body.document).toMatchObject({ ...said, source: { id: null, name: "Another" }, id: "d1" })
  // whoever publishes at this address has so far been one, and goes by a like name
  const like = await ask("POST", "/clip", { text: ARTICLE, negotiation: SLUG, source: "Wire Online" })
  expect(like.body.document.source).toEqual({ id: "wire", name: "The Wire" })
  const own = await ask("POST", "/clip", { text: ARTICLE, source: "AFP" })
  expect(own.body.document).toMatchObject({ source: { name: "AFP" }, upstream: null })
})

test("the day of an article that does not say it is given once, and “on Thursday” is read from it", async () => {
  const undated =
    "Hanna Hill, the president of Hill, said on Thursday: “We will come to the table with everybody.”"
  const { body: clip } = await ask("POST", "/clip", { text: undated, negotiation: SLUG })
  expect(clip.warnings).toMatchObject([{ code: "no_publication_date" }])
  expect(clip.suggestions[0]).toMatchObject({ saidAt: null })
  const wrong = await ask("POST", `/clips/${clip.id}/date`, { publishedAt: "the day after" })
  expect(wrong).toMatchObject({ status: 422, body: { path: "publishedAt" } })
  const dated = await ask("POST", `/clips/${clip.id}/date`, { publishedAt: "2025-03-14" })
  expect(dated).toMatchObject({
    status: 200,
    body: { document: { publishedAt: "2025-03-14" }, warnings: [] },
  })
  expect(dated.body.suggestions[0]).toMatchObject({ saidAt: "2025-03-13" })
  const again = await ask("POST", `/clips/${clip.id}/date`, { publishedAt: "2025-03-21" })
  expect(again).toMatchObject({ status: 409, body: { code: "wrong_state" } })
  expect((await ask("GET", `/clips/${clip.id}`)).body.document.publishedAt).toBe("2025-03-14")
  expect((await ask("POST", "/clips/none/date", { publishedAt: "2025-03-14" })).status).toBe(404)
})

test("a page is fetched, archived as it came and read; a file and HTML are taken too", async () => {
  const fetched = await ask("POST", "/clip", { url: `${outside.url}/moved`, negotiation: SLUG })
  expect(fetched).toMatchObject({
    status: 201,
    body: {
      document: {
        url: `${outside.url}/article`,
        canonical: "https://wire.example/hill-agrees",
        publishedAt: "2025-03-13T14:02:00Z",
        archived: createHash("sha256").update(PAGE).digest("hex"),
        mediaType: "text/html",
      },
      text: expect.stringMatching(/^The president of Hill[^<]*hour\.$/),
    },
  })
  const html = await ask("POST", "/clip", { html: PAGE, url: "https://wire.example/hill-agrees" })
  const file = await ask("POST", "/clip", {
    file: { name: "saved.htm", base64: Buffer.from(PAGE).toString("base64") },
  })
  for (const { body } of [html, file]) {
    expect(body).toMatchObject({
      text: fetched.body.text,
      document: { archived: fetched.body.document.archived },
    })
  }
})

test.each<[string, object, number, string]>([
  ["an address that redirects in a circle", { url: "/circle" }, 422, "too_many_redirects"],
  ["a page without end", { url: "/endless" }, 413, "too_large"],
  ["a page of 50 MB", { url: "/large" }, 413, "too_large"],
  ["a page of 200 MB, compressed", { url: "/bomb" }, 413, "too_large"],
  ["a PDF", { url: "/pdf" }, 422, "unprocessable"],
  ["a PDF that claims to be a page", { url: "/disguised" }, 422, "unprocessable"],
  ["a page in another encoding than it says", { url: "/broken" }, 422, "unreadable_encoding"],
  ["a page without words", { url: "/empty" }, 422, "unprocessable"],
  ["a page behind a wall", { url: "/paywall" }, 422, "bad_answer"],
  ["a page that breaks off", { url: "/cut" }, 422, "connection_lost"],
  ["a page that is not there", { url: "/nothing" }, 422, "bad_answer"],
  ["an address that is none", { url: "wire example" }, 422, "not_http"],
  [
    "a file that is no text",
    { file: { name: "a.txt", base64: Buffer.from("\u0001\u0000\u0002").toString("base64") } },
    422,
    "unprocessable",
  ],
  ["a text without words", { text: "\u202e \n" }, 422, "unprocessable"],
  ["a text of 500,000 characters", { text: "words ".repeat(85_000) }, 413, "too_large"],
  ["nothing", {}, 400, "invalid"],
  ["two things at once", { text: "a", html: "<p>a" }, 400, "invalid"],
  ["a negotiation that is not there", { text: ARTICLE, negotiation: "none" }, 404, "not_found"],
  ["a day that is none", { text: ARTICLE, publishedAt: "2025-02-30" }, 422, "impossible_date"],
  ["a language that is none", { text: ARTICLE, language: "English!" }, 400, "invalid"],
])("%s is told plainly, in time, and leaves nothing behind", async (_, given, status, code) => {
  const before = await rows()
  const input =
    "url" in given && String(given.url).startsWith("/") ? { url: `${outside.url}${given.url}` } : given
  const started = performance.now()
  const answer = await ask("POST", "/clip", input)
  expect(answer).toMatchObject({ status, body: { code, detail: expect.stringMatching(/^[A-Z0-9“"].*\.$/) } })
  if ("url" in given) expect(answer.body.detail).toMatch(/paste/i)
  expect(performance.now() - started).toBeLessThan(10_000)
  expect(await rows()).toEqual(before)
})

test("a statement cites its clip's copy, which is everybody's from publication to withdrawal", async () => {
  const { body: clip } = await ask("POST", "/clip", { html: PAGE, source: "The Wire", negotiation: SLUG })
  const { archived } = clip.document
  const document = {
    id: "clipped",
    source: "wire",
    url: clip.document.canonical,
    publishedAt: clip.document.publishedAt,
    archived,
  }
  expect((await copy(archived, null)).status).toBe(404)
  const forDesk = await copy(archived, server.apiKey)
  expect([forDesk.status, forDesk.headers.get("cache-control"), await forDesk.text()]).toEqual([
    200,
    "private, no-store",
    PAGE,
  ])

  const said = { ...statement({ id: "cites" }), documents: [document], status: "draft" }
  expect((await ask("POST", `/negotiations/${SLUG}/statements`, said)).status).toBe(201)
  expect((await copy(archived, null)).status).toBe(404)

  // whoever reviews it reads the words where they stand in the article; nobody else does
  const span = { start: clip.text.indexOf("We will"), end: clip.text.indexOf(",”") }
  const cited = { slug: SLUG, statement: { documents: [{ id: "clipped", span }] } }
  const source = await procedure("clips.source", cited)
  expect(source.body.result.data).toMatchObject({ clip: clip.id, text: clip.text, span })
  expect(clip.text.slice(span.start, span.end)).toBe("We will come to the table")
  expect((await procedure("clips.source", cited, null)).status).toBe(401)
  const beyond = {
    slug: SLUG,
    statement: { documents: [{ id: "clipped", span: { start: 1, end: 99_999 } }] },
  }
  expect((await procedure("clips.source", beyond)).body.result.data.span).toBeNull()
  const unclipped = { slug: SLUG, statement: { documents: ["d1"] } }
  expect((await procedure("clips.source", unclipped)).body.result.data).toBeNull()

  expect((await ask("POST", `/negotiations/${SLUG}/statements/cites/publish`, {})).body.status).toBe(
    "published",
  )
  const shown = await ask("GET", `/negotiations/${SLUG}/statements/cites`, undefined, null)
  expect(shown.body.documents).toMatchObject([{ id: "clipped", archived }])

  const open = await copy(archived, null)
  expect(await open.text()).toBe(PAGE)
  expect(Object.fromEntries(open.headers)).toMatchObject({
    "content-type": "text/html",
    "content-security-policy": expect.stringMatching(
      /^sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;/,
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    etag: `"${archived}"`,
    "cache-control": expect.stringContaining("immutable"),
  })
  expect((await copy(archived, null, { "if-none-match": `"${archived}"` })).status).toBe(304)

  // the same article is not made into a second document
  const again = await ask("POST", "/clip", { html: PAGE, negotiation: SLUG })
  expect(again.body.document).toMatchObject({ id: "clipped", source: { id: "wire", name: "The Wire" } })

  // nor is a copy elsewhere taken for the original that it names
  const elsewhere = { html: `${PAGE} `, url: "https://copy.example/hill", negotiation: SLUG }
  expect((await ask("POST", "/clip", elsewhere)).body.document).toMatchObject({
    id: null,
    source: { id: null, name: "copy.example" },
  })

  const withdrawn = await ask("POST", `/negotiations/${SLUG}/statements/cites/withdraw`, {
    note: "Never said.",
  })
  expect(withdrawn.status).toBe(200)
  expect((await copy(archived, null)).status).toBe(404)
})

test("a copy that is named and lies elsewhere travels with its document, and shows where it comes to lie here", async () => {
  const elsewhere = createHash("sha256").update(`${PAGE} elsewhere`).digest("hex")
  const document = { id: "elsewhere", source: "wire", title: "Elsewhere", archived: elsewhere }
  const moved = {
    ...table,
    documents: [document],
    statements: [{ ...statement({ id: "moved" }), documents: ["elsewhere"] }],
  }
  expect((await ask("POST", "/import", moved)).status).toBe(200)
  const exported = (await ask("GET", `/negotiations/${SLUG}/export.json`)).body
  expect(exported.documents).toContainEqual(expect.objectContaining(document))
  expect((await ask("POST", "/import", exported)).body.changes).toBe(0)
  // who does not name it says nothing of it; who names another is refused
  const { archived: _, ...unnamed } = document
  expect((await ask("POST", "/import", { ...table, documents: [unnamed] })).status).toBe(200)
  const other = await ask("POST", "/import", {
    ...table,
    documents: [{ ...document, archived: "0".repeat(64) }],
  })
  expect(other).toMatchObject({ status: 409, body: { code: "other_content", path: "documents[0]" } })

  const shown = () => ask("GET", `/negotiations/${SLUG}/statements/moved`, undefined, null)
  expect((await shown()).body.documents).toMatchObject([{ archived: null }])
  expect((await copy(elsewhere, null)).status).toBe(404)
  await ask("POST", "/clip", { html: `${PAGE} elsewhere` })
  expect((await shown()).body.documents).toMatchObject([{ archived: elsewhere }])
  expect((await copy(elsewhere, null)).status).toBe(200)
})

test("what a private negotiation cites is not everybody's", async () => {
  const { body: clip } = await ask("POST", "/clip", { html: `${PAGE} in private` })
  const { archived } = clip.document
  const hidden = {
    ...table,
    negotiation: { ...table.negotiation, slug: "behind-doors", visibility: "private" },
    documents: [{ id: "d1", source: "wire", archived }],
    statements: [{ ...statement({ id: "hidden" }), documents: [{ id: "d1", directness: "verbatim" }] }],
  }
  expect((await ask("POST", "/import", hidden)).body.changes).toBeGreaterThan(0)
  expect((await copy(archived, null)).status).toBe(404)
  const opened = { ...hidden, negotiation: { ...hidden.negotiation, visibility: "public" } }
  expect((await ask("POST", "/import", opened)).status).toBe(200)
  expect((await copy(archived, null)).status).toBe(200)
})

test("what is no copy is not found, and copies are only read", async () => {
  for (const path of ["0".repeat(64), "x", "", "..%2f..", "A".repeat(64), `${"0".repeat(64)}/x`]) {
    expect([path, (await copy(path, server.apiKey)).status]).toEqual([path, 404])
  }
  const posted = await fetch(`${server.url}/documents/${"0".repeat(64)}`, {
    method: "POST",
    headers: { origin: server.url },
  })
  expect(posted.status).toBe(405)
})

test("readers and strangers clip nothing and see no clip", async () => {
  for (const [method, path, body] of [
    ["POST", "/clip", { text: ARTICLE }],
    ["GET", `/negotiations/${SLUG}/clips`, undefined],
    ["GET", "/clips/c-1", undefined],
  ] as const) {
    expect((await ask(method, path, body, null)).status).toBe(401)
  }
  expect((await ask("GET", "/clips/c-1")).status).toBe(404)
})

test("clipping is limited for each who clips", async () => {
  const all = await Promise.all(
    Array.from({ length: LIMITS.clip.points + 1 }, () => ask("POST", "/clip", {})),
  )
  const limited = all.filter(({ status }) => status === 429)
  expect(limited.length).toBeGreaterThan(0)
  expect(limited[0]?.body).toMatchObject({
    code: "too_many_requests",
    detail: expect.stringMatching(/Wait \d+ seconds/),
  })
})

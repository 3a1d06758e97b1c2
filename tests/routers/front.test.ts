import { connect } from "node:net"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
import { startServer, type TestServer } from "../support/server.ts"

let server: TestServer
let port: number

const document = {
  format: "parley/1",
  negotiation: { slug: "talks", title: "Talks", timeZone: "Europe/Kyiv" },
  actors: [{ id: "a", name: "A", kind: "state" }],
  parties: [{ actor: "a", roles: ["belligerent"] }],
  people: [{ id: "p", name: "P", offices: [{ actor: "a", title: "President", tier: 1 }] }],
  issues: [{ id: "i", title: "I" }],
  options: [{ id: "o", issue: "i", text: "O" }],
}
const statement: StatementContent = {
  id: "s1",
  speaker: "p",
  for: "a",
  saidAt: "2025-03-13",
  gist: "g",
  directness: "paraphrase",
  attribution: "on_record",
  stances: [{ option: "o", stance: "open" }],
}

beforeAll(async () => {
  server = await startServer()
  port = Number(new URL(server.url).port)
  const imported = await api("POST", "/import", document)
  expect(imported.status).toBe(200)
})
afterAll(async () => {
  await server.stop()
})

function api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json", ...headers },
    body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
  })
}

/** What a client that is no browser and no library may send. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ""
    const socket = connect(port, "127.0.0.1", () => socket.write(request))
    socket.setTimeout(5_000, () =>
      socket.destroy(new Error(`no answer to ${request.slice(0, 60)}: ${answer}`)),
    )
    socket.on("data", (chunk) => {
      answer += chunk
    })
    socket.on("error", reject)
    socket.on("close", () => resolve(answer))
  })
}
const line = (first: string, headers = "Host: 127.0.0.1") =>
  raw(`${first}\r\n${headers}\r\nConnection: close\r\n\r\n`)

test("healthz and readyz answer, to reading alone", async () => {
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ alive: true })
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({
    ready: true,
    database: true,
    log: true,
    draining: false,
  })
  expect((await fetch(`${server.url}/readyz`, { method: "POST" })).status).toBe(405)
})

test.each([
  ["an absolute address", "GET http://other.example/api/v1/negotiations HTTP/1.1", 400],
  ["an absolute address of ours", "GET http://127.0.0.1/healthz HTTP/1.1", 400],
  ["an asterisk", "OPTIONS * HTTP/1.1", 400],
  ["two slashes", "GET //other.example/api HTTP/1.1", 400],
  ["a slash and a backslash", "GET /\\other.example HTTP/1.1", 400],
  ["no HTTP", "HELLO", 400],
  ["a method that there is not", "BREW /api/v1/negotiations HTTP/1.1", 400],
  ["an address with a space", "GET /a b HTTP/1.1", 400],
])("%s is refused", async (_, first, status) => {
  expect(await line(first)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
})

test("an upgrade by absolute address, to nowhere, or from another page is refused", async () => {
  const upgrade =
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
  const ask = (target: string, more = "") =>
    raw(
      `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\n${upgrade}\r\n${more}\r\n`,
    )
  const socket = "/socket.io/?EIO=4&transport=websocket"
  expect(await ask(`http://127.0.0.1:${port}${socket}`)).toMatch(/^HTTP\/1.1 400 /)
  expect(await ask("/elsewhere")).toMatch(/^HTTP\/1.1 404 /)
  expect(await ask("/socket.io")).toMatch(/^HTTP\/1.1 404 /)
  expect(await ask(socket, "Origin: https://other.example\r\n")).toMatch(/^HTTP\/1.1 403 /)
  expect(await ask(socket, "Origin: null\r\n")).toMatch(/^HTTP\/1.1 403 /)
  const polling = (headers: Record<string, string>) =>
    fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers }).then(({ status }) => status)
  expect(await polling({ origin: "https://other.example" })).toBe(403)
  expect(await polling({ origin: server.url })).toBe(200)
  expect(await polling({})).toBe(200)
})

test("the headers may not be enormous", async () => {
  expect(await line("GET /healthz HTTP/1.1", `Host: x\r\nX: ${"y".repeat(20_000)}`)).toMatch(
    /^HTTP\/1.1 431 /,
  )
})

const ownOrigin = () => server.url
test.each<[string, string, string, () => Record<string, string>, number]>([
  ["tRPC", "/api/trpc/statements.publish", "no origin", () => ({}), 403],
  [
    "tRPC",
    "/api/trpc/statements.publish",
    "another origin",
    () => ({ origin: "https://other.example" }),
    403,
  ],
  ["tRPC", "/api/trpc/statements.publish", "origin null", () => ({ origin: "null" }), 403],
  ["tRPC", "/api/trpc/statements.publish", "another port", () => ({ origin: "http://127.0.0.1:1" }), 403],
  ["tRPC", "/api/trpc/statements.publish", "our origin", () => ({ origin: ownOrigin() }), 401],
  ["auth", "/api/auth/sign-in/email", "no origin", () => ({}), 403],
  ["auth", "/api/auth/sign-in/email", "another origin", () => ({ origin: "https://other.example" }), 403],
  ["auth", "/api/auth/sign-in/email", "our origin", () => ({ origin: ownOrigin() }), 401],
  ["a page's form", "/sign-in", "no origin", () => ({}), 403],
  ["a page's form", "/sign-in", "another origin", () => ({ origin: "https://other.example" }), 403],
  ["the API with a cookie", "/api/v1/import", "no origin", () => ({ cookie: "parley.session_token=x" }), 403],
  [
    "the API with a cookie",
    "/api/v1/import",
    "another origin",
    () => ({ cookie: "parley.session_token=x", origin: "https://other.example" }),
    403,
  ],
  [
    "the API with a cookie",
    "/api/v1/import",
    "our origin",
    () => ({ cookie: "parley.session_token=x", origin: ownOrigin() }),
    401,
  ],
  ["the API with nothing", "/api/v1/import", "no origin", () => ({}), 401],
  ["the API with a wrong key", "/api/v1/import", "no origin", () => ({ authorization: "Bearer wrong" }), 401],
])("a change over %s (%s) from %s is answered as it should be", async (_, path, _from, headers, status) => {
  const body = JSON.stringify({ email: "a@b.example", password: "wrong-password-x", slug: "talks", id: "s1" })
  const response = await fetch(server.url + path, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers() },
  })
  expect(response.status).toBe(status)
})

test("every answer has the headers that keep a page safe", async () => {
  for (const path of [
    "/healthz",
    "/api/v1/negotiations",
    "/api/v1/nowhere",
    "/api/trpc/negotiations.list",
    "/feeds/x",
    "/",
  ]) {
    const { headers } = await fetch(server.url + path)
    expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'")
    expect(headers.get("content-security-policy"), path).not.toContain("unsafe")
    expect(headers.get("x-content-type-options"), path).toBe("nosniff")
    expect(headers.get("referrer-policy"), path).toBe("same-origin")
    expect(headers.get("permissions-policy"), path).toContain("camera=()")
    expect(headers.get("cross-origin-opener-policy"), path).toBe("same-origin")
    expect(headers.get("cross-origin-resource-policy"), path).toBe("same-origin")
    expect(headers.get("strict-transport-security"), path).toBeNull()
    expect(headers.get("access-control-allow-origin"), path).toBeNull()
    expect(headers.get("x-powered-by"), path).toBeNull()
    expect(headers.get("x-request-id"), path).toMatch(/^[\w-]+$/)
  }
})

const weird = [
  "%00",
  "%E0%A4%A",
  "..%2f..%2fetc",
  "%2e%2e",
  "a%2fb",
  "%F0%9F%98%80",
  "é",
  "__proto__",
  "x".repeat(5000),
  "' or 1=1",
  "%ED%A0%80",
]
test.each([
  "board",
  "statements",
  "conditions",
  "pairs",
  "events",
  "agreements",
  "changes",
  "export.json",
  "export.csv?table=statements",
  "compare?from=2025-01-01&to=2025-02-01",
  "statements/x",
])("odd slugs before /%s are a 4xx", async (rest) => {
  for (const slug of weird) {
    const response = await fetch(`${server.url}/api/v1/negotiations/${slug}/${rest}`)
    const text = await response.text()
    expect([slug, response.status >= 400 && response.status < 500, text.length > 0]).toEqual([
      slug,
      true,
      true,
    ])
  }
})

const values = [
  "",
  "%00",
  "-1",
  "1e999",
  "99999999999999999999",
  "NaN",
  "null",
  "[]",
  "{}",
  "2025-13-45",
  "2025-02-30T25:61",
  "+300000-01-01",
  "0000-00-00",
  "../..",
  "9".repeat(2000),
  "a&x=b",
  "%F0%9F%98%80",
  "'\"--",
  "true",
]
test.each([
  "board?asOf=",
  "board?knownAt=",
  "compare?from=2025-01-01&to=",
  "compare?to=",
  "statements?q=",
  "statements?party=",
  "statements?person=",
  "statements?option=",
  "statements?stance=",
  "statements?from=",
  "statements?to=",
  "statements?cursor=",
  "statements?limit=",
  "conditions?asOf=",
  "pairs?knownAt=",
  "events?asOf=",
  "agreements?knownAt=",
  "changes?after=",
  "changes?limit=",
  "export.csv?table=",
])("odd values after /%s never break the server", async (rest) => {
  for (const value of values) {
    const response = await fetch(`${server.url}/api/v1/negotiations/talks/${rest}${value}`)
    await response.text()
    expect([value, response.status < 500]).toEqual([value, true])
  }
})

const odd = [
  null,
  0,
  -1,
  1.5,
  1e300,
  true,
  "",
  " ",
  "x".repeat(30_000),
  "\u0000",
  [],
  [null],
  {},
  { a: 1 },
  "2025-99-99",
  "__proto__",
  [[]],
  ["a", "a"],
]
test("a statement with any one field wrong is a 4xx by path, and nothing of it is stored", async () => {
  const fields = [
    ...Object.keys(statement),
    "about",
    "zone",
    "place",
    "quote",
    "originalText",
    "language",
    "span",
    "act",
    "modality",
    "credibility",
    "tier",
    "tierReason",
    "via",
    "documents",
    "conditions",
    "conditionMoves",
    "status",
    "institution",
    "speakerAsDescribed",
    "imported",
    "unheardOf",
  ]
  const before = (await (await api("GET", "/negotiations/talks/changes")).json()).seq
  let refused = 0
  for (const field of fields) {
    for (const value of odd) {
      const id = `odd-${refused}`
      const response = await api("POST", "/negotiations/talks/statements", {
        ...statement,
        id,
        [field]: value,
      })
      const answer = await response.json()
      expect([field, value, response.status < 500, answer.detail]).toEqual([
        field,
        value,
        true,
        answer.detail,
      ])
      if (response.status >= 400) {
        refused += 1
        expect(response.headers.get("content-type")).toContain("application/problem+json")
        expect([field, value, typeof answer.code, answer.status]).toEqual([
          field,
          value,
          "string",
          response.status,
        ])
      }
    }
  }
  expect(refused).toBeGreaterThan(fields.length * 8)
  expect((await (await api("GET", "/negotiations/talks/changes")).json()).seq).toBe(before)
})

test("an enormous body is refused with an answer that arrives", async () => {
  const response = await api("POST", "/negotiations/talks/statements", "x".repeat(20_000_000))
  expect([response.status, (await response.json()).code]).toEqual([413, "too_large"])
  const unannounced = await fetch(`${server.url}/api/v1/negotiations/talks/statements`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    body: new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1_000_000).fill(32))
        this.left -= 1
        if (this.left === 0) controller.close()
      },
      left: 5,
    } as UnderlyingDefaultSource & { left: number }),
    duplex: "half",
  } as RequestInit)
  expect(unannounced.status).toBe(413)
})

test("over tRPC a refusal has the same words as over HTTP, and the status of its code", async () => {
  const http = await (await api("GET", "/negotiations/nowhere/board")).json()
  const input = encodeURIComponent(JSON.stringify({ slug: "nowhere" }))
  const trpc = await fetch(`${server.url}/api/trpc/board.read?input=${input}`)
  expect(trpc.status).toBe(404)
  const { error } = await trpc.json()
  expect(error.data).toMatchObject({ code: http.code, detail: http.detail, httpStatus: 404 })
  expect(error.message).toBe(http.detail)
  expect(JSON.stringify(error)).not.toContain("stack")
})

test.each([
  "/api/trpc/nothing.here",
  "/api/trpc/board.read",
  "/api/trpc/board.read?input=%7B",
  "/api/trpc/board.read?input=null",
  "/api/trpc/%E0%A4%A",
  "/api/trpc/board.read?batch=1&input=%7B%220%22%3A1%7D",
  `/api/trpc/${Array(50).fill("board.read").join(",")}?batch=1&input=%7B%7D`,
  "/api/trpc/statements.publish",
  "/api/trpc",
  "/api/auth/sign-up/email",
  "/api/auth/ok",
  "/api/nothing",
])("%s is a 4xx", async (path) => {
  const response = await fetch(server.url + path)
  await response.text()
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(response.status).toBeLessThan(500)
})

test("an answer that is worth it comes compressed, as asked for", async () => {
  const asked = async (encoding: string) =>
    (
      await fetch(`${server.url}/api/v1/openapi.json`, { headers: { "accept-encoding": encoding } })
    ).headers.get("content-encoding")
  expect([await asked("gzip"), await asked("identity"), await asked("gzip;q=0")]).toEqual([
    "gzip",
    null,
    null,
  ])
})

test("the service worker comes from the root as a script that is never kept, and may ask this site alone", async () => {
  const answer = await fetch(`${server.url}/sw.js`)
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "no-cache",
    "content-security-policy": "default-src 'none'; img-src 'self'; connect-src 'self'",
  })
  expect(await answer.text()).toContain('addEventListener("push"')
  const posted = await fetch(`${server.url}/sw.js`, { method: "POST", headers: { origin: server.url } })
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"])
})

test("the key for Web Push is the same to everybody", async () => {
  const answer = await fetch(`${server.url}/api/trpc/push.key`)
  const { result } = await answer.json()
  expect(result.data).toMatch(/^B[A-Za-z0-9_-]{86}$/)
})

import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import pino from "pino"
import { afterAll, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { type Database, openDatabase } from "../../db/client.ts"
import { createSignedLinks } from "../../server/delivery/signed-links.ts"
import { createWebhookSecrets } from "../../server/delivery/webhook-secrets.ts"
import { statementSchema } from "../../server/domain/negotiation-document.ts"
import { refuse } from "../../server/domain/refusal.ts"
import { EncodedJson, RawAnswer, withEncoding } from "../../server/http/answers.ts"
import { API_PREFIX, createApi } from "../../server/http/api.ts"
import { createRateLimits } from "../../server/http/rate-limits.ts"
import { unlessRefused } from "../../server/http/refusal-error.ts"
import { type LiveBoards, openLiveBoards } from "../../server/realtime/live-boards.ts"
import { type Context, procedure, refusalByRole, router } from "../../server/routers/trpc.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"

// the names are those of the matrix, the work behind them is as small as it can be
const board = { negotiation: "s", cells: ["x".repeat(3000)] }
const small = router({
  board: router({
    read: procedure
      .meta({ http: { method: "GET", path: "/negotiations/{slug}/board", summary: "The board" } })
      .input(
        z.strictObject({
          slug: z.string(),
          asOf: z.string().optional(),
          limit: z.int().optional(),
          flags: z.array(z.boolean()).optional(),
        }),
      )
      .query(({ input }) =>
        input.asOf === undefined && !input.limit && !input.flags
          ? withEncoding(board, new EncodedJson(JSON.stringify(board), '"board-1"'))
          : input,
      ),
  }),
  statements: router({
    record: procedure
      .meta({
        http: { method: "POST", path: "/negotiations/{slug}/statements", summary: "Log", status: 201 },
      })
      .input(statementSchema.extend({ slug: z.string() }))
      .mutation(({ input }) =>
        unlessRefused(input.id === "refused" ? refuse("wrong_state", "No.", "id") : { id: input.id }),
      ),
    get: procedure
      .meta({ http: { method: "GET", path: "/negotiations/{slug}/statements/{id}", summary: "One" } })
      .input(z.strictObject({ slug: z.string(), id: z.string() }))
      .query(({ input }) => ({ ...input })),
    edit: procedure
      .meta({ http: { method: "PATCH", path: "/negotiations/{slug}/statements/{id}", summary: "Edit" } })
      .input(
        z.strictObject({ slug: z.string(), id: z.string(), gist: z.string().optional(), version: z.int() }),
      )
      .mutation(({ input }) =>
        input.version === 3
          ? { version: 4 }
          : { ...refuse("version_conflict", "Somebody saved version 3.", "version"), currentVersion: 3 },
      ),
  }),
  negotiations: router({
    import: procedure
      .meta({ http: { method: "POST", path: "/import", summary: "Import", body: "document" } })
      .input(
        z.strictObject({
          document: z.strictObject({ statements: z.array(statementSchema) }),
          dryRun: z.boolean().optional(),
        }),
      )
      .mutation(({ input }) => ({
        dryRun: input.dryRun ?? false,
        statements: input.document.statements.length,
      })),
    exportCsv: procedure
      .meta({
        http: {
          method: "GET",
          path: "/negotiations/{slug}/export.csv",
          summary: "CSV",
          contentType: "text/csv",
        },
      })
      .input(z.strictObject({ slug: z.string() }))
      .query(
        () => new RawAnswer("text/csv; charset=utf-8", "a,b\n", { "content-disposition": "attachment" }),
      ),
  }),
  changes: router({
    list: procedure
      .meta({ http: { method: "GET", path: "/boom/{kind}", summary: "Breaks" } })
      .input(z.strictObject({ kind: z.string() }))
      .query(async ({ ctx, input }) => {
        if (input.kind === "plain") throw new Error("canary-inside")
        return (await ctx.runtime.db.$client.query("select $1::int as n", [input.kind])).rows
      }),
  }),
  keys: router({
    list: procedure.meta({ http: { method: "GET", path: "/keys", summary: "Keys" } }).query(() => []),
  }),
})

let database: TestDatabase
let db: Database
let server: Server
let boards: LiveBoards
let base: string
const logged: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, 2)
  const log = pino({ level: "info" }, { write: (line: string) => logged.push(line) })
  const env = {
    mode: "test" as const,
    url: null,
    demo: false,
    alertHoldSeconds: 0,
    allowPrivateTargets: false,
  }
  boards = openLiveBoards({ db, url: database.url, log })
  const limits = createRateLimits()
  const links = createSignedLinks("a secret of this test")
  const outbox = { putNotice: async () => {}, putAgain: async () => undefined }
  const parts = { db, env, log, clock: Date.now, liveBoards: boards, mailer: null, limits }
  const webhookSecrets = createWebhookSecrets("a secret of this test")
  const alerts = { outbox, webhookSecrets, refuseTarget: async () => undefined, canMail: false }
  const runtime = { ...parts, ...alerts, links, pushKey: "", shownMessages: null }
  const api = createApi<Context>({
    router: small,
    contextOf: async (req, { requestId, ip }) => {
      const role = req.headers.authorization === "Bearer analyst" ? ("analyst" as const) : null
      return { actor: role && { id: "key:1", role, name: "k" }, runtime, ip, requestId }
    },
    refusalFor: (context, name) => refusalByRole(context.actor, name),
    report: (error) => logged.push(String(error)),
  })
  server = createServer((req, res) => {
    void api.handle(req, res, { requestId: "r1", ip: "127.0.0.1", template: "" })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}${API_PREFIX}`
})

afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await boards.stop()
  await db.$client.end()
  await database.drop()
})

const statement = {
  id: "s1", speaker: "putin", for: "russia", saidAt: "2025-03-13", gist: "g", directness: "verbatim", attribution: "on_record",
} // biome-ignore format: one value

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return send("POST", path, body, headers)
}
async function send(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const raw = typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body)
  const response = await fetch(base + path, {
    method,
    body: raw,
    headers: { authorization: "Bearer analyst", "content-type": "application/json", ...headers },
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : undefined }
}

test("a procedure answers over HTTP with its own status", async () => {
  const { status, json } = await post("/negotiations/s/statements", statement)
  expect([status, json]).toEqual([201, { id: "s1" }])
})

test("an encoded answer is sent as it is, compressed once, and not again to who has it", async () => {
  const first = await fetch(`${base}/negotiations/s/board`)
  expect(first.headers.get("etag")).toBe('"board-1"')
  expect(first.headers.get("content-encoding")).toBe("gzip")
  expect(await first.json()).toEqual(board)
  const again = await fetch(`${base}/negotiations/s/board`, { headers: { "if-none-match": 'W/"board-1"' } })
  expect([again.status, await again.text()]).toEqual([304, ""])
})

test("what stands percent-encoded in the address is read as it is meant", async () => {
  const one = await fetch(`${base}/negotiations/s/statements/a%20b`)
  expect(await one.json()).toEqual({ slug: "s", id: "a b" })
})

test("a raw answer keeps its type and headers", async () => {
  const csv = await fetch(`${base}/negotiations/s/export.csv`)
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8")
  expect(csv.headers.get("content-disposition")).toBe("attachment")
  expect(await csv.text()).toBe("a,b\n")
})

test("the query gets the types that the validator takes", async () => {
  const response = await fetch(`${base}/negotiations/s/board?limit=5&flags=true&flags=0&asOf=`)
  expect(await response.json()).toEqual({ slug: "s", limit: 5, flags: [true, false] })
})

test("the whole body can be one key of the input, and paths count from the body", async () => {
  const good = await post("/import?dryRun=1", { statements: [statement] })
  expect([good.status, good.json]).toEqual([200, { dryRun: true, statements: 1 }])
  const bad = await post("/import", {
    statements: [statement, { ...statement, stances: [{ option: "!", stance: "accepts" }] }],
  })
  expect(bad.json).toMatchObject({ status: 400, code: "invalid", path: "statements[1].stances[0].option" })
})

test("editing asks for the version that was edited, and says which one stands now", async () => {
  const path = "/negotiations/s/statements/a"
  expect((await send("PATCH", path, { gist: "g" })).json).toMatchObject({
    status: 428,
    code: "version_required",
  })
  expect((await send("PATCH", path, { gist: "g" }, { "if-match": '"2"' })).json).toMatchObject({
    status: 412,
    code: "version_conflict",
    currentVersion: 3,
  })
  expect((await send("PATCH", path, { gist: "g" }, { "if-match": '"3"' })).json).toEqual({ version: 4 })
  expect((await send("PATCH", path, { gist: "g" }, { "if-match": "x" })).json).toMatchObject({
    path: "If-Match",
  })
  expect((await send("PATCH", path, { version: 3 }, { "if-match": '"3"' })).json).toMatchObject({
    path: "version",
  })
})

test("the matrix is asked before anything is read", async () => {
  const nobody = await fetch(`${base}/negotiations/s/statements`, {
    method: "POST",
    body: "x".repeat(2_000_000),
  })
  expect(nobody.status).toBe(401)
  expect(nobody.headers.get("www-authenticate")).toContain("Bearer")
  expect((await send("GET", "/keys", undefined)).json).toMatchObject({ status: 403, code: "not_allowed" })
})

const proto = '{"id":"s1","__proto__":{"admin":true}}'
test.each<[string, unknown, Record<string, string>, number, string, string | undefined]>([
  ["broken JSON", '{"id": ', {}, 400, "invalid", undefined],
  ["no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}, 400, "invalid", undefined],
  ["a list", [], {}, 400, "invalid", undefined],
  ["null", "null", {}, 400, "invalid", undefined],
  ["nothing", "", {}, 400, "invalid", "id"],
  ["a number for text", { ...statement, gist: 4 }, {}, 400, "invalid", "gist"],
  ["a missing field", { ...statement, gist: undefined }, {}, 400, "invalid", "gist"],
  ["a misspelt field", { ...statement, gist: undefined, gits: "g" }, {}, 400, "invalid", "gits"],
  [
    "an unknown field inside",
    { ...statement, stances: [{ option: "o", stance: "accepts", x: 1 }] },
    {},
    400,
    "invalid",
    "stances[0].x",
  ],
  [
    "an unknown value",
    { ...statement, stances: [{ option: "o", stance: "likes" }] },
    {},
    400,
    "invalid",
    "stances[0].stance",
  ],
  [
    "a wrong alternative",
    { ...statement, documents: ["d", { id: "d", directness: "q" }] },
    {},
    400,
    "invalid",
    "documents[1].directness",
  ],
  ["neither alternative", { ...statement, for: 3 }, {}, 400, "invalid", "for"],
  ["NUL", { ...statement, gist: "a\u0000b" }, {}, 400, "invalid", "gist"],
  ["NUL where no validator looks", { ...statement, language: "\u0000" }, {}, 400, "invalid", "language"],
  ["half a character", '{"id":"s1","language":"\\ud800"}', {}, 400, "invalid", "language"],
  ["a key of prototypes", proto, {}, 400, "invalid", "__proto__"],
  [
    "the constructor's key",
    { ...statement, constructor: { prototype: {} } },
    {},
    400,
    "invalid",
    "constructor",
  ],
  [
    "nesting without end",
    `${'{"about":'.repeat(50_000)}1${"}".repeat(50_000)}`,
    {},
    400,
    "invalid",
    "about.about.about.about.about",
  ],
  ["another slug than the address", { ...statement, slug: "other" }, {}, 400, "invalid", "slug"],
  [
    "a form",
    "id=s1",
    { "content-type": "application/x-www-form-urlencoded" },
    415,
    "unsupported_media_type",
    undefined,
  ],
  [
    "another character set",
    statement,
    { "content-type": "application/json; charset=latin1" },
    415,
    "unsupported_media_type",
    undefined,
  ],
  ["compressed", statement, { "content-encoding": "gzip" }, 415, "unsupported_media_type", undefined],
  ["enormous", `{"gist":"${"x".repeat(1_100_000)}"}`, {}, 413, "too_large", undefined],
  ["a refusal", { ...statement, id: "refused" }, {}, 409, "wrong_state", "id"],
])("%s is refused by path", async (_, body, headers, status, code, path) => {
  const answer = await post("/negotiations/s/statements", body, headers)
  expect(answer.json).toMatchObject({ type: "about:blank", status, code })
  expect([answer.status, answer.json.path]).toEqual([status, path])
  expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8")
  expect(answer.json.detail).toMatch(/[.]$/)
  expect(answer.json.title).toBeTruthy()
})

test.each([
  ["GET", "/nowhere", 404, "not_found", undefined],
  ["GET", "/negotiations//board", 404, "not_found", undefined],
  ["DELETE", "/negotiations/s/board", 405, "method_not_allowed", undefined],
  ["PUT", "/negotiations/s/statements/a", 405, "method_not_allowed", undefined],
  ["GET", "/negotiations/%E0%A4%A/board", 400, "invalid", "slug"],
  ["GET", "/negotiations/%ff/board", 400, "invalid", "slug"],
  ["GET", "/negotiations/a%00b/board", 400, "invalid", "slug"],
  ["GET", "/negotiations/s/board?limit=many", 400, "invalid", "limit"],
  ["GET", "/negotiations/s/board?limit=1&limit=2", 400, "invalid", "limit"],
  ["GET", "/negotiations/s/board?limits=1", 400, "invalid", "limits"],
  ["GET", "/negotiations/s/board?__proto__=1", 400, "invalid", "__proto__"],
  ["GET", "/negotiations/s/board?toString=1", 400, "invalid", "toString"],
  ["GET", "/negotiations/s/board?slug=t", 400, "invalid", "slug"],
  ["GET", "/boom/99999999999", 400, "invalid", undefined],
  ["GET", "/boom/plain", 500, "internal", undefined],
])("%s %s is a problem and no crash", async (method, path, status, code, at) => {
  const answer = await send(method, path, undefined)
  expect(answer.json).toMatchObject({ status, code })
  expect([answer.status, answer.json.path]).toEqual([status, at])
})

test("a wrong method is told which ones there are", async () => {
  const answer = await send("DELETE", "/negotiations/s/statements/a", undefined)
  expect(answer.headers.get("allow")).toBe("GET, PATCH, HEAD, OPTIONS")
})

test("what broke inside is logged and not told", async () => {
  const answer = await send("GET", "/boom/plain", undefined)
  expect(JSON.stringify(answer.json)).not.toContain("canary-inside")
  expect(logged.join("\n")).toContain("canary-inside")
})

import { readFileSync } from "node:fs"
import { afterAll, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { startServer, type TestServer } from "../support/server.ts"
import { statement, table } from "../support/table.ts"

const slug = table.negotiation.slug
const demonstration = "russia-ukraine-2025"
const ok = z.object({ content: z.object({ "application/json": z.object({ schema: z.json() }) }) })

let server: TestServer
let paths: Record<string, Record<string, { responses: Record<string, unknown> }>>

beforeAll(async () => {
  server = await startServer()
  const document = new URL(`../../db/demo/${demonstration}.json`, import.meta.url)
  await ask("POST", "/import", JSON.parse(readFileSync(document, "utf8")))
  await ask("POST", "/import", table)
  paths = (await ask("GET", "/openapi.json")).paths
})
afterAll(() => server.stop())

async function ask(method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${server.apiKey}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(method === "PATCH" && { "if-match": '"1"' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
  return answer
}

/** What is wrong with an answer by the description that the server gives of itself. */
function faults(method: string, path: string, answer: unknown): unknown[] {
  const responses = paths[path]?.[method.toLowerCase()]?.responses ?? {}
  const { schema } = ok.parse(responses["200"] ?? responses["201"]).content["application/json"]
  expect(schema, path).not.toEqual({})
  const parsed = z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema).safeParse(answer)
  return parsed.error?.issues ?? []
}

test.each([
  "/board",
  "/board?asOf=2025-03-01",
  "/compare?from=2025-02-01&to=2025-06-01",
  "/statements?limit=200",
  "/moves",
  "/conditions",
  "/pairs",
  "/events",
  "/agreements",
  "/changes?limit=1000",
  "/drafts",
])("what %s answers is what the description says", async (path) => {
  const described = `/negotiations/{slug}${path.split("?", 1)[0]}`
  expect(faults("GET", described, await ask("GET", `/negotiations/${demonstration}${path}`))).toEqual([])
})

test("what each step of a statement answers is what the description says", async () => {
  const at = (rest: string) => `/negotiations/${slug}/statements${rest}`
  const described = (rest: string) => `/negotiations/{slug}/statements${rest}`
  const said = { ...statement(), id: "said" }
  const steps: [string, string, string, unknown][] = [
    ["POST", "", "", { ...said, status: "draft" }],
    ["PATCH", "/said", "/{id}", { gist: "Said otherwise." }],
    ["POST", "/said/publish", "/{id}/publish", {}],
    ["POST", "/said/correct", "/{id}/correct", { note: "Misheard.", gist: "Said." }],
    ["POST", "/said/withdraw", "/{id}/withdraw", { note: "Never said." }],
    ["GET", "/said", "/{id}", undefined],
    [
      "POST",
      "",
      "",
      {
        ...said,
        id: "line",
        status: "published",
        conditions: [{ id: "red", option: "truce", kind: "red_line", text: "No." }],
      },
    ],
  ]
  for (const [method, path, template, body] of steps) {
    expect(faults(method, described(template), await ask(method, at(path), body)), path).toEqual([])
  }
  const preview = await ask("POST", `/negotiations/${slug}/preview`, { ...statement(), id: "next" })
  expect(faults("POST", "/negotiations/{slug}/preview", preview)).toEqual([])
  const known = {
    ...statement(),
    id: "known",
    status: "published",
    quote: "We could live with a ceasefire of a month.",
  }
  expect(faults("POST", described(""), await ask("POST", at(""), known))).toEqual([])
  const similar = await ask("POST", `/negotiations/${slug}/similar`, {
    said: [{ speaker: "hanna", for: "hill", saidAt: "2025-03-13", quote: "could live with a ceasefire" }],
  })
  expect(similar.items[0][0]).toMatchObject({ id: "known", certainty: "same_words" })
  expect(faults("POST", "/negotiations/{slug}/similar", similar)).toEqual([])
  const copy = { id: "copy", source: "wire", title: "A copy", upstream: "d1" }
  const added = await ask("POST", at("/known/sources"), { documents: [copy] })
  expect(faults("POST", described("/{id}/sources"), added)).toEqual([])
  expect(faults("GET", described("/{id}"), await ask("GET", at("/known")))).toEqual([])
  const withdrawal = await ask("GET", at("/known/withdrawal"))
  expect(faults("GET", described("/{id}/withdrawal"), withdrawal)).toEqual([])
  for (const path of ["/changes", "/drafts"]) {
    const answer = await ask("GET", `/negotiations/${slug}${path}`)
    expect(faults("GET", `/negotiations/{slug}${path}`, answer), path).toEqual([])
  }
})

test("what clipping answers is what the description says", async () => {
  const text = "“We will come to the table,” Hanna Hill said on Thursday."
  const clip = await ask("POST", "/clip", { text, negotiation: slug, publishedAt: "2025-03-14" })
  expect(clip.suggestions).toHaveLength(1)
  expect(faults("POST", "/clip", clip)).toEqual([])
  expect(faults("GET", "/clips/{id}", await ask("GET", `/clips/${clip.id}`))).toEqual([])
  const listed = await ask("GET", `/negotiations/${slug}/clips`)
  expect(faults("GET", "/negotiations/{slug}/clips", listed)).toEqual([])
})

test("an answer that says less or more than the description is found out", async () => {
  const path = "/negotiations/{slug}/board"
  const { seq: _, ...less } = await ask("GET", `/negotiations/${slug}/board`)
  expect(faults("GET", path, less)).toHaveLength(1)
  expect(faults("GET", path, { ...less, seq: 1, more: 1 })).toHaveLength(1)
})

test("If-Match is described wherever a version is taken", () => {
  const header = (path: string, method: string) =>
    JSON.stringify(paths[`/negotiations/{slug}/statements/{id}${path}`]?.[method]).match(
      /"name":"If-Match","in":"header","required":(true|false)/,
    )?.[1]
  expect(header("", "patch")).toBe("true")
  expect(["/publish", "/correct", "/withdraw"].map((path) => header(path, "post"))).toEqual([
    "false",
    "false",
    "false",
  ])
})

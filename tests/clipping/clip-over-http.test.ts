import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { table } from "../support/table.ts"

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  const imported = await ask("POST", "/import", table)
  expect(imported.status).toBe(200)
})
afterAll(() => server.stop())

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

const ARTICLE = `url: https://wire.example/hill-agrees
outlet: The Wire
published: 2025-03-13T14:02:00Z
title: Hill agrees to talk

The president of Hill, Hanna Hill, said on Thursday that she was ready. “We will come to the table,” Hill said.

“It is late, but not too late,” she added, according to AFP.`

test("a pasted article becomes a document and its text, for the negotiation that it was clipped for", async () => {
  const clipped = await ask("POST", "/clip", { text: ARTICLE, negotiation: "hill-and-valley" })
  expect(clipped).toMatchObject({
    status: 201,
    body: {
      negotiation: "hill-and-valley",
      document: {
        id: null,
        canonical: "https://wire.example/hill-agrees",
        title: "Hill agrees to talk",
        source: { id: "wire", name: "The Wire" },
        publishedAt: "2025-03-13T14:02:00Z",
        language: "en",
        upstream: "AFP",
        archived: expect.stringMatching(/^[0-9a-f]{64}$/),
        mediaType: "text/plain; charset=utf-8",
      },
      text: expect.stringMatching(/^The president of Hill[\s\S]*AFP\.$/),
      warnings: [],
    },
  })
  expect((await ask("GET", `/clips/${clipped.body.id}`)).body).toEqual(clipped.body)
  const listed = await ask("GET", "/negotiations/hill-and-valley/clips")
  expect(listed.body.items).toMatchObject([{ id: clipped.body.id, title: "Hill agrees to talk" }])
})

import { afterAll, beforeAll, expect, test } from "vitest"
import { may } from "../../server/capabilities/matrix.ts"
import { procedures, routeTable } from "../../server/http/routes.ts"
import { appRouter } from "../../server/routers/app-router.ts"
import { startServer, type TestServer } from "../support/server.ts"

const CANARY = "canaryword"
let server: TestServer

beforeAll(async () => {
  server = await startServer({ env: { PARLEY_DEMO: undefined } })
  const draft = {
    id: `${CANARY}-id`,
    speaker: "putin",
    for: "russia",
    saidAt: "2025-03-14",
    gist: `${CANARY} gist`,
    quote: `${CANARY} quote`,
    place: `${CANARY} place`,
    directness: "verbatim",
    attribution: "on_record",
    status: "draft",
    documents: [
      { id: `${CANARY}-doc`, source: "seed", title: `${CANARY} title`, url: `https://x.example/${CANARY}` },
    ],
  }
  const saved = await fetch(`${server.url}/api/v1/negotiations/russia-ukraine-2025/statements`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(draft),
  })
  expect([saved.status, await saved.text()]).toEqual([201, expect.stringContaining(`${CANARY}-id`)])
}, 60_000)
afterAll(async () => {
  await server.stop()
})

/** Enough of an input for any reading procedure; each picks what it takes. */
const ANYTHING: Record<string, string> = {
  slug: "russia-ukraine-2025",
  id: `${CANARY}-id`,
  q: CANARY.slice(0, 6),
  from: "2025-01-01",
  to: "2026-01-01",
  table: "statements",
}

test("a draft is in no answer to the public, over any route of the API", async () => {
  const open = routeTable(appRouter).routes.filter(({ name }) => may(null, name))
  expect(open.length).toBeGreaterThan(8)
  for (const { http, properties } of open) {
    const path = http.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(ANYTHING[name] ?? "x"),
    )
    const queries = [new URLSearchParams(), new URLSearchParams()]
    for (const name of Object.keys(properties)) {
      if (!http.path.includes(`{${name}}`) && ANYTHING[name]) queries[1]!.set(name, ANYTHING[name])
    }
    for (const query of queries) {
      const answer = await fetch(`${server.url}/api/v1${path}?${query}`)
      expect(answer.status, path).toBeLessThan(500)
      // an address may be named in the refusal that it leads nowhere
      const text = (await answer.text()).replaceAll(
        `${CANARY}-id`,
        answer.status === 404 ? "" : `${CANARY}-id`,
      )
      expect(text, `${path}?${query}`).not.toContain(CANARY)
    }
  }
})

test("nor over any procedure that the public may call over tRPC", async () => {
  const open = procedures(appRouter).filter(([name, { _def }]) => may(null, name) && _def.type === "query")
  expect(open.length).toBeGreaterThan(8)
  const schemas = new Map(routeTable(appRouter).routes.map(({ name, properties }) => [name, properties]))
  for (const [name] of open) {
    const takes = Object.keys(schemas.get(name) ?? {})
    const input = Object.fromEntries(Object.entries(ANYTHING).filter(([key]) => takes.includes(key)))
    const answer = await fetch(
      `${server.url}/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`,
    )
    expect(answer.status, name).toBeLessThan(500)
    const text = (await answer.text()).replaceAll(`${CANARY}-id`, answer.status === 404 ? "" : `${CANARY}-id`)
    expect(text, name).not.toContain(CANARY)
  }
})

import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const program = fileURLToPath(new URL("../../server/replay.ts", import.meta.url))
function replay(slug: string): Promise<{ said: string; complained: string }> {
  const args = [program, "--url", server.url, "--key", server.apiKey, "--every", "0ms", "--slug", slug]
  return new Promise((resolve) => {
    execFile(process.execPath, args, (_, said, complained) => resolve({ said, complained }))
  })
}

async function api(method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: await response.json() }
}

test("the whole demonstration is told in public, and a second time nothing is left to tell", async () => {
  const first = await replay("again")
  expect(first.complained).toBe("")
  expect(first.said).toContain("That was the last one.")
  const drafts = await api("GET", "/negotiations/again/drafts")
  expect(drafts.json).toMatchObject({ items: [] })
  const { total, items } = (await api("GET", "/negotiations/again/statements?limit=1")).json
  expect(first.said).toContain(`${total}/${total}`)
  // what was withdrawn since is not told again
  await api("POST", `/negotiations/again/statements/${items[0].id}/withdraw`, { note: "Told once." })
  const second = await replay("again")
  expect([second.complained, second.said]).toEqual(["", expect.stringContaining("told already")])
})

test("a statement that lies there as a draft is not taken for told, and says what to do", async () => {
  const file = new URL("../../db/demo/russia-ukraine-2025.json", import.meta.url)
  const {
    statements,
    events: _,
    agreements: __,
    proposals: ___,
    ...begun
  } = JSON.parse(readFileSync(file, "utf8"))
  const negotiation = { ...begun.negotiation, slug: "half" }
  expect((await api("POST", "/import", { ...begun, negotiation })).status).toBe(200)
  const draft = statements.find((each: { conditionMoves?: unknown[] }) => !each.conditionMoves?.length)
  const stored = await api("POST", "/negotiations/half/statements", { ...draft, status: "draft" })
  expect(stored).toMatchObject({ status: 201, json: { status: "draft" } })
  const { complained } = await replay("half")
  expect(complained).toContain(`${draft.id} is a draft. Publish it at the desk`)
})

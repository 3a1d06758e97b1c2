import { io } from "socket.io-client"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { statement, table } from "../support/table.ts"
import { waitUntil } from "../support/wait-until.ts"

const CANARY = "zanzibar-canary-51c7"
const slug = table.negotiation.slug

let server: TestServer
const overTheWire: unknown[] = []

beforeAll(async () => {
  server = await startServer({ pages: true })
  await post("/import", table)
  const published = { ...statement(), id: "said" }
  await post(`/negotiations/${slug}/statements`, published)

  // a reader watches while the desk works
  const socket = io(server.url, { transports: ["websocket"] })
  socket.onAny((...event) => overTheWire.push(event))
  overTheWire.push(await socket.emitWithAck("watch", { negotiation: slug }))

  const hidden = {
    ...published,
    id: "hidden",
    status: "draft",
    gist: CANARY,
    quote: CANARY,
    place: CANARY,
    documents: [
      { id: "hidden-document", source: "wire", title: CANARY, url: `https://wire.example/${CANARY}` },
    ],
    conditions: [{ id: "hidden-condition", option: "truce", kind: "red_line", text: CANARY }],
  }
  await post(`/negotiations/${slug}/statements`, hidden)
  await post(`/negotiations/${slug}/statements/hidden/publish`, {}) // a red line: it waits in review
  await post(`/negotiations/${slug}/statements`, {
    ...published,
    id: "after",
    gist: "Said in public, after the draft.",
  })
  // the later change has come, so the earlier one would have too
  await waitUntil("the change after the draft", () =>
    JSON.stringify(overTheWire).includes("Said in public, after the draft."),
  )
  socket.close()
}, 60_000)
afterAll(() => server.stop())

async function post(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
}

/** Every address of the API that is read without a body, with parameters that would find the draft. */
async function apiAddresses(): Promise<string[]> {
  const answer = await fetch(`${server.url}/api/v1/openapi.json`)
  const { paths }: { paths: Record<string, { get?: unknown }> } = await answer.json()
  return Object.entries(paths).flatMap(([path, { get }]) =>
    get
      ? [
          `/api/v1${path.replace("{slug}", slug).replace("{id}", "hidden")}`.replace(
            "/api/v1/api/v1",
            "/api/v1",
          ),
        ]
      : [],
  )
}

const PAGES = [
  "/",
  `/${slug}`,
  `/${slug}?cell=hill:truce`,
  `/${slug}/statements`,
  `/${slug}/statements?q=${CANARY.slice(0, 8)}`,
  `/${slug}/statements/hidden`,
  `/${slug}/parties/hill`,
  `/${slug}/conditions`,
  `/${slug}/method`,
  `/desk/${slug}`,
  `/desk/${slug}/statements/hidden`,
  `/feeds/${slug}.atom`,
]

test("no public address of the API holds anything of a draft", async () => {
  const addresses = [
    ...(await apiAddresses()),
    `/api/v1/negotiations/${slug}/statements?q=zanzibar`,
    `/api/v1/negotiations/${slug}/export.csv?table=documents`,
    `/api/v1/negotiations/${slug}/export.csv?table=conditions`,
    `/api/v1/negotiations/${slug}/compare?from=2025-01-01&to=2030-01-01`,
    `/api/trpc/drafts.list?input=${encodeURIComponent(JSON.stringify({ slug }))}`,
  ]
  expect(addresses.length).toBeGreaterThan(15)
  for (const address of addresses) {
    const answer = await fetch(server.url + address)
    expect(await answer.text(), address).not.toContain(CANARY)
    expect(answer.status, address).toBeLessThan(500)
  }
})

test("no page, and no payload of a page, holds anything of a draft", async () => {
  for (const page of PAGES) {
    for (const headers of [new Headers(), new Headers({ rsc: "1" })]) {
      const answer = await fetch(server.url + page, { headers })
      // the page may repeat the question it was asked
      const text = (await answer.text()).replaceAll(`q=${CANARY.slice(0, 8)}`, "")
      expect(text, page).not.toContain(CANARY)
      expect(answer.status, page).toBeLessThan(500)
    }
  }
})

test("no socket of a reader was told anything of a draft", () => {
  expect(JSON.stringify(overTheWire)).not.toContain(CANARY)
  expect(JSON.stringify(overTheWire)).not.toContain("hidden")
})

test("the log of the server holds nothing of a draft", () => {
  expect(server.output()).not.toContain(CANARY)
})

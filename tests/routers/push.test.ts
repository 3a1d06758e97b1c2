import { afterAll, beforeAll, expect, test } from "vitest"
import { type PushService, startPushService } from "../support/push-service.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { statement, table } from "../support/table.ts"
import { waitUntil } from "../support/wait-until.ts"

let server: TestServer
let service: PushService
let siteKey: string
const slug = table.negotiation.slug

beforeAll(async () => {
  service = await startPushService()
  server = await startServer({
    env: { PARLEY_ALERT_HOLD_SECONDS: "0", PARLEY_ALLOW_PRIVATE_TARGETS: "1" },
  })
  siteKey = (await trpc("GET", "push.key")).body.result.data
  const negotiation = { ...table.negotiation, review: "off" }
  expect((await api("/import", { ...table, negotiation })).status).toBe(200)
})
afterAll(async () => {
  await server.stop()
  await service.stop()
})

async function api(path: string, body: object, key: string | null = server.apiKey) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: "POST",
    headers: { ...(key && { authorization: `Bearer ${key}` }), "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

/** As the service worker asks. */
async function trpc(method: string, name: string, body?: object) {
  const response = await fetch(`${server.url}/api/trpc/${name}`, {
    method,
    headers: { origin: server.url, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

async function browser() {
  const client = await service.subscribe(siteKey)
  return { client, to: { endpoint: client.endpoint, keys: client.keys } }
}

const publish = () => api(`/negotiations/${slug}/statements`, { ...statement(), status: "published" })

test("a browser is pushed what was published, encrypted so that it alone can read it", async () => {
  const { client, to } = await browser()
  const made = await api("/subscriptions", { negotiation: slug, channel: { type: "push", ...to } }, null)
  expect(made).toMatchObject({ status: 201, body: { state: "active" } })
  const published = await publish()
  const [message = ""] = await waitUntil("the push to arrive", async () => {
    const received = await client.received()
    return received.length > 0 && received
  })
  const pushed = JSON.parse(message)
  expect(pushed).toMatchObject({
    path: `/${slug}/statements/${published.body.id}`,
    stopPath: expect.stringMatching(/^\/alerts\/stop\//),
    count: 1,
  })
  expect(pushed.body).toContain("You follow: Every change")
})

test("a browser that gets another address is told there, and whoever does not know its secret changes nothing", async () => {
  const [before, after, stranger] = [await browser(), await browser(), await browser()]
  const channel = { type: "push", ...before.to }
  expect((await api("/subscriptions", { negotiation: slug, channel }, null)).status).toBe(201)
  const earlier = { endpoint: before.to.endpoint, auth: before.to.keys.auth }
  const forged = { ...earlier, auth: stranger.to.keys.auth }
  const guessed = await trpc("POST", "push.renew", { earlier: forged, to: stranger.to })
  const renewed = await trpc("POST", "push.renew", { earlier, to: after.to })
  expect(guessed).toEqual(renewed)
  expect(renewed.status).toBe(200)
  const nowhere = { ...stranger.to, endpoint: "ftp://example.org/" }
  expect((await trpc("POST", "push.renew", { earlier, to: nowhere })).status).toBe(422)
  await publish()
  await waitUntil("the push to arrive", async () => (await after.client.received()).length > 0)
  expect(await before.client.received()).toEqual([])
  expect(await stranger.client.received()).toEqual([])
})

test("a browser's keys that nothing can be encrypted to are refused at entry, with their path", async () => {
  const { to } = await browser()
  for (const keys of [
    { ...to.keys, p256dh: "BA" },
    { ...to.keys, auth: "xx" },
    { ...to.keys, auth: `${to.keys.auth.slice(0, -1)}!` },
    { ...to.keys, p256dh: `${to.keys.p256dh}AAAA` },
  ]) {
    const refused = await api("/subscriptions", { channel: { type: "push", ...to, keys } }, null)
    expect(refused).toMatchObject({
      status: 400,
      body: { code: "invalid", path: expect.stringMatching(/^channel\.keys\./) },
    })
  }
})

import { Webhook } from "standardwebhooks"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { openReceiver, type Receiver } from "../delivery/alerts-given.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { browserKeys } from "../support/push-service.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { statement, table } from "../support/table.ts"
import { waitUntil } from "../support/wait-until.ts"

let database: TestDatabase
let db: Database
let server: TestServer
let receiver: Receiver
const slug = table.negotiation.slug

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  server = await startServer({
    databaseUrl: database.url,
    env: { PARLEY_ALERT_HOLD_SECONDS: "0", PARLEY_ALLOW_PRIVATE_TARGETS: "1" },
  })
  receiver = await openReceiver()
  const answer = await call("POST", "/import", {
    ...table,
    negotiation: { ...table.negotiation, review: "off" },
  })
  expect(answer.status).toBe(200)
})
afterAll(async () => {
  await server.stop()
  await receiver.close()
  await db.$client.end()
  await database.drop()
})

async function call(method: string, path: string, body?: object, key: string | null = server.apiKey) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}
const publish = () =>
  call("POST", `/negotiations/${slug}/statements`, { ...statement(), status: "published" })
/** The tables of bad input are made before there is a receiver. */
const where = () => (typeof receiver === "undefined" ? "http://127.0.0.1:9" : receiver.url)
const hook = (path: string, more: object = {}) => ({
  negotiation: slug,
  filter: { parties: ["hill"] },
  channel: { type: "webhook", url: `${where()}${path}` },
  ...more,
})

describe("a webhook", () => {
  test("is answered with its secret once, hears what it asked for, and an independent verifier accepts it", async () => {
    const made = await call("POST", "/subscriptions", hook("/first"))
    expect(made).toMatchObject({
      status: 201,
      body: { state: "active", secret: expect.stringMatching(/^whsec_/) },
    })
    await call("POST", "/subscriptions", hook("/other", { filter: { parties: ["valley"] } }))
    const { body: said } = await publish()
    const [got] = await waitUntil("it came", () => {
      const some = receiver.received.filter(({ path }) => path === "/first")
      return some.length > 0 && some
    })
    const headers = Object.fromEntries(
      Object.entries(got?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    )
    const read = new Webhook(made.body.secret).verify(got?.body ?? "", headers)
    expect(read).toMatchObject({
      type: "statement.published",
      data: { negotiation: slug, seq: said.seq, subscriptions: [made.body.id], followsUp: false },
    })
    expect(() => new Webhook(made.body.secret).verify(`${got?.body} `, headers)).toThrow()
    expect(receiver.received.filter(({ path }) => path === "/other")).toEqual([])
    const { body: list } = await call("GET", "/subscriptions")
    expect(JSON.stringify(list)).not.toContain(made.body.secret)
    const log = await call("GET", `/subscriptions/${made.body.id}/deliveries`)
    expect(log.body.messages).toMatchObject([
      {
        id: headers["webhook-id"],
        state: "delivered",
        told: [{ headline: expect.stringContaining("Hill on a 30-day ceasefire") }],
        attempts: [{ number: 1, outcome: "delivered", status: 200 }],
      },
    ])
  })

  test("is signed with the earlier secret too, while a new one takes its place", async () => {
    const made = await call("POST", "/subscriptions", hook("/rotated"))
    const { body: rotated } = await call("POST", `/subscriptions/${made.body.id}/secret`, {})
    expect(rotated.secret).not.toBe(made.body.secret)
    await publish()
    const got = await waitUntil("it came", () => receiver.received.find(({ path }) => path === "/rotated"))
    const headers = Object.fromEntries(
      Object.entries(got.headers).map(([name, value]) => [name, String(value)]),
    )
    for (const secret of [made.body.secret, rotated.secret])
      expect(new Webhook(secret).verify(got.body, headers)).toBeTruthy()
  })

  test("that is ended hears no more, and ending it again changes nothing", async () => {
    const made = await call("POST", "/subscriptions", hook("/ended"))
    for (let n = 0; n < 2; n += 1)
      expect(await call("POST", `/subscriptions/${made.body.id}/end`, {})).toMatchObject({ status: 200 })
    const last = await call("POST", "/subscriptions", hook("/last"))
    await publish()
    await waitUntil("the other came", () => receiver.received.some(({ path }) => path === "/last"))
    expect(receiver.received.filter(({ path }) => path === "/ended")).toEqual([])
    await call("POST", `/subscriptions/${last.body.id}/end`, {})
  })

  test.each([
    ["nobody", hook("/x"), null, 401, undefined],
    [
      "a filter of what is not there",
      hook("/x", { filter: { parties: ["hill", "nowhere"] } }),
      undefined,
      422,
      "filter.parties[1]",
    ],
    ["a kind that is none", hook("/x", { filter: { kinds: ["gossip"] } }), undefined, 400, "filter.kinds[0]"],
    ["a field that is none", hook("/x", { filters: {} }), undefined, 400, "filters"],
    ["a negotiation that is none", hook("/x", { negotiation: "nowhere" }), undefined, 404, "negotiation"],
    [
      "an address that is none",
      { channel: { type: "webhook", url: "nonsense" } },
      undefined,
      422,
      "channel.url",
    ],
    ["a daily webhook", hook("/x", { cadence: "daily" }), undefined, 400, "cadence"],
    ["a zone that is none", hook("/x", { timeZone: "Kyiv" }), undefined, 400, "timeZone"],
    ["an inbox of a key", { channel: { type: "inbox" } }, undefined, 403, "channel.type"],
    [
      "mail where there is no mail server",
      { channel: { type: "email", address: "a@example.org" } },
      null,
      409,
      "channel.type",
    ],
  ])("of %s is refused, and says where", async (_, body, key, status, path) => {
    const answer = await call("POST", "/subscriptions", body, key === null ? null : server.apiKey)
    expect(answer).toMatchObject({ status, body: path === undefined ? {} : { path } })
  })
})

test("addresses that lead into private networks are refused at entry, however they are written", async () => {
  const guarded = await startServer({ databaseUrl: database.url })
  const refused = [
    "https://127.0.0.1/hook",
    "https://0x7f000001/hook",
    "https://2130706433/hook",
    "https://[::1]/hook",
    "https://[::ffff:10.0.0.1]/hook",
    "https://localhost/hook",
    "https://169.254.169.254/latest",
    "http://example.org/hook",
  ]
  for (const url of refused) {
    const response = await fetch(`${guarded.url}/api/v1/subscriptions`, {
      method: "POST",
      headers: { authorization: `Bearer ${guarded.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ channel: { type: "webhook", url } }),
    })
    expect(response.status, url).toBe(422)
    expect(await response.json(), url).toMatchObject({
      path: "channel.url",
      code: expect.stringMatching(/address_not_public|not_http/),
    })
  }
  const { rowCount } = await db.$client.query("select from endpoint where address = any($1)", [refused])
  expect(rowCount).toBe(0)
  await guarded.stop()
})

test("a browser without an account has its subscription at once, and manages it by its signed link alone", async () => {
  const channel = { type: "push", endpoint: `${receiver.url}/push/1`, keys: browserKeys() }
  const made = await call("POST", "/subscriptions", { negotiation: slug, channel }, null)
  expect(made).toMatchObject({ status: 201, body: { state: "active", link: expect.any(String) } })
  const { link, id } = made.body
  const mine = await call("GET", `/subscriptions?link=${link}`, undefined, null)
  expect(mine.body).toMatchObject({
    endpoints: [{ type: "push", address: new URL(receiver.url).host }],
    subscriptions: [{ id, words: "Every change" }],
  })
  const forged = `${link.slice(0, -2)}xx`
  expect(await call("GET", `/subscriptions?link=${forged}`, undefined, null)).toMatchObject({ status: 404 })
  expect(await call("POST", `/subscriptions/${id}/end`, { link: forged }, null)).toMatchObject({
    status: 404,
  })
  expect(await call("GET", "/subscriptions", undefined, null)).toMatchObject({ status: 401 })
  expect(await call("POST", `/subscriptions/${id}/end`, {})).toMatchObject({ status: 404 })
  expect(await call("POST", `/subscriptions/${id}/end`, { link }, null)).toMatchObject({ status: 200 })
})

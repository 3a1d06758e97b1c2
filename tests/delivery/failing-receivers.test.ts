import { createServer, type Socket } from "node:net"
import { expect, test } from "vitest"
import { listSubscriptions } from "../../server/capabilities/list-subscriptions.ts"
import { subscribe } from "../support/subscribe.ts"
import { ok } from "../support/tell.ts"
import { links, subscribeWebhook } from "./alerts-given.ts"
import { AlertsInTime, BEGUN, DAY, MINUTE } from "./alerts-in-time.ts"

const given = new AlertsInTime()
const attempts = async (): Promise<string[]> => {
  const made = await given.rows("select outcome from attempt order by at, message_id, number")
  return made.map(({ outcome }) => outcome)
}
/** What the owner of a subscription sees of theirs. */
const listed = async (subscriberId: string, now = given.clock.now()) => {
  const link = links.sign({ purpose: "manage", subscriber: subscriberId, generation: 1 })
  return ok(await listSubscriptions(given.talks.db, links, { actor: null, link }, now))
}

test("a message is tried again under the same id, and is delivered once the receiver is back", async () => {
  await subscribeWebhook(given.talks, given.receiver)
  given.receiver.answer = 503
  given.start(0)
  await given.talks.publish()
  await given.passUntil(() => given.receiver.received.length === 3, 30_000)
  given.receiver.answer = 200
  await given.untilSettled(MINUTE)
  expect(await attempts()).toEqual([...Array(3).fill("answered_503"), "delivered"])
  expect(new Set(given.receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1)
  expect(new Set(given.receiver.received.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(4)
})

test("Retry-After is respected", async () => {
  await subscribeWebhook(given.talks, given.receiver)
  given.receiver.answer = () => ({ status: 429, headers: { "retry-after": "3600" } })
  given.start(0)
  await given.talks.publish()
  await given.passUntil(() => given.receiver.received.length === 1)
  await given.clock.setTime(given.clock.now() + 59 * MINUTE)
  await given.clock.tick(5_000)
  expect(given.receiver.received).toHaveLength(1)
  given.receiver.answer = 200
  await given.clock.setTime(given.clock.now() + MINUTE)
  await given.untilSettled()
  expect(given.receiver.received).toHaveLength(2)
})

test.each([404, 410])(
  "%i ends the endpoint and its subscription at once, and the owner is told elsewhere",
  async (status) => {
    const hook = await subscribeWebhook(given.talks, given.receiver)
    const inbox = await subscribe(
      given.talks.db,
      { subscriberId: hook.subscriberId, filter: { parties: ["valley"] } },
      { endpoint: { type: "inbox", address: "" } },
    )
    given.receiver.answer = status
    given.start(0)
    await given.talks.publish()
    await given.untilSettled()
    await given.talks.publish()
    await given.untilSettled()
    expect(given.receiver.received).toHaveLength(1)
    const { rows } = await given.talks.db.$client.query(
      `select e.state as endpoint, s.state as subscription from endpoint e join subscription s on s.endpoint_id = e.id
        where s.id = $1`,
      [hook.id],
    )
    expect(rows).toEqual([{ endpoint: "ended", subscription: "ended" }])
    // its owner sees why nothing comes, for a month
    const own = await listed(hook.subscriberId)
    expect(own.subscriptions).toContainEqual(expect.objectContaining({ id: hook.id, state: "ended" }))
    expect(own.endpoints).toContainEqual(expect.objectContaining({ state: "ended", endedBy: "gone" }))
    const later = await listed(hook.subscriberId, given.clock.now() + 31 * DAY)
    expect(later.subscriptions.map(({ id }) => id)).toEqual([inbox.id])
    const { rows: told } = await given.talks.db.$client.query(
      "select notice, state from message where endpoint_id = $1",
      [inbox.endpointId],
    )
    expect(told).toEqual([
      {
        state: "delivered",
        notice: {
          kind: "endpoint_disabled",
          type: "webhook",
          address: new URL(given.receiver.url).host,
          outcome: "gone",
        },
      },
    ])
  },
)

test("an endpoint that fails for five days is disabled, its owner is told elsewhere, and until then nothing is lost", async () => {
  const hook = await subscribeWebhook(given.talks, given.receiver)
  const inbox = await subscribe(
    given.talks.db,
    { subscriberId: hook.subscriberId, filter: { parties: ["valley"] } },
    { endpoint: { type: "inbox", address: "" } },
  )
  given.receiver.answer = 500
  given.start(0)
  await given.talks.publish()
  await given.passUntil(() => given.receiver.received.length === 1)
  const stateOf = async () => {
    const { rows } = await given.talks.db.$client.query("select state from endpoint where id = $1", [
      hook.endpointId,
    ])
    return rows[0].state
  }
  const nothingIsDue = async () => {
    const { rowCount } = await given.talks.db.$client.query(
      "select from message where state = 'sending' or (state = 'waiting' and due_at <= $1)",
      [given.clock.now()],
    )
    return rowCount === 0
  }
  // hour by hour, as a process that sleeps between: each timer that the time has passed fires once
  for (let hours = 0; (await stateOf()) === "active"; hours += 1) {
    expect(given.clock.now()).toBeLessThan(BEGUN + 6 * DAY)
    await given.clock.setTime(BEGUN + hours * 60 * MINUTE)
    await given.clock.tick(5_000)
    await given.passUntil(nothingIsDue)
  }
  expect(await stateOf()).toBe("disabled")
  expect(given.clock.now()).toBeGreaterThanOrEqual(BEGUN + 5 * DAY)
  await given.untilSettled()
  const { rows } = await given.talks.db.$client.query("select notice from message where endpoint_id = $1", [
    inbox.endpointId,
  ])
  expect(rows).toMatchObject([{ notice: { kind: "endpoint_disabled", outcome: "answered_500" } }])
  expect(given.receiver.received.length).toBeGreaterThan(8)
  expect(given.receiver.received.length).toBeLessThan(40)
})

test("a receiver that never answers delays no other", async () => {
  const open = new Set<Socket>()
  const silent = createServer((socket) => void open.add(socket.on("error", () => {})))
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve))
  const address = silent.address()
  const port = typeof address === "object" && address ? address.port : 0
  for (let n = 0; n < 5; n += 1)
    await subscribe(
      given.talks.db,
      { negotiationId: given.talks.negotiationId, endpointId: "silent", subscriberId: "silent" },
      { endpoint: { type: "webhook", address: `http://127.0.0.1:${port}/` } },
    )
  await subscribeWebhook(given.talks, given.receiver)
  given.start(0)
  for (let n = 0; n < 30; n += 1) await given.talks.publish()
  await given.passUntil(() => given.receiver.received.length === 30)
  const { rows } = await given.talks.db.$client.query(
    "select count(*) from message where endpoint_id = 'silent' and state = 'sending'",
  )
  // the others were all told while the silent one still keeps a few of its own waiting
  expect(Number(rows[0].count)).toBeGreaterThan(0)
  silent.close()
  for (const socket of open) socket.destroy()
})

test("a redirect is not followed", async () => {
  const hook = await subscribeWebhook(given.talks, given.receiver)
  given.receiver.answer = () => ({ status: 302, headers: { location: `${given.receiver.url}/elsewhere` } })
  given.start(0)
  await given.talks.publish()
  await given.passUntil(() => given.receiver.received.length === 1)
  await given.passUntil(async () => (await attempts()).length === 1)
  expect(given.receiver.received.map(({ path }) => path)).toEqual([`/${hook.id}`])
  expect(await attempts()).toEqual(["redirect_refused"])
})

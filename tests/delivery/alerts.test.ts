import { createServer, type Socket } from "node:net"
import { TestClock } from "pg-boss"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import type { Alerts } from "../../server/delivery/alerts.ts"
import { subscribe } from "../support/subscribe.ts"
import { statement, table } from "../support/table.ts"
import { editor, ok } from "../support/tell.ts"
import { waitUntil } from "../support/wait-until.ts"
import {
  openReceiver,
  openTalks,
  type Received,
  type Receiver,
  startAlerts,
  subscribeWebhook,
  type Talks,
} from "./alerts-given.ts"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const BEGUN = Date.UTC(2026, 2, 2, 9)

let talks: Talks
let alerts: Alerts | undefined
let receiver: Receiver
let clock: TestClock

beforeEach(async () => {
  clock = new TestClock(BEGUN)
  talks = await openTalks(() => clock.now())
  receiver = await openReceiver()
})
afterEach(async () => {
  await alerts?.stop()
  alerts = undefined
  await receiver.close()
  await talks.close()
})

const start = (holdMs = MINUTE) => {
  alerts = startAlerts(talks, { holdMs, clock, chance: () => 0.5 })
}
/** Lets time pass until something has come about. */
const passUntil = <T>(look: () => T | Promise<T>, stepMs = 5_000) =>
  waitUntil(look.toString(), async () => {
    const seen = await look()
    if (!seen) {
      alerts?.wake()
      await clock.tick(stepMs)
    }
    return seen
  })
/** The same without letting any pass, however slow the machine is. */
const beforeTimePasses = (look: () => Promise<boolean>) => passUntil(look, 0)
const dataOf = ({ body }: Received) => JSON.parse(body).data
const outcomes = async (): Promise<string[]> => {
  const { rows } = await talks.db.$client.query("select outcome from attempt order by at, message_id, number")
  return rows.map((row: { outcome: string }) => row.outcome)
}
/** The planner has read the whole log. */
const planned = async () => {
  const { rowCount } = await talks.db.$client.query(
    `select from negotiation n left join alert_cursor c on c.negotiation_id = n.id
      where n.seq <> coalesce(c.seq, 0)`,
  )
  return rowCount === 0
}
/** And everything that is planned has been sent, or will never be. */
const settled = async () => {
  if (!(await planned())) return false
  const { rowCount } = await talks.db.$client.query(
    "select from message where state in ('waiting', 'sending')",
  )
  return rowCount === 0
}

describe("who hears", () => {
  test("a change reaches every subscription whose filter hears it, once each, and no other", async () => {
    const heard = await subscribeWebhook(talks, receiver, { filter: { parties: ["hill"] } })
    const everywhere = await subscribeWebhook(talks, receiver, { negotiationId: null })
    await subscribeWebhook(talks, receiver, { filter: { parties: ["valley"] } })
    await subscribeWebhook(talks, receiver, { state: "pending" })
    await subscribeWebhook(talks, receiver, { state: "ended" })
    start()
    const { id, seq } = await talks.publish()
    await passUntil(settled)
    expect(receiver.received.map(({ path }) => path.slice(1)).sort()).toEqual(
      [heard.id, everywhere.id].sort(),
    )
    for (const one of receiver.received)
      expect(dataOf(one)).toMatchObject({ negotiation: "talks", seq, statement: { id } })
  })

  test("nothing leaves before the hold is over", async () => {
    await subscribeWebhook(talks, receiver)
    start()
    await talks.publish()
    await beforeTimePasses(planned)
    await clock.tick(MINUTE - 6_000)
    expect(receiver.received).toEqual([])
    await passUntil(settled)
    expect(receiver.received).toHaveLength(1)
  })

  test("what is imported alerts nobody", async () => {
    await subscribeWebhook(talks, receiver)
    start()
    const document = { ...table, negotiation: { ...table.negotiation, slug: "talks" } }
    const statements = [{ ...statement(), status: "published" as const }]
    ok(
      await importNegotiation(talks.db, () => clock.now(), editor, { document: { ...document, statements } }),
    )
    await passUntil(settled)
    expect(receiver.received).toEqual([])
  })

  test("a filter that names a merged person goes on hearing the one that is kept", async () => {
    const { mergePeople } = await import("../../server/capabilities/merge-people.ts")
    await subscribeWebhook(talks, receiver, { filter: { people: ["henri"] } })
    ok(await mergePeople(talks.db, () => clock.now(), editor, { slug: "talks", id: "henri", into: "hanna" }))
    start()
    await talks.publish({ speaker: "hanna" })
    await passUntil(() => receiver.received.length > 0)
  })
})

describe("several nodes", () => {
  test("plan and send together what one would, each message once", async () => {
    const hooks = await Promise.all(Array.from({ length: 5 }, () => subscribeWebhook(talks, receiver)))
    const nodes = [startAlerts(talks), startAlerts(talks), startAlerts(talks)]
    const seqs: number[] = []
    for (let n = 0; n < 20; n += 1) {
      seqs.push((await talks.publish({}, Date.now())).seq)
      for (const node of nodes) node.wake()
    }
    await waitUntil("all is sent", settled)
    for (const node of nodes) await node.stop()
    const got = receiver.received.map((one) => `${one.path} ${dataOf(one).seq}`)
    const expected = hooks.flatMap(({ id }) => seqs.map((seq) => `/${id} ${seq}`))
    expect(got.sort()).toEqual(expected.sort())
  })
})

describe("what is wrong", () => {
  test("a withdrawal within the hold sends nothing at all", async () => {
    await subscribeWebhook(talks, receiver)
    start()
    const { id } = await talks.publish()
    await beforeTimePasses(planned)
    await talks.withdraw(id)
    await passUntil(settled)
    expect(receiver.received).toEqual([])
  })

  test("a withdrawal within the hold sends nothing, although it is planned together with the publication", async () => {
    await subscribeWebhook(talks, receiver)
    const { id } = await talks.publish()
    await talks.withdraw(id, clock.now() + 10_000)
    start()
    await passUntil(settled)
    await clock.tick(2 * MINUTE)
    expect(receiver.received).toEqual([])
  })

  test("a correction and a withdrawal go to whoever got the original, whatever their filter is now, but not to who has ended it", async () => {
    const got = await subscribeWebhook(talks, receiver)
    const left = await subscribeWebhook(talks, receiver)
    start()
    const { id } = await talks.publish()
    await passUntil(() => receiver.received.length === 2)
    await passUntil(settled)
    const version = "(select version + 1 from subscription_counter)"
    await talks.db.$client.query(
      `update subscription set filter = '{"parties":["valley"]}', version = ${version} where id = $1`,
      [got.id],
    )
    await talks.db.$client.query(
      `update subscription set state = 'ended', version = ${version} where id = $1`,
      [left.id],
    )
    await talks.db.$client.query("update subscription_counter set version = version + 1")
    await talks.correct(id, { gist: "Hill could not live with it." })
    await passUntil(() => receiver.received.length === 3)
    await passUntil(settled)
    await talks.withdraw(id)
    await passUntil(() => receiver.received.length === 4)
    const later = receiver.received.slice(2)
    expect(later.map(({ path }) => path)).toEqual([`/${got.id}`, `/${got.id}`])
    expect(later.map(({ body }) => JSON.parse(body).type)).toEqual([
      "statement.corrected",
      "statement.withdrawn",
    ])
    expect(later.map((one) => dataOf(one).followsUp)).toEqual([true, true])
    expect(dataOf(later[0] as Received)).toMatchObject({
      statement: { id },
      correction: { note: "It was wrong." },
    })
  })
})

describe("calm", () => {
  test("thirty edits in five minutes make one mail and one push; a webhook and an inbox get each", async () => {
    await subscribeWebhook(talks, receiver)
    const inbox = await subscribe(
      talks.db,
      { negotiationId: talks.negotiationId },
      { endpoint: { type: "inbox", address: "" } },
    )
    const mail = await subscribe(talks.db, { negotiationId: talks.negotiationId })
    const push = await subscribe(
      talks.db,
      { negotiationId: talks.negotiationId },
      { endpoint: { type: "push", address: `${receiver.url}/push` } },
    )
    start()
    for (let n = 0; n < 30; n += 1) {
      await talks.publish({ speaker: "hilda", stances: [] })
      await beforeTimePasses(planned)
      await clock.tick(10_000)
    }
    // this node sends no mail, so that what is claimed is not settled
    await passUntil(async () => {
      const { rowCount } = await talks.db.$client.query("select from delivery where state = 'waiting'")
      return rowCount === 0
    })
    const hooks = () => receiver.received.filter(({ path }) => path !== "/push")
    await passUntil(() => hooks().length >= 30)
    const count = async (endpoint: string) => {
      const { rowCount } = await talks.db.$client.query("select from message where endpoint_id = $1", [
        endpoint,
      ])
      return rowCount
    }
    expect(await count(mail.endpointId)).toBe(1)
    expect(await count(push.endpointId)).toBe(1)
    expect(await count(inbox.endpointId)).toBe(30)
    expect(hooks()).toHaveLength(30)
  })
})

describe("receivers that fail", () => {
  test("a message is tried again under the same id, and is delivered once the receiver is back", async () => {
    await subscribeWebhook(talks, receiver)
    receiver.answer = 503
    start(0)
    await talks.publish()
    await passUntil(() => receiver.received.length === 3, 30_000)
    receiver.answer = 200
    await passUntil(settled, MINUTE)
    expect(await outcomes()).toEqual([...Array(3).fill("answered_503"), "delivered"])
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1)
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(4)
  })

  test("Retry-After is respected", async () => {
    await subscribeWebhook(talks, receiver)
    receiver.answer = () => ({ status: 429, headers: { "retry-after": "3600" } })
    start(0)
    await talks.publish()
    await passUntil(() => receiver.received.length === 1)
    await clock.setTime(clock.now() + 59 * MINUTE)
    await clock.tick(5_000)
    expect(receiver.received).toHaveLength(1)
    receiver.answer = 200
    await clock.setTime(clock.now() + MINUTE)
    await passUntil(settled)
    expect(receiver.received).toHaveLength(2)
  })

  test.each([404, 410])(
    "%i ends the endpoint and its subscription at once, and the owner is told elsewhere",
    async (status) => {
      const hook = await subscribeWebhook(talks, receiver)
      const inbox = await subscribe(
        talks.db,
        { subscriberId: hook.subscriberId, filter: { parties: ["valley"] } },
        { endpoint: { type: "inbox", address: "" } },
      )
      receiver.answer = status
      start(0)
      await talks.publish()
      await passUntil(settled)
      await talks.publish()
      await passUntil(settled)
      expect(receiver.received).toHaveLength(1)
      const { rows } = await talks.db.$client.query(
        `select e.state as endpoint, s.state as subscription from endpoint e join subscription s on s.endpoint_id = e.id
        where s.id = $1`,
        [hook.id],
      )
      expect(rows).toEqual([{ endpoint: "ended", subscription: "ended" }])
      const { rows: told } = await talks.db.$client.query(
        "select notice, state from message where endpoint_id = $1",
        [inbox.endpointId],
      )
      expect(told).toEqual([
        {
          state: "delivered",
          notice: {
            kind: "endpoint_disabled",
            type: "webhook",
            address: new URL(receiver.url).host,
            outcome: "gone",
          },
        },
      ])
    },
  )

  test("an endpoint that fails for five days is disabled, its owner is told elsewhere, and until then nothing is lost", async () => {
    const hook = await subscribeWebhook(talks, receiver)
    const inbox = await subscribe(
      talks.db,
      { subscriberId: hook.subscriberId, filter: { parties: ["valley"] } },
      { endpoint: { type: "inbox", address: "" } },
    )
    receiver.answer = 500
    start(0)
    await talks.publish()
    await passUntil(() => receiver.received.length === 1)
    const stateOf = async () => {
      const { rows } = await talks.db.$client.query("select state from endpoint where id = $1", [
        hook.endpointId,
      ])
      return rows[0].state
    }
    const nothingIsDue = async () => {
      const { rowCount } = await talks.db.$client.query(
        "select from message where state = 'sending' or (state = 'waiting' and due_at <= $1)",
        [clock.now()],
      )
      return rowCount === 0
    }
    // hour by hour, as a process that sleeps between: each timer that the time has passed fires once
    for (let hours = 0; (await stateOf()) === "active"; hours += 1) {
      expect(clock.now()).toBeLessThan(BEGUN + 6 * DAY)
      await clock.setTime(BEGUN + hours * 60 * MINUTE)
      await clock.tick(5_000)
      await passUntil(nothingIsDue)
    }
    expect(await stateOf()).toBe("disabled")
    expect(clock.now()).toBeGreaterThanOrEqual(BEGUN + 5 * DAY)
    await passUntil(settled)
    const { rows } = await talks.db.$client.query("select notice from message where endpoint_id = $1", [
      inbox.endpointId,
    ])
    expect(rows).toMatchObject([{ notice: { kind: "endpoint_disabled", outcome: "answered_500" } }])
    expect(receiver.received.length).toBeGreaterThan(8)
    expect(receiver.received.length).toBeLessThan(40)
  })

  test("a receiver that never answers delays no other", async () => {
    const open = new Set<Socket>()
    const silent = createServer((socket) => void open.add(socket.on("error", () => {})))
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve))
    const address = silent.address()
    const port = typeof address === "object" && address ? address.port : 0
    for (let n = 0; n < 5; n += 1)
      await subscribe(
        talks.db,
        { negotiationId: talks.negotiationId, endpointId: "silent", subscriberId: "silent" },
        { endpoint: { type: "webhook", address: `http://127.0.0.1:${port}/` } },
      )
    await subscribeWebhook(talks, receiver)
    start(0)
    for (let n = 0; n < 30; n += 1) await talks.publish()
    await passUntil(() => receiver.received.length === 30)
    const { rows } = await talks.db.$client.query(
      "select count(*) from message where endpoint_id = 'silent' and state = 'sending'",
    )
    // the others were all told while the silent one still keeps a few of its own waiting
    expect(Number(rows[0].count)).toBeGreaterThan(0)
    silent.close()
    for (const socket of open) socket.destroy()
  })

  test("a redirect is not followed", async () => {
    const hook = await subscribeWebhook(talks, receiver)
    receiver.answer = () => ({ status: 302, headers: { location: `${receiver.url}/elsewhere` } })
    start(0)
    await talks.publish()
    await passUntil(() => receiver.received.length === 1)
    await passUntil(async () => (await outcomes()).length === 1)
    expect(receiver.received.map(({ path }) => path)).toEqual([`/${hook.id}`])
    expect(await outcomes()).toEqual(["redirect_refused"])
  })
})

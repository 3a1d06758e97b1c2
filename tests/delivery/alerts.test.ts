import { describe, expect, test } from "vitest"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import { listSubscriptions } from "../../server/capabilities/list-subscriptions.ts"
import { subscribe } from "../support/subscribe.ts"
import { statement, table } from "../support/table.ts"
import { editor, ok } from "../support/tell.ts"
import { waitUntil } from "../support/wait-until.ts"
import { links, type Received, startAlerts, subscribeWebhook } from "./alerts-given.ts"
import { AlertsInTime, MINUTE } from "./alerts-in-time.ts"

const given = new AlertsInTime()
const dataOf = ({ body }: Received) => JSON.parse(body).data

describe("who hears", () => {
  test("a change reaches every subscription whose filter hears it, once each, and no other", async () => {
    const heard = await subscribeWebhook(given.talks, given.receiver, { filter: { parties: ["hill"] } })
    const everywhere = await subscribeWebhook(given.talks, given.receiver, { negotiationId: null })
    await subscribeWebhook(given.talks, given.receiver, { filter: { parties: ["valley"] } })
    await subscribeWebhook(given.talks, given.receiver, { state: "pending" })
    await subscribeWebhook(given.talks, given.receiver, { state: "ended" })
    given.start()
    const { id, seq } = await given.talks.publish()
    await given.untilSettled()
    expect(given.receiver.received.map(({ path }) => path.slice(1)).sort()).toEqual(
      [heard.id, everywhere.id].sort(),
    )
    for (const one of given.receiver.received)
      expect(dataOf(one)).toMatchObject({ negotiation: "talks", seq, statement: { id } })
  })

  test("nothing leaves before the hold is over", async () => {
    await subscribeWebhook(given.talks, given.receiver)
    given.start()
    await given.talks.publish()
    await given.untilPlanned()
    await given.clock.tick(MINUTE - 6_000)
    expect(given.receiver.received).toEqual([])
    await given.untilSettled()
    expect(given.receiver.received).toHaveLength(1)
  })

  test("what is imported alerts nobody", async () => {
    await subscribeWebhook(given.talks, given.receiver)
    given.start()
    const document = { ...table, negotiation: { ...table.negotiation, slug: "talks" } }
    const statements = [{ ...statement(), status: "published" as const }]
    ok(
      await importNegotiation(given.talks.db, () => given.clock.now(), editor, {
        document: { ...document, statements },
      }),
    )
    await given.untilSettled()
    expect(given.receiver.received).toEqual([])
  })

  test("a filter that names a merged person goes on hearing the one that is kept", async () => {
    const { mergePeople } = await import("../../server/capabilities/merge-people.ts")
    const { subscriberId } = await subscribeWebhook(given.talks, given.receiver, {
      filter: { people: ["henri"] },
    })
    ok(
      await mergePeople(given.talks.db, () => given.clock.now(), editor, {
        slug: "talks",
        id: "henri",
        into: "hanna",
      }),
    )
    given.start()
    await given.talks.publish({ speaker: "hanna" })
    await given.passUntil(() => given.receiver.received.length > 0)
    const link = links.sign({ purpose: "manage", subscriber: subscriberId, generation: 1 })
    const own = ok(await listSubscriptions(given.talks.db, links, { actor: null, link }, given.clock.now()))
    expect(own.subscriptions).toMatchObject([
      { filter: { people: ["hanna"] }, words: "Every change, said by Hanna Hill" },
    ])
  })
})

describe("several nodes", () => {
  test("plan and send together what one would, each message once", async () => {
    const hooks = await Promise.all(
      Array.from({ length: 5 }, () => subscribeWebhook(given.talks, given.receiver)),
    )
    const nodes = [startAlerts(given.talks), startAlerts(given.talks), startAlerts(given.talks)]
    const seqs: number[] = []
    for (let n = 0; n < 20; n += 1) {
      seqs.push((await given.talks.publish({}, Date.now())).seq)
      for (const node of nodes) node.wake()
    }
    await waitUntil("all is sent", () => given.isSettled())
    for (const node of nodes) await node.stop()
    const got = given.receiver.received.map((one) => `${one.path} ${dataOf(one).seq}`)
    const expected = hooks.flatMap(({ id }) => seqs.map((seq) => `/${id} ${seq}`))
    expect(got.sort()).toEqual(expected.sort())
  })
})

describe("what is wrong", () => {
  test("a withdrawal within the hold sends nothing at all", async () => {
    await subscribeWebhook(given.talks, given.receiver)
    given.start()
    const { id } = await given.talks.publish()
    await given.untilPlanned()
    await given.talks.withdraw(id)
    await given.untilSettled()
    expect(given.receiver.received).toEqual([])
  })

  test("a withdrawal within the hold sends nothing, although it is planned together with the publication", async () => {
    await subscribeWebhook(given.talks, given.receiver)
    const { id } = await given.talks.publish()
    await given.talks.withdraw(id, given.clock.now() + 10_000)
    given.start()
    await given.untilSettled()
    await given.clock.tick(2 * MINUTE)
    expect(given.receiver.received).toEqual([])
  })

  test("a correction and a withdrawal go to whoever got the original, whatever their filter is now, but not to who has ended it", async () => {
    const got = await subscribeWebhook(given.talks, given.receiver)
    const left = await subscribeWebhook(given.talks, given.receiver)
    given.start()
    const { id } = await given.talks.publish()
    await given.passUntil(() => given.receiver.received.length === 2)
    await given.untilSettled()
    const version = "(select version + 1 from subscription_counter)"
    await given.talks.db.$client.query(
      `update subscription set filter = '{"parties":["valley"]}', version = ${version} where id = $1`,
      [got.id],
    )
    await given.talks.db.$client.query(
      `update subscription set state = 'ended', version = ${version} where id = $1`,
      [left.id],
    )
    await given.talks.db.$client.query("update subscription_counter set version = version + 1")
    await given.talks.correct(id, { gist: "Hill could not live with it." })
    await given.passUntil(() => given.receiver.received.length === 3)
    await given.untilSettled()
    await given.talks.withdraw(id)
    await given.passUntil(() => given.receiver.received.length === 4)
    const later = given.receiver.received.slice(2)
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
    await subscribeWebhook(given.talks, given.receiver)
    const inbox = await subscribe(
      given.talks.db,
      { negotiationId: given.talks.negotiationId },
      { endpoint: { type: "inbox", address: "" } },
    )
    const mail = await subscribe(given.talks.db, { negotiationId: given.talks.negotiationId })
    const push = await subscribe(
      given.talks.db,
      { negotiationId: given.talks.negotiationId },
      { endpoint: { type: "push", address: `${given.receiver.url}/push` } },
    )
    given.start()
    for (let n = 0; n < 30; n += 1) {
      await given.talks.publish({ speaker: "hilda", stances: [] })
      await given.untilPlanned()
      await given.clock.tick(10_000)
    }
    // this node sends no mail, so that what is claimed is not settled
    await given.passUntil(async () => {
      const { rowCount } = await given.talks.db.$client.query("select from delivery where state = 'waiting'")
      return rowCount === 0
    })
    const hooks = () => given.receiver.received.filter(({ path }) => path !== "/push")
    await given.passUntil(() => hooks().length >= 30)
    const count = async (endpoint: string) => {
      const { rowCount } = await given.talks.db.$client.query("select from message where endpoint_id = $1", [
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

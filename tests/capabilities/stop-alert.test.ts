import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { inTransaction } from "../../db/client.ts"
import { listHolds } from "../../server/capabilities/list-holds.ts"
import { stopAlert } from "../../server/capabilities/stop-alert.ts"
import { claimMessages } from "../../server/delivery/claim-messages.ts"
import { createPlanner } from "../../server/delivery/plan-alerts.ts"
import { openTalks, type Talks } from "../delivery/alerts-given.ts"
import { subscribe } from "../support/subscribe.ts"
import { editor, ok } from "../support/tell.ts"

const HOLD_MS = 60_000
let talks: Talks

beforeAll(async () => {
  talks = await openTalks()
})
afterAll(() => talks.close())

const log = { info: () => {}, error: () => {} }
const plan = async () => {
  const planner = createPlanner({ db: talks.db, jobs: { put: async () => {} }, log, holdMs: HOLD_MS })
  for (const id of await planner.behind()) await planner.plan(id)
}
const stop = (seq: number, why = "The name is wrong.") =>
  stopAlert(talks.db, editor, { negotiation: talks.slug, seq, why }, { holdMs: HOLD_MS, now: Date.now() })
const statesOf = async (seq: number): Promise<string[]> => {
  const { rows } = await talks.db.$client.query(
    "select state from delivery where seq = $1 order by subscription_id",
    [seq],
  )
  return rows.map(({ state }: { state: string }) => state)
}

test("an alert that is stopped within its hold tells nobody, and the audit keeps who did it and why", async () => {
  const { id } = await subscribe(talks.db, { negotiationId: talks.negotiationId })
  const { seq } = await talks.publish()
  await plan()
  const before = ok(await listHolds(talks.db, editor, talks.slug, Date.now()))
  expect(before.alerts).toMatchObject([{ seq, state: "held", recipients: 1 }])
  expect(before.alerts[0]?.headline).toContain("Hill on a 30-day ceasefire")
  expect(await stop(seq, " ")).toMatchObject({ code: "invalid", path: "why" })
  expect(await stop(seq)).toEqual({ stopped: 1 })
  expect(await stop(seq)).toEqual({ stopped: 0 })
  expect(await statesOf(seq)).toEqual(["stopped"])
  const after = ok(await listHolds(talks.db, editor, talks.slug, Date.now()))
  expect(after.alerts).toMatchObject([{ seq, state: "stopped", stoppedWhy: "The name is wrong." }])
  const muchLater = ok(await listHolds(talks.db, editor, talks.slug, Date.now() + 60 * 60_000))
  expect(muchLater.alerts).toEqual([])
  const { rows } = await talks.db.$client.query("select by, after from audit where subject = $1", [
    `alert:${seq}`,
  ])
  expect(rows).toMatchObject([{ by: editor.id, after: { stopped_why: "The name is wrong." } }])
  await expect(talks.db.$client.query("delete from audit")).rejects.toThrow()
  await talks.db.$client.query("delete from subscription where id = $1", [id])
})

test("a change that is not planned yet can be stopped: the planner finds it so", async () => {
  await subscribe(talks.db, { id: "early", negotiationId: talks.negotiationId })
  const { seq } = await talks.publish()
  expect(await stop(seq)).toEqual({ stopped: 0 })
  await plan()
  expect(await statesOf(seq)).toEqual([])
  await talks.db.$client.query("delete from subscription where id = 'early'")
})

test("what is withdrawn within its hold is listed so, and as stopped by nobody", async () => {
  await subscribe(talks.db, { id: "spared", negotiationId: talks.negotiationId })
  const { id, seq } = await talks.publish()
  await plan()
  await talks.withdraw(id)
  await plan()
  const { alerts } = ok(await listHolds(talks.db, editor, talks.slug, Date.now()))
  expect(alerts.find((alert) => alert.seq === seq)).toMatchObject({
    state: "withdrawn",
    stoppedBy: null,
    stoppedWhy: null,
  })
  await talks.db.$client.query("delete from subscription where id = 'spared'")
})

test("what alerts nobody, and what was told already, cannot be stopped, and the sentence says what to do", async () => {
  const quiet = await talks.publish()
  await plan()
  expect(await stop(quiet.seq)).toMatchObject({ code: "not_found" })
  expect(await stop(9_999)).toMatchObject({ code: "not_found" })
  await subscribe(talks.db, { id: "told", negotiationId: talks.negotiationId })
  const { seq } = await talks.publish()
  await plan()
  await talks.db.$client.query("update delivery set state = 'sent' where seq = $1", [seq])
  expect(await stop(seq)).toMatchObject({ code: "wrong_state", detail: expect.stringContaining("1 of 1") })
  await talks.db.$client.query("delete from subscription where id = 'told'")
})

test("however stopping and sending meet, each delivery is either sent or stopped, none is stopped where one is sent, and nobody waits in a circle", async () => {
  const readers = Array.from({ length: 8 }, (_, n) => `reader-${n}`)
  for (const id of readers)
    await subscribe(talks.db, { id, negotiationId: talks.negotiationId }, { endpoint: { type: "webhook" } })
  const jobs = { put: async () => {}, finish: async () => {} }
  const arbitrary = fc.record({
    // whose messages which sender takes, and before how many of them the editor comes
    senders: fc.array(fc.constantFrom(0, 1, 2), { minLength: readers.length, maxLength: readers.length }),
    before: fc.nat(3),
    withdraws: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ senders, before, withdraws }) => {
      const { id, seq } = await talks.publish()
      const afterHold = Date.now() + 2 * HOLD_MS
      await plan()
      const messages = await talks.db.$client.query<{ id: string }>(
        "select message_id as id from delivery where seq = $1 order by subscription_id",
        [seq],
      )
      const claims = [0, 1, 2].map((sender) => (): Promise<unknown> => {
        const taken = messages.rows.filter((_, n) => senders[n] === sender)
        const ofThese = taken.map((message) => ({ id: `job of ${message.id}`, message: message.id }))
        return inTransaction(talks.db, (tx) => claimMessages(tx, jobs, "webhook", ofThese, afterHold))
      })
      if (withdraws) await talks.withdraw(id)
      const steps = claims.toSpliced(before, 0, () => stop(seq))
      if (withdraws) steps.push(plan)
      await Promise.all(steps.map((step) => step()))
      const states = new Set(await statesOf(seq))
      if (!withdraws) expect(states.has("sent") && states.has("stopped")).toBe(false)
      expect(states.has("waiting") && states.has("stopped")).toBe(false)
    }),
    { numRuns: 60 },
  )
})

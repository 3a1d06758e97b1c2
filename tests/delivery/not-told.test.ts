import { TestClock } from "pg-boss"
import pino from "pino"
import { afterEach, beforeEach, expect, test } from "vitest"
import { stopByLink } from "../../server/capabilities/confirm-subscription.ts"
import { listInbox, listOwnMessages } from "../../server/capabilities/list-messages.ts"
import { listSubscriptions } from "../../server/capabilities/list-subscriptions.ts"
import type { Actor } from "../../server/capabilities/matrix.ts"
import type { Alerts } from "../../server/delivery/alerts.ts"
import { openMailer } from "../../server/delivery/send-mail.ts"
import { subscribe } from "../support/subscribe.ts"
import { ok } from "../support/tell.ts"
import { waitUntil } from "../support/wait-until.ts"
import {
  links,
  openReceiver,
  openTalks,
  type Receiver,
  startAlerts,
  subscribeWebhook,
  type Talks,
} from "./alerts-given.ts"
import { openMailReceiver } from "./mail-receiver.ts"

const MINUTE = 60_000

let talks: Talks
let alerts: Alerts | undefined
let receiver: Receiver
let clock: TestClock

beforeEach(async () => {
  clock = new TestClock(Date.UTC(2026, 2, 2, 9))
  talks = await openTalks(() => clock.now())
  receiver = await openReceiver()
})
afterEach(async () => {
  await alerts?.stop()
  alerts = undefined
  await receiver.close()
  await talks.close()
})

const start = (holdMs: number) => {
  alerts = startAlerts(talks, { holdMs, clock, chance: () => 0.5 })
}
/** Lets time pass until something has come about; with steps of 0 it only waits. */
const passUntil = (look: () => Promise<unknown> | unknown, stepMs = 5_000) =>
  waitUntil(look.toString(), async () => {
    const seen = await look()
    if (!seen) {
      alerts?.wake()
      await clock.tick(stepMs)
    }
    return seen
  })
const rows = async (text: string, values: unknown[] = []) => (await talks.db.$client.query(text, values)).rows
const planned = async () =>
  (
    await rows(`select n.id from negotiation n left join alert_cursor c on c.negotiation_id = n.id
                 where n.seq <> coalesce(c.seq, 0)`)
  ).length === 0
const isPlanned = () => passUntil(planned, 0)
const settled = async () =>
  (await planned()) &&
  (await rows("select id from message where state in ('waiting', 'sending')")).length === 0
const outcomes = async () =>
  (await rows("select outcome from message order by created_at, id")).map((row) => row.outcome)
const hide = () =>
  talks.db.$client.query("update negotiation set visibility = 'private' where id = $1", [talks.negotiationId])

test("whoever ends a subscription is sent nothing more, not even what was planned before", async () => {
  const hook = await subscribeWebhook(talks, receiver)
  start(MINUTE)
  await talks.publish()
  await isPlanned()
  ok(await stopByLink(talks.db, links, { token: links.sign({ purpose: "stop", subscription: hook.id }) }))
  await passUntil(settled)
  expect(receiver.received).toEqual([])
  expect(await outcomes()).toEqual(["ended_meanwhile"])
})

test("a mail tells of what is still wanted, and leaves out what was ended while it gathered", async () => {
  const kept = await subscribeWebhook(talks, receiver)
  const ended = await subscribe(talks.db, { ...kept, id: "ended", negotiationId: talks.negotiationId })
  start(MINUTE)
  await talks.publish()
  await isPlanned()
  ok(await stopByLink(talks.db, links, { token: links.sign({ purpose: "stop", subscription: ended.id }) }))
  await passUntil(settled)
  expect(receiver.received).toHaveLength(1)
  expect(JSON.parse(receiver.received[0]!.body).data.subscriptions).toEqual([kept.id])
})

test("nothing of a negotiation that became private is sent, not even by trying again", async () => {
  await subscribeWebhook(talks, receiver)
  receiver.answer = 503
  start(MINUTE)
  await talks.publish()
  await passUntil(() => receiver.received.length === 1)
  await talks.publish()
  await isPlanned()
  await hide()
  receiver.answer = 200
  await passUntil(settled)
  expect(receiver.received).toHaveLength(1)
  expect(await outcomes()).toEqual(["no_longer_public", "no_longer_public"])
})

test("of a negotiation that became private a subscriber is shown no words, no title and no names", async () => {
  const [reader] = await rows(
    `insert into "user" (id, name, email, role) values ('r', 'R', 'r@example.org', 'reader') returning id`,
  )
  const actor: Actor = { id: `user:${reader.id}`, role: "reader", name: "R" }
  const own = await subscribe(
    talks.db,
    { negotiationId: talks.negotiationId, filter: { parties: ["hill"] } },
    { subscriber: { id: "reader", userId: reader.id }, endpoint: { type: "inbox", address: "" } },
  )
  start(0)
  await talks.publish()
  await passUntil(settled)
  const seen = async (who: Actor) =>
    JSON.stringify([
      ok(await listInbox(talks.db, { actor: who, userId: reader.id })).messages,
      ok(await listOwnMessages(talks.db, links, { actor, id: own.id })).messages,
      ok(await listSubscriptions(talks.db, links, { actor }, clock.now())).subscriptions,
    ])
  expect(await seen(actor)).toContain("Hill")
  await talks.db.$client.query("update negotiation set title = 'A secret title' where id = $1", [
    talks.negotiationId,
  ])
  await hide()
  expect(await seen(actor)).not.toMatch(/Hill|secret/)
})

test("a mail that could not be sent does not tell again of what has been withdrawn since", async () => {
  const post = await openMailReceiver()
  const mailer = openMailer(
    { smtpUrl: post.url, mailFrom: null, url: "https://parley.example" },
    pino({ level: "silent" }),
  )
  await subscribe(talks.db, { negotiationId: talks.negotiationId })
  post.refuse = { at: "data", status: 451 }
  alerts = startAlerts(talks, { holdMs: 0, clock, chance: () => 0.5 }, mailer)
  const { id } = await talks.publish({ gist: "Was never said." })
  await talks.publish({ gist: "Was said." })
  await isPlanned()
  await passUntil(async () => (await rows("select 1 from attempt")).length > 0)
  await talks.withdraw(id, clock.now())
  await isPlanned()
  post.refuse = null
  await passUntil(settled)
  expect(post.mails).toHaveLength(2)
  const again = post.mails.find(({ text }) => text.includes("Was said."))
  expect(again?.text).not.toContain("Was never said.")
  const withdrawal = post.mails.find(({ text }) => text.includes("Withdrawn: Hanna Hill: Was never said."))
  // it stands beneath the mail that would have told of it
  expect(withdrawal?.headers.get("in-reply-to")).toBe(again?.headers.get("message-id"))
  mailer?.close()
  await post.close()
})

test("a withdrawal within the hold that comes to the planner too late is told to whoever was told", async () => {
  await subscribeWebhook(talks, receiver)
  start(MINUTE)
  const { id } = await talks.publish()
  await isPlanned()
  // recorded a moment before the hold is over, and held up on its way
  const within = clock.now() + MINUTE - 1
  await passUntil(() => receiver.received.length === 1)
  await talks.withdraw(id, within)
  await passUntil(() => receiver.received.length === 2)
  expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual([
    "statement.published",
    "statement.withdrawn",
  ])
})

test("a change that a receiver cannot take is held against that change: others come at once, for weeks", async () => {
  const hook = await subscribeWebhook(talks, receiver)
  const { id: poison } = await talks.publish()
  const isPoison = ({ body }: { body: string }) => body.includes(`"${poison}"`)
  receiver.answer = () => ({ status: receiver.received.slice(-1).some(isPoison) ? 500 : 200 })
  start(0)
  const tries = () => receiver.received.filter(isPoison).length
  const others: string[] = []
  for (let due = clock.now(); due !== null; ) {
    if (due > clock.now()) await clock.setTime(due)
    const before = tries()
    await passUntil(() => tries() > before)
    const { id } = await talks.publish()
    const published = clock.now()
    await passUntil(() => receiver.received.some(({ body }) => body.includes(`"${id}"`)))
    expect(clock.now() - published).toBeLessThan(MINUTE)
    others.push("delivered")
    await passUntil(
      async () => (await rows("select id from message where state = 'sending'")).length === 0,
      0,
    )
    due = (await rows("select min(due_at) as due from message where state = 'waiting'"))[0].due
  }
  await passUntil(settled)
  expect(await rows("select state from endpoint where id = $1", [hook.endpointId])).toEqual([
    { state: "active" },
  ])
  expect((await outcomes()).sort()).toEqual(["answered_500", ...others])
  expect(tries()).toBe(18)
})

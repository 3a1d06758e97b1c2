import pino from "pino"
import { expect, test } from "vitest"
import { stopByLink } from "../../server/capabilities/confirm-subscription.ts"
import { listInbox, listOwnMessages } from "../../server/capabilities/list-messages.ts"
import { listSubscriptions } from "../../server/capabilities/list-subscriptions.ts"
import type { Actor } from "../../server/capabilities/matrix.ts"
import { resendMessage } from "../../server/capabilities/resend-message.ts"
import { openMailer } from "../../server/delivery/send-mail.ts"
import { subscribe } from "../support/subscribe.ts"
import { ok } from "../support/tell.ts"
import { links, subscribeWebhook } from "./alerts-given.ts"
import { AlertsInTime, MINUTE } from "./alerts-in-time.ts"
import { openMailReceiver } from "./mail-receiver.ts"

const given = new AlertsInTime()
const hide = () =>
  given.talks.db.$client.query("update negotiation set visibility = 'private' where id = $1", [
    given.talks.negotiationId,
  ])

test("whoever ends a subscription is sent nothing more, not even what was planned before", async () => {
  const hook = await subscribeWebhook(given.talks, given.receiver)
  given.start(MINUTE)
  await given.talks.publish()
  await given.untilPlanned()
  ok(
    await stopByLink(given.talks.db, links, {
      token: links.sign({ purpose: "stop", subscription: hook.id }),
    }),
  )
  await given.untilSettled()
  expect(given.receiver.received).toEqual([])
  expect(await given.outcomes()).toEqual(["ended_meanwhile"])
})

test("a message names no subscription that was ended while it waited beside one that is still wanted", async () => {
  const kept = await subscribeWebhook(given.talks, given.receiver)
  const ended = await subscribe(given.talks.db, {
    ...kept,
    id: "ended",
    negotiationId: given.talks.negotiationId,
  })
  given.start(MINUTE)
  await given.talks.publish()
  await given.untilPlanned()
  ok(
    await stopByLink(given.talks.db, links, {
      token: links.sign({ purpose: "stop", subscription: ended.id }),
    }),
  )
  await given.untilSettled()
  expect(given.receiver.received).toHaveLength(1)
  expect(JSON.parse(given.receiver.received[0]!.body).data.subscriptions).toEqual([kept.id])
})

test("nothing of a negotiation that became private is sent, not even by trying again", async () => {
  await subscribeWebhook(given.talks, given.receiver)
  given.receiver.answer = 503
  given.start(MINUTE)
  await given.talks.publish()
  await given.passUntil(() => given.receiver.received.length === 1)
  await given.talks.publish()
  await given.untilPlanned()
  await hide()
  given.receiver.answer = 200
  await given.untilSettled()
  expect(given.receiver.received).toHaveLength(1)
  expect(await given.outcomes()).toEqual(["no_longer_public", "no_longer_public"])
})

test("of a negotiation that became private a subscriber is shown no words, no title and no names", async () => {
  const [reader] = await given.rows(
    `insert into "user" (id, name, email, role) values ('r', 'R', 'r@example.org', 'reader') returning id`,
  )
  const actor: Actor = { id: `user:${reader.id}`, role: "reader", name: "R" }
  const own = await subscribe(
    given.talks.db,
    { negotiationId: given.talks.negotiationId, filter: { parties: ["hill"] } },
    { subscriber: { id: "reader", userId: reader.id }, endpoint: { type: "inbox", address: "" } },
  )
  given.start(0)
  await given.talks.publish()
  await given.untilSettled()
  const seen = async (who: Actor) =>
    JSON.stringify([
      ok(await listInbox(given.talks.db, { actor: who, userId: reader.id })).messages,
      ok(await listOwnMessages(given.talks.db, links, { actor, id: own.id })).messages,
      ok(await listSubscriptions(given.talks.db, links, { actor }, given.clock.now())).subscriptions,
    ])
  expect(await seen(actor)).toContain("Hill")
  await given.talks.db.$client.query("update negotiation set title = 'A secret title' where id = $1", [
    given.talks.negotiationId,
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
  await subscribe(given.talks.db, { negotiationId: given.talks.negotiationId })
  post.refuse = { at: "data", status: 451 }
  given.start(0, mailer)
  const { id } = await given.talks.publish({ gist: "Was never said." })
  await given.talks.publish({ gist: "Was said." })
  await given.untilPlanned()
  await given.passUntil(async () => (await given.rows("select 1 from attempt")).length > 0)
  await given.talks.withdraw(id, given.clock.now())
  await given.untilPlanned()
  post.refuse = null
  await given.untilSettled()
  expect(post.mails).toHaveLength(2)
  const again = post.mails.find(({ text }) => text.includes("Was said."))
  expect(again?.text).not.toContain("Was never said.")
  const withdrawal = post.mails.find(({ text }) => text.includes("Withdrawn: Hanna Hill: Was never said."))
  // it stands beneath the mail that would have told of it
  expect(withdrawal?.headers.get("in-reply-to")).toBe(again?.headers.get("message-id"))
  mailer?.close()
  await post.close()
})

test("what has been withdrawn is not sent again by hand either; what stands is", async () => {
  await subscribeWebhook(given.talks, given.receiver)
  given.start(0)
  const { id, seq } = await given.talks.publish()
  await given.untilSettled()
  const again = async () => {
    const [{ message }] = await given.rows("select message_id as message from delivery where seq = $1", [seq])
    const operator = { id: "user:op", role: "administrator" as const, name: "Operator" }
    const parts = { outbox: given.outbox, links }
    return resendMessage(given.talks.db, parts, { actor: operator, message }, given.clock.now())
  }
  ok(await again())
  await given.untilSettled()
  expect(given.receiver.received).toHaveLength(2)
  await given.talks.withdraw(id)
  await given.untilSettled()
  expect(await again()).toMatchObject({ code: "wrong_state" })
  await given.untilSettled()
  const types = given.receiver.received.map(({ body }) => JSON.parse(body).type)
  expect(types).toEqual(["statement.published", "statement.published", "statement.withdrawn"])
})

test("a withdrawal within the hold that comes to the planner too late is told to whoever was told", async () => {
  await subscribeWebhook(given.talks, given.receiver)
  given.start(MINUTE)
  const { id } = await given.talks.publish()
  await given.untilPlanned()
  // recorded a moment before the hold is over, and held up on its way
  const within = given.clock.now() + MINUTE - 1
  await given.passUntil(() => given.receiver.received.length === 1)
  await given.talks.withdraw(id, within)
  await given.passUntil(() => given.receiver.received.length === 2)
  expect(given.receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual([
    "statement.published",
    "statement.withdrawn",
  ])
})

test("a change that a receiver cannot take is held against that change: others come at once, for weeks", async () => {
  const hook = await subscribeWebhook(given.talks, given.receiver)
  const { id: poison } = await given.talks.publish()
  const isPoison = ({ body }: { body: string }) => body.includes(`"${poison}"`)
  given.receiver.answer = () => ({ status: given.receiver.received.slice(-1).some(isPoison) ? 500 : 200 })
  given.start(0)
  const tries = () => given.receiver.received.filter(isPoison).length
  const others: string[] = []
  for (let due = given.clock.now(); due !== null; ) {
    if (due > given.clock.now()) await given.clock.setTime(due)
    const before = tries()
    await given.passUntil(() => tries() > before)
    const { id } = await given.talks.publish()
    const published = given.clock.now()
    await given.passUntil(() => given.receiver.received.some(({ body }) => body.includes(`"${id}"`)))
    expect(given.clock.now() - published).toBeLessThan(MINUTE)
    others.push("delivered")
    await given.passUntil(
      async () => (await given.rows("select id from message where state = 'sending'")).length === 0,
      0,
    )
    due = (await given.rows("select min(due_at) as due from message where state = 'waiting'"))[0].due
  }
  await given.untilSettled()
  expect(await given.rows("select state from endpoint where id = $1", [hook.endpointId])).toEqual([
    { state: "active" },
  ])
  expect((await given.outcomes()).sort()).toEqual(["answered_500", ...others])
  expect(tries()).toBe(18)
})

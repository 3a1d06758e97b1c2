import { type AddressInfo, createServer } from "node:net"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { openMailer } from "../../server/delivery/send-mail.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { browserKeys } from "../support/push-service.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { statement, table } from "../support/table.ts"
import { waitUntil } from "../support/wait-until.ts"
import { type MailReceiver, openMailReceiver, type ReceivedMail } from "./mail-receiver.ts"

const slug = table.negotiation.slug

let database: TestDatabase
let db: Database
let server: TestServer
let post: MailReceiver
/** The public address is that of this machine, so that its links can be opened. */
let ORIGIN: string

beforeAll(async () => {
  post = await openMailReceiver()
  database = await createTestDatabase()
  db = openDatabase(database.url)
  const port = await freePort()
  ORIGIN = `http://127.0.0.1:${port}`
  server = await startServer({
    databaseUrl: database.url,
    env: { PARLEY_ALERT_HOLD_SECONDS: "0", SMTP_URL: post.url, PARLEY_URL: ORIGIN, PORT: String(port) },
  })
  const document = { ...table, negotiation: { ...table.negotiation, review: "off" } }
  expect((await call("/import", document)).status).toBe(200)
})
afterAll(async () => {
  await server.stop()
  await post.close()
  await db.$client.end()
  await database.drop()
})
beforeEach(() => {
  post.mails.length = 0
})
afterEach(() => {
  post.refuse = null
})

async function freePort(): Promise<number> {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve))
  const { port } = taken.address() as AddressInfo
  await new Promise((resolve) => taken.close(resolve))
  return port
}

function call(path: string, body: object, key = true): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key && { authorization: `Bearer ${server.apiKey}` }),
    },
    body: JSON.stringify(body),
  })
}
const trpc = (procedure: string, input: object): Promise<Response> =>
  fetch(`${server.url}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { origin: ORIGIN, "content-type": "application/json" },
    body: JSON.stringify(input),
  })
const publish = async (fields: object = {}): Promise<string> => {
  const said = { ...statement(), ...fields, status: "published" }
  expect((await call(`/negotiations/${slug}/statements`, said)).status).toBe(201)
  return said.id ?? ""
}
/** As a stranger does, from the page. */
const ask = (address: string, more: object = {}) =>
  trpc("subscriptions.create", {
    negotiation: slug,
    filter: { parties: ["hill"] },
    channel: { type: "email", address },
    ...more,
  })
const mailTo = (address: string, of: (mail: ReceivedMail) => boolean = () => true) =>
  waitUntil(
    `a mail to ${address}`,
    () => post.mails.find((mail) => mail.to.includes(address) && of(mail)),
    15_000,
  )
const tokenIn = ({ text }: ReceivedMail, place: string) =>
  new RegExp(`${ORIGIN}/alerts/${place}/(\\S+)`).exec(text)?.[1] ?? ""
const confirmed = async (address: string, more: object = {}): Promise<void> => {
  expect((await ask(address, more)).status).toBe(200)
  const letter = await mailTo(address, (mail) => mail.text.includes("/alerts/confirm/"))
  expect((await trpc("subscriptions.confirm", { token: tokenIn(letter, "confirm") })).status).toBe(200)
  post.mails.length = 0
}
const oneClick = (token: string, headers: object = {}) =>
  fetch(`${server.url}/alerts/stop/${token}`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: "List-Unsubscribe=One-Click",
  })

describe("an address that a stranger enters", () => {
  test("gets one mail that says what was asked for, and nothing else before it is confirmed", async () => {
    expect((await ask("reader@example.org")).status).toBe(200)
    const letter = await mailTo("reader@example.org")
    expect(letter.headers.get("subject")).toBe("Confirm your alerts from Parley")
    expect(letter.text).toContain("Every change that concerns Hill (Hill and Valley)")
    expect(letter.html).toContain("Every change that concerns Hill")
    await publish()
    await confirmed("second@example.org")
    await publish()
    await mailTo("second@example.org")
    expect(post.mails.filter(({ to }) => to.includes("reader@example.org"))).toEqual([])
    expect((await trpc("subscriptions.confirm", { token: tokenIn(letter, "confirm") })).status).toBe(200)
    await publish()
    await mailTo("reader@example.org")
  })

  test("is not taken in by whoever has entered it before: their link shows nothing of what its reader asks for", async () => {
    const address = "captured@example.org"
    // a public address; nothing is sent there within this test
    const endpoint = "https://93.184.215.14/of-a-stranger"
    const channel = { type: "push", endpoint, keys: browserKeys() }
    const begun = await trpc("subscriptions.create", { negotiation: slug, filter: {}, channel })
    const { link } = (await begun.json()).result.data
    expect((await ask(address, { link })).status).toBe(200)
    await mailTo(address)
    post.mails.length = 0
    await confirmed(address, { filter: { parties: ["valley"] } })
    const listed = await fetch(`${ORIGIN}/api/v1/subscriptions?link=${link}`)
    const { subscriptions } = await listed.json()
    expect(subscriptions.map(({ filter }: { filter: object }) => filter)).toEqual([{ parties: ["hill"] }, {}])
    expect(subscriptions[0]).toMatchObject({ state: "pending" })
  })

  test("is answered the same whether it is known here or not", async () => {
    await confirmed("known@example.org")
    const answers = await Promise.all(
      ["known@example.org", "unknown@example.org"].map((address) => ask(address)),
    )
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    const shape = ({ result }: { result: { data: { id: string } } }) => ({
      ...result.data,
      id: result.data.id.length,
    })
    expect(shape(bodies[0])).toEqual(shape(bodies[1]))
    const links = await Promise.all(
      ["known@example.org", "nobody@example.org"].map((address) =>
        trpc("subscriptions.sendLink", { address }),
      ),
    )
    expect(await links[0]?.text()).toBe(await links[1]?.text())
    await mailTo("known@example.org", ({ text }) => text.includes("/alerts/manage/"))
    expect(post.mails.filter(({ to }) => to.includes("nobody@example.org"))).toEqual([])
  })

  test("is not filled by others: after five mails in an hour no more are sent there", async () => {
    const answers: number[] = []
    for (let n = 0; n < 7; n += 1) answers.push((await ask("victim@example.org")).status)
    expect(answers).toEqual([200, 200, 200, 200, 200, 429, 429])
  })

  test("cannot be confirmed by a link that is forged or too old", async () => {
    expect((await ask("late@example.org")).status).toBe(200)
    const token = tokenIn(await mailTo("late@example.org"), "confirm")
    expect((await trpc("subscriptions.confirm", { token: `${token}x` })).status).toBe(404)
    await db.$client.query(
      "update message set created_at = created_at - 3 * 86400000 where notice->>'kind' = 'confirm'",
    )
    const { createSignedLinks } = await import("../../server/delivery/signed-links.ts")
    const { rows } = await db.$client.query("select value from setting where key like '%links%'")
    const old = createSignedLinks(rows[0].value)
    const link = old.read(token)
    if (link?.purpose !== "confirm") throw new Error("It is no such link.")
    const tooOld = old.sign({ ...link, expiresAt: Date.now() - 1 })
    expect((await trpc("subscriptions.confirm", { token: tooOld })).status).toBe(409)
  })
})

describe("a mail about a change", () => {
  test("says from what to what, who, when, by which source, why, and how to stop it", async () => {
    await confirmed("whole@example.org", { filter: { options: ["pause"] } })
    await publish({
      gist: "Hill proposes a pause <now> & here.",
      quote: "Let it be “quiet”.",
      directness: "verbatim",
      stances: [{ option: "pause", stance: "proposes" }],
    })
    const mail = await mailTo("whole@example.org")
    expect(mail.headers.get("subject")).toBe(
      "Hill on a pause over the holiday: from none recorded to proposes",
    )
    for (const said of [
      "Hanna Hill, 13 March 2025",
      "Hill proposes a pause <now> & here.",
      "“Let it be “quiet”.”",
      "The Wire, “Hill speaks”",
      "https://wire.example/1",
      "Every change, on a pause over the holiday",
    ])
      expect(mail.text).toContain(said)
    expect(mail.html).toContain("Hill proposes a pause &lt;now&gt; &amp; here.")
    expect(mail.html).not.toContain("<now>")
    expect(mail.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click")
    expect(mail.headers.get("list-unsubscribe")).toMatch(new RegExp(`^<${ORIGIN}/alerts/stop/\\S+>$`))
    expect(mail.headers.get("message-id")).toMatch(/^<msg_[0-9a-f]{32}@127\.0\.0\.1>$/)
    expect(mail.html).not.toMatch(/<(script|img|link)\b|src=|@import|url\(/i)
  })

  test("a correction says what was wrong, and goes to whoever got the original", async () => {
    await confirmed("right@example.org")
    const id = await publish()
    await mailTo("right@example.org")
    await call(`/negotiations/${slug}/statements/${id}/correct`, {
      note: "The day was wrong.",
      saidAt: "2025-03-12",
    })
    const mail = await mailTo("right@example.org", ({ text }) => text.includes("Corrected: Hanna Hill"))
    expect(mail.text).toContain("What was wrong: The day was wrong.")
  })
})

describe("one click in a mail program", () => {
  test("ends what the mail was about, without cookie or Origin, and again changes nothing; reading the address never does", async () => {
    await confirmed("leaver@example.org")
    await publish()
    const mail = await mailTo("leaver@example.org")
    const token = /stop\/(\S+)>/.exec(mail.headers.get("list-unsubscribe") ?? "")?.[1] ?? ""
    const stateOf = async () => {
      const { rows } = await db.$client.query(
        `select s.state from subscription s join endpoint e on e.id = s.endpoint_id where e.address = 'leaver@example.org'`,
      )
      return rows[0].state
    }
    for (const method of ["GET", "HEAD"]) await fetch(`${server.url}/alerts/stop/${token}`, { method })
    expect((await oneClick(`${token.slice(0, -1)}!`)).status).toBe(404)
    expect((await fetch(`${server.url}/alerts/stop/${token}`, { method: "POST", body: "x=1" })).status).toBe(
      400,
    )
    expect(await stateOf()).toBe("active")
    expect((await oneClick(token)).status).toBe(200)
    expect(await stateOf()).toBe("ended")
    expect((await oneClick(token, { accept: "text/html", origin: ORIGIN })).headers.get("location")).toBe(
      `/alerts/stop/${token}?done=1`,
    )
    expect(server.output()).not.toContain(token)
  })
})

test("a mail server's answers have their names, and what is its own fault is not the reader's", async () => {
  const log = { warn: () => {} }
  const send = async (smtpUrl: string) => {
    const mailer = openMailer({ smtpUrl, mailFrom: null, url: ORIGIN }, log)
    const outcome = await mailer?.send({ to: "x@example.org", subject: "s", text: "t" })
    mailer?.close()
    return outcome
  }
  expect(await send(post.url)).toEqual({ verdict: "delivered", name: "delivered" })
  post.refuse = { at: "recipient", status: 550 }
  expect(await send(post.url)).toEqual({ verdict: "refused", name: "recipient_refused", status: 550 })
  post.refuse = { at: "recipient", status: 451 }
  expect(await send(post.url)).toMatchObject({ verdict: "ours", name: "mail_server_answered_451" })
  post.refuse = { at: "data", status: 554 }
  expect(await send(post.url)).toMatchObject({ verdict: "refused", status: 554 })
  expect(await send("smtp://127.0.0.1:9")).toMatchObject({ verdict: "ours", name: "mail_server_unreachable" })
})

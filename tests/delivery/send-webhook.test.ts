import { once } from "node:events"
import type { IncomingMessage, ServerResponse } from "node:http"
import { type AddressInfo, createServer, type Server } from "node:net"
import { createServer as createTlsServer } from "node:tls"
import fc from "fast-check"
import { Webhook } from "standardwebhooks"
import { afterEach, expect, test } from "vitest"
import { type Network, networkFor } from "../../server/delivery/guarded-fetch.ts"
import { sendWebhook } from "../../server/delivery/send-webhook.ts"
import { webhookBody } from "../../server/delivery/webhook-body.ts"
import { createWebhookSecrets, webhookSignature } from "../../server/delivery/webhook-secrets.ts"
import type { Change } from "../../server/domain/change.ts"
import { type HostileServer, startHostileServer, writeForEver } from "../support/hostile-server.ts"
import { SELF_SIGNED } from "../support/self-signed.ts"
import { waitUntil } from "../support/wait-until.ts"

const ANY = networkFor(true)
const PUBLIC = networkFor(false)
const secrets = createWebhookSecrets("a secret of this test")
const secret = secrets.secretOf("endpoint-1", 1)
const now = () => Math.floor(Date.now() / 1000)

const closing: (() => unknown)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function receiver(...given: Parameters<typeof startHostileServer>): Promise<HostileServer> {
  const server = await startHostileServer(...given)
  closing.push(server.close)
  return server
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  closing.push(() => server.close())
  return (server.address() as AddressInfo).port
}

function send(url: string, more: Partial<Parameters<typeof sendWebhook>[0]> = {}, network: Network = ANY) {
  const request = { url, id: "msg_1", timestamp: now(), body: '{"type":"statement.published"}', ...more }
  return sendWebhook({ secrets: [secret], ...request }, network)
}

/** What came in, as a receiver that knows nothing of us reads it. */
async function received(req: IncomingMessage): Promise<{ body: string; headers: Record<string, string> }> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  const headers = Object.entries(req.headers).map(([name, value]) => [name, String(value)])
  return { body: Buffer.concat(chunks).toString(), headers: Object.fromEntries(headers) }
}

async function receivedOne(more: Partial<Parameters<typeof sendWebhook>[0]> = {}) {
  const came: Awaited<ReturnType<typeof received>>[] = []
  const server = await receiver(async (req, res) => {
    came.push(await received(req))
    res.writeHead(204).end()
  })
  const outcome = await send(server.url, more)
  expect(outcome).toMatchObject({ verdict: "delivered", name: "delivered", status: 204 })
  return came[0]!
}

test("an independent verifier accepts what arrives, and refuses another body, another id and an old time", async () => {
  const body = JSON.stringify({ gist: "Сказав «так» \u2028 نعم 👩‍👩‍👧" })
  const came = await receivedOne({ body })
  const verifier = new Webhook(secret)
  expect(verifier.verify(came.body, came.headers)).toEqual(JSON.parse(body))
  expect(came.headers).toMatchObject({ "content-type": "application/json", "webhook-id": "msg_1" })
  expect(() => verifier.verify(came.body.replace("так", "ні"), came.headers)).toThrow()
  expect(() => verifier.verify(came.body, { ...came.headers, "webhook-id": "msg_2" })).toThrow()
  for (const timestamp of [now() - 600, now() + 600]) {
    const other = await receivedOne({ body, timestamp })
    expect(() => verifier.verify(other.body, other.headers)).toThrow(/timestamp/i)
    const moved = { ...other.headers, "webhook-timestamp": String(now()) }
    expect(() => verifier.verify(other.body, moved)).toThrow(/signature/i)
  }
})

test("while a secret changes, receivers that know the earlier or the new one both accept", async () => {
  const next = secrets.secretOf("endpoint-1", 2)
  const came = await receivedOne({ secrets: [next, secret] })
  for (const known of [secret, next]) {
    expect(new Webhook(known).verify(came.body, came.headers)).toEqual(JSON.parse(came.body))
  }
  for (const foreign of [secrets.secretOf("endpoint-1", 3), secrets.secretOf("endpoint-2", 1)]) {
    expect(() => new Webhook(foreign).verify(came.body, came.headers)).toThrow()
  }
})

test("any message is signed so that its own secret verifies it and no other does", () => {
  const json = fc.json({ stringUnit: "binary" })
  fc.assert(
    fc.property(json, fc.uuid(), fc.string(), fc.nat(1_000), fc.nat(1_000), (body, id, endpoint, g, h) => {
      const headers = { "webhook-id": id, "webhook-timestamp": String(now()) }
      const mine = secrets.secretOf(endpoint, g)
      const other =
        g === h ? createWebhookSecrets("another").secretOf(endpoint, g) : secrets.secretOf(endpoint, h)
      const signature = webhookSignature({ id, timestamp: Number(headers["webhook-timestamp"]), body }, [
        mine,
      ])
      const signed = { ...headers, "webhook-signature": signature }
      expect(new Webhook(mine).verify(body, signed)).toEqual(JSON.parse(body))
      expect(() => new Webhook(other).verify(body, signed)).toThrow()
      expect(() => new Webhook(mine).verify(`${body} `, signed)).toThrow()
    }),
  )
})

test.each([
  [200, { verdict: "delivered", name: "delivered" }],
  [202, { verdict: "delivered", name: "delivered" }],
  [301, { verdict: "retry", name: "redirect_refused" }],
  [400, { verdict: "retry", name: "answered_400" }],
  [401, { verdict: "retry", name: "answered_401" }],
  [404, { verdict: "gone", name: "gone" }],
  [410, { verdict: "gone", name: "gone" }],
  [429, { verdict: "retry", name: "answered_429" }],
  [500, { verdict: "retry", name: "answered_500" }],
  [503, { verdict: "retry", name: "answered_503" }],
])("the answer %i has its own outcome", async (status, outcome) => {
  const server = await receiver((_, res) => res.writeHead(status).end("words that nobody keeps"))
  const { tookMs, ...rest } = await send(server.url)
  expect(rest).toEqual({ ...outcome, status })
  expect(tookMs).toBeGreaterThanOrEqual(0)
})

test.each([
  ["seconds", () => "120", 120_000],
  ["a date", () => new Date(Date.now() + 120_000).toUTCString(), 120_000],
  ["more seconds than anybody waits", () => "9".repeat(400), 86_400_000],
  ["a date in another age", () => "Fri, 01 Jan 9999 00:00:00 GMT", 86_400_000],
  ["a date that is over", () => "Thu, 13 Mar 2025 12:00:00 GMT", undefined],
  ["no seconds at all", () => "0", undefined],
  ["neither", () => "-5, soon", undefined],
])("Retry-After is heeded of 429 and 503 where it says %s", async (_, value, waitMs) => {
  for (const status of [429, 503, 500]) {
    const server = await receiver((_, res) => res.writeHead(status, { "retry-after": value() }).end())
    const { retryAfterMs } = await send(server.url)
    if (waitMs === undefined || status === 500) expect(retryAfterMs).toBeUndefined()
    // a date has no parts of a second
    else expect(Math.abs((retryAfterMs ?? 0) - waitMs)).toBeLessThan(3_000)
  }
})

test("a redirect is not followed, to a private address, to itself or anywhere", async () => {
  const inner = await receiver((_, res) => res.end("secret"))
  const outer = await receiver((req, res) => {
    const location = req.url === "/self" ? "/self" : inner.url
    res.writeHead(req.url === "/307" ? 307 : 302, { location }).end()
  }, "127.0.0.2")
  const network = { ...ANY, isAllowed: (address: string) => address === "127.0.0.2" }
  for (const path of ["/private", "/self", "/307"]) {
    expect(await send(outer.url + path, {}, network)).toMatchObject({
      verdict: "retry",
      name: "redirect_refused",
    })
  }
  expect([inner.asked.length, outer.asked.length]).toEqual([0, 3])
})

test("an address that leads into a private network is refused at sending, however it is written", async () => {
  const server = await receiver((_, res) => res.end())
  const { port } = server
  const forms = [
    "127.0.0.1",
    "0x7f000001",
    "2130706433",
    "0177.0.0.1",
    "127.1",
    "[::ffff:127.0.0.1]",
    "localhost",
  ]
  for (const host of forms) {
    expect([host, await send(`http://${host}:${port}/`, {}, PUBLIC)]).toMatchObject([
      host,
      { verdict: "refused", name: "address_not_public" },
    ])
  }
  const rebound = { ...PUBLIC, resolve: async () => ["93.184.216.34", "127.0.0.1"] }
  expect(await send(`http://rebound.example:${port}/`, {}, rebound)).toMatchObject({ verdict: "refused" })
  expect(await send("ftp://example.org/")).toMatchObject({ verdict: "refused", name: "not_http" })
  expect(server.asked).toHaveLength(0)
})

test("a name that means another address a moment later is not asked there", async () => {
  const good = await receiver((_, res) => res.end(), "127.0.0.2")
  const inner = await receiver((_, res) => res.end())
  const answers = [["127.0.0.2"], ["127.0.0.1"]]
  const network: Network = {
    isAllowed: (address) => address === "127.0.0.2",
    resolve: async () => answers.shift() ?? [],
  }
  const address = `http://rebinding.example:${good.port}/`
  expect(await send(address, {}, network)).toMatchObject({ verdict: "delivered" })
  expect(await send(address, {}, network)).toMatchObject({ verdict: "refused", name: "address_not_public" })
  expect([good.asked.length, inner.asked.length]).toEqual([1, 0])
})

test("each way to fail without an answer has its name", async () => {
  const reset = await listen(createServer((socket) => socket.once("data", () => socket.resetAndDestroy())))
  const tls = await listen(createTlsServer({ ...SELF_SIGNED }).on("tlsClientError", () => {}))
  const noTls = await listen(
    createServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 no\r\n\r\n")),
  )
  const other = await listen(createServer((socket) => socket.on("error", () => {}).end("SSH-2.0-x\r\n")))
  const gone = await startHostileServer(() => {})
  await gone.close()
  const long = await receiver((_, res) => res.writeHead(200, { "x-long": "x".repeat(100_000) }).end())
  const asked: [string, string, Network?][] = [
    [`http://127.0.0.1:${reset}/`, "connection_lost"],
    [`https://named.example:${tls}/`, "tls_failed", { ...ANY, resolve: async () => ["127.0.0.1"] }],
    [`https://127.0.0.1:${noTls}/`, "tls_failed"],
    [`http://127.0.0.1:${other}/`, "bad_answer"],
    [gone.url, "connection_refused"],
    [long.url, "answer_too_large"],
    ["http://no-such-name.invalid/", "dns_lookup_failed"],
  ]
  for (const [url, name, network] of asked) {
    const { tookMs: _, ...outcome } = await send(url, {}, network)
    expect([url, outcome]).toEqual([url, { verdict: "retry", name }])
  }
})

const hostile: Record<string, (res: ServerResponse) => void> = {
  "goes on for ever": (res) => writeForEver(res, Buffer.alloc(65_536, 97)),
  "announces 50 GB": (res) => res.writeHead(200, { "content-length": 50_000_000_000 }).write("x"),
  "trickles its words": (res) => trickle(res, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"),
  "says nothing more": (res) => res.writeHead(200).flushHeaders(),
  "breaks off": (res) => res.writeHead(200, { "content-length": 1000 }).write("x", () => res.destroy()),
  "is no chunk": (res) =>
    void res.socket?.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
}
test.each(Object.entries(hostile))(
  "a receiver that has taken the message and %s is cut off, and the message counts as delivered",
  async (_, answer) => {
    const server = await receiver((_, res) => answer(res))
    const before = process.memoryUsage().rss
    expect(await send(server.url)).toMatchObject({ verdict: "delivered", status: 200 })
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1_048_576)
    await waitUntil("the connection to be closed", server.isAlone)
  },
)

test("receivers that never answer are cut off when their time is over, and delay nobody", async () => {
  const silent = await receiver(() => {})
  const trickling = await receiver((_, res) => trickle(res, "HTTP/1.1 200 OK\r\nx-a: "))
  const deaf = await listen(createServer((socket) => void socket.on("error", () => {}).pause()))
  const good = await receiver((_, res) => res.end())
  const unfinished = await receiver((_, res) => res.writeHead(200).flushHeaders())
  const large = JSON.stringify("x".repeat(5_000_000))
  let over = 0
  const slow = [
    send(silent.url),
    send(trickling.url),
    send(`http://127.0.0.1:${deaf}/`, { body: large }),
  ].map((sending) =>
    sending.finally(() => {
      over += 1
    }),
  )
  for (const { url } of [good, unfinished]) {
    expect(await send(url)).toMatchObject({ verdict: "delivered" })
  }
  expect(over).toBe(0)
  for (const outcome of await Promise.all(slow)) {
    expect(outcome).toMatchObject({ verdict: "retry", name: "too_slow" })
  }
  for (const server of [silent, trickling]) await waitUntil("the connection to be closed", server.isAlone)
})

test("a webhook's body is the change itself, with what it means for its subscriptions beside it", () => {
  const change: Change = {
    negotiation: "talks",
    epoch: "e",
    seq: 7,
    hash: "h",
    kind: "statement.corrected",
    recordedAt: "2025-03-14T08:00:00.000Z",
    cells: [],
    correction: { note: "The date was wrong.", version: 2, replaces: 1 },
  }
  const news = { subscriptions: ["sub_1"], headline: "H", url: "https://p.example/talks", followsUp: true }
  expect(JSON.parse(webhookBody({ change, ...news }))).toEqual({
    type: "statement.corrected",
    timestamp: change.recordedAt,
    data: { ...change, ...news },
  })
})

function trickle(res: ServerResponse, start: string): void {
  const { socket } = res
  socket?.write(start)
  const timer = setInterval(() => socket?.write("x"), 20)
  socket?.on("close", () => clearInterval(timer))
}

import { createPublicKey, randomBytes, verify } from "node:crypto"
import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { networkFor } from "../../server/delivery/guarded-fetch.ts"
import { type Push, sendPush } from "../../server/delivery/send-push.ts"
import { openVapid, type Vapid } from "../../server/delivery/vapid.ts"
import { startHostileServer } from "../support/hostile-server.ts"
import { type PushService, startPushService } from "../support/push-service.ts"

const ANY = networkFor(true)
const NOBODY = { vapid: null, mailFrom: null, url: null }
const keep = async (make: () => string) => make()

let service: PushService
let vapid: Vapid
let other: Vapid
beforeAll(async () => {
  service = await startPushService()
  vapid = await openVapid({ ...NOBODY, mailFrom: "Parley <alerts@parley.example>" }, keep)
  other = await openVapid(NOBODY, keep)
})
afterAll(async () => {
  await service.stop()
})

function send(
  { endpoint: url, keys }: { endpoint: string; keys: Push["endpoint"]["keys"] },
  more: Partial<Push> = {},
  by: Vapid = vapid,
) {
  const push = { payload: '{"title":"Words"}', ttlSeconds: 60, urgency: "normal" as const, ...more }
  return sendPush({ endpoint: { url, keys }, ...push }, by, ANY)
}

test("a push service decrypts what was sent, whatever it says", async () => {
  const client = await service.subscribe(vapid.publicKey)
  const sent: string[] = []
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1, maxLength: 700 }), async (text) => {
      const payload = JSON.stringify(text)
      sent.push(payload)
      expect(await send(client, { payload })).toMatchObject({
        verdict: "delivered",
        name: "delivered",
        status: 201,
      })
      expect(await client.received()).toEqual(sent)
    }),
    { numRuns: 25 },
  )
})

test("a push service refuses whoever signs with another key than the browser subscribed with", async () => {
  const client = await service.subscribe(vapid.publicKey)
  expect(await send(client, {}, other)).toMatchObject({ verdict: "refused", name: "request_refused" })
  expect(await client.received()).toEqual([])
})

test("a browser that has unsubscribed is gone", async () => {
  const client = await service.subscribe(vapid.publicKey)
  await client.expire()
  expect(await send(client)).toMatchObject({ verdict: "gone", name: "gone", status: 410 })
})

test("a push says for how long, how urgent and about what it is, and who sends it", async () => {
  const { keys } = await service.subscribe(vapid.publicKey)
  const server = await startHostileServer((_, res) => res.writeHead(201).end())
  const push = { ttlSeconds: 3_600, urgency: "high" as const, topic: "/talks/statements/s-1:and.more" }
  await send({ endpoint: `${server.url}/abc`, keys }, push)
  await send({ endpoint: `${server.url}/abc`, keys }, { ...push, topic: "another" })
  await server.close()
  const [first, second] = server.asked.map(({ headers }) => headers)
  expect(first).toMatchObject({ ttl: "3600", urgency: "high", "content-encoding": "aes128gcm" })
  expect(first?.topic).toMatch(/^[A-Za-z0-9_-]{32}$/)
  expect(second?.topic).not.toBe(first?.topic)

  const [, token = "", key] = /^vapid t=([^,]+), k=(.+)$/.exec(first?.authorization ?? "") ?? []
  expect(key).toBe(vapid.publicKey)
  const [head = "", claims = "", signature = ""] = token.split(".")
  const point = Buffer.from(vapid.publicKey, "base64url")
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"))
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x: x!, y: y! }, format: "jwk" })
  const signed = { key: publicKey, dsaEncoding: "ieee-p1363" as const }
  expect(
    verify("sha256", Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, "base64url")),
  ).toBe(true)
  const { aud, sub, exp } = JSON.parse(Buffer.from(claims, "base64url").toString())
  expect({ aud, sub }).toEqual({ aud: server.url, sub: "mailto:alerts@parley.example" })
  expect(exp * 1000 - Date.now()).toBeLessThanOrEqual(86_400_000)
})

test.each([
  [201, { verdict: "delivered", name: "delivered" }],
  [302, { verdict: "retry", name: "redirect_refused" }],
  [400, { verdict: "refused", name: "request_refused" }],
  [401, { verdict: "refused", name: "vapid_refused" }],
  [403, { verdict: "refused", name: "vapid_refused" }],
  [404, { verdict: "gone", name: "gone" }],
  [410, { verdict: "gone", name: "gone" }],
  [413, { verdict: "refused", name: "payload_too_large" }],
  [429, { verdict: "retry", name: "answered_429", retryAfterMs: 30_000 }],
  [500, { verdict: "retry", name: "answered_500" }],
  [503, { verdict: "retry", name: "answered_503", retryAfterMs: 30_000 }],
])("the answer %i of a push service has its own outcome", async (status, outcome) => {
  const { keys } = await service.subscribe(vapid.publicKey)
  const server = await startHostileServer((_, res) => res.writeHead(status, { "retry-after": "30" }).end())
  const { tookMs: _, ...rest } = await send({ endpoint: server.url, keys })
  await server.close()
  expect(rest).toEqual({ ...outcome, status })
})

test("nothing is sent where it cannot be encrypted, or to an address that is not public", async () => {
  const { keys } = await service.subscribe(vapid.publicKey)
  const server = await startHostileServer((_, res) => res.writeHead(201).end())
  const point = randomBytes(65).fill(4, 0, 1).toString("base64url")
  const unusable = [
    { ...keys, p256dh: "x" },
    { ...keys, p256dh: point },
    { ...keys, auth: "" },
    { ...keys, auth: "AA" },
  ]
  for (const wrong of unusable) {
    expect(await send({ endpoint: server.url, keys: wrong })).toMatchObject({
      verdict: "refused",
      name: "push_keys_unusable",
    })
  }
  const push = { endpoint: { url: server.url, keys }, payload: "{}", ttlSeconds: 1, urgency: "low" as const }
  expect(await sendPush(push, vapid, networkFor(false))).toMatchObject({
    verdict: "refused",
    name: "address_not_public",
  })
  expect(server.asked).toHaveLength(0)
  await server.close()
})

test("a site keeps its keys, and an operator's go before them where they are a pair", async () => {
  let kept: string | undefined
  const keepOnce = async (make: () => string) => (kept ??= make())
  const first = await openVapid(NOBODY, keepOnce)
  expect(await openVapid(NOBODY, keepOnce)).toEqual(first)
  const { publicKey, privateKey } = other
  const given = { publicKey, privateKey, subject: "https://parley.example" }
  expect(await openVapid({ ...NOBODY, vapid: given }, keepOnce)).toEqual(given)
  for (const wrong of [
    { ...given, publicKey: first.publicKey },
    { ...given, privateKey: "short" },
    { ...given, subject: "parley.example" },
    { ...given, subject: "http://parley.example" },
  ]) {
    await expect(openVapid({ ...NOBODY, vapid: wrong }, keepOnce)).rejects.toThrow(/^VAPID_/)
  }
})

test.each([
  [{ mailFrom: "Parley <a.b@parley.example>", url: "https://parley.example" }, "mailto:a.b@parley.example"],
  [{ mailFrom: "a@parley.example", url: null }, "mailto:a@parley.example"],
  [{ mailFrom: null, url: "https://parley.example" }, "https://parley.example"],
  [{ mailFrom: null, url: "http://localhost:3000" }, "mailto:parley@localhost"],
])("with %j a push service may turn to %s", async (env, subject) => {
  expect((await openVapid({ ...NOBODY, ...env }, keep)).subject).toBe(subject)
})

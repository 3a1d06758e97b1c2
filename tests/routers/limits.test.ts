import type { IncomingMessage } from "node:http"
import { expect, test } from "vitest"
import { clientAddress, networkOf } from "../../server/http/client-address.ts"
import { createRateLimits, LIMITS } from "../../server/http/rate-limits.ts"
import { addressCounter } from "../../server/realtime/limits.ts"

const from = (remoteAddress: string, forwarded?: string | string[]) =>
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage

test.each<[string, string | string[] | undefined, boolean, string]>([
  ["203.0.113.7", undefined, false, "203.0.113.7"],
  ["::ffff:203.0.113.7", undefined, false, "203.0.113.7"],
  ["127.0.0.1", "198.51.100.1", false, "127.0.0.1"],
  ["127.0.0.1", "198.51.100.1", true, "198.51.100.1"],
  ["10.1.2.3", "1.1.1.1, 198.51.100.1", true, "198.51.100.1"],
  ["203.0.113.7", "198.51.100.1", true, "203.0.113.7"],
  ["127.0.0.1", "not-an-address", true, "127.0.0.1"],
  ["::1", "2001:db8::1", true, "2001:db8::1"],
])("%s telling of %s (behind a proxy: %s) counts as %s", (peer, forwarded, behindProxy, expected) => {
  expect(clientAddress(from(peer, forwarded), behindProxy)).toBe(expected)
})

test("a network of IPv6 counts as one, an address of IPv4 by itself", () => {
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64")
  expect(networkOf("2001:db8:1:2::1")).toBe("2001:db8:1:2::/64")
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64")
  expect(networkOf("203.0.113.7")).toBe("203.0.113.7")
})

test("reading is generous, and limited for one network without touching another", async () => {
  const limits = createRateLimits()
  const asked = await Promise.all(
    Array.from({ length: LIMITS.request.points }, () => limits.request("203.0.113.7")),
  )
  expect(asked.filter(Boolean)).toEqual([])
  expect((await limits.request("203.0.113.7"))?.retryAfterSeconds).toBeGreaterThan(0)
  expect(await limits.request("203.0.113.8")).toBeUndefined()
})

test("a key may import at 200 a second, a person may not, and nobody's changes are few", async () => {
  const limits = createRateLimits()
  const one = (id: string) => ({ id, role: "editor" as const, name: "x" })
  const refused = async (actor: ReturnType<typeof one> | null, count: number) =>
    (await Promise.all(Array.from({ length: count }, () => limits.mutation(actor, "203.0.113.7")))).filter(
      Boolean,
    ).length
  expect(await refused(one("key:1"), 2_000)).toBe(0)
  expect(await refused(one("user:1"), 400)).toBe(400 - LIMITS.byPerson.points)
  expect(await refused(one("user:2"), 1)).toBe(0)
  expect(await refused(null, 100)).toBe(100 - LIMITS.unknown.points)
})

test("from the machine itself far more is let through, but not everything", async () => {
  const limits = createRateLimits()
  for (const here of ["127.0.0.1", "::1"]) {
    const signedIn = await Promise.all(Array.from({ length: 610 }, () => limits.signIn(here)))
    expect(signedIn.filter(Boolean).length).toBe(10)
    const changed = await Promise.all(Array.from({ length: 610 }, () => limits.mutation(null, here)))
    expect(changed.filter(Boolean).length).toBe(10)
  }
})

test("sockets are counted while they are open", () => {
  const counter = addressCounter(2)
  counter.enter("203.0.113.7")
  expect(counter.isFull("203.0.113.7")).toBe(false)
  counter.enter("203.0.113.7")
  expect([counter.isFull("203.0.113.7"), counter.isFull("203.0.113.8")]).toEqual([true, false])
  counter.leave("203.0.113.7")
  expect(counter.isFull("203.0.113.7")).toBe(false)
})

test("signing in is tried a few times a minute", async () => {
  const limits = createRateLimits()
  const tries = await Promise.all(Array.from({ length: 50 }, () => limits.signIn("203.0.113.7")))
  expect(tries.filter(Boolean).length).toBe(50 - LIMITS.signIn.points)
})

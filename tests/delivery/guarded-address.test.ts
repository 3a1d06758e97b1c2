import { BlockList, isIPv4 } from "node:net"
import fc from "fast-check"
import { expect, test } from "vitest"
import { isPublicAddress } from "../../server/delivery/guarded-address.ts"

/** IANA special-purpose registries, with what is no unicast, written down apart from the library that is asked. */
const V4 = `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`
const V6 = `::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/2 8000::/1 2001:db8::/32 2002::/16 2001::/32 2001:2::/48
  2001:10::/28 2001:20::/28 3fff::/20 5f00::/16`
const special = new BlockList()
for (const range of V4.split(/\s+/))
  special.addSubnet(range.split("/")[0]!, Number(range.split("/")[1]), "ipv4")
const special6 = new BlockList()
for (const range of V6.split(/\s+/))
  special6.addSubnet(range.split("/")[0]!, Number(range.split("/")[1]), "ipv6")

const isSpecialV4 = (address: string) => special.check(address, "ipv4")
const v4 = fc.oneof(
  fc.ipV4(),
  // every edge of every range, from both sides
  fc.constantFrom(...V4.split(/\s+/).flatMap(edges)),
)

test("no special IPv4 address is public, in any form in which IPv6 carries it", () => {
  fc.assert(
    fc.property(v4, (address) => {
      if (!isSpecialV4(address)) return
      const [a, b, c, d] = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"))
      for (const form of [
        address,
        `::ffff:${address}`,
        `::ffff:${a}${b}:${c}${d}`,
        `0:0:0:0:0:ffff:${a}${b}:${c}${d}`,
        `::ffff:0:${address}`,
        `::${address}`,
        `64:ff9b::${address}`,
        `64:ff9b:1::${address}`,
        `2002:${a}${b}:${c}${d}::1`,
        `2001:0:${a}${b}:${c}${d}::`,
      ]) {
        expect([form, isPublicAddress(form)]).toEqual([form, false])
      }
    }),
    { numRuns: 2_000 },
  )
})

test("an ordinary IPv4 address is public, by itself, mapped and through NAT64", () => {
  fc.assert(
    fc.property(v4, (address) => {
      // anycast of AS112 and AMT is special in one registry and ordinary in use: either answer is safe
      if (isSpecialV4(address) || /^192\.(31\.196|52\.193|175\.48)\./.test(address)) return
      expect([address, isPublicAddress(address)]).toEqual([address, true])
      expect(isPublicAddress(`::ffff:${address}`)).toBe(true)
      expect(isPublicAddress(`64:ff9b::${address}`)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test("no special IPv6 address is public", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV6(),
        fc.constantFrom("::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1"),
      ),
      (address) => {
        const isMapped = /^(::ffff:|64:ff9b::)/i.test(address) || isIPv4(address.replace(/^::/, ""))
        if (!isMapped && special6.check(address, "ipv6"))
          expect([address, isPublicAddress(address)]).toEqual([address, false])
      },
    ),
    { numRuns: 5_000 },
  )
  expect(isPublicAddress("2a00:1450:4001:80b::200e")).toBe(true)
})

test.each([
  "",
  "localhost",
  "1",
  "0x7f000001",
  "127.1",
  "fe80::1%eth0",
  "::ffff:127.0.0.1%1",
  "1.2.3.4/8",
  "a".repeat(10_000),
])("what is no written-out address is not public: %s", (address) =>
  expect(isPublicAddress(address)).toBe(false),
)

function edges(range: string): string[] {
  const [base = "", bits = ""] = range.split("/")
  const first = base.split(".").reduce((sum, part) => sum * 256 + Number(part), 0)
  const last = first + 2 ** (32 - Number(bits)) - 1
  return [first - 1, first, last, last + 1]
    .filter((n) => n >= 0 && n < 2 ** 32)
    .map((n) => [n / 2 ** 24, n / 2 ** 16, n / 2 ** 8, n].map((part) => Math.floor(part) % 256).join("."))
}

import fc from "fast-check"
import { expect, test } from "vitest"
import { createSignedLinks, type SignedLink } from "../../server/delivery/signed-links.ts"

const links = createSignedLinks("a secret")

const link: fc.Arbitrary<SignedLink> = fc.oneof(
  fc.record({ purpose: fc.constant("confirm" as const), subscription: fc.string(), expiresAt: fc.nat() }),
  fc.record({ purpose: fc.constant("manage" as const), subscriber: fc.string(), generation: fc.nat() }),
  fc.record({ purpose: fc.constant("feed" as const), subscriber: fc.string(), generation: fc.nat() }),
  fc.record({ purpose: fc.constant("stop" as const), subscription: fc.string() }),
  fc.record({ purpose: fc.constant("stop-message" as const), message: fc.string() }),
)

test("any link reads back as what was signed, and needs no quoting in an address", () => {
  fc.assert(
    fc.property(link, (signed) => {
      const token = links.sign(signed)
      expect(links.read(token)).toEqual(signed)
      expect(encodeURIComponent(token)).toBe(token)
    }),
  )
})

test("a token with any character changed, added or taken away is nobody's", () => {
  fc.assert(
    fc.property(link, fc.nat(), fc.constantFrom("A", "B", "_", ".", "=", "", "AA"), (signed, at, put) => {
      const token = links.sign(signed)
      const place = at % token.length
      const forged = token.slice(0, place) + put + token.slice(place + 1)
      fc.pre(forged !== token)
      expect(links.read(forged)).toBeUndefined()
      expect(links.read(token + put)).toEqual(put === "" ? signed : undefined)
    }),
  )
})

test("any text that this site did not sign is nobody's, and one of another site too", () => {
  fc.assert(fc.property(fc.string(), (text) => links.read(text) === undefined))
  const other = createSignedLinks("another secret")
  fc.assert(fc.property(link, (signed) => links.read(other.sign(signed)) === undefined))
})

import { expect, test } from "vitest"
import type { FoundFeed } from "../server/http/feeds.ts"
import { rememberWritten } from "../server/http/written-feeds.ts"

/** A feed that counts how often it is written. */
function feedOf(key: string, text: () => string) {
  let written = 0
  const feed = (stamp: string): FoundFeed => ({
    mediaType: "application/atom+xml",
    key,
    stamp,
    audience: "public",
    write: async () => {
      written += 1
      return { text: text(), updated: null }
    },
  })
  return { feed, written: () => written }
}

test("a feed is written once for all who ask, and again only when its stamp is another", async () => {
  const read = rememberWritten()
  const { feed, written } = feedOf("a", () => "text")
  const [first, second] = await Promise.all([read(feed("1")), read(feed("1"))])
  expect([first, written()]).toEqual([second, 1])
  await read(feed("1"))
  expect(written()).toBe(1)
  expect((await read(feed("2"))).etag).toBe(first.etag)
  expect(written()).toBe(2)
})

test("a feed that could not be written is tried again by the next who asks", async () => {
  const read = rememberWritten()
  let fails = true
  const { feed } = feedOf("a", () => {
    if (fails) throw new Error("no database")
    return "text"
  })
  await expect(read(feed("1"))).rejects.toThrow("no database")
  fails = false
  expect((await read(feed("1"))).text).toBe("text")
})

test("however many are asked for, what is kept is bounded, and what was asked for last is kept", async () => {
  const read = rememberWritten()
  const long = "x".repeat(1_000_000)
  const feeds = Array.from({ length: 30 }, (_, n) => feedOf(`feed ${n}`, () => long))
  const [first] = feeds
  for (const { feed } of feeds) {
    await read(feed("1"))
    if (first) await read(first.feed("1"))
  }
  expect(first?.written()).toBe(1)
  for (const { feed } of feeds.toReversed()) await read(feed("1"))
  const again = feeds.filter(({ written }) => written() > 1).length
  expect(again).toBeGreaterThan(5)
  expect(feeds.at(-1)?.written()).toBe(1)
})

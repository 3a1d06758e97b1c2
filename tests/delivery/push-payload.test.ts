import fc from "fast-check"
import { expect, test } from "vitest"
import {
  cutToBytes,
  noticePayload,
  type PushMessage,
  pushPayload,
  pushTag,
} from "../../server/delivery/push-payload.ts"
import type { AlertItem } from "../../server/domain/alert-item.ts"
import { ALERT_SEVERITIES } from "../../server/domain/alert-values.ts"
import { CHANGE_KINDS } from "../../server/domain/vocabulary.ts"

const item: AlertItem = {
  negotiation: { slug: "talks", title: "Talks of North and South" },
  seq: 7,
  kind: "statement.published",
  severity: "notable",
  headline: "North on a 30-day ceasefire: from none recorded to in principle",
  effects: [],
  moves: [],
  said: {
    speaker: "Ann Leader",
    gist: "Supports the idea.",
    quote: null,
    when: "13 March 2025",
    where: "Moscow",
  },
  sources: [{ name: "The Wire", title: null, url: null }],
  note: null,
  path: "/talks/statements/s-1",
  recordedAt: "2025-03-13T12:00:00.000Z",
}
const frame = { several: "/alerts", stop: "/alerts/stop/TOKEN", why: ["Every change that concerns North"] }

function payload(items: AlertItem[], more: Partial<typeof frame> = {}): PushMessage {
  return JSON.parse(pushPayload(items, { ...frame, ...more }))
}

test("a push says what changed, who said it, when, where it can be checked, and why it came", () => {
  expect(payload([item])).toEqual({
    title: "North on a 30-day ceasefire: from none recorded to in principle",
    body: [
      "Ann Leader, 13 March 2025 (The Wire): Supports the idea.",
      "Talks of North and South",
      "You follow: Every change that concerns North",
    ].join("\n"),
    path: "/talks/statements/s-1",
    stopPath: "/alerts/stop/TOKEN",
    tag: "/talks/statements/s-1",
    count: 1,
    at: Date.parse(item.recordedAt),
    urgent: false,
  })
})

test("a correction says so, and takes the place of what it corrects", () => {
  const note = "The date was wrong."
  const corrected = { ...item, seq: 8, kind: "statement.corrected" as const, note }
  expect(payload([corrected])).toMatchObject({ tag: payload([item]).tag, path: item.path })
  expect(payload([corrected]).body).toMatch(/^Correction: The date was wrong\.\n/)
  const withdrawn = { ...corrected, kind: "statement.withdrawn" as const }
  expect(payload([withdrawn]).body).toMatch(/^Withdrawn: The date was wrong\.\n/)
})

test("several changes make one push that counts them, corrections first", () => {
  const others = [1, 2, 3, 4, 5].map((seq) => ({ ...item, seq, headline: `Change ${seq}` }))
  const correction = { ...item, kind: "statement.corrected" as const, headline: "Corrected: the first" }
  const whole = payload([...others, correction], { why: ["Red lines", "Red lines", "Agreements"] })
  expect(whole).toMatchObject({
    title: "6 changes, 1 corrects: Talks of North and South",
    path: "/talks",
    count: 6,
  })
  expect(whole.body.split("\n")).toEqual([
    "Corrected: the first",
    "Change 1",
    "Change 2",
    "Change 3",
    "Change 4",
    "and 1 more",
    "You follow: Red lines; Agreements",
  ])
  const elsewhere = { ...item, negotiation: { slug: "other", title: "Other talks" } }
  expect(payload([item, elsewhere])).toMatchObject({ title: "2 changes: 2 negotiations", path: "/alerts" })
})

test("a push replaces what told of the same statement, and nothing else", () => {
  const event = { ...item, kind: "event.recorded" as const, said: null, path: "/talks" }
  const tags = [
    [item],
    [{ ...item, path: "/talks/statements/s-2" }],
    [event],
    [{ ...event, seq: 8 }],
    [item, event],
    [item, { ...event, seq: 8 }],
  ].map(pushTag)
  expect(new Set(tags).size).toBe(tags.length)
  expect(tags).not.toContain("")
})

test("one that is urgent makes the push urgent, and the latest change gives its time", () => {
  const urgent = { ...item, severity: "urgent" as const, recordedAt: "2025-03-14T12:00:00.000Z" }
  expect(payload([urgent, item])).toMatchObject({ urgent: true, at: Date.parse(urgent.recordedAt) })
})

/** Letters of many units: Arabic with vowel signs, Cyrillic, flags, families, what JSON writes longer than it is. */
const letters = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom("نَعَمْ", "Й", "й", "👩‍👩‍👧", "🇺🇦", "e\u0301", '"', "\n", "\u0007", " ", "한", "नि"),
    maxLength: 1_500,
  }),
  fc.string({ unit: "binary", maxLength: 200 }),
)
const anyItem: fc.Arbitrary<AlertItem> = fc.record({
  negotiation: fc.record({ slug: fc.stringMatching(/^[a-z]{1,80}$/), title: letters }),
  seq: fc.nat(),
  kind: fc.constantFrom(...CHANGE_KINDS),
  severity: fc.constantFrom(...ALERT_SEVERITIES),
  headline: letters,
  effects: fc.array(letters, { maxLength: 3 }),
  moves: fc.constant([]),
  said: fc.option(
    fc.record({
      speaker: letters,
      gist: letters,
      quote: fc.constant(null),
      when: letters,
      where: fc.constant(null),
    }),
  ),
  sources: fc.array(fc.record({ name: letters, title: fc.constant(null), url: fc.constant(null) }), {
    maxLength: 2,
  }),
  note: fc.option(letters),
  path: fc.stringMatching(/^\/[a-z]{1,80}\/statements\/[A-Za-z0-9]{1,120}$/),
  recordedAt: fc.constant("2025-03-13T12:00:00.000Z"),
})

test("a push that only takes back what was told before does not claim that it was asked for", () => {
  const correction = { ...item, kind: "statement.corrected" as const }
  expect(payload([correction], { why: [] }).body).toMatch(
    /You get this because you were told of the statement before\.$/,
  )
})

test("whatever it tells of, a push stays within 3,000 bytes and says where it leads and why it came", () => {
  const why = fc.array(letters, { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(anyItem, { minLength: 1, maxLength: 40 }), why, (items, reasons) => {
      const json = pushPayload(items, { ...frame, stop: `/alerts/stop/${"x".repeat(200)}`, why: reasons })
      expect(Buffer.byteLength(json)).toBeLessThanOrEqual(3_000)
      const { title, body, path, tag, count }: PushMessage = JSON.parse(json)
      expect([title.length > 0 || items[0]?.headline === "", count]).toEqual([true, items.length])
      expect(path).toMatch(/^\/[a-z]/)
      expect(tag).not.toBe("")
      expect(body).toContain(reasons.length > 0 ? "You follow: " : "You get this because")
    }),
  )
})

test("any text is cut between letters and nowhere else, to what fits", () => {
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" })
  const lettersOf = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment)
  fc.assert(
    fc.property(letters, fc.integer({ min: 3, max: 600 }), (text, maxBytes) => {
      const cut = cutToBytes(text, maxBytes)
      expect(Buffer.byteLength(JSON.stringify(cut)) - 2).toBeLessThanOrEqual(maxBytes)
      if (cut === text) return
      expect(cut.endsWith("…")).toBe(true)
      const kept = lettersOf(cut.slice(0, -1))
      expect(lettersOf(text).slice(0, kept.length)).toEqual(kept)
    }),
  )
  const flags = "🇺🇦".repeat(10)
  expect(cutToBytes(flags, 30)).toBe("🇺🇦🇺🇦🇺🇦…")
  expect(cutToBytes("نَعَمْ نَعَمْ", 12)).toBe("نَعَ…")
})

test("a notice is one sentence and the page where something can be done about it", () => {
  const notice = { path: "/alerts", tag: "msg_1" }
  expect(JSON.parse(noticePayload({ sentence: "Alerts have stopped", ...notice }))).toEqual({
    ...notice,
    title: "Alerts have stopped",
    body: "",
    count: 0,
    urgent: false,
  })
})

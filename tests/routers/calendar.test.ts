import fc from "fast-check"
import ICAL from "ical.js"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type CalendarEntry, calendarOf } from "../../server/domain/calendar.ts"
import { writeCalendar } from "../../server/http/write-calendar.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { statement, table } from "../support/table.ts"

let server: TestServer
const slug = table.negotiation.slug
const year = new Date().getUTCFullYear() + 1

beforeAll(async () => {
  server = await startServer()
  const document = {
    ...table,
    statements: [
      {
        ...statement(),
        id: "s-deadline",
        status: "published",
        conditions: [
          {
            id: "c1",
            option: "truce",
            kind: "ultimatum",
            text: "Answer; or else, we leave.",
            deadline: `${year}-03-20`,
          },
        ],
      },
    ],
    events: [
      { id: "e1", type: "talks", at: `${year}-02`, title: "Talks at the coast", verification: "claimed" },
      {
        id: "e2",
        type: "military",
        at: `${year}-02-03`,
        title: "Not for a calendar",
        verification: "claimed",
      },
    ],
    agreements: [
      {
        id: "a1",
        title: "The river truce",
        class: "preliminary",
        declaredBy: "bilateral",
        form: "written",
        purpose: "humanitarian",
        starts: `${year}-03-01T18:00:00+02:00`,
        expires: `${year}-04-01`,
        status: "proposed",
      },
    ],
  }
  const response = await fetch(`${server.url}/api/v1/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(document),
  })
  expect(response.status).toBe(200)
})
afterAll(() => server.stop())

const read = (headers: Record<string, string> = {}, path = `/feeds/${slug}.ics`) =>
  fetch(server.url + path, { headers })
const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one))

test("deadlines, agreements and talks stand in the calendar, each with its date as far as it is known", async () => {
  const response = await read()
  expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8")
  const events = eventsIn(await response.text())
  expect(events.map(({ summary, startDate }) => [summary, startDate.toString()])).toEqual([
    [`Talks at the coast (February ${year})`, `${year}-02-01`],
    ["Begins: The river truce", `${year}-03-01T16:00:00Z`],
    ["Deadline: Hill, ultimatum", `${year}-03-20`],
    ["Ends: The river truce", `${year}-04-01`],
  ])
  expect(events[2]).toMatchObject({
    description: "Answer; or else, we leave.",
    uid: `${slug}-condition-c1@parley`,
  })
  expect(events[2]?.endDate.toString()).toBe(`${year}-03-21`)
})

test("one that has not changed is not sent again, and keeps its tag and its uids over a restart", async () => {
  const first = await read()
  const etag = first.headers.get("etag") ?? ""
  expect((await read({ "if-none-match": etag })).status).toBe(304)
  const uids = eventsIn(await first.text()).map(({ uid }) => uid)
  const other = await startServer({ databaseUrl: server.databaseUrl })
  const again = await fetch(`${other.url}/feeds/${slug}.ics`)
  expect(eventsIn(await again.text()).map(({ uid }) => uid)).toEqual(uids)
  await other.stop()
})

test("of what is not there, or is asked with a question, there is none", async () => {
  expect((await read({}, "/feeds/nowhere.ics")).status).toBe(404)
  expect((await read({}, `/feeds/${slug}.ics?party=hill`)).status).toBe(400)
})

test("any text and any dates come out of an independent parser as they went in", () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 200 })
    .map((words) => words.replace(/\p{Cc}/gu, "").trim())
    .filter((words) => words !== "")
  const entry: fc.Arbitrary<CalendarEntry> = fc
    .record({
      id: fc.string({ unit: fc.constantFrom(..."abc-1"), minLength: 1, maxLength: 9 }),
      title: text,
      description: text,
      day: fc.integer({ min: 0, max: 40_000 }),
      minutes: fc.integer({ min: 1, max: 1_000 }),
      isAllDay: fc.boolean(),
      recordedAt: fc.integer({ min: 0, max: 2_000_000_000_000 }),
    })
    .map(({ day, minutes, isAllDay, ...rest }) => {
      const start = day * 86_400_000 + (isAllDay ? 0 : minutes * 60_000)
      return { ...rest, isAllDay, start, end: start + (isAllDay ? 86_400_000 : 60_000), path: "" }
    })
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 5 }), (entries) => {
      const ics = writeCalendar({ slug: "s", title: "T", zone: "UTC" }, entries, "https://parley.example")
      expect(ics.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
      const events = eventsIn(ics)
      expect(events.map(({ summary, description }) => [summary, description])).toEqual(
        entries.map(({ title, description }) => [title, description]),
      )
      expect(events.map(({ startDate }) => startDate.toJSDate().getTime())).toEqual(
        entries.map(({ start, isAllDay }) =>
          isAllDay ? new Date(`${new Date(start).toISOString().slice(0, 10)}T00:00`).getTime() : start,
        ),
      )
    }),
  )
})

test("what passed over a year ago, and a condition that is not open, are in no calendar", () => {
  const event = (at: string) => ({
    content: { id: at, type: "talks" as const, at, title: at, verification: "claimed" as const },
    recordedAt: 0,
  })
  const board = { parties: [], issues: [] }
  const known = { conditions: [], agreements: [], recordedAt: 0, zone: "UTC", board }
  const now = Date.UTC(2026, 5, 1)
  const found = calendarOf({ ...known, events: ["2024-01-01", "2025-07-01", "2026-07-01"].map(event) }, now)
  expect(found.map(({ id }) => id)).toEqual(["event-2025-07-01", "event-2026-07-01"])
})

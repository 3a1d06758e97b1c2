import { describe, expect, test } from "vitest"
import { type EdtfDate, isTimeZone, readEdtf, readInstant } from "../../server/domain/dates.ts"
import { isLater } from "../../server/domain/interval.ts"
import { isRefusal, type Refusal } from "../../server/domain/refusal.ts"

const KYIV = "Europe/Kyiv"
const HOUR_MS = 3_600_000

function read(text: string, zone = KYIV): EdtfDate {
  const date = readEdtf(text, zone)
  if (isRefusal(date)) throw new Error(date.detail)
  return date
}
function span(text: string, zone = KYIV): [string, string] {
  const { start, end } = read(text, zone)
  return [new Date(start).toISOString(), new Date(end).toISOString()]
}
function refusal(text: string, zone = KYIV): Refusal {
  const date = readEdtf(text, zone, "saidAt")
  if (!isRefusal(date)) throw new Error(`${text} was accepted`)
  return date
}

describe("a date", () => {
  test("is the half-open interval of its day in the zone", () => {
    expect(span("2025-03-13")).toEqual(["2025-03-12T22:00:00.000Z", "2025-03-13T22:00:00.000Z"])
    expect(span("2025-03-13", "America/New_York")).toEqual([
      "2025-03-13T04:00:00.000Z",
      "2025-03-14T04:00:00.000Z",
    ])
    expect(read("2025-03-13").precision).toBe("day")
  })

  test("lasts 23 hours on the day the clocks go forward and 25 when they go back", () => {
    const hours = (text: string) => (read(text).end - read(text).start) / HOUR_MS
    expect([hours("2025-03-30"), hours("2025-03-29"), hours("2025-10-26")]).toEqual([23, 24, 25])
  })

  test("begins with the first instant of the day where midnight does not exist", () => {
    expect(span("2025-04-25", "Africa/Cairo")[0]).toBe("2025-04-24T22:00:00.000Z")
  })

  test("is refused where the zone skipped the whole day", () => {
    expect(refusal("2011-12-30", "Pacific/Apia").code).toBe("impossible_date")
  })

  test("without a day is the whole month, without a month the whole year", () => {
    expect(span("2025-03")).toEqual(["2025-02-28T22:00:00.000Z", "2025-03-31T21:00:00.000Z"])
    expect(span("2025")).toEqual(["2024-12-31T22:00:00.000Z", "2025-12-31T22:00:00.000Z"])
    expect([read("2025-03").precision, read("2025").precision]).toEqual(["month", "year"])
  })

  test.each([
    ["2025-03-13?", true, false],
    ["2025-03-13~", false, true],
    ["2025-03-13%", true, true],
    ["2025-03?", true, false],
    ["2025~", false, true],
  ])("%s says how sure it is and is no wider for it", (text, uncertain, approximate) => {
    const date = read(text)
    expect(date).toMatchObject({ uncertain, approximate })
    expect(span(text)).toEqual(span(text.slice(0, -1)))
  })
})

describe("a time of day", () => {
  test.each([
    ["2025-03-13T14+02:00", HOUR_MS, "hour"],
    ["2025-03-13T14:02+02:00", 60_000, "minute"],
    ["2025-03-13T14:02:03+02:00", 1_000, "second"],
    ["2025-03-13T14:02:03.250+02:00", 1, "millisecond"],
    ["2025-03-13T14:02:03.2+02:00", 100, "millisecond"],
    ["2025-03-13T14:02:03.25+02:00", 10, "millisecond"],
    ["2025-03-13T14:02:03.250999+02:00", 1, "millisecond"],
  ])("%s is the interval of its last written unit", (text, lengthMs, precision) => {
    const date = read(text)
    expect(date.end - date.start).toBe(lengthMs)
    expect(date.precision).toBe(precision)
  })

  test("stands in the zone unless it carries an offset of its own", () => {
    expect(span("2025-03-13T14:02")[0]).toBe("2025-03-13T12:02:00.000Z")
    expect(span("2025-03-13T14:02Z")[0]).toBe("2025-03-13T14:02:00.000Z")
    expect(span("2025-03-13T14:02-05:00")[0]).toBe("2025-03-13T19:02:00.000Z")
  })

  test("lasts as long across a change of clocks", () => {
    const hour = read("2025-03-30T02")
    expect(hour.end - hour.start).toBe(HOUR_MS)
  })
})

describe("an interval", () => {
  test("runs from the start of its first date to the end of its last", () => {
    expect(span("2025-03-11/2025-03-13", "UTC")).toEqual([
      "2025-03-11T00:00:00.000Z",
      "2025-03-14T00:00:00.000Z",
    ])
    expect(span("2025-02/2025-03-13T14:02", "UTC")).toEqual([
      "2025-02-01T00:00:00.000Z",
      "2025-03-13T14:03:00.000Z",
    ])
    expect(read("2025-03-11/2025-03-13").precision).toBe("interval")
  })

  test("is as unsure as either of its ends, and no wider for it", () => {
    expect(read("2025-03-11~/2025-03-13")).toMatchObject({ uncertain: false, approximate: true })
    expect(read("2025-03-11/2025-03-13?")).toMatchObject({ uncertain: true, approximate: false })
    expect(span("2025-03-11~/2025-03-13?")).toEqual(span("2025-03-11/2025-03-13"))
  })

  test.each(["2025-03-13/..", "../2025-03-13", "2025-03-13/", "/2025-03-13", "/", ".."])(
    "with an open end is refused: %s",
    (text) => {
      expect(refusal(text)).toMatchObject({ code: "impossible_date", path: "saidAt" })
    },
  )

  test("that ends before it begins is refused", () => {
    expect(refusal("2025-03-13/2025-03-11").detail).toContain("ends before it begins")
    expect(refusal("2025-03-13T14:02/2025-03-13T14:01").detail).toContain("ends before it begins")
  })

  test("has two ends and no third", () => {
    expect(refusal("2025-03-11/2025-03-12/2025-03-13").code).toBe("impossible_date")
  })
})

describe("what is no date", () => {
  test.each([
    "",
    "yesterday",
    "2025-02-29",
    "2025-04-31",
    "2025-13-01",
    "2025-00-10",
    "2025-3-13",
    "13.03.2025",
    "2025-03-13T24:00",
    "2025-03-13T14:60",
    "2025-03-13T23:59:60",
    "2025-03-13T",
    "2025-03-13 14:02",
    "2025-03-XX",
    "2025-03-13??",
    "2025-03-13+02:00",
    " 2025-03-13",
    "2025-03-13\n",
  ])("is refused with its path and a word on what would be right: %j", (text) => {
    const refused = refusal(text)
    expect(refused).toMatchObject({ code: "impossible_date", path: "saidAt" })
    expect(refused.detail).toContain("2025-03-13")
  })

  test("29 February exists in a leap year", () => {
    expect(read("2024-02-29").precision).toBe("day")
  })
})

describe("an instant asked for", () => {
  const at = (text: string, zone = KYIV) => {
    const t = readInstant(text, zone)
    return isRefusal(t) ? t.code : new Date(t).toISOString()
  }

  test("is the end of the day, month or year where a date is given", () => {
    expect(at("2025-03-13")).toBe("2025-03-13T22:00:00.000Z")
    expect(at("2025-03-30")).toBe("2025-03-30T21:00:00.000Z")
    expect(at("2025-03", "UTC")).toBe("2025-04-01T00:00:00.000Z")
    expect(at("2025", "UTC")).toBe("2026-01-01T00:00:00.000Z")
  })

  test("is itself where a time is given", () => {
    expect(at("2025-03-13T14:02:03.250Z")).toBe("2025-03-13T14:02:03.250Z")
    expect(at("2025-03-13T14:02+01:00")).toBe("2025-03-13T13:02:00.000Z")
    expect(at("2025-03-13T14:02")).toBe("2025-03-13T12:02:00.000Z")
  })

  test.each(["2025-03-13?", "2025-03-11/2025-03-13", "2025-02-30", "now", ""])(
    "is exact, so not %j",
    (text) => {
      expect(at(text)).toBe("impossible_date")
    },
  )
})

describe("later", () => {
  test("is what starts at or after the other's end; else the order is unknown", () => {
    const [day, next, month] = [read("2025-03-13"), read("2025-03-14"), read("2025-03")]
    expect(isLater(next, day)).toBe(true)
    expect(isLater(day, next)).toBe(false)
    expect([isLater(month, day), isLater(day, month), isLater(day, day)]).toEqual([false, false, false])
  })
})

describe("a time zone", () => {
  test("is a name of the IANA data base, no offset", () => {
    expect(["Europe/Kyiv", "UTC", "Asia/Kolkata"].map(isTimeZone)).toEqual([true, true, true])
    expect(["+02:00", "Mars/Phobos", ""].map(isTimeZone)).toEqual([false, false, false])
  })
})

import fc from "fast-check"
import { Temporal } from "temporal-polyfill"
import { describe, expect, test } from "vitest"
import {
  DISABLE_AFTER_MS,
  floodWait,
  goesAt,
  joins,
  type Pace,
  quietEnds,
  retryAt,
  type Times,
} from "../../server/domain/alert-calm.ts"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ZONES = [
  "UTC",
  "Europe/Kyiv",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
]

const pace = (fields: Partial<Pace> = {}): Pace => ({
  type: "email",
  cadence: "instant",
  timeZone: "UTC",
  digestHour: 8,
  quietFrom: null,
  quietTo: null,
  ...fields,
})
const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 11, 31) })
const anyPace: fc.Arbitrary<Pace> = fc.record({
  type: fc.constantFrom("email" as const, "push" as const, "webhook" as const, "inbox" as const),
  cadence: fc.constantFrom("instant" as const, "hourly" as const, "daily" as const),
  timeZone: fc.constantFrom(...ZONES),
  digestHour: fc.integer({ min: 0, max: 23 }),
  quietFrom: fc.option(fc.integer({ min: 0, max: 1_439 })),
  quietTo: fc.option(fc.integer({ min: 0, max: 1_439 })),
})
const minuteOf = (at: number, timeZone: string) => {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return local.hour * 60 + local.minute
}
const isQuiet = (at: number, { quietFrom, quietTo, timeZone }: Pace) => {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return false
  const minute = minuteOf(at, timeZone)
  return quietFrom < quietTo
    ? minute >= quietFrom && minute < quietTo
    : minute >= quietFrom || minute < quietTo
}
/** On the day on which a clock is put forward a minute of the day may not exist. */
const clockChanges = (at: number, timeZone: string) => {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return day.hoursInDay !== 24
}

describe("when a message goes", () => {
  test("never before the hold is over, and never later than it may be put off", () => {
    fc.assert(
      fc.property(instant, anyPace, (held, its) => {
        const { dueAt, latestAt } = goesAt(held, its)
        expect(dueAt).toBeGreaterThanOrEqual(held)
        expect(latestAt).toBeGreaterThanOrEqual(dueAt)
      }),
    )
  })

  test("a webhook and an inbox get it with the end of the hold, whatever the quiet hours", () => {
    fc.assert(
      fc.property(
        instant,
        anyPace,
        fc.constantFrom("webhook" as const, "inbox" as const),
        (held, its, type) => {
          expect(goesAt(held, { ...its, type })).toEqual({ dueAt: held, latestAt: held })
        },
      ),
    )
  })

  test("mail and push never go within quiet hours, in any zone, on any day", () => {
    fc.assert(
      fc.property(instant, anyPace, fc.constantFrom("email" as const, "push" as const), (held, its, type) => {
        const { dueAt } = goesAt(held, { ...its, type })
        fc.pre(!clockChanges(dueAt, its.timeZone))
        expect(isQuiet(dueAt, its)).toBe(false)
      }),
    )
  })

  test("without quiet hours an instant mail goes five seconds after the hold, and is put off five minutes at most", () => {
    expect(goesAt(0, pace())).toEqual({ dueAt: 5_000, latestAt: 5 * MINUTE })
  })

  test("a daily digest goes at its reader's hour, within a day, also when the clocks change", () => {
    fc.assert(
      fc.property(
        instant,
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 23 }),
        (held, timeZone, digestHour) => {
          const { dueAt } = goesAt(held, pace({ cadence: "daily", timeZone, digestHour }))
          expect(dueAt).toBeGreaterThan(held)
          expect(dueAt - held).toBeLessThanOrEqual(26 * HOUR)
          if (!clockChanges(dueAt, timeZone)) expect(minuteOf(dueAt, timeZone)).toBe(digestHour * 60)
        },
      ),
    )
  })

  test("the hour that a spring night skips is the next that there is", () => {
    const held = Date.UTC(2026, 2, 28, 22)
    const { dueAt } = goesAt(held, pace({ cadence: "daily", timeZone: "Europe/Kyiv", digestHour: 3 }))
    expect(new Date(dueAt).toISOString()).toBe("2026-03-29T01:00:00.000Z")
  })

  test("an hourly digest goes at the next full hour of its reader's clock", () => {
    const { dueAt } = goesAt(
      Date.UTC(2026, 0, 1, 10, 20),
      pace({ cadence: "hourly", timeZone: "Asia/Kathmandu" }),
    )
    expect(new Date(dueAt).toISOString()).toBe("2026-01-01T11:15:00.000Z")
  })

  test("quiet hours over midnight end the next morning", () => {
    const quiet = { quietFrom: 22 * 60, quietTo: 7 * 60, timeZone: "UTC" }
    expect(quietEnds(Date.UTC(2026, 0, 1, 23), quiet)).toBe(Date.UTC(2026, 0, 2, 7))
    expect(quietEnds(Date.UTC(2026, 0, 2, 6, 59), quiet)).toBe(Date.UTC(2026, 0, 2, 7))
    expect(quietEnds(Date.UTC(2026, 0, 2, 7), quiet)).toBe(Date.UTC(2026, 0, 2, 7))
  })
})

describe("what joins an open message", () => {
  /** The messages that alerts at these instants (their holds' ends) make, as the planner puts them together. */
  const gather = (holds: number[], how = pace()): { times: Times; holds: number[] }[] => {
    const messages: { times: Times; holds: number[] }[] = []
    for (const held of holds) {
      const next = { ...goesAt(held, how), heldUntil: held }
      const open = messages.at(-1)
      // it is planned when it is recorded; one that is due by then has gone
      const joined = open && open.times.dueAt > held - MINUTE ? joins(open.times, next) : null
      if (open && joined) {
        open.times = joined
        open.holds.push(held)
      } else messages.push({ times: { dueAt: next.dueAt, latestAt: next.latestAt }, holds: [held] })
    }
    return messages
  }

  const instantsOf = (gaps: number[]) => {
    let now = 0
    return gaps.map((gap) => {
      now += gap
      return now
    })
  }

  test("thirty edits within five minutes that follow each other closely make one message", () => {
    const close = fc.array(fc.integer({ min: 0, max: 4_999 }), { minLength: 29, maxLength: 29 })
    fc.assert(
      fc.property(close, (gaps) => {
        const holds = instantsOf([0, ...gaps])
        expect(gather(holds)).toHaveLength(1)
      }),
    )
  })

  test("none goes before its own hold is over, and none waits more than five minutes after its own", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 60 }), (gaps) => {
        const holds = instantsOf(gaps)
        for (const { times, holds: carried } of gather(holds))
          for (const held of carried) {
            expect(times.dueAt).toBeGreaterThanOrEqual(held)
            expect(times.dueAt - held).toBeLessThanOrEqual(5 * MINUTE)
          }
      }),
    )
  })

  test("with quiet hours too, none waits more than five minutes longer than it would alone", () => {
    const minutes = fc.integer({ min: 0, max: 1_439 })
    const begins = fc.integer({ min: -10 * MINUTE, max: 0 })
    const gaps = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(minutes, minutes, begins, gaps, (quietFrom, quietTo, first, some) => {
        const quiet = pace({ quietFrom, quietTo })
        // they come about when the quiet hours begin
        const holds = instantsOf([24 * HOUR + quietFrom * MINUTE + first, ...some])
        for (const { times, holds: carried } of gather(holds, quiet))
          for (const held of carried)
            expect(times.dueAt - goesAt(held, quiet).dueAt).toBeLessThanOrEqual(5 * MINUTE)
      }),
    )
  })

  test("what is held until after the message must have gone does not join", () => {
    const open = { dueAt: 10_000, latestAt: 20_000 }
    expect(joins(open, { dueAt: 26_000, latestAt: 320_000, heldUntil: 20_001 })).toBeNull()
    expect(joins(open, { dueAt: 25_000, latestAt: 320_000, heldUntil: 20_000 })).toEqual({
      dueAt: 20_000,
      latestAt: 20_000,
    })
  })
})

test("at most six messages go in any ten minutes to one endpoint, whenever they want to", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 * MINUTE }), { maxLength: 60 }), (gaps) => {
      const sent: number[] = []
      let now = 1_000_000_000
      for (const gap of gaps) {
        now = floodWait(sent, now + gap)
        sent.push(now)
      }
      for (const at of sent) {
        expect(sent.filter((other) => other > at - 10 * MINUTE && other <= at).length).toBeLessThanOrEqual(6)
      }
    }),
  )
})

describe("trying again", () => {
  test("waits longer each time, about as long as it should, and ends after more than five days", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
        let now = 0
        let before = 0
        let tries = 0
        for (let failures = 1; ; failures += 1) {
          const next = retryAt(failures, now, chance)
          if (next === null) break
          expect(next - now).toBeGreaterThanOrEqual(before)
          before = next - now
          now = next
          tries += 1
        }
        expect(now).toBeGreaterThanOrEqual(DISABLE_AFTER_MS * 0.8)
        expect(tries).toBeLessThanOrEqual(20)
      }),
    )
  })

  test("never comes before a receiver's Retry-After, of which a day counts at most", () => {
    expect(retryAt(1, 0, 0.5, 30 * MINUTE)).toBe(30 * MINUTE)
    expect(retryAt(1, 0, 0.5, 90 * HOUR)).toBe(24 * HOUR)
    expect(retryAt(1, 0, 0)).toBe(4_000)
    expect(retryAt(1, 0, 1)).toBe(6_000)
  })
})

import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { HeldCondition } from "../../server/domain/condition.ts"
import { deadlineKey, dueDeadlines, expired, NEAR_MS, nextDeadline } from "../../server/domain/deadlines.ts"
import type { AgreementInput } from "../../server/domain/negotiation-document.ts"

const HOUR = 3_600_000
const DAY = 24 * HOUR

const condition = (fields: Partial<HeldCondition> = {}): HeldCondition => ({
  id: "c1",
  party: "hill",
  option: "truce",
  kind: "ultimatum",
  text: "Answer first.",
  touches: [],
  deadline: "2026-03-20",
  statement: "s1",
  holder: "active",
  counterparty: {},
  fulfilment: "not_due",
  open: true,
  ...fields,
})
const agreement = (fields: Partial<AgreementInput> = {}): AgreementInput => ({
  id: "a1",
  class: "preliminary",
  declaredBy: "bilateral",
  form: "written",
  purpose: "humanitarian",
  status: "in_force",
  expires: "2026-03-20",
  ...fields,
})
const due = (at: number, known: Partial<Parameters<typeof dueDeadlines>[0]> = {}) =>
  dueDeadlines({ conditions: [], agreements: [], zone: "UTC", told: new Set(), ...known }, at)
const START = Date.UTC(2026, 2, 20)

describe("a condition's deadline", () => {
  const at = (ms: number, fields: Partial<HeldCondition> = {}) => due(ms, { conditions: [condition(fields)] })

  test("is near from a day before its first instant until its last", () => {
    expect(at(START - NEAR_MS - 1)).toEqual([])
    expect(at(START - NEAR_MS)).toMatchObject([{ due: "near", deadline: { of: "condition", id: "c1" } }])
    expect(at(START + DAY - 1)).toHaveLength(1)
    expect(at(START + DAY)).toEqual([])
  })

  test("is told once for each date, so one that is moved is told again", () => {
    const told = new Set([deadlineKey({ of: "condition", id: "c1", at: "2026-03-20" })])
    expect(due(START, { conditions: [condition()], told })).toEqual([])
    const moved = condition({ deadline: "2026-03-21" })
    expect(due(START, { conditions: [moved], told })).toHaveLength(1)
  })

  test("of one that is not open any more is nobody's", () => {
    expect(at(START, { open: false })).toEqual([])
    expect(at(START, { deadline: null })).toEqual([])
  })

  test("that several parties hold together is one deadline", () => {
    const held = [condition(), condition({ party: "valley" })]
    expect(due(START, { conditions: held })).toMatchObject([{ conditions: held }])
  })

  test("with a time of day and a zone of its own is read by both", () => {
    const conditions = [condition({ deadline: "2026-03-20T12:00+02:00" })]
    const noon = Date.UTC(2026, 2, 20, 10)
    expect(due(noon - NEAR_MS - 1, { conditions })).toEqual([])
    expect(due(noon - NEAR_MS, { conditions })).toHaveLength(1)
  })
})

describe("an agreement", () => {
  test("that is in force expires at the latest instant of its date, however late the clock looks", () => {
    const agreements = [agreement()]
    expect(due(START + DAY - 1, { agreements, told: new Set(["deadline:agreement:a1:2026-03-20"]) })).toEqual(
      [],
    )
    for (const later of [0, DAY, 400 * DAY]) {
      const [over] = due(START + DAY + later, { agreements })
      expect(over).toMatchObject({ due: "expired", agreement: { status: "expired" } })
      expect(over?.deadline.late ?? false).toBe(later > 2 * DAY)
    }
  })

  test("that has expired is not expired again, and one of another status never", () => {
    expect(due(START + 9 * DAY, { agreements: [expired(agreement())] })).toEqual([])
    expect(due(START + 9 * DAY, { agreements: [agreement({ status: "suspended" })] })).toEqual([])
    expect(due(START + 9 * DAY, { agreements: [agreement({ expires: null })] })).toEqual([])
  })
})

test("whoever looks when told to look misses no deadline and tells each once, whatever the deadlines are", () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, "0")}`)
  fc.assert(
    fc.property(fc.array(day, { maxLength: 6 }), fc.array(day, { maxLength: 4 }), (held, running) => {
      const conditions = held.map((deadline, n) => condition({ id: `c${n}`, deadline }))
      let agreements = running.map((expires, n) => agreement({ id: `a${n}`, expires }))
      const told = new Set<string>()
      const log: string[] = []
      const known = () => ({ conditions, agreements, zone: "Europe/Kyiv", told })
      let now = Date.UTC(2026, 1, 1)
      for (let looks = 0; looks < 60 && now < Infinity; looks += 1) {
        for (const one of dueDeadlines(known(), now)) {
          log.push(`${one.due} ${deadlineKey(one.deadline)}`)
          if (one.due === "near") told.add(deadlineKey(one.deadline))
          else agreements = agreements.map((each) => (each.id === one.agreement.id ? one.agreement : each))
        }
        const next = nextDeadline(known(), now)
        expect(next).toBeGreaterThan(now)
        now = next
      }
      const near = [
        ...conditions.map(({ id }) => `condition:${id}`),
        ...agreements.map(({ id }) => `agreement:${id}`),
      ]
      expect(
        log
          .filter((line) => line.startsWith("near"))
          .map((line) => line.split(":").slice(1, 3).join(":"))
          .sort(),
      ).toEqual(near.sort())
      expect(log.filter((line) => line.startsWith("expired"))).toHaveLength(running.length)
      expect(new Set(log).size).toBe(log.length)
    }),
  )
})

import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createAlertIndex, type IndexedSubscription } from "../../server/domain/alert-index.ts"
import { ALERT_KINDS, type Heard, hears, severityOf } from "../../server/domain/alert-rules.ts"
import { CHANGE_KINDS } from "../../server/domain/vocabulary.ts"

const PARTIES = ["hill", "valley", "coast"]
const OPTIONS = ["truce", "pause", "troops"]
const ISSUES = ["duration", "force"]
const PEOPLE = ["hanna", "vera"]
const WORDS = ["перемир'я", "pause", "peace", "a", "pe", "هدنه"]

const some = (values: readonly string[]) => fc.option(fc.subarray([...values]), { nil: undefined })
const filter = fc.record(
  {
    parties: some(PARTIES),
    people: some(PEOPLE),
    issues: some(ISSUES),
    options: some(OPTIONS),
    kinds: some([...ALERT_KINDS, "statement.published"]),
    text: fc.option(
      fc.subarray(WORDS).map((words) => words.join(" ")),
      { nil: undefined },
    ),
  },
  { requiredKeys: [] },
)
const heard: fc.Arbitrary<Heard> = fc.record({
  facets: fc.array(
    fc.record({
      parties: fc.subarray(PARTIES),
      option: fc.option(fc.constantFrom(...OPTIONS)),
      issue: fc.option(fc.constantFrom(...ISSUES)),
      kinds: fc.subarray([...ALERT_KINDS, "statement.published" as const]),
    }),
    { maxLength: 4 },
  ),
  people: fc.subarray(PEOPLE),
  words: fc.subarray(["перемир'я", "pause", "peaceful", "هدنه", "x"]),
})
const act = fc.oneof(
  fc.record({
    put: fc.record({
      id: fc.constantFrom(..."abcdefgh"),
      negotiationId: fc.option(fc.constantFrom(1, 2)),
      filter,
    }),
  }),
  fc.record({ remove: fc.constantFrom(..."abcdefgh") }),
)

test("the index finds what asking every subscription finds, whatever was put in and taken out before", () => {
  fc.assert(
    fc.property(
      fc.array(act, { maxLength: 40 }),
      fc.array(heard, { minLength: 1, maxLength: 5 }),
      (acts, changes) => {
        const index = createAlertIndex()
        const all = new Map<string, IndexedSubscription>()
        for (const one of acts) {
          if ("put" in one) {
            index.put(one.put)
            all.set(one.put.id, one.put)
          } else {
            index.remove(one.remove)
            all.delete(one.remove)
          }
        }
        expect(index.size).toBe(all.size)
        for (const change of changes) {
          for (const negotiationId of [1, 2]) {
            const expected = [...all.values()].filter(
              (one) =>
                (one.negotiationId === null || one.negotiationId === negotiationId) &&
                hears(one.filter, change),
            )
            expect(index.match(negotiationId, change).sort()).toEqual(expected.map(({ id }) => id).sort())
          }
        }
        expect(index.match(1, null)).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})

describe("how much a change weighs", () => {
  const weigh = (fields: object, kinds: string[] = []) =>
    severityOf({ kind: "statement.published", cells: [], ...fields } as Parameters<typeof severityOf>[0], {
      facets: [{ parties: [], option: null, issue: null, kinds: kinds as never }],
      people: [],
      words: [],
    })
  const cell = (was: string, stance: string) => ({ was: { stance: was, state: "headline" }, stance })

  test("what we had wrong, a red line, a reversal and an agreement that begins or falls are urgent", () => {
    expect(weigh({}, ["correction"])).toBe("urgent")
    expect(weigh({}, ["red_line"])).toBe("urgent")
    expect(weigh({ cells: [cell("accepts_in_principle", "rejects")] })).toBe("urgent")
    expect(weigh({ cells: [cell("objects", "accepts")] })).toBe("urgent")
    for (const status of ["in_force", "suspended", "expired", "collapsed"])
      expect(weigh({ agreement: { status } })).toBe("urgent")
  })

  test("other moves, conditions, deadlines and proposals are notable, the rest is routine", () => {
    for (const kind of [
      "stance_moved",
      "contested",
      "new_condition",
      "condition_moved",
      "deadline_near",
      "agreement",
    ])
      expect(weigh({}, [kind])).toBe("notable")
    expect(weigh({ cells: [cell("none_recorded", "rejects")] }, ["statement.published"])).toBe("routine")
    for (const kind of ["mixed_signals", "agenda.changed", "event.recorded"])
      expect(weigh({}, [kind])).toBe("routine")
  })

  test("every kind has a weight", () => {
    for (const kind of [...ALERT_KINDS, ...CHANGE_KINDS])
      expect(["urgent", "notable", "routine"]).toContain(weigh({}, [kind]))
  })
})

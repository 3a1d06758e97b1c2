import fc from "fast-check"
import { expect, test } from "vitest"
import { ALERT_KINDS, type SubscriptionFilter } from "../../server/domain/alert-rules.ts"
import { type FilterNames, filterWords } from "../../server/domain/filter-words.ts"
import { CHANGE_KINDS } from "../../server/domain/vocabulary.ts"

const parties = [
  { id: "north", name: "North", roles: [] },
  { id: "south", name: "Південь", roles: [] },
]
const names: FilterNames = {
  board: {
    parties,
    issues: [
      { id: "i-truce", title: "A truce", options: [{ id: "truce", text: "A 30-day ceasefire" }] },
      { id: "i-monitor", title: "Monitoring", options: [{ id: "monitor", text: "Monitors on the line" }] },
    ],
  },
  people: new Map([["ann", "Ann Leader"]]),
}

test.each<[SubscriptionFilter, string]>([
  [{}, "Every change"],
  [{ parties: [], kinds: [], text: " " }, "Every change"],
  [{ parties: ["north"], options: ["truce"] }, "Every change that concerns North, on a 30-day ceasefire"],
  [
    { parties: ["north", "south"], kinds: ["stance_moved", "correction"] },
    "Moved positions and corrections that concern North or Південь",
  ],
  [{ kinds: ["deadline_near", "deadline.near"] }, "Approaching deadlines"],
  [{ people: ["ann"], text: "prisoners" }, "Every change, said by Ann Leader, with the words “prisoners”"],
  [{ issues: ["i-monitor"], people: ["nobody"] }, "Every change, under Monitoring, said by nobody"],
])("a filter is told in words: %j", (filter, words) => {
  expect(filterWords(filter, names)).toBe(words)
})

test("whatever a filter asks for stands in its words", () => {
  const some = (ids: string[]) => fc.option(fc.uniqueArray(fc.constantFrom(...ids)), { nil: undefined })
  const filters = fc.record({
    parties: some(["north", "south"]),
    people: some(["ann"]),
    issues: some(["i-truce", "i-monitor"]),
    options: some(["truce", "monitor"]),
    kinds: some([...ALERT_KINDS, ...CHANGE_KINDS]),
    text: fc.option(fc.constantFrom("prisoners", "two words"), { nil: undefined }),
  })
  fc.assert(
    fc.property(filters, (filter) => {
      const words = filterWords(filter, names)
      for (const id of filter.parties ?? []) {
        expect(words).toContain(parties.find((party) => party.id === id)?.name)
      }
      if (filter.people?.length) expect(words).toContain("Ann Leader")
      if (filter.issues?.includes("i-monitor")) expect(words).toContain("Monitoring")
      if (filter.options?.includes("truce")) expect(words).toContain("a 30-day ceasefire")
      if (filter.text) expect(words).toContain(`“${filter.text}”`)
      expect(words.startsWith("Every change")).toBe(!filter.kinds?.length)
    }),
  )
})

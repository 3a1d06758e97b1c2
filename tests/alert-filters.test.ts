import { expect, test } from "vitest"
import {
  type Choices,
  filterAskedOf,
  filterOfQuery,
  filterStored,
  offeredIn,
  queryOfFilter,
} from "../app/alerts/filter-query.ts"

const choices: Choices = {
  slug: "talks",
  parties: [{ id: "north", name: "North", iso: null, roles: [] }],
  people: [],
  issues: [{ id: "i-truce", title: "A truce", checklist: null, group: null }],
  options: [{ id: "truce", issue: "i-truce", text: "A 30-day ceasefire", closed: null }],
}
/** Of what is not among the choices any more. */
const stored = {
  parties: ["north", "left"],
  people: ["merged"],
  issues: ["retired"],
  options: ["truce", "gone"],
  kinds: ["new_condition" as const],
  text: "buffer zone",
}

test("a stored filter comes back whole from the form that changes it, whatever can be chosen", () => {
  for (const of of [choices, null]) {
    const offered = offeredIn(of, [filterStored(stored)])
    const options = [...offered.options, ...offered.issues.flatMap((issue) => issue.options)]
    const shown = { ...offered, options }
    for (const list of ["parties", "people", "issues", "options"] as const) {
      expect(shown[list].map(({ id }) => id)).toEqual(expect.arrayContaining(stored[list]))
    }
  }
  const address = queryOfFilter(null, stored)
  const query = Object.fromEntries(address.map(([key]) => [key, valuesOf(address, key)]))
  expect(filterOfQuery(query)).toEqual(filterStored(stored))
  expect(filterAskedOf(query, choices)).toEqual(filterStored(stored))
  expect(filterAskedOf({ ...query, of: "talks" }, choices)).toEqual(filterStored(stored))
})

test("what was chosen of another negotiation does not stay behind", () => {
  const query = { of: "others", party: ["north", "theirs"], option: "theirs-too", text: "buffer" }
  expect(filterAskedOf(query, choices)).toEqual({ parties: ["north"], text: "buffer" })
  expect(filterAskedOf({ ...query, of: "talks" }, null)).toEqual({ text: "buffer" })
  expect(filterAskedOf({ ...query, of: "" }, null)).toEqual({
    parties: ["north", "theirs"],
    options: ["theirs-too"],
    text: "buffer",
  })
})

function valuesOf(address: [string, string][], key: string): string[] {
  return address.flatMap(([name, value]) => (name === key ? [value] : []))
}

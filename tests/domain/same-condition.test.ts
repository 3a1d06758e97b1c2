import { expect, test } from "vitest"
import type { HeldCondition } from "../../server/domain/condition.ts"
import { likelyConditions } from "../../server/domain/same-condition.ts"

function held(id: string, text: string, more: Partial<HeldCondition> = {}): HeldCondition {
  return {
    id,
    text,
    party: "north",
    option: "truce",
    kind: "term",
    touches: [],
    deadline: null,
    statement: "s",
    holder: "active",
    counterparty: {},
    fulfilment: "not_due",
    open: true,
    ...more,
  }
}
const ids = (conditions: HeldCondition[]) => conditions.map(({ id }) => id)

const watch = held("watch", "A mechanism to control violations is needed.")
const causes = held("causes", "It must remove the root causes.", { kind: "precondition" })
const troops = held("troops", "No foreign troops on the ground.", { option: "force", kind: "red_line" })

test("what is alike in its words comes first, then what is on the same option; the rest is not offered", () => {
  const written = {
    option: "truce",
    kind: "term" as const,
    text: "Violations have to be controlled by a mechanism.",
  }
  expect(ids(likelyConditions(written, [causes, troops, watch]))).toEqual(["watch", "causes"])
})

test("one on another option is found by its words", () => {
  const written = {
    option: "truce",
    kind: "precondition" as const,
    text: "Foreign troops must not be on the ground",
  }
  expect(ids(likelyConditions(written, [causes, troops]))[0]).toBe("troops")
})

test("before anything is written those on the option are offered, of the same kind first", () => {
  const written = { option: "truce", kind: "precondition" as const, text: "" }
  expect(ids(likelyConditions(written, [watch, causes, troops]))).toEqual(["causes", "watch"])
})

test("one on an option that the other only touches is offered", () => {
  const touching = held("touching", "Aid is stopped.", { option: "force", touches: ["truce"] })
  const written = { option: "truce", kind: "term" as const, text: "" }
  expect(ids(likelyConditions(written, [touching]))).toEqual(["touching"])
})

test("a condition that two parties hold stands once", () => {
  const both = [watch, { ...watch, party: "south" }]
  expect(ids(likelyConditions({ option: "truce", kind: "term", text: "" }, both))).toEqual(["watch"])
})

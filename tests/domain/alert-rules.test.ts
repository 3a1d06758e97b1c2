import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  ALERT_KINDS,
  type AlertableChange,
  heardIn,
  hears,
  type SubscriptionFilter,
} from "../../server/domain/alert-rules.ts"
import { effectOf } from "../../server/domain/change.ts"
import { withStatement } from "../../server/domain/ledger.ts"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
import { publicStatement } from "../../server/domain/public-statement.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import { readStatement } from "../../server/domain/statement.ts"
import { CHANGE_KINDS, STANCES } from "../../server/domain/vocabulary.ts"
import { castOf, ledgerOf } from "../support/histories.ts"
import { history, LATER, official, says, speaks, table } from "./given.ts"

const ISSUE = new Map([
  ["o", "i"],
  ["p", "i"],
  ["q", "j"],
])

/** What publishing `said` after `before` is as a change. */
function change(said: StatementContent, before: StatementContent[] = []): AlertableChange {
  const ledger = ledgerOf(history(before), Infinity)
  const at = { version: 1, publication: "published" as const, order: 99, firstRecordedAt: LATER }
  const facts = readStatement(said, castOf(table), at)
  if (isRefusal(facts)) throw new Error(facts.detail)
  return {
    kind: "statement.published",
    statement: publicStatement(said, facts, new Date(LATER).toISOString(), () => undefined),
    ...effectOf({ ledger, t: LATER }, { ledger: withStatement(ledger, facts), t: LATER }),
  }
}
const told = (filter: SubscriptionFilter, of: AlertableChange) =>
  hears(
    filter,
    heardIn(of, (option) => ISSUE.get(option)),
  )

describe("a subscription hears", () => {
  const accepts = change(says("s", "leader", "accepts", "2025-03-13", { gist: "North takes the 30 days." }), [
    says("a", "leader", "objects", "2025-03-01"),
  ])
  test.each<[string, SubscriptionFilter, boolean]>([
    ["everything where it asks for nothing", {}, true],
    ["everything where its lists are empty", { parties: [], kinds: [], text: "" }, true],
    ["its party", { parties: ["north"] }, true],
    ["no other party", { parties: ["south"] }, false],
    ["any of several", { parties: ["south", "north"] }, true],
    ["its issue", { issues: ["i"] }, true],
    ["no other issue", { issues: ["j"] }, false],
    ["its option", { options: ["o"] }, true],
    ["no other option of the issue", { options: ["p"] }, false],
    ["its speaker", { people: ["leader"] }, true],
    ["no other speaker", { people: ["minister"] }, false],
    ["the kind of change", { kinds: ["statement.published"] }, true],
    ["what the change does", { kinds: ["stance_moved"] }, true],
    ["not what it does not do", { kinds: ["contested", "new_condition", "correction"] }, false],
    ["words, from their beginning and in any case", { text: "TAKES 30" }, true],
    ["not all of the words", { text: "takes 60" }, false],
    ["not a word from its middle", { text: "orth" }, false],
    ["all that it asks together", { parties: ["north"], options: ["o"], kinds: ["stance_moved"] }, true],
  ])("%s", (_, filter, heard) => {
    expect(told(filter, accepts)).toBe(heard)
  })

  test("only what holds together: the new condition on one option is no move on the other", () => {
    const said = change(
      says("s", "leader", "accepts", "2025-03-13", {
        conditions: [{ id: "c", option: "q", kind: "term", text: "Under watch." }],
      }),
    )
    expect(told({ options: ["q"], kinds: ["new_condition"] }, said)).toBe(true)
    expect(told({ options: ["o"], kinds: ["stance_moved"] }, said)).toBe(true)
    expect(told({ options: ["q"], kinds: ["stance_moved"] }, said)).toBe(false)
    expect(told({ options: ["o"], kinds: ["new_condition"] }, said)).toBe(false)
  })

  test("mixed signals, contests, red lines, moves of conditions and corrections by their kinds", () => {
    const line = { id: "c", option: "o", kind: "red_line" as const, text: "No troops." }
    const stands = says("a", "leader", "accepts", "2025-03-13", { conditions: [line] })
    const kinds = (of: AlertableChange) => ALERT_KINDS.filter((kind) => told({ kinds: [kind] }, of))
    expect(kinds(change(says("b", "aide", "objects", "2025-03-13"), [stands]))).toEqual(["mixed_signals"])
    expect(kinds(change(says("b", "chair", "rejects", "2025-03-13"), [stands]))).toEqual([
      "stance_moved",
      "contested",
    ])
    expect(kinds(change(stands))).toEqual(["stance_moved", "new_condition", "red_line"])
    const softens = says("b", "leader", null, "2025-03-14", {
      conditionMoves: [{ condition: "c", axis: "holder", to: "softened" }],
    })
    expect(kinds(change(softens, [stands]))).toEqual(["condition_moved", "red_line"])
    expect(kinds({ ...change(softens, [stands]), kind: "statement.corrected" })).toContain("correction")
    expect(
      kinds({ kind: "agreement.changed", cells: [], agreement: { ...agreement, options: ["o"] } }),
    ).toEqual(["agreement"])
    expect(kinds({ kind: "deadline.near", cells: [] })).toEqual(["deadline_near"])
  })

  test("an account, under the party it is about; an unnamed source, by its words", () => {
    const account = change(
      speaks("s", official, "accepts", "2025-03-13", { about: "south", gist: "The South has agreed." }),
    )
    expect(told({ parties: ["south"], options: ["o"] }, account)).toBe(true)
    expect(told({ text: "official" }, account)).toBe(true)
    expect(told({ people: ["leader"] }, account)).toBe(false)
  })
})

const agreement = {
  id: "a",
  class: "preliminary",
  declaredBy: "bilateral",
  form: "written",
  purpose: "other",
  status: "in_force",
} as const

const some = (values: readonly string[]) => fc.option(fc.subarray([...values]), { nil: undefined })
const filters: fc.Arbitrary<SubscriptionFilter> = fc.record(
  {
    parties: some(["north", "south", "harbour"]),
    people: some(["leader", "aide", "s-leader"]),
    issues: some(["i", "j"]),
    options: some(["o", "p", "q"]),
    kinds: some([...CHANGE_KINDS, ...ALERT_KINDS]),
    text: fc.constantFrom("", "what", "what says", "nothing"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<SubscriptionFilter>
const changes = fc
  .record({
    speaker: fc.constantFrom("leader", "aide", "s-leader", "h-leader"),
    option: fc.constantFrom("o", "p", "q"),
    stance: fc.constantFrom(...STANCES),
  })
  .map(({ speaker, option, stance }) => change(says("s", speaker, { [option]: stance }, "2025-03-13")))

test("an import alerts nobody, whatever anybody asks for", () => {
  fc.assert(
    fc.property(filters, changes, (filter, of) => {
      expect(told(filter, { ...of, imported: true })).toBe(false)
    }),
  )
})

test("asking for more never brings less news, and asking for more to hold never brings more", () => {
  fc.assert(
    fc.property(filters, changes, fc.constantFrom("north", "south", "harbour"), (filter, of, party) => {
      const wider = {
        ...filter,
        parties: filter.parties?.length ? [...filter.parties, party] : filter.parties,
      }
      if (told(filter, of)) expect(told(wider, of)).toBe(true)
      if (told({ ...filter, people: ["leader"] }, of)) expect(told({ ...filter, people: [] }, of)).toBe(true)
    }),
  )
})

import { expect, test } from "vitest"
import type { Change } from "../../server/domain/change.ts"
import type { HeldCondition } from "../../server/domain/condition.ts"
import { dateWords } from "../../server/domain/date-words.ts"
import { emptyCell } from "../../server/domain/position.ts"
import { changeSentence, conditionState, stanceWord } from "../../server/domain/wording.ts"

const board = {
  parties: [{ id: "russia", name: "Russia", roles: ["belligerent" as const] }],
  issues: [{ options: [{ id: "truce", text: "A 30-day ceasefire" }] }],
}
const published: Change = {
  negotiation: "talks",
  epoch: "e",
  seq: 1,
  hash: "",
  kind: "statement.published",
  recordedAt: "2025-03-13T12:00:00.000Z",
  cells: [
    {
      ...emptyCell("russia", "truce"),
      state: "headline",
      stance: "accepts_in_principle",
      was: { state: "none_recorded", stance: "none_recorded" },
    },
  ],
}

test("a move is one sentence, from what to what", () => {
  expect(changeSentence(published, board)).toBe(
    "Russia on a 30-day ceasefire: from none recorded to in principle",
  )
})

test("a statement that moves nothing is still told", () => {
  const affirmed = published.cells.map((cell) => ({
    ...cell,
    was: { state: cell.state, stance: cell.stance },
  }))
  expect(changeSentence({ ...published, cells: affirmed }, board)).toBe("New statement: a statement")
})

test("a mediator or supporter who accepts another's option backs it, a belligerent accepts it", () => {
  expect(stanceWord("accepts", ["mediator"])).toBe("Backs")
  expect(stanceWord("accepts", ["supporter", "guarantor"])).toBe("Backs")
  expect(stanceWord("accepts", ["belligerent", "supporter"])).toBe("Accepts")
  expect(stanceWord("accepts", ["observer"])).toBe("Accepts")
})

test("a condition says who answered it", () => {
  const condition: Pick<HeldCondition, "holder" | "counterparty" | "fulfilment"> = {
    holder: "hardened",
    counterparty: { eu: "rejected", ukraine: "rejected" },
    fulfilment: "not_due",
  }
  expect(conditionState(condition, (id) => id.toUpperCase())).toBe("hardened, rejected by EU, UKRAINE")
  expect(conditionState({ ...condition, counterparty: {} })).toBe("hardened, unanswered")
})

test.each([
  ["2025", "2025"],
  ["2025-03", "March 2025"],
  ["2025-03-13", "13 March 2025"],
  ["2025-03-12~", "about 12 March 2025"],
  ["2025-03?", "March 2025 (uncertain)"],
  ["2025-03-13%", "about 13 March 2025 (uncertain)"],
  ["2025-03-11/2025-03-13", "11 to 13 March 2025"],
  ["2025-02-28/2025-03-02", "28 February to 2 March 2025"],
  ["2024-12-30/2025-01-02", "30 December 2024 to 2 January 2025"],
  ["2025-03/2025-05", "March to May 2025"],
  ["2025-03-13T14:02+02:00", "13 March 2025, 14:02 (UTC+02:00)"],
  ["2025-03-13T14:02Z", "13 March 2025, 14:02 UTC"],
  ["2025-03-13T14:02/2025-03-13T15:30", "13 March 2025, 14:02 to 15:30"],
  ["2025-03-05", "5 March 2025"],
  ["not a date", "not a date"],
])("the date %s reads %s", (edtf, words) => {
  expect(dateWords(edtf)).toBe(words)
})

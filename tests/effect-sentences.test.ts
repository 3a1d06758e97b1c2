import { expect, test } from "vitest"
import { sentencesOf, summaryOf } from "../app/desk/_form/effect-sentences.ts"
import type { DeskData } from "../app/desk/desk-data.ts"
import { boardOf, conditionsAt } from "../server/domain/board.ts"
import { effectOf } from "../server/domain/change.ts"
import { withStatement } from "../server/domain/ledger.ts"
import type { StatementContent } from "../server/domain/negotiation-document.ts"
import { isRefusal } from "../server/domain/refusal.ts"
import { readStatement } from "../server/domain/statement.ts"
import { history, LATER, says, table } from "./domain/given.ts"
import { castOf, ledgerOf } from "./support/histories.ts"

/** What the desk would say before `said` is published after `before`: sentences and summary. */
function told(said: StatementContent, before: StatementContent[] = [], subscribers = 0) {
  const ledger = ledgerOf(history(before), Infinity)
  const at = { version: 1, publication: "published" as const, order: 99, firstRecordedAt: LATER }
  const facts = readStatement(said, castOf(table), at)
  if (isRefusal(facts)) throw new Error(facts.detail)
  const board = boardOf(ledger, LATER, { negotiation: "", epoch: "", seq: 0, asOf: null, knownAt: null })
  const preview = {
    effect: effectOf({ ledger, t: LATER }, { ledger: withStatement(ledger, facts), t: LATER }),
    before: {
      cells: board.issues.flatMap((issue) => issue.options.flatMap((option) => option.cells)),
      conditions: conditionsAt(ledger, LATER),
      pairs: board.issues.flatMap((issue) => issue.pairs.map((pair) => ({ issue: issue.id, ...pair }))),
    },
    reasons: [],
    secondNeeded: false,
    subscribers,
  }
  const data = { board, parties: board.parties, issues: board.issues } as unknown as DeskData
  return { sentences: sentencesOf(preview, data), summary: summaryOf(preview) }
}

const accepts = says("a", "leader", "accepts", "2025-03-13")
const term = { id: "c", option: "o", kind: "term" as const, text: "Under watch" }

test("a position on lower authority says so, before and after", () => {
  const aide = says("a", "aide", "open", "2025-03-12")
  expect(told(aide).sentences[0]).toBe(
    "north on Option o: from none recorded to open, by lower authority only",
  )
  expect(told(accepts, [aide]).sentences[0]).toBe(
    "north on Option o: from open, by lower authority only to accepts",
  )
})

test("mixed signals and a contest are changes of what the cell shows", () => {
  expect(told(says("b", "aide", "objects", "2025-03-13"), [accepts]).sentences[0]).toBe(
    "north on Option o: from accepts to accepts, with mixed signals",
  )
  expect(told(says("b", "chair", "rejects", "2025-03-13"), [accepts]).sentences[0]).toBe(
    "north on Option o: from accepts to contested",
  )
})

test("a repetition leaves the position where it is, and says so", () => {
  expect(told(says("b", "leader", "accepts", "2025-03-20"), [accepts]).sentences).toContain(
    "north on Option o: stays accepts, with this among its evidence",
  )
})

test("conditions are opened, moved from what to what, and ended; several axes in one sentence", () => {
  const stated = says("a", "leader", "accepts", "2025-03-13", { conditions: [term] })
  expect(told(stated).sentences).toContain("Opens a condition. north: term “Under watch”")
  const moves = (...to: NonNullable<StatementContent["conditionMoves"]>) =>
    told(says("b", "leader", null, "2025-03-14", { conditionMoves: to }), [stated]).sentences
  expect(
    moves(
      { condition: "c", axis: "holder", to: "softened" },
      { condition: "c", axis: "fulfilment", to: "pending" },
    ),
  ).toContain("north: term “Under watch”: from active, unanswered to softened, unanswered, pending")
  expect(moves({ condition: "c", axis: "holder", to: "withdrawn" })).toContain(
    "Ends a condition. north: term “Under watch”: from active, unanswered to withdrawn, unanswered",
  )
})

test("pairs that move say from what to what; the summary counts what moves and whom it alerts", () => {
  const other = says("b", "s-leader", "accepts", "2025-03-13")
  const { sentences, summary } = told(other, [accepts], 12)
  expect(sentences).toContain("north and south on Issue i: from unknown to compatible")
  expect(summary).toBe("Would change 1 position and 1 pair; alerts 12 subscribers")
})

test("where nothing changes it says so", () => {
  const { sentences, summary } = told(says("b", "aide", null, "2025-03-14"), [accepts])
  expect(sentences).toEqual(["No position, condition or pair changes."])
  expect(summary).toBe("Would change no position")
})

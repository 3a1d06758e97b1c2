import { describe, expect, test } from "vitest"
import { cellKey } from "../../server/domain/board.ts"
import { movesOf, talliesOf } from "../../server/domain/convergence.ts"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
import { historyOfDocument, ledgerOf } from "../support/histories.ts"
import { says, table } from "./given.ts"

const NOW = Date.parse("2026-01-01T00:00:00Z")

function moves(...statements: StatementContent[]) {
  const ledger = ledgerOf(historyOfDocument({ ...table, statements }, NOW), NOW + 1_000)
  const key = { party: "north", option: "o" }
  return movesOf(key, ledger.codings.get(cellKey(key.party, key.option)) ?? [], NOW).map(
    ({ from, to, statement }) => `${from} > ${to} by ${statement}`,
  )
}

describe("moves (rule 8)", () => {
  test("a party that takes another stance has moved, with the statement that did it", () => {
    const first = says("s1", "leader", "rejects", "2025-03-01")
    const then = says("s2", "leader", "open", "2025-03-10")
    const back = says("s3", "minister", "objects", "2025-03-20")
    expect(moves(first, then, back)).toEqual(["rejects > open by s2", "open > objects by s3"])
  })

  test("a first coding and a repetition are no movement", () => {
    expect(
      moves(says("s1", "leader", "open", "2025-03-01"), says("s2", "leader", "open", "2025-03-09")),
    ).toEqual([])
  })

  test("the order of recording makes no movement: an old statement logged late stands where it was said", () => {
    const early = says("s1", "leader", "rejects", "2025-03-01")
    const late = says("s2", "leader", "open", "2025-03-10")
    expect(moves(late, early)).toEqual(moves(early, late))
  })

  test("a spokeswoman moves no leader", () => {
    expect(
      moves(says("s1", "leader", "open", "2025-03-01"), says("s2", "aide", "rejects", "2025-03-02")),
    ).toEqual([])
  })

  test("a contest is nobody's move; what ends it is measured from the stance before", () => {
    const held = says("s1", "leader", "open", "2025-03-01")
    const rival = says("s2", "chair", "rejects", "2025-03-02")
    const settled = says("s3", "chair", "accepts", "2025-03-20")
    expect(moves(held, rival, settled)).toEqual(["open > accepts by s3"])
  })
})

test("a tally counts each state of a pair over the issues that have one", () => {
  const pair = (state: "unknown" | "conflict") => ({
    parties: ["north", "south"] as [string, string],
    state,
    statements: [],
  })
  const issue = (id: string, ...pairs: ReturnType<typeof pair>[]) => ({
    id,
    title: id,
    group: null,
    checklist: null,
    options: [],
    pairs,
  })
  const tallies = talliesOf({
    issues: [
      issue("i", pair("unknown")),
      issue("j", pair("conflict")),
      issue("k", pair("unknown")),
      issue("closed"),
    ],
  })
  expect(tallies).toEqual([
    {
      parties: ["north", "south"],
      of: 3,
      counts: { unknown: 2, conflict: 1, compatible: 0, conditional: 0, undetermined: 0 },
    },
  ])
})

import { describe, expect, test } from "vitest"
import { type Board, boardOf } from "../../server/domain/board.ts"
import { readInstant } from "../../server/domain/dates.ts"
import { negotiationDocumentSchema } from "../../server/domain/negotiation-document.ts"
import { isQuotable } from "../../server/domain/public-statement.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import { historyOfDocument, ledgerOf } from "../support/histories.ts"
import { seedArticle } from "../support/seed-article.ts"

const recordedAt = Date.UTC(2025, 2, 14, 8)
const history = historyOfDocument(seedArticle, recordedAt)
const head = { negotiation: "russia-ukraine-2025", epoch: "e", seq: 0, asOf: null, knownAt: null }

function boardAt(day: string): Board {
  const t = readInstant(day, seedArticle.negotiation.timeZone)
  if (isRefusal(t)) throw new Error(t.detail)
  return boardOf(ledgerOf(history, Infinity), t, head)
}
function cellOf(board: Board, party: string, option: string) {
  const cells = board.issues.flatMap((issue) => issue.options.flatMap((o) => o.cells))
  const cell = cells.find((c) => c.party === party && c.option === option)
  if (!cell) throw new Error(`no cell ${party} ${option}`)
  return cell
}

describe("the article of 13 March 2025", () => {
  const board = boardAt("2025-03-14")

  test("is a document that the schema accepts", () => {
    expect(negotiationDocumentSchema.safeParse(seedArticle).error).toBeUndefined()
  })

  test("puts Russia at acceptance in principle of the truce, with three open conditions", () => {
    const cell = cellOf(board, "russia", "truce")
    expect(cell).toMatchObject({
      state: "headline",
      stance: "accepts_in_principle",
      statement: "a01",
      speaker: { id: "putin", name: "Vladimir Putin" },
      tier: 1,
    })
    expect(cell.conditions.map(({ id, kind, open }) => [id, kind, open])).toEqual([
      ["kursk", "clarification", true],
      ["control", "term", true],
      ["root", "term", true],
    ])
  })

  test("shows mixed signals in that cell, because Ushakov objects on the same day", () => {
    const cell = cellOf(board, "russia", "truce")
    expect(cell.mixedSignals).toBe(true)
    expect(cell.differing.map(({ speaker, stance, tier }) => [speaker.id, stance, tier])).toEqual([
      ["ushakov", "objects", 3],
    ])
  })

  test("records nothing of Ukraine's own, with the acceptance that Putin attributes to it beneath", () => {
    const cell = cellOf(board, "ukraine", "truce")
    expect(cell).toMatchObject({ state: "none_recorded", stance: "none_recorded", statement: null })
    expect(cell.attributed.map(({ statement, speaker, stance }) => [statement, speaker.id, stance])).toEqual([
      ["a06", "putin", "accepts"],
    ])
  })

  test("leaves every pair of the belligerents unknown, for Ukraine has said nothing on any option", () => {
    const pairs = board.issues.flatMap((issue) => issue.pairs)
    expect(pairs.map(({ parties, state }) => [...parties, state])).toEqual(
      board.issues.map(() => ["russia", "ukraine", "unknown"]),
    )
    expect(board.issues.find((issue) => issue.id === "duration")?.pairs[0]?.statements).toEqual(["a01"])
  })

  test("sets nothing for the Europeans, whom nobody in particular is quoted about", () => {
    for (const party of ["europeans", "uk", "france"]) {
      const cell = cellOf(board, party, "western-force")
      expect(cell).toMatchObject({ state: "none_recorded", stance: "none_recorded", statement: null })
      expect(cell.attributed.map((entry) => entry.statement)).toEqual(["a18"])
    }
  })

  test("has the Kremlin reject Western troops behind a red line, at a lower tier", () => {
    const cell = cellOf(board, "russia", "western-force")
    expect(cell).toMatchObject({
      state: "lower_tier",
      stance: "rejects",
      tier: 3,
      mixedSignals: false,
      speaker: { id: null, name: "the Kremlin" },
    })
    expect(cell.conditions.map(({ id, kind, open }) => [id, kind, open])).toEqual([
      ["no-western-troops", "red_line", true],
    ])
  })

  test("shows the other stances that it codes, and no more than these", () => {
    const spoken = board.issues
      .flatMap((issue) => issue.options.flatMap((option) => option.cells))
      .filter((cell) => cell.state !== "none_recorded")
      .map((cell) => [cell.party, cell.option, cell.stance])
    expect(spoken).toEqual([
      ["russia", "truce", "accepts_in_principle"],
      ["russia", "border-zone", "proposes"],
      ["russia", "western-force", "rejects"],
      ["russia", "talks-with-us", "open"],
    ])
  })

  test("shows on the eve of the press conference only what had been said by then", () => {
    const eve = boardAt("2025-03-12")
    expect(cellOf(eve, "russia", "truce").state).toBe("none_recorded")
    expect(cellOf(eve, "russia", "truce").conditions).toEqual([])
    expect(cellOf(eve, "russia", "border-zone").stance).toBe("proposes")
  })

  test("showed nothing before it was recorded", () => {
    const empty = boardOf(ledgerOf(history, recordedAt - 1), recordedAt, head)
    expect(
      empty.issues
        .flatMap((i) => i.options.flatMap((o) => o.cells))
        .every((c) => c.state === "none_recorded"),
    ).toBe(true)
  })

  test("is never rendered as a quotation", () => {
    for (const { directness, quote } of seedArticle.statements ?? []) {
      expect(directness).toBe("machine_garbled")
      expect(quote ?? null).toBeNull()
      expect(isQuotable({ directness, quote: "garbled words" })).toBe(false)
    }
  })
})

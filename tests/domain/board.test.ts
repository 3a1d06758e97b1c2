import { describe, expect, test } from "vitest"
import { boardOf, nextTurn, withStaleness } from "../../server/domain/board.ts"
import { agendaOf, ledgerOf } from "../support/histories.ts"
import { boardAt, cellOf, history, instant, says, table } from "./given.ts"

describe("the board", () => {
  test("has every party, issue and option in its order, with a cell for each party on each option", () => {
    const board = boardAt("2025-12-31", [])
    expect(board.parties.map(({ id }) => id)).toEqual(["north", "south", "harbour"])
    expect(board.issues.map(({ id, options }) => [id, ...options.map((o) => o.id)])).toEqual([
      ["i", "o", "p"],
      ["j", "q"],
    ])
    for (const option of board.issues.flatMap((issue) => issue.options)) {
      expect(option.cells.map(({ party, option: on }) => [party, on])).toEqual(
        ["north", "south", "harbour"].map((party) => [party, option.id]),
      )
    }
  })

  test("shows the roles that each party has at T, each once", () => {
    const told = history([], {
      table: {
        parties: [
          {
            actor: "north",
            roles: [
              "belligerent",
              { role: "signatory", from: "2025-03-13", to: "2025-03-20" },
              { role: "signatory", from: "2025-03-15" },
            ],
          },
        ],
      },
    })
    expect(boardAt("2025-03-12", told).parties[0]?.roles).toEqual(["belligerent", "signatory"])
    expect(boardAt("2025-03-12T23:59Z", told).parties[0]?.roles).toEqual(["belligerent"])
    expect(boardAt("2025-04-01", told).parties[0]?.roles).toEqual(["belligerent", "signatory"])
  })

  test("says that an option is closed from the latest instant of its closing on, and keeps its cells", () => {
    const told = history([says("a", "leader", "accepts", "2025-03-01")], {
      table: { options: table.options?.map((o) => (o.id === "o" ? { ...o, closed: "2025-03" } : o)) },
    })
    expect(boardAt("2025-03-31T23:59Z", told).issues[0]?.options[0]?.closed).toBeNull()
    const closed = boardAt("2025-03-31", told)
    expect(closed.issues[0]?.options[0]?.closed).toBe("2025-03")
    expect(cellOf(closed)).toMatchObject({ state: "headline", stance: "accepts" })
  })
})

describe("two clocks (rule 6)", () => {
  const told = history([says("a", "leader", "accepts", "2025-03-01")])
  const recordedAt = told.acts[0]?.at ?? 0

  test("what the position was then is asked by what is known now", () => {
    expect(cellOf(told, { at: "2025-03-01" }).stance).toBe("accepts")
  })

  test("what this board showed then is asked by what was known then", () => {
    expect(cellOf(boardAt("2025-12-31", told, recordedAt - 1)).state).toBe("none_recorded")
    expect(cellOf(boardAt("2025-12-31", told, recordedAt)).stance).toBe("accepts")
  })
})

describe("staleness (rule 9)", () => {
  const statements = [says("a", "leader", "open", "2025-03-01")]
  const versions = (at: string) =>
    history(statements, {
      table: {
        proposals: [
          { id: "v1", proposer: "harbour", title: "Plan", options: ["o"], status: "superseded" },
          {
            id: "v2",
            proposer: "harbour",
            title: "Plan",
            options: ["o"],
            status: "tabled",
            supersedes: "v1",
            at,
          },
        ],
      },
    })

  test("begins 14 days after what was last affirmed, exactly", () => {
    expect(cellOf(statements, { at: "2025-03-15T23:59:59.999Z" }).stale).toBe(false)
    expect(cellOf(statements, { at: "2025-03-16T00:00Z" })).toMatchObject({
      stale: true,
      staleFrom: "2025-03-16T00:00:00.000Z",
    })
  })

  test("starts anew with an affirmation of whatever tier", () => {
    const again = [...statements, says("b", "aide", "open", "2025-03-10")]
    expect(cellOf(again, { at: "2025-03-20" }).stale).toBe(false)
    expect(cellOf(again, { at: "2025-03-24" }).stale).toBe(true)
  })

  test("never flips the position", () => {
    expect(cellOf(statements)).toMatchObject({ state: "headline", stance: "open", stale: true })
  })

  test("begins with a newer version of the proposal", () => {
    expect(cellOf(versions("2025-03-05"), { at: "2025-03-04" }).stale).toBe(false)
    expect(cellOf(versions("2025-03-05"), { at: "2025-03-05" })).toMatchObject({
      stale: true,
      staleFrom: "2025-03-06T00:00:00.000Z",
    })
  })

  test("does not come from a version that was there before it was affirmed", () => {
    expect(cellOf(versions("2025-02-05"), { at: "2025-03-05" }).stale).toBe(false)
  })

  test("is of the options that the proposal bundles, and of no other", () => {
    const told = versions("2025-03-05")
    const spoken = { ...told, acts: history([says("a", "leader", { p: "open" }, "2025-03-01")]).acts }
    expect(cellOf(spoken, { at: "2025-03-10", option: "p" }).stale).toBe(false)
  })

  test("is not of a cell without a position", () => {
    expect(cellOf([])).toMatchObject({ stale: false, staleFrom: null })
  })

  test("is set by the clock alone on a board that is held", () => {
    const held = boardAt("2025-03-02", statements)
    const [before, at] = ["2025-03-15T23:59:59.999Z", "2025-03-16T00:00Z"].map(instant)
    expect(cellOf(withStaleness(held, before ?? 0)).stale).toBe(false)
    expect(cellOf(withStaleness(held, at ?? 0)).stale).toBe(true)
    expect(withStaleness(held, at ?? 0)).toEqual(boardAt("2025-03-16T00:00Z", statements))
  })
})

describe("the next turn of the board by the clock alone", () => {
  const agenda = agendaOf({
    ...table,
    parties: [{ actor: "north", roles: [{ role: "belligerent", from: "2025-03-13", to: "2025-03-20" }] }],
    options: [{ id: "o", issue: "i", text: "o", closed: "2025-03-15" }],
  })

  test("is an option that closes, a role that begins or ends; after these there is none", () => {
    const turns: string[] = []
    for (let t = nextTurn(agenda, 0); t < Infinity; t = nextTurn(agenda, t))
      turns.push(new Date(t).toISOString())
    expect(turns.map((turn) => turn.slice(0, 10))).toEqual(["2025-03-13", "2025-03-16", "2025-03-21"])
    expect(nextTurn(agenda, instant("2026"))).toBe(Infinity)
  })
})

describe("a board narrowed", () => {
  const statements = [
    says("a", "leader", { o: "accepts", q: "rejects" }, "2025-03-01"),
    says("b", "s-leader", { o: "accepts", q: "open" }, "2025-03-01"),
  ]
  const head = { negotiation: "n", epoch: "e", seq: 0, asOf: null, knownAt: null }
  const t = Date.UTC(2025, 3, 1)

  test("to some issues and parties shows of these what the whole board shows", () => {
    const ledger = ledgerOf(history(statements), Infinity)
    const whole = boardOf(ledger, t, head)
    const narrowed = boardOf(ledger, t, head, {
      issues: new Set(["j"]),
      parties: new Set(["north", "south"]),
    })
    expect(narrowed.issues).toEqual(
      whole.issues
        .filter(({ id }) => id === "j")
        .map((issue) => ({
          ...issue,
          options: issue.options.map((o) => ({ ...o, cells: o.cells.filter((c) => c.party !== "harbour") })),
        })),
    )
    expect(narrowed.parties).toEqual(whole.parties)
  })

  test("does not forget a red line on an issue that is not shown", () => {
    const line = says("l", "s-leader", null, "2025-03-01", {
      conditions: [{ id: "line", option: "q", kind: "red_line", text: "" }],
    })
    const term = says("c", "leader", null, "2025-03-01", {
      conditions: [{ id: "term", option: "o", kind: "term", text: "", touches: ["q"] }],
    })
    const ledger = ledgerOf(history([...statements, line, term]), Infinity)
    const pair = boardOf(ledger, t, head, { issues: new Set(["i"]) }).issues[0]?.pairs[0]
    expect(pair?.state).toBe("undetermined")
  })
})

import { describe, expect, test } from "vitest"
import { type Board, boardOf, type Ledger } from "../../server/domain/board.ts"
import {
  applyChange,
  type Change,
  canonicalJson,
  type Effect,
  effectOf,
  reachOf,
  same,
} from "../../server/domain/change.ts"
import type { NegotiationDocument, StatementContent } from "../../server/domain/negotiation-document.ts"
import { factsAt, type History, ledgerOf } from "../support/histories.ts"
import { cellOf, history, LATER, says, table } from "./given.ts"

const head = { negotiation: "talks", epoch: "e", seq: 0, asOf: null, knownAt: null }
const t = LATER + 86_400_000

function ledger(statements: StatementContent[], more: Partial<NegotiationDocument> = {}): Ledger {
  return ledgerOf(history(statements, { table: more }), Infinity)
}
const board = (of: Ledger, seq = 0): Board => boardOf(of, t, { ...head, seq })
const change = (effect: Effect, seq: number): Change => ({
  ...effect,
  negotiation: "talks",
  epoch: "e",
  seq,
  hash: "",
  kind: "statement.published",
  recordedAt: "2026-01-01T00:00:00.000Z",
})
const between = (before: Ledger, after: Ledger) => effectOf({ ledger: before, t }, { ledger: after, t })

const a = says("a", "leader", { o: "open", q: "rejects" }, "2025-03-01")
const b = says("b", "s-leader", "accepts", "2025-03-02")

describe("applyChange", () => {
  const [before, after] = [ledger([a]), ledger([a, b])]

  test("turns the board before into the board after", () => {
    expect(applyChange(board(before, 4), change(between(before, after), 5))).toEqual(board(after, 5))
  })

  test("ignores a change that is already held", () => {
    const held = board(after, 5)
    expect(applyChange(held, change(between(before, after), 5))).toBe(held)
    expect(applyChange(held, change(between(before, after), 3))).toBe(held)
  })

  test("refuses to pass over a hole", () => {
    expect(() => applyChange(board(before, 4), change(between(before, after), 6))).toThrow("missing")
  })

  test("leaves the board that it was given as it was", () => {
    const held = board(before, 4)
    const copy = structuredClone(held)
    applyChange(held, change(between(before, after), 5))
    expect(held).toEqual(copy)
  })

  test("leaves what the change does not touch the same in memory, so that a page need not draw it again", () => {
    const held = board(before, 4)
    const next = applyChange(held, change(between(before, after), 5))
    expect(next.issues[1]?.options[0]).toBe(held.issues[1]?.options[0])
    expect(cellOf(next, { option: "o" })).toBe(cellOf(held, { option: "o" }))
  })

  test("takes a change without effect for its number alone", () => {
    expect(applyChange(board(after, 5), change({ cells: [] }, 6))).toEqual(board(after, 6))
  })

  test("keeps the cells when the agenda changes, and fills what is new", () => {
    const wider = {
      parties: [{ actor: "harbour", roles: ["mediator" as const] }, ...(table.parties?.slice(0, 2) ?? [])],
      issues: [{ id: "k", title: "Issue k" }, ...(table.issues ?? []).toReversed()],
      options: [...(table.options ?? []).toReversed(), { id: "x", issue: "k", text: "Option x" }],
    }
    const grown = ledger([a, b], wider)
    const effect = between(after, grown)
    expect(effect.cells).toEqual([])
    const next = applyChange(board(after, 5), change(effect, 6))
    expect(next).toEqual(board(grown, 6))
    expect(cellOf(next).stance).toBe("open")
    expect(next.issues.map(({ id }) => id)).toEqual(["k", "j", "i"])
  })

  test("drops the pairs of who fights no more, and shows those of who joins", () => {
    const joined = ledger([a, b], {
      parties: [
        { actor: "north", roles: ["belligerent"] },
        { actor: "south", roles: ["signatory"] },
        { actor: "harbour", roles: ["belligerent"] },
      ],
    })
    const effect = between(after, joined)
    expect(
      effect.pairs?.filter(({ state }) => state === null).map(({ issue, parties }) => [issue, ...parties]),
    ).toEqual([
      ["i", "north", "south"],
      ["j", "north", "south"],
    ])
    const next = applyChange(board(after, 5), change(effect, 6))
    expect(next).toEqual(board(joined, 6))
    expect(next.issues[0]?.pairs.map(({ parties }) => parties)).toEqual([["north", "harbour"]])
  })

  test("keeps the pairs in the order of the parties", () => {
    const three = {
      parties: ["north", "south", "harbour"].map((actor) => ({ actor, roles: ["belligerent" as const] })),
    }
    const [old, now] = [ledger([a], three), ledger([a, b], three)]
    const next = applyChange(board(old, 4), change(between(old, now), 5))
    expect(next.issues[0]?.pairs).toEqual(board(now).issues[0]?.pairs)
  })
})

describe("effectOf", () => {
  test("names the cells that differ, with what they showed before", () => {
    const effect = between(ledger([]), ledger([a]))
    expect(effect.cells.map(({ party, option, stance, was }) => [party, option, stance, was])).toEqual([
      ["north", "o", "open", { stance: "none_recorded", state: "none_recorded" }],
      ["north", "q", "rejects", { stance: "none_recorded", state: "none_recorded" }],
    ])
  })

  test("names the pairs that differ, and those alone", () => {
    const effect = between(ledger([a]), ledger([a, b]))
    expect(effect.pairs).toEqual([
      { issue: "i", parties: ["north", "south"], state: "undetermined", statements: ["a", "b"] },
    ])
    expect(effect).not.toHaveProperty("conditions")
    expect(effect).not.toHaveProperty("agenda")
  })

  test("is empty where nothing differs", () => {
    expect(between(ledger([a]), ledger([a, says("z", "aide", null, "2025-03-03")]))).toEqual({ cells: [] })
  })

  test("does not take a cell's age for a difference", () => {
    const of = ledger([says("a", "leader", "open", "2025-12-31")])
    const [early, late] = [Date.UTC(2026, 0, 2), Date.UTC(2026, 6, 1)]
    expect(effectOf({ ledger: of, t: early }, { ledger: of, t: late })).toEqual({ cells: [] })
  })

  const c = says("c", "leader", null, "2025-03-01", {
    conditions: [{ id: "c", option: "o", kind: "term", text: "", touches: ["q"] }],
  })

  test("names a condition that begins, moves or ends, once for each holder", () => {
    const moved = says("d", "leader", null, "2025-03-05", {
      conditionMoves: [{ condition: "c", axis: "holder", to: "softened" }],
    })
    expect(between(ledger([]), ledger([c])).conditions).toMatchObject([
      { id: "c", holder: "active", open: true },
    ])
    expect(between(ledger([c]), ledger([c, moved])).conditions).toMatchObject([
      { id: "c", holder: "softened" },
    ])
    expect(between(ledger([c]), ledger([c, says("z", "leader", "open", "2025-03-05")]))).not.toHaveProperty(
      "conditions",
    )
  })

  test("names a condition that is no longer held as it ends, and takes it from the cells", () => {
    const told = history([c], {
      afterwards: [{ kind: "withdraw", at: LATER, id: "c", note: "Not said." }],
    })
    const effect = between(ledgerOf(told, LATER - 1), ledgerOf(told, LATER))
    expect(effect.conditions).toMatchObject([{ id: "c", party: "north", open: false }])
    expect(effect.cells.map(({ option, conditions, touching }) => [option, conditions, touching])).toEqual([
      ["o", [], []],
      ["q", [], []],
    ])
  })

  test("gives the agenda as it stands once an option closes by the clock", () => {
    const of = ledger([a], {
      options: table.options?.map((o) => (o.id === "o" ? { ...o, closed: "2026-02" } : o)),
    })
    const [open, closed] = [Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)]
    const effect = effectOf({ ledger: of, t: open }, { ledger: of, t: closed })
    expect(effect.agenda?.issues[0]?.options).toMatchObject([
      { id: "o", closed: "2026-02" },
      { id: "p", closed: null },
    ])
    expect(effectOf({ ledger: of, t: open }, { ledger: of, t: closed - 1 })).toEqual({ cells: [] })
  })
})

describe("reachOf", () => {
  const reach = (told: History, id: string, recordedAt: number) => {
    const revisions = [factsAt(told, recordedAt - 1).get(id), factsAt(told, recordedAt).get(id)]
    const found = reachOf(
      ledgerOf(told, recordedAt - 1),
      ledgerOf(told, recordedAt),
      revisions.flatMap((facts) => facts ?? []),
    )
    return { parties: [...found.parties].sort(), issues: [...found.issues].sort() }
  }
  const published = (...statements: StatementContent[]) => {
    const told = history(statements)
    const last = told.acts.at(-1)
    return reach(told, statements.at(-1)?.id ?? "", last?.at ?? 0)
  }

  test("is the belligerents and no issue for a statement that codes nothing", () => {
    expect(published(says("a", "leader", null, "2025-03-01"))).toEqual({
      parties: ["north", "south"],
      issues: [],
    })
  })

  test("holds whom a statement speaks for and about, and the issues of its stances", () => {
    expect(published(says("a", "h-leader", "open", "2025-03-01", { about: ["south"] }))).toEqual({
      parties: ["harbour", "north", "south"],
      issues: ["i"],
    })
  })

  test("holds the issues of its conditions, of what they touch and of what joins them", () => {
    expect(
      published(
        says("a", "leader", null, "2025-03-01", {
          conditions: [{ id: "c", option: "o", kind: "term", text: "", touches: ["q"] }],
        }),
      ).issues,
    ).toEqual(["i", "j"])
    expect(
      published(
        says("a", "leader", null, "2025-03-01", {
          conditions: [{ id: "c", option: "o", kind: "term", text: "", touches: ["q"] }],
        }),
        says("b", "s-leader", null, "2025-03-02", {
          conditions: [{ id: "line", option: "q", kind: "red_line", text: "" }],
        }),
      ).issues,
    ).toEqual(["i", "j"])
  })

  test("holds the holder of a condition that another answers", () => {
    expect(
      published(
        says("a", "h-leader", null, "2025-03-01", {
          conditions: [{ id: "c", option: "q", kind: "term", text: "" }],
        }),
        says("b", "leader", null, "2025-03-02", {
          conditionMoves: [{ condition: "c", axis: "counterparty", to: "rejected" }],
        }),
      ),
    ).toEqual({ parties: ["harbour", "north", "south"], issues: ["j"] })
  })

  test("holds whom a belligerent speaks about", () => {
    expect(published(says("a", "leader", "open", "2025-03-01", { about: "harbour" })).parties).toContain(
      "harbour",
    )
  })

  test("holds the option from which a correction moves a condition away", () => {
    const stated = (option: string) =>
      says("a", "leader", null, "2025-03-01", { conditions: [{ id: "c", option, kind: "term", text: "" }] })
    const told = history([stated("o")], {
      afterwards: [{ kind: "correct", at: LATER, statement: stated("q"), note: "Misread." }],
    })
    expect(reach(told, "a", LATER).issues).toEqual(["i", "j"])
  })

  test("holds what the statement said before its correction", () => {
    const told = history([says("a", "h-leader", { o: "open" }, "2025-03-01")], {
      afterwards: [
        {
          kind: "correct",
          at: LATER,
          statement: says("a", "s-leader", { q: "open" }, "2025-03-01"),
          note: "Misread.",
        },
      ],
    })
    expect(reach(told, "a", LATER)).toEqual({ parties: ["harbour", "north", "south"], issues: ["i", "j"] })
  })
})

describe("canonical JSON", () => {
  test("is the same text for equal data, in whatever order keys were set", () => {
    expect(canonicalJson({ b: 1, a: { d: [2, 1], c: null } })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}')
    expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true)
    expect(same([1, 2], [2, 1])).toBe(false)
    expect(same({ a: undefined }, {})).toBe(true)
  })
})

import { describe, expect, test } from "vitest"
import type { ConditionInput, StatementContent } from "../../server/domain/negotiation-document.ts"
import type { Stance } from "../../server/domain/vocabulary.ts"
import { boardAt, history, pairOn, says, table } from "./given.ts"

const DAY = "2025-03-13"
const north = (stances: Record<string, Stance>, id = "n") => says(id, "leader", stances, DAY)
const south = (stances: Record<string, Stance>, id = "s") => says(id, "s-leader", stances, DAY)
const demands = (id: string, speaker: string, condition: Partial<ConditionInput> = {}): StatementContent =>
  says(id, speaker, null, DAY, {
    conditions: [{ id: `c of ${id}`, option: "o", kind: "term", text: "", ...condition }],
  })
const answers = (id: string, speaker: string, condition: string): StatementContent =>
  says(id, speaker, null, "2025-03-14", {
    conditionMoves: [{ condition, axis: "counterparty", to: "rejected" }],
  })
const state = (statements: StatementContent[], issue = "i") => pairOn(statements, issue)?.state

const both = (stance: Stance, other: Stance = stance) => [north({ o: stance }), south({ o: other })]

describe("a pair of belligerents on an issue (rule 7)", () => {
  test("is unknown where one of them has no own statement on any of its options", () => {
    expect(state([])).toBe("unknown")
    expect(state([north({ o: "rejects", p: "rejects" })])).toBe("unknown")
    expect(state([north({ o: "rejects" }), south({ q: "accepts" })])).toBe("unknown")
  })

  test("is unknown where the other is only spoken about", () => {
    expect(
      state([north({ o: "accepts" }), says("a", "leader", { o: "accepts" }, DAY, { about: "south" })]),
    ).toBe("unknown")
  })

  test("is not unknown where each has spoken, if on different options", () => {
    expect(state([north({ o: "accepts" }), south({ p: "accepts" })])).toBe("undetermined")
  })

  test.each([
    ["proposes", "proposes"],
    ["proposes", "accepts"],
    ["accepts", "accepts"],
  ] as const)("is compatible where one %s and the other %s", (a, b) => {
    expect(state(both(a, b))).toBe("compatible")
    expect(state(both(b, a))).toBe("compatible")
  })

  test.each(["accepts_conditionally", "accepts_in_principle"] as const)(
    "is conditional where one accepts and the other %s",
    (stance) => {
      expect(state(both("accepts", stance))).toBe("conditional")
      expect(state(both(stance, stance))).toBe("conditional")
    },
  )

  test.each(["open", "noncommittal", "objects"] as const)(
    "is undetermined where one accepts and the other is %s",
    (stance) => {
      expect(state(both("accepts", stance))).toBe("undetermined")
    },
  )

  test("is a conflict where one rejects", () => {
    expect(state([north({ q: "rejects" }), south({ q: "accepts" })], "j")).toBe("conflict")
    expect(state([north({ q: "open" }), south({ q: "rejects" })], "j")).toBe("conflict")
  })

  test("is a conflict only where every option is rejected by one of them or blocked", () => {
    expect(state([north({ o: "rejects", p: "open" }), south({ o: "accepts", p: "open" })])).toBe(
      "undetermined",
    )
    expect(state([north({ o: "rejects", p: "open" }), south({ o: "accepts", p: "rejects" })])).toBe(
      "conflict",
    )
  })

  test("is no conflict while there is an option that neither has spoken of", () => {
    expect(state([north({ o: "rejects" }), south({ o: "accepts" })])).toBe("undetermined")
  })

  test("takes the best option: one they agree on outweighs one they reject", () => {
    expect(state([north({ o: "rejects", p: "accepts" }), south({ o: "rejects", p: "proposes" })])).toBe(
      "compatible",
    )
    expect(
      state([north({ o: "rejects", p: "accepts_in_principle" }), south({ o: "accepts", p: "accepts" })]),
    ).toBe("conditional")
  })

  test("counts a lower-tier cell", () => {
    expect(state([says("n", "aide", "accepts", DAY), says("s", "s-aide", "accepts", DAY)])).toBe("compatible")
  })

  test("has no stance in a contested cell, which yet is an own statement", () => {
    const contest = [says("n", "leader", "accepts", DAY), says("n2", "chair", "rejects", DAY)]
    expect(pairOn([...contest, south({ o: "accepts" })])).toMatchObject({
      state: "undetermined",
      statements: expect.arrayContaining(["n", "n2", "s"]),
    })
  })
})

describe("a condition in a pair (rule 7)", () => {
  test("keeps two who accept from being compatible, on the option or touching it", () => {
    expect(state([...both("accepts"), demands("c", "leader")])).toBe("conditional")
    expect(state([...both("accepts"), demands("c", "s-leader")])).toBe("conditional")
    expect(state([...both("accepts"), demands("c", "leader", { option: "q", touches: ["o"] })])).toBe(
      "conditional",
    )
  })

  test("of a third party does not matter", () => {
    expect(state([...both("accepts"), demands("c", "h-leader")])).toBe("compatible")
  })

  test("on another option does not matter", () => {
    expect(state([...both("accepts"), demands("c", "leader", { option: "p" })])).toBe("compatible")
  })

  test("that has ended does not matter", () => {
    const waived = says("w", "leader", null, "2025-03-14", {
      conditionMoves: [{ condition: "c of c", axis: "holder", to: "waived" }],
    })
    const verified = says("w", "h-leader", null, "2025-03-14", {
      conditionMoves: [{ condition: "c of c", axis: "fulfilment", to: "verified" }],
    })
    expect(state([...both("accepts"), demands("c", "leader"), waived])).toBe("compatible")
    expect(state([...both("accepts"), demands("c", "leader"), verified])).toBe("compatible")
  })

  test("that stands rejected by the other blocks the option", () => {
    const blocked = [...both("accepts"), demands("c", "leader"), answers("r", "s-leader", "c of c")]
    expect(state(blocked)).toBe("undetermined")
    const p = [north({ p: "rejects" }, "n2"), south({ p: "open" }, "s2")]
    expect(state([...blocked, ...p])).toBe("conflict")
  })

  test("that a third party rejects blocks nothing", () => {
    expect(state([...both("accepts"), demands("c", "leader"), answers("r", "h-leader", "c of c")])).toBe(
      "conditional",
    )
  })

  test("stands rejected at T or not", () => {
    const told = [...both("accepts"), demands("c", "leader"), answers("r", "s-leader", "c of c")]
    expect(pairOn(told, "i", "2025-03-13")?.state).toBe("conditional")
  })

  test("blocks while it touches an option on which the other holds a red line, elsewhere though it be", () => {
    const told = [
      ...both("accepts"),
      demands("c", "leader", { touches: ["q"] }),
      demands("line", "s-leader", { option: "q", kind: "red_line" }),
    ]
    expect(state(told)).toBe("undetermined")
    const ended = says("w", "s-leader", null, "2025-03-14", {
      conditionMoves: [{ condition: "c of line", axis: "holder", to: "waived" }],
    })
    expect(state([...told, ended])).toBe("conditional")
  })

  test("blocks where the other's red line is on its own option", () => {
    expect(
      state([...both("accepts"), demands("c", "leader"), demands("line", "s-leader", { kind: "red_line" })]),
    ).toBe("undetermined")
  })

  test("does not block where what the other holds there is no red line", () => {
    expect(
      state([
        ...both("accepts"),
        demands("c", "leader"),
        demands("line", "s-leader", { kind: "precondition" }),
      ]),
    ).toBe("conditional")
  })

  test("does not block where the other's red line only names the option", () => {
    expect(
      state([
        ...both("accepts"),
        demands("c", "leader"),
        demands("line", "s-leader", { option: "q", touches: ["p"], kind: "red_line" }),
      ]),
    ).toBe("conditional")
  })

  test("does not block by the holder's own red line, nor by one of a third party", () => {
    for (const speaker of ["leader", "h-leader"]) {
      expect(
        state([
          ...both("accepts"),
          demands("c", "leader", { touches: ["q"] }),
          demands("line", speaker, { option: "q", kind: "red_line" }),
        ]),
      ).toBe("conditional")
    }
  })

  test("does not block while the red line's option is closed", () => {
    const closed = { options: table.options?.map((o) => (o.id === "q" ? { ...o, closed: "2025-03-20" } : o)) }
    const told = history(
      [
        ...both("accepts"),
        demands("c", "leader", { touches: ["q"] }),
        demands("line", "s-leader", { option: "q", kind: "red_line" }),
      ],
      { table: closed },
    )
    expect(pairOn(told, "i", "2025-03-19")?.state).toBe("undetermined")
    expect(pairOn(told, "i", "2025-03-20")?.state).toBe("conditional")
  })
})

describe("closed options in a pair (rule 7)", () => {
  const closing = (...ids: string[]) => ({
    options: table.options?.map((o) => (ids.includes(o.id) ? { ...o, closed: "2025-03-20" } : o)),
  })

  test("are left out from the latest instant of their closing on", () => {
    const told = history([north({ o: "accepts", p: "rejects" }), south({ o: "accepts", p: "accepts" })], {
      table: closing("o"),
    })
    expect(pairOn(told, "i", "2025-03-20T23:59Z")?.state).toBe("compatible")
    expect(pairOn(told, "i", "2025-03-20")?.state).toBe("conflict")
  })

  test("leave the pair unknown where a party has spoken on them alone", () => {
    const told = history([north({ o: "accepts" }), south({ p: "accepts" })], { table: closing("o") })
    expect(pairOn(told)?.state).toBe("unknown")
  })

  test("are all there were: then there is no pair", () => {
    const told = history(both("accepts"), { table: closing("o", "p") })
    expect(pairOn(told, "i", "2025-03-19")?.state).toBe("compatible")
    expect(pairOn(told)).toBeUndefined()
    expect(pairOn(told, "j")?.state).toBe("unknown")
  })
})

describe("the statements of a pair", () => {
  test("are those of the options that decide", () => {
    const told = [
      north({ o: "accepts" }, "n1"),
      north({ p: "rejects" }, "n2"),
      south({ o: "proposes" }, "s1"),
      south({ p: "rejects" }, "s2"),
    ]
    expect(pairOn(told)).toEqual({
      parties: ["north", "south"],
      state: "compatible",
      statements: ["n1", "s1"],
    })
  })

  test("are for a conflict those of every option", () => {
    const told = [
      north({ o: "rejects" }, "n1"),
      north({ p: "open" }, "n2"),
      south({ o: "proposes" }, "s1"),
      south({ p: "rejects" }, "s2"),
    ]
    expect(pairOn(told)?.statements).toEqual(["n1", "s1", "n2", "s2"])
  })

  test("are for the unknown what there is", () => {
    expect(pairOn([north({ o: "accepts" })])?.statements).toEqual(["n"])
  })

  test("hold that of a condition that blocks, and that of the red line it runs into", () => {
    const told = [
      ...both("accepts"),
      demands("c", "leader", { touches: ["q"] }),
      demands("line", "s-leader", { option: "q", kind: "red_line" }),
    ]
    expect(pairOn(told)?.statements).toEqual(["n", "s", "c", "line"])
  })
})

describe("the pairs of the board", () => {
  const pairs = (fights: { from?: string; to?: string }, at: string) => {
    const told = history([], {
      table: {
        parties: [
          { actor: "north", roles: ["belligerent"] },
          { actor: "south", roles: ["belligerent"] },
          { actor: "harbour", roles: ["mediator", { role: "belligerent", ...fights }] },
        ],
      },
    })
    return boardAt(at, told).issues[0]?.pairs.map(({ parties }) => parties.join(" "))
  }

  test("are those of belligerents, two by two in the board's order", () => {
    expect(pairs({}, DAY)).toEqual(["north south", "north harbour", "south harbour"])
  })

  test("are those of who fights at T", () => {
    expect(pairs({ from: "2025-03-13", to: "2025-03-20" }, "2025-03-12T23:59Z")).toEqual(["north south"])
    expect(pairs({ from: "2025-03-13", to: "2025-03-20" }, "2025-03-20T23:59Z")).toHaveLength(3)
    expect(pairs({ from: "2025-03-13", to: "2025-03-20" }, "2025-03-21T00:00Z")).toEqual(["north south"])
  })
})

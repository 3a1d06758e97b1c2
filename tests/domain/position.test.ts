import { describe, expect, test } from "vitest"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
import {
  boardAt,
  cellOf,
  communique,
  history,
  LATER,
  official,
  palace,
  says,
  speaks,
  statementsOf,
} from "./given.ts"

const shown = (statements: StatementContent[], at?: string) => {
  const { state, stance, statement } = cellOf(statements, { at })
  return [state, stance, statement]
}
const empowered = { tier: 2, tierReason: "Heads the delegation." }

describe("the headline position (rule 1)", () => {
  test("is none_recorded where the party has said nothing", () => {
    expect(cellOf([])).toMatchObject({ state: "none_recorded", stance: "none_recorded", statement: null })
  })

  test("is the latest own statement of tier 1 or 2", () => {
    const a = says("a", "leader", "rejects", "2025-03-01")
    const b = says("b", "leader", "open", "2025-03-10")
    expect(shown([a, b])).toEqual(["headline", "open", "b"])
    expect(shown([b, a])).toEqual(["headline", "open", "b"])
  })

  test("may be a minister's, later than the leader's: tier 1 and 2 speak alike", () => {
    expect(
      shown([says("a", "leader", "rejects", "2025-03-01"), says("b", "minister", "open", "2025-03-10")]),
    ).toEqual(["headline", "open", "b"])
  })

  test("is not a later word of tier 3 to 5", () => {
    expect(
      shown([
        says("a", "minister", "open", "2025-03-01"),
        says("b", "spokeswoman", "rejects", "2025-03-20"),
        says("c", "general", "rejects", "2025-03-21"),
      ]),
    ).toEqual(["headline", "open", "a"])
  })

  test("is in a lower_tier cell the latest of the best tier present", () => {
    expect(
      shown([
        says("a", "spokeswoman", "open", "2025-03-01"),
        says("b", "aide", "objects", "2025-03-05"),
        says("c", "general", "rejects", "2025-03-20"),
        speaks("d", official, "accepts", "2025-03-21"),
      ]),
    ).toEqual(["lower_tier", "objects", "b"])
    expect(shown([speaks("d", official, "accepts", "2025-03-21")])).toEqual(["lower_tier", "accepts", "d"])
  })

  test("follows the tier that an analyst set", () => {
    expect(shown([says("a", "aide", "accepts", "2025-03-01", empowered)])).toEqual([
      "headline",
      "accepts",
      "a",
    ])
  })

  test("is not set by words that are leaked while there is a better tier", () => {
    expect(
      shown([
        says("a", "leader", "open", "2025-03-01"),
        says("b", "leader", "rejects", "2025-03-20", { attribution: "leaked" }),
      ]),
    ).toEqual(["headline", "open", "a"])
  })

  test("is of the option that was spoken about, and of no other", () => {
    const board = boardAt("2025-12-31", [says("a", "leader", { p: "accepts" }, "2025-03-01")])
    expect(cellOf(board).state).toBe("none_recorded")
    expect(cellOf(board, { option: "p" }).stance).toBe("accepts")
    expect(cellOf(board, { party: "south", option: "p" }).state).toBe("none_recorded")
  })

  test("says who, at what tier, when and how precisely, and what", () => {
    expect(cellOf([says("a", "minister", "open", "2025-03")])).toMatchObject({
      speaker: { id: "minister", name: "The minister" },
      tier: 2,
      saidAt: "2025-03",
      saidAtPrecision: "month",
      gist: "what a says",
    })
  })

  test("is not changed by silence", () => {
    const board = [
      says("a", "leader", "open", "2025-03-01"),
      says("b", "leader", { p: "accepts" }, "2025-03-20"),
    ]
    expect(shown(board)).toEqual(["headline", "open", "a"])
  })

  test("goes back to what stands when a statement is withdrawn", () => {
    const told = history(
      [says("a", "leader", "open", "2025-03-01"), says("b", "leader", "rejects", "2025-03-10")],
      {
        afterwards: [{ kind: "withdraw", at: LATER, id: "b", note: "It was never said." }],
      },
    )
    expect(cellOf(told)).toMatchObject({ state: "headline", stance: "open", statement: "a" })
    expect(cellOf(boardAt("2025-12-31", told, LATER - 1))).toMatchObject({
      stance: "rejects",
      statement: "b",
    })
  })

  test("is what the correction says, once it is corrected, at the place where it first stood", () => {
    const told = history(
      [says("a", "leader", "open", "2025-03-01"), says("b", "leader", "open", "2025-03-01")],
      {
        afterwards: [
          {
            kind: "correct",
            at: LATER,
            statement: says("a", "leader", "rejects", "2025-03-01"),
            note: "We misread it.",
          },
        ],
      },
    )
    expect(cellOf(told)).toMatchObject({ statement: "b", stance: "open" })
  })
})

describe("what counts at T", () => {
  const month = says("a", "leader", "open", "2025-03")

  test("is what was said by its latest instant", () => {
    expect(shown([month], "2025-03-30")).toEqual(["none_recorded", "none_recorded", null])
    expect(shown([month], "2025-03-31T23:59:59.999Z")).toEqual(["none_recorded", "none_recorded", null])
    expect(shown([month], "2025-04-01T00:00Z")).toEqual(["headline", "open", "a"])
    expect(shown([month], "2025-03-31")).toEqual(["headline", "open", "a"])
  })

  test("is what was recorded earlier than its latest instant", () => {
    const recordedAt = Date.UTC(2025, 2, 13, 12)
    const told = { ...history([]), acts: [{ kind: "publish" as const, at: recordedAt, statement: month }] }
    expect(cellOf(told, { at: "2025-03-13T11:59:59.999Z" }).state).toBe("none_recorded")
    expect(cellOf(told, { at: "2025-03-13T12:00Z" }).stance).toBe("open")
  })

  test("does not wait for a correction's own recording", () => {
    const recordedAt = Date.UTC(2025, 2, 13, 12)
    const told = {
      ...history([]),
      acts: [
        { kind: "publish" as const, at: recordedAt, statement: month },
        {
          kind: "correct" as const,
          at: recordedAt + 3_600_000,
          statement: says("a", "leader", "rejects", "2025-03"),
          note: "We misread it.",
        },
      ],
    }
    expect(cellOf(told, { at: "2025-03-13T12:00Z" }).stance).toBe("rejects")
  })
})

describe("the latest of several whose order is unknown", () => {
  test("has the greater latest instant", () => {
    expect(
      shown([
        says("b", "leader", "open", "2025-03-10/2025-03-13"),
        says("a", "leader", "rejects", "2025-03-12"),
      ]),
    ).toEqual(["headline", "open", "b"])
  })

  test("then the greater earliest", () => {
    expect(
      shown([
        says("b", "leader", "open", "2025-03-13"),
        says("a", "leader", "rejects", "2025-03-10/2025-03-13"),
      ]),
    ).toEqual(["headline", "open", "b"])
  })

  test("then the greater earliest even before the higher authority", () => {
    expect(
      shown([
        says("b", "minister", "open", "2025-03-13"),
        says("a", "leader", "open", "2025-03-10/2025-03-13"),
      ]),
    ).toEqual(["headline", "open", "b"])
  })

  test("then the higher authority", () => {
    expect(
      shown([says("b", "leader", "open", "2025-03-13"), says("a", "minister", "rejects", "2025-03-13")]),
    ).toEqual(["headline", "open", "b"])
  })

  test("then the later place in the log", () => {
    expect(
      shown([says("a", "leader", "rejects", "2025-03-13"), says("b", "leader", "open", "2025-03-13")]),
    ).toEqual(["headline", "open", "b"])
  })

  test("is no other than the later one where the order is known, whatever the log says", () => {
    expect(
      shown([
        says("b", "minister", "open", "2025-03-13T14:00Z"),
        says("a", "minister", "rejects", "2025-03-13T13:59Z"),
      ]),
    ).toEqual(["headline", "open", "b"])
  })

  test("is compared in the zones in which each was said", () => {
    expect(
      shown([
        says("b", "leader", "open", "2025-03-13", { zone: "America/New_York" }),
        says("a", "leader", "rejects", "2025-03-13", { zone: "Asia/Tokyo" }),
      ]),
    ).toEqual(["headline", "open", "b"])
  })
})

describe("mixed signals (rule 1)", () => {
  const mixed = (statements: StatementContent[], at?: string) => {
    const cell = cellOf(statements, { at })
    return [cell.mixedSignals, ...statementsOf(cell.differing)]
  }
  const headline = says("h", "leader", "open", "2025-03-13")

  test("are a speaker of lower authority who differs later", () => {
    const statements = [headline, says("a", "aide", "objects", "2025-03-14")]
    expect(mixed(statements)).toEqual([true, "a"])
    expect(shown(statements)).toEqual(["headline", "open", "h"])
    expect(cellOf(statements).differing[0]).toMatchObject({
      speaker: { id: "aide" },
      stance: "objects",
      tier: 3,
      saidAt: "2025-03-14",
    })
  })

  test("are one whose order is unknown, on the same day", () => {
    expect(mixed([headline, says("a", "aide", "objects", "2025-03-13")])).toEqual([true, "a"])
  })

  test("are not one who spoke earlier than the headline", () => {
    expect(mixed([headline, says("a", "aide", "objects", "2025-03-12")])).toEqual([false])
  })

  test("are not one who says the same", () => {
    expect(mixed([headline, says("a", "aide", "open", "2025-03-14")])).toEqual([false])
  })

  test("are not one who has come round since: the speaker's own latest word counts", () => {
    expect(
      mixed([headline, says("a", "aide", "objects", "2025-03-14"), says("b", "aide", "open", "2025-03-15")]),
    ).toEqual([false])
    expect(
      mixed([
        headline,
        says("a", "aide", "objects", "2025-03-14"),
        says("b", "aide", "rejects", "2025-03-15"),
      ]),
    ).toEqual([true, "b"])
  })

  test("end with the next headline", () => {
    expect(
      mixed([
        headline,
        says("a", "aide", "objects", "2025-03-14"),
        says("b", "leader", "open", "2025-03-16"),
      ]),
    ).toEqual([false])
  })

  test("are a minister beside the leader where their order is unknown", () => {
    expect(
      mixed([says("h", "leader", "open", "2025-03-13"), says("a", "minister", "objects", "2025-03-13")]),
    ).toEqual([true, "a"])
  })

  test("are not the same speaker's own leaked words", () => {
    expect(
      mixed([headline, says("a", "leader", "rejects", "2025-03-14", { attribution: "leaked" })]),
    ).toEqual([false])
  })

  test("are the Palace's own voice beside its leader's", () => {
    expect(mixed([headline, speaks("a", palace, "rejects", "2025-03-14")])).toEqual([true, "a"])
  })

  test("are each unnamed source for itself, the latest first", () => {
    expect(
      mixed([
        headline,
        speaks("a", official, "objects", "2025-03-14"),
        speaks("b", official, "rejects", "2025-03-15"),
      ]),
    ).toEqual([true, "b", "a"])
  })

  test("are another speaker of the same tier only in a lower_tier cell", () => {
    const lower = [says("h", "spokeswoman", "open", "2025-03-13"), says("a", "aide", "objects", "2025-03-13")]
    expect(shown(lower)).toEqual(["lower_tier", "objects", "a"])
    expect(mixed(lower)).toEqual([true, "h"])
    const high = [
      says("h", "minister", "open", "2025-03-20"),
      says("a", "negotiator", "objects", "2025-03-10"),
      says("b", "aide", "open", "2025-03-21"),
    ]
    expect(mixed(high)).toEqual([false])
  })

  test("in a lower_tier cell are no speaker who was earlier", () => {
    expect(
      mixed([says("h", "spokeswoman", "open", "2025-03-13"), says("a", "aide", "objects", "2025-03-12")]),
    ).toEqual([false])
  })

  test("are not what one party says of another", () => {
    expect(mixed([headline, says("a", "s-aide", "rejects", "2025-03-14", { about: "north" })])).toEqual([
      false,
    ])
  })
})

describe("a contested cell (rule 2)", () => {
  const cell = (statements: StatementContent[], at?: string) => {
    const { state, stance, statement, mixedSignals, differing } = cellOf(statements, { at })
    return { state, stance, statement, mixedSignals, differing: statementsOf(differing).sort() }
  }
  const contested = (...differing: string[]) => ({
    state: "contested",
    stance: null,
    statement: null,
    mixedSignals: false,
    differing,
  })

  test("is two of the same authority who differ within 72 hours; nobody wins", () => {
    expect(
      cell([says("a", "minister", "open", "2025-03-13"), says("b", "negotiator", "rejects", "2025-03-14")]),
    ).toEqual(contested("a", "b"))
    expect(
      cellOf([says("a", "leader", "open", "2025-03-13"), says("b", "chair", "rejects", "2025-03-14")]),
    ).toMatchObject({
      speaker: null,
      tier: null,
      saidAt: null,
      lastAffirmedAt: null,
      stale: false,
    })
  })

  test("is a later minister against a leader of higher authority", () => {
    expect(
      cell([says("a", "leader", "open", "2025-03-13"), says("b", "minister", "rejects", "2025-03-14")]),
    ).toEqual(contested("a", "b"))
  })

  test("is not a leader who overrules a minister: the rival is of lower authority and earlier", () => {
    expect(
      cell([says("a", "minister", "open", "2025-03-13"), says("b", "leader", "rejects", "2025-03-14")]),
    ).toMatchObject({ state: "headline", stance: "rejects", statement: "b", mixedSignals: false })
  })

  test("ends at 72 hours between the latest instants, exactly", () => {
    const a = says("a", "minister", "open", "2025-03-10T12:00Z")
    expect(cell([a, says("b", "negotiator", "rejects", "2025-03-13T11:59Z")])).toEqual(contested("a", "b"))
    expect(cell([a, says("b", "negotiator", "rejects", "2025-03-13T12:00Z")])).toMatchObject({
      state: "headline",
      statement: "b",
    })
    const day = says("a", "minister", "open", "2025-03-10")
    expect(cell([day, says("b", "negotiator", "rejects", "2025-03-12")]).state).toBe("contested")
    expect(cell([day, says("b", "negotiator", "rejects", "2025-03-13")]).state).toBe("headline")
  })

  test("is an unknown order, however far apart the latest instants", () => {
    expect(
      cell([says("a", "minister", "open", "2025-03-13"), says("b", "negotiator", "rejects", "2025")]),
    ).toEqual(contested("a", "b"))
  })

  test("is not two who say the same", () => {
    expect(
      cell([says("a", "minister", "open", "2025-03-13"), says("b", "negotiator", "open", "2025-03-13")]),
    ).toMatchObject({ state: "headline", statement: "b", stance: "open", differing: [] })
  })

  test("is not one speaker's change of mind", () => {
    expect(
      cell([says("a", "leader", "open", "2025-03-13"), says("b", "leader", "rejects", "2025-03-13")]).state,
    ).toBe("headline")
  })

  test("is not a leader against the leadership's own communique", () => {
    expect(
      cell([says("a", "leader", "open", "2025-03-13"), speaks("b", communique, "rejects", "2025-03-13")]),
    ).toMatchObject({ state: "headline", stance: "rejects", statement: "b", differing: [] })
  })

  test("is a communique against another leader of the same party", () => {
    expect(
      cell([says("a", "chair", "open", "2025-03-13"), speaks("b", communique, "rejects", "2025-03-13")]),
    ).toEqual(contested("a", "b"))
  })

  test("looks at the rival's own latest word of tier 1 or 2", () => {
    expect(
      cell([
        says("a", "minister", "open", "2025-03-13T10:00Z"),
        says("b", "minister", "rejects", "2025-03-13T11:00Z"),
        says("c", "negotiator", "rejects", "2025-03-13T12:00Z"),
      ]).state,
    ).toBe("headline")
  })

  test("is not settled by the rival's leaked word, which is of tier 5", () => {
    expect(
      cell([
        says("a", "minister", "open", "2025-03-13T10:00Z"),
        says("b", "negotiator", "rejects", "2025-03-13T12:00Z"),
        says("c", "minister", "rejects", "2025-03-13T13:00Z", { attribution: "leaked" }),
      ]),
    ).toEqual(contested("a", "b"))
  })

  test("shows every rival", () => {
    expect(
      cell([
        says("a", "leader", "open", "2025-03-13"),
        says("b", "chair", "objects", "2025-03-14"),
        says("c", "minister", "rejects", "2025-03-15"),
      ]),
    ).toEqual(contested("a", "b", "c"))
  })

  test("has no mixed signals beside it", () => {
    expect(
      cell([
        says("a", "minister", "open", "2025-03-13"),
        says("b", "negotiator", "rejects", "2025-03-14"),
        says("c", "aide", "accepts", "2025-03-15"),
      ]),
    ).toEqual(contested("a", "b"))
  })

  test("does not end by waiting", () => {
    const statements = [
      says("a", "minister", "open", "2025-03-13"),
      says("b", "negotiator", "rejects", "2025-03-14"),
    ]
    expect(cell(statements, "2025-12-31").state).toBe("contested")
  })

  test("ends with the next statement of tier 1 or 2 that has no rival", () => {
    const contest = [
      says("a", "minister", "open", "2025-03-13"),
      says("b", "negotiator", "rejects", "2025-03-14"),
    ]
    expect(cell([...contest, says("c", "leader", "open", "2025-03-15")])).toMatchObject({
      state: "headline",
      statement: "c",
    })
    expect(cell([...contest, says("c", "minister", "rejects", "2025-03-15")])).toMatchObject({
      state: "headline",
      statement: "c",
      stance: "rejects",
    })
  })

  test("does not end with the next statement of tier 1 or 2 that has a rival", () => {
    const contest = [
      says("a", "minister", "open", "2025-03-13"),
      says("b", "negotiator", "rejects", "2025-03-14"),
    ]
    expect(cell([...contest, says("c", "minister", "open", "2025-03-15")])).toEqual(contested("b", "c"))
  })

  test("is never of tier 3 to 5", () => {
    expect(
      cell([says("a", "spokeswoman", "open", "2025-03-13"), says("b", "aide", "rejects", "2025-03-14")])
        .state,
    ).toBe("lower_tier")
  })
})

describe("attributed accounts (rule 3)", () => {
  const account = (id: string, saidAt: string, more: Partial<StatementContent> = {}) =>
    says(id, "s-leader", "accepts", saidAt, { about: "north", ...more })
  const attributed = (statements: StatementContent[], at?: string) =>
    statementsOf(cellOf(statements, { at }).attributed)

  test("never set the position of the party that they are about, nor of the one that speaks", () => {
    const statements = [account("a", "2025-03-13")]
    expect(shown(statements)).toEqual(["none_recorded", "none_recorded", null])
    expect(cellOf(statements, { party: "south" })).toMatchObject({ state: "none_recorded", attributed: [] })
  })

  test("are all of them, the latest first, where the party has no own statement", () => {
    expect(
      attributed([account("a", "2025-03-01"), account("b", "2025-03-13"), account("c", "2025-02-01")]),
    ).toEqual(["b", "a", "c"])
  })

  test("are otherwise those not earlier than the headline", () => {
    const own = says("h", "leader", "rejects", "2025-03-13")
    expect(
      attributed([own, account("a", "2025-03-12"), account("b", "2025-03-13"), account("c", "2025-03-14")]),
    ).toEqual(["c", "b"])
  })

  test("are measured against a lower_tier headline as well", () => {
    const own = says("h", "aide", "rejects", "2025-03-13")
    expect(attributed([own, account("a", "2025-03-12"), account("b", "2025-03-14")])).toEqual(["b"])
  })

  test("are in a contested cell those not earlier than the latest of the contest", () => {
    expect(
      attributed([
        says("x", "minister", "open", "2025-03-12"),
        says("y", "negotiator", "rejects", "2025-03-14"),
        account("a", "2025-03-13"),
        account("b", "2025-03-14"),
      ]),
    ).toEqual(["b"])
  })

  test("count at T like any statement", () => {
    expect(attributed([account("a", "2025-03-13")], "2025-03-12")).toEqual([])
  })

  test("hold an unattributed word of the party about itself, which sets nothing", () => {
    const statements = [
      speaks("a", { attribution: "unattributed" }, "accepts", "2025-03-13", { about: "north" }),
      speaks("b", { attribution: "unattributed" }, "rejects", "2025-03-13"),
    ]
    expect(shown(statements)).toEqual(["none_recorded", "none_recorded", null])
    expect(attributed(statements)).toEqual(["a"])
  })

  test("stand beside an own stance where a statement speaks of itself and another", () => {
    const statements = [says("a", "leader", "accepts", "2025-03-13", { about: ["north", "south"] })]
    expect(shown(statements)).toEqual(["headline", "accepts", "a"])
    expect(cellOf(statements, { party: "south" })).toMatchObject({ state: "none_recorded" })
    expect(statementsOf(cellOf(statements, { party: "south" }).attributed)).toEqual(["a"])
  })
})

describe("a joint statement (rule 12)", () => {
  const joint = speaks("a", communique, "accepts", "2025-03-13", { for: ["north", "south"] })

  test("sets the position of each party that it speaks for", () => {
    const board = boardAt("2025-12-31", [joint])
    for (const party of ["north", "south"]) {
      expect(cellOf(board, { party })).toMatchObject({ state: "headline", stance: "accepts", statement: "a" })
    }
    expect(cellOf(board, { party: "harbour" }).state).toBe("none_recorded")
  })

  test("is in each party the word of its own leader", () => {
    const board = boardAt("2025-12-31", [joint, says("b", "s-leader", "rejects", "2025-03-13")])
    expect(cellOf(board, { party: "north" }).stance).toBe("accepts")
    expect(cellOf(board, { party: "south" })).toMatchObject({ state: "headline", stance: "rejects" })
  })

  test("is superseded in one party only by that party's later word", () => {
    const board = boardAt("2025-12-31", [joint, says("b", "s-leader", "rejects", "2025-04-13")])
    expect(cellOf(board, { party: "north" })).toMatchObject({ stance: "accepts", statement: "a" })
    expect(cellOf(board, { party: "south" })).toMatchObject({ stance: "rejects", statement: "b" })
  })
})

describe("what was last affirmed (rule 9)", () => {
  test("is the latest own statement that repeats the headline, of whatever tier", () => {
    const headline = says("h", "leader", "open", "2025-03-13")
    expect(cellOf([headline]).lastAffirmedAt).toBe("2025-03-13")
    expect(cellOf([headline, says("a", "aide", "open", "2025-03-20")])).toMatchObject({
      statement: "h",
      saidAt: "2025-03-13",
      lastAffirmedAt: "2025-03-20",
    })
  })

  test("is not a later word that differs, nor an account by another", () => {
    expect(
      cellOf([
        says("h", "leader", "open", "2025-03-13"),
        says("a", "aide", "objects", "2025-03-20"),
        says("b", "s-leader", "open", "2025-03-21", { about: "north" }),
      ]).lastAffirmedAt,
    ).toBe("2025-03-13")
  })

  test("is nothing where there is no headline", () => {
    expect(cellOf([]).lastAffirmedAt).toBeNull()
  })
})

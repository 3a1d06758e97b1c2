import { describe, expect, test } from "vitest"
import type {
  ConditionInput,
  ConditionMoveInput,
  EventInput,
  StatementContent,
} from "../../server/domain/negotiation-document.ts"
import { HOLDER_STATES } from "../../server/domain/vocabulary.ts"
import { boardAt, cellOf, communique, history, LATER, official, says, speaks, table } from "./given.ts"

const condition = (id: string, more: Partial<ConditionInput> = {}): ConditionInput => ({
  id,
  option: "o",
  kind: "term",
  text: `the ${id}`,
  ...more,
})
const states = (id: string, speaker: string, saidAt: string, ...conditions: ConditionInput[]) =>
  says(id, speaker, null, saidAt, { conditions })
const moves = (id: string, speaker: string, saidAt: string, ...conditionMoves: ConditionMoveInput[]) =>
  says(id, speaker, null, saidAt, { conditionMoves })
const holder = (to: (typeof HOLDER_STATES)[number], id = "c"): ConditionMoveInput => ({
  condition: id,
  axis: "holder",
  to,
})
const answer = (to: "discussing" | "accepted" | "rejected", id = "c"): ConditionMoveInput => ({
  condition: id,
  axis: "counterparty",
  to,
})
const fulfilment = (to: "pending" | "claimed" | "verified" | "breached"): ConditionMoveInput => ({
  condition: "c",
  axis: "fulfilment",
  to,
})
const event = (at: string, ...conditionMoves: ConditionMoveInput[]): EventInput => ({
  id: `event of ${at}`,
  type: "entry_into_force",
  at,
  title: "The agreement enters into force",
  verification: "verified",
  conditionMoves,
})
type Told = Parameters<typeof cellOf>[0]
const open = (told: Told, where: Parameters<typeof cellOf>[1] = {}) =>
  cellOf(told, where).conditions.map(({ id }) => id)
const held = (told: Told, where: Parameters<typeof cellOf>[1] = {}) => {
  const found = cellOf(told, where).conditions.find(({ id }) => id === "c")
  if (!found) throw new Error("the condition is not open")
  return found
}

const first = states("s1", "leader", "2025-03-01", condition("c"))

describe("a condition (rule 4)", () => {
  test("starts active, unanswered and not due", () => {
    expect(held([first])).toEqual({
      id: "c",
      party: "north",
      option: "o",
      kind: "term",
      text: "the c",
      touches: [],
      deadline: null,
      statement: "s1",
      holder: "active",
      counterparty: {},
      fulfilment: "not_due",
      open: true,
    })
  })

  test("is there once its statement counts", () => {
    expect(open([first], { at: "2025-02-28" })).toEqual([])
    expect(open([first], { at: "2025-03-01" })).toEqual(["c"])
  })

  test("needs no stance beside it", () => {
    expect(cellOf([first]).state).toBe("none_recorded")
  })

  test("stays open where the party accepts barely: the cell shows both", () => {
    const cell = cellOf([first, says("s2", "leader", "accepts", "2025-03-20")])
    expect(cell.stance).toBe("accepts")
    expect(cell.conditions.map(({ id }) => id)).toEqual(["c"])
  })

  test("is not withdrawn by not being repeated", () => {
    expect(open([first, states("s2", "leader", "2025-03-20", condition("d"))])).toEqual(["c", "d"])
  })

  test.each(HOLDER_STATES)("moved to %s by its holder is open or ended as the rules say", (to) => {
    const told = [first, moves("s2", "minister", "2025-03-10", holder(to))]
    const stays = ["active", "clarified", "softened", "hardened"].includes(to)
    expect(open(told)).toEqual(stays ? ["c"] : [])
    expect(open(told, { at: "2025-03-09" })).toEqual(["c"])
    if (stays) expect(held(told).holder).toBe(to)
  })

  test("takes the latest of several moves, whatever the order in which they were logged", () => {
    const soft = moves("s2", "leader", "2025-03-10", holder("softened"))
    const hard = moves("s3", "leader", "2025-03-12", holder("hardened"))
    expect(held([first, soft, hard]).holder).toBe("hardened")
    expect(held([first, hard, soft]).holder).toBe("hardened")
  })

  test("takes the last of two moves in one statement", () => {
    expect(
      held([first, moves("s2", "leader", "2025-03-10", holder("softened"), holder("hardened"))]).holder,
    ).toBe("hardened")
  })

  test("may be taken up again by the leadership after it was given up", () => {
    const given = [first, moves("s2", "leader", "2025-03-10", holder("waived"))]
    expect(open([...given, moves("s3", "leader", "2025-03-20", holder("active"))])).toEqual(["c"])
  })

  test("shows its deadline and the options that it names besides its own", () => {
    const told = [
      states(
        "s1",
        "leader",
        "2025-03-01",
        condition("c", { deadline: "2025-04-01", touches: ["o", "q", "q"] }),
      ),
    ]
    expect(held(told)).toMatchObject({ deadline: "2025-04-01", touches: ["q"] })
  })

  test("stands under touching on the options that it only names", () => {
    const board = boardAt("2025-12-31", [
      states("s1", "leader", "2025-03-01", condition("c", { touches: ["q"] })),
    ])
    expect(cellOf(board).touching).toEqual([])
    expect(cellOf(board, { option: "q" }).conditions).toEqual([])
    expect(cellOf(board, { option: "q" }).touching.map(({ id }) => id)).toEqual(["c"])
    expect(cellOf(board, { party: "south", option: "q" }).touching).toEqual([])
  })
})

describe("a holder move by tier 3 to 5", () => {
  test.each(["waived", "withdrawn", "superseded", "lapsed", "softened", "hardened"] as const)(
    "cannot make it %s",
    (to) => {
      for (const speaker of ["spokeswoman", "general"]) {
        expect(held([first, moves("s2", speaker, "2025-03-10", holder(to))]).holder).toBe("active")
      }
    },
  )

  test("may clarify", () => {
    expect(held([first, moves("s2", "spokeswoman", "2025-03-10", holder("clarified"))]).holder).toBe(
      "clarified",
    )
  })

  test("may restate, which alters nothing", () => {
    const soft = moves("s2", "leader", "2025-03-10", holder("softened"))
    expect(held([first, soft, moves("s3", "aide", "2025-03-12", holder("active"))]).holder).toBe("softened")
  })

  test("reopens nothing that the leadership gave up", () => {
    const given = [first, moves("s2", "leader", "2025-03-10", holder("waived"))]
    for (const to of ["active", "clarified"] as const) {
      expect(open([...given, moves("s3", "aide", "2025-03-20", holder(to))])).toEqual([])
    }
  })

  test("has more weight where the analyst set the tier, with a reason", () => {
    const empowered = { tier: 2, tierReason: "Heads the delegation." }
    const move = { ...moves("s2", "aide", "2025-03-10", holder("waived")), ...empowered }
    expect(open([first, move])).toEqual([])
  })
})

describe("who may move what", () => {
  test("nobody but the holder moves the holder axis", () => {
    expect(held([first, moves("s2", "s-leader", "2025-03-10", holder("waived"))]).holder).toBe("active")
  })

  test("an account by the holder of somebody else moves nothing on it", () => {
    const account = { ...moves("s2", "leader", "2025-03-10", holder("waived")), about: "south" }
    expect(held([first, account]).holder).toBe("active")
  })

  test("an unattributed voice moves nothing on the holder and counterparty axes", () => {
    const rumour = speaks("s2", { attribution: "unattributed" }, null, "2025-03-10", {
      conditionMoves: [holder("waived")],
    })
    const other = speaks("s3", { attribution: "unattributed" }, null, "2025-03-10", {
      for: "south",
      conditionMoves: [answer("rejected")],
    })
    expect(held([first, rumour, other])).toMatchObject({ holder: "active", counterparty: {} })
  })

  test("each responding party has a value of its own", () => {
    const told = [
      first,
      moves("s2", "s-leader", "2025-03-10", answer("discussing")),
      moves("s3", "h-leader", "2025-03-11", answer("accepted")),
      moves("s4", "s-leader", "2025-03-12", answer("rejected")),
    ]
    expect(held(told).counterparty).toEqual({ south: "rejected", harbour: "accepted" })
    expect(held(told, { at: "2025-03-11" }).counterparty).toEqual({
      south: "discussing",
      harbour: "accepted",
    })
    expect(held(told).open).toBe(true)
  })

  test("the holder does not answer itself", () => {
    expect(held([first, moves("s2", "leader", "2025-03-10", answer("accepted"))]).counterparty).toEqual({})
  })

  test("an acceptance by the counterparty does not end it", () => {
    expect(open([first, moves("s2", "s-leader", "2025-03-10", answer("accepted"))])).toEqual(["c"])
  })

  test("it is open until its fulfilment is verified, and again once that is breached", () => {
    const told = [
      first,
      moves("s2", "s-leader", "2025-03-10", fulfilment("claimed")),
      moves("s3", "h-leader", "2025-03-12", fulfilment("verified")),
      moves("s4", "leader", "2025-03-14", fulfilment("breached")),
    ]
    expect(held(told, { at: "2025-03-11" }).fulfilment).toBe("claimed")
    expect(open(told, { at: "2025-03-13" })).toEqual([])
    expect(held(told).fulfilment).toBe("breached")
  })
})

describe("an event", () => {
  test("moves the condition for every holder", () => {
    const joint = speaks("s1", communique, null, "2025-03-01", {
      for: ["north", "south"],
      conditions: [condition("c")],
    })
    const told = history([joint], { events: [event("2025-03-18", holder("superseded"))] })
    expect(open(told, { at: "2025-03-17" })).toEqual(["c"])
    expect(open(told)).toEqual([])
    expect(open(told, { party: "south" })).toEqual([])
  })

  test("may verify", () => {
    expect(open(history([first], { events: [event("2025-03-18", fulfilment("verified"))] }))).toEqual([])
  })

  test("answers for nobody", () => {
    expect(
      held(history([first], { events: [event("2025-03-18", answer("accepted"))] })).counterparty,
    ).toEqual({})
  })

  test("counts at T like a statement", () => {
    const told = history([first, moves("s2", "leader", "2025-03-20", holder("active"))], {
      events: [event("2025-03-18", holder("lapsed"))],
    })
    expect(open(told)).toEqual(["c"])
    expect(open(told, { at: "2025-03-18" })).toEqual([])
  })
})

describe("the option being closed", () => {
  test("ends the condition, from the latest instant of the closing on", () => {
    const closing = {
      options: table.options?.map((o) => (o.id === "o" ? { ...o, closed: "2025-03-20" } : o)),
    }
    const told = history([states("s1", "leader", "2025-03-01", condition("c", { touches: ["q"] }))], {
      table: closing,
    })
    expect(open(told, { at: "2025-03-20T23:59:59.999Z" })).toEqual(["c"])
    expect(open(told, { at: "2025-03-20" })).toEqual([])
    expect(cellOf(told, { option: "q" }).touching).toEqual([])
  })

  test("of an option that it only names does not end it", () => {
    const closing = {
      options: table.options?.map((o) => (o.id === "q" ? { ...o, closed: "2025-03-20" } : o)),
    }
    const told = history([states("s1", "leader", "2025-03-01", condition("c", { touches: ["q"] }))], {
      table: closing,
    })
    expect(open(told)).toEqual(["c"])
  })
})

describe("the withdrawal of its first statement", () => {
  const withdrawn = (...statements: StatementContent[]) =>
    history([first, ...statements], {
      afterwards: [{ kind: "withdraw", at: LATER, id: "s1", note: "It was never said." }],
    })

  test("ends the condition", () => {
    expect(open(withdrawn())).toEqual([])
    expect(open(boardAt("2025-12-31", withdrawn(), LATER - 1))).toEqual(["c"])
  })

  test("leaves it where another own statement restated it, from that statement on", () => {
    const told = withdrawn(moves("s2", "aide", "2025-03-10", holder("active")))
    expect(open(told)).toEqual(["c"])
    expect(open(told, { at: "2025-03-09" })).toEqual([])
  })

  test("is not survived by a move that is no restatement", () => {
    expect(open(withdrawn(moves("s2", "leader", "2025-03-10", holder("softened"))))).toEqual([])
    expect(open(withdrawn(moves("s2", "s-leader", "2025-03-10", answer("discussing"))))).toEqual([])
  })

  test("is not survived by another party's restatement, nor by one that was withdrawn too", () => {
    expect(open(withdrawn(moves("s2", "s-leader", "2025-03-10", holder("active"))))).toEqual([])
    const told = history([first, moves("s2", "leader", "2025-03-10", holder("active"))], {
      afterwards: [
        { kind: "withdraw", at: LATER, id: "s1", note: "It was never said." },
        { kind: "withdraw", at: LATER + 1, id: "s2", note: "Nor was this." },
      ],
    })
    expect(open(told)).toEqual([])
  })

  test("does not bring back what was given up after the restatement", () => {
    expect(
      open(
        withdrawn(
          moves("s2", "leader", "2025-03-10", holder("active")),
          moves("s3", "leader", "2025-03-12", holder("waived")),
        ),
      ),
    ).toEqual([])
  })

  test("is what a correction does that drops it", () => {
    const dropped = (...statements: StatementContent[]) =>
      history([first, ...statements], {
        afterwards: [
          {
            kind: "correct",
            at: LATER,
            statement: says("s1", "leader", "open", "2025-03-01"),
            note: "No term.",
          },
        ],
      })
    expect(open(dropped())).toEqual([])
    expect(open(dropped(moves("s2", "aide", "2025-03-10", holder("active"))))).toEqual(["c"])
  })

  test("undoes the moves that the statement made on others", () => {
    const told = history([first, moves("s2", "leader", "2025-03-10", holder("waived"))], {
      afterwards: [{ kind: "withdraw", at: LATER, id: "s2", note: "It was never said." }],
    })
    expect(open(told)).toEqual(["c"])
  })
})

describe("a condition in a joint statement (rule 12)", () => {
  const joint = speaks("s1", communique, "accepts_conditionally", "2025-03-01", {
    for: ["north", "south"],
    conditions: [condition("c")],
  })

  test("is held by each", () => {
    expect(open([joint])).toEqual(["c"])
    expect(open([joint], { party: "south" })).toEqual(["c"])
    expect(open([joint], { party: "harbour" })).toEqual([])
  })

  test("is given up by each for itself", () => {
    const told = [joint, moves("s2", "leader", "2025-03-10", holder("waived"))]
    expect(open(told)).toEqual([])
    expect(open(told, { party: "south" })).toEqual(["c"])
  })

  test("may be answered by the one to the other", () => {
    const told = [joint, moves("s2", "leader", "2025-03-10", answer("rejected"))]
    expect(held(told).counterparty).toEqual({})
    expect(held(told, { party: "south" }).counterparty).toEqual({ north: "rejected" })
  })

  test("is left after a withdrawal with the one that restated it", () => {
    const told = history([joint, moves("s2", "leader", "2025-03-10", holder("active"))], {
      afterwards: [{ kind: "withdraw", at: LATER, id: "s1", note: "It was never said." }],
    })
    expect(open(told)).toEqual(["c"])
    expect(open(told, { party: "south" })).toEqual([])
  })
})

describe("a condition in an account or of an unattributed voice", () => {
  test("is held by nobody", () => {
    const account = { ...first, about: "south" }
    const rumour = speaks("s1", { attribution: "unattributed" }, null, "2025-03-01", {
      conditions: [condition("c")],
    })
    for (const told of [[account], [rumour]]) {
      expect(open(told)).toEqual([])
      expect(open(told, { party: "south" })).toEqual([])
    }
  })

  test("is held where an unnamed official states it for the party", () => {
    expect(open([speaks("s1", official, null, "2025-03-01", { conditions: [condition("c")] })])).toEqual([
      "c",
    ])
  })
})

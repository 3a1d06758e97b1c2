import { describe, expect, test } from "vitest"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import {
  type Cast,
  codingsOf,
  ownParties,
  readStatement,
  sameSpeaker,
} from "../../server/domain/statement.ts"
import { castOf } from "../support/histories.ts"
import { communique, official, palace, says, speaks, table } from "./given.ts"

const cast = castOf(table)
const at = { version: 1, publication: "published", order: 1, firstRecordedAt: Date.UTC(2026, 0, 1) } as const

function facts(content: StatementContent, within: Cast = cast) {
  const read = readStatement(content, within, at)
  if (isRefusal(read)) throw new Error(read.detail)
  return read
}
function refusal(content: StatementContent, within: Cast = cast) {
  const read = readStatement(content, within, at)
  if (!isRefusal(read)) throw new Error("it was accepted")
  return read
}
const tierOf = (content: StatementContent, within: Cast = cast) => facts(content, within).tier

describe("the tier of a statement", () => {
  test.each([
    ["leader", 1],
    ["minister", 2],
    ["spokeswoman", 3],
    ["general", 4],
  ])("is by default that of the speaker's office: %s", (speaker, tier) => {
    expect(tierOf(says("s", speaker, "open", "2025-03-13"))).toBe(tier)
  })

  test("is 3 for an institutional voice", () => {
    expect(tierOf(speaks("s", palace, "open", "2025-03-13"))).toBe(3)
  })

  test("is 1 for a formal communique, which an analyst marks with a reason", () => {
    expect(tierOf(speaks("s", communique, "open", "2025-03-13"))).toBe(1)
  })

  test("is 5 for background, leaked and unattributed words", () => {
    expect(tierOf(speaks("s", official, "open", "2025-03-13"))).toBe(5)
    expect(
      tierOf(speaks("s", { attribution: "leaked", speakerAsDescribed: "a cable" }, "open", "2025-03-13")),
    ).toBe(5)
    expect(tierOf(speaks("s", { attribution: "unattributed" }, "open", "2025-03-13"))).toBe(5)
  })

  test("is decided by the attribution before the office: a leader's leaked words are 5", () => {
    expect(tierOf(says("s", "leader", "open", "2025-03-13", { attribution: "leaked" }))).toBe(5)
  })

  test("is decided by the attribution before the institution: a leaked paper of the Palace is 5", () => {
    expect(
      tierOf(speaks("s", { attribution: "leaked", institution: "the Palace" }, "open", "2025-03-13")),
    ).toBe(5)
  })

  test("may be set with a reason", () => {
    expect(
      tierOf(says("s", "aide", "open", "2025-03-13", { tier: 2, tierReason: "Heads the delegation." })),
    ).toBe(2)
  })

  test("may not be set without a reason, unless it is the usual one", () => {
    expect(refusal(says("s", "aide", "open", "2025-03-13", { tier: 2 }))).toMatchObject({
      code: "invalid",
      path: "tier",
    })
    expect(tierOf(says("s", "aide", "open", "2025-03-13", { tier: 3 }))).toBe(3)
    expect(tierOf(says("s", "aide", "open", "2025-03-13", { tier: null }))).toBe(3)
  })

  const moved = castOf({
    ...table,
    people: [
      {
        id: "riser",
        name: "The riser",
        offices: [
          { actor: "north", title: "Aide", tier: 3, to: "2025-03-12" },
          { actor: "north", title: "Minister", tier: 2, from: "2025-03-14" },
          { actor: "south", title: "Honorary leader", tier: 1 },
        ],
      },
    ],
  })
  test("is that of the office held at that date", () => {
    expect(tierOf(says("s", "riser", "open", "2025-03-12"), moved)).toBe(3)
    expect(tierOf(says("s", "riser", "open", "2025-03-14"), moved)).toBe(2)
  })

  test("is that of the highest office held at a date that spans two", () => {
    expect(tierOf(says("s", "riser", "open", "2025-03-11/2025-03-15"), moved)).toBe(2)
  })

  test("is that of an office in the party spoken for, not in another", () => {
    expect(tierOf(says("s", "riser", "open", "2025-03-12"), moved)).toBe(3)
    expect(tierOf(says("s", "riser", "open", "2025-03-12", { for: "south" }), moved)).toBe(1)
  })

  test("needs an office at that date", () => {
    expect(refusal(says("s", "riser", "open", "2025-03-13"), moved)).toMatchObject({
      code: "no_office",
      path: "speaker",
    })
    expect(refusal(says("s", "leader", "open", "2025-03-13", { for: "south" }))).toMatchObject({
      code: "no_office",
      path: "speaker",
    })
  })
})

describe("a statement is refused", () => {
  test("where its speaker is unknown", () => {
    expect(refusal(says("s", "nobody-known", "open", "2025-03-13"))).toMatchObject({
      code: "unknown_id",
      path: "speaker",
    })
  })

  test.each<[string, Partial<StatementContent>, string]>([
    ["on record without a named person", { speaker: null, speakerAsDescribed: "an official" }, "speaker"],
    ["a person and an institution at once", { institution: "the Palace" }, "institution"],
    ["institutional without an institution", { speaker: null, attribution: "institutional" }, "institution"],
    ["background with a name", { attribution: "background", speakerAsDescribed: "x" }, "speakerAsDescribed"],
    ["background without a description", { speaker: null, attribution: "background" }, "speakerAsDescribed"],
    ["leaked by nobody at all", { speaker: null, attribution: "leaked" }, "speaker"],
    ["in a zone that does not exist", { zone: "Mars/Phobos" }, "zone"],
  ])("%s", (_, more, path) => {
    expect(refusal(says("s", "leader", "open", "2025-03-13", more))).toMatchObject({ code: "invalid", path })
  })

  test("at a date that does not exist", () => {
    expect(refusal(says("s", "leader", "open", "2025-02-30"))).toMatchObject({
      code: "impossible_date",
      path: "saidAt",
    })
  })
})

describe("a statement is accepted", () => {
  test("on record by an institution, described or not: it speaks as an institution", () => {
    const said = speaks("s", { ...palace, attribution: "on_record" }, "open", "2025-03-13")
    expect(facts(said)).toMatchObject({ tier: 3, institution: "the palace", speaker: { name: "the Palace" } })
    expect(facts({ ...said, speakerAsDescribed: "a press officer" })).toMatchObject({
      institution: "the palace",
    })
  })

  test("institutional in a person's name: it is the person's, by the office held", () => {
    expect(
      facts(says("s", "minister", "open", "2025-03-13", { attribution: "institutional" })),
    ).toMatchObject({
      tier: 2,
      speaker: { id: "minister" },
    })
  })
})

describe("when a statement was said", () => {
  test("is read in its own zone, else in the negotiation's", () => {
    const own = facts(says("s", "leader", "open", "2025-03-13", { zone: "Asia/Tokyo" }))
    expect(new Date(own.start).toISOString()).toBe("2025-03-12T15:00:00.000Z")
    expect(new Date(facts(says("s", "leader", "open", "2025-03-13")).start).toISOString()).toBe(
      "2025-03-13T00:00:00.000Z",
    )
  })

  test("counts from its latest instant, or from its first recording if that is earlier", () => {
    const content = says("s", "leader", "open", "2025-03")
    const early = readStatement(content, cast, { ...at, firstRecordedAt: Date.UTC(2025, 2, 13) })
    expect(facts(content).countsFrom).toBe(Date.UTC(2025, 3, 1))
    expect(early).toMatchObject({ countsFrom: Date.UTC(2025, 2, 13), end: Date.UTC(2025, 3, 1) })
  })
})

describe("an own statement of a party", () => {
  const own = (more: Partial<StatementContent>) =>
    ownParties(facts(says("s", "leader", "open", "2025-03-13", more)))

  test("speaks for it about nobody, or about itself among others", () => {
    expect(own({})).toEqual(["north"])
    expect(own({ about: [] })).toEqual(["north"])
    expect(own({ about: "north" })).toEqual(["north"])
    expect(own({ about: ["south", "north"] })).toEqual(["north"])
  })

  test("is not one that is about others only", () => {
    expect(own({ about: "south" })).toEqual([])
  })

  test("is never unattributed", () => {
    expect(own({ attribution: "unattributed", speaker: null })).toEqual([])
  })

  test("may be leaked or background", () => {
    expect(own({ attribution: "leaked" })).toEqual(["north"])
    expect(own({ ...official, speaker: null })).toEqual(["north"])
  })

  test("may be joint: it is each one's own", () => {
    expect(own({ for: ["north", "south"] })).toEqual(["north", "south"])
    expect(own({ for: ["north", "south", "north"] })).toEqual(["north", "south"])
    expect(own({ for: ["north", "south"], about: "south" })).toEqual(["south"])
  })
})

describe("what a statement codes", () => {
  const coded = (more: Partial<StatementContent>) =>
    codingsOf(facts(says("s", "leader", { o: "open", q: "rejects" }, "2025-03-13", more))).map(
      ({ party, option, own, stance }) => [party, option, own ? "own" : "account", stance],
    )

  test("is each of its stances, for the party that speaks", () => {
    expect(coded({})).toEqual([
      ["north", "o", "own", "open"],
      ["north", "q", "own", "rejects"],
    ])
  })

  test("is an account of the party that it is about, and nothing for the one that speaks", () => {
    expect(coded({ about: "south" })).toEqual([
      ["south", "o", "account", "open"],
      ["south", "q", "account", "rejects"],
    ])
  })

  test("is both where it is about itself and another", () => {
    expect(coded({ about: ["north", "south"], stances: [{ option: "o", stance: "open" }] })).toEqual([
      ["north", "o", "own", "open"],
      ["south", "o", "account", "open"],
    ])
  })

  test("is an account even of itself where it is unattributed", () => {
    expect(
      coded({
        speaker: null,
        attribution: "unattributed",
        about: "north",
        stances: [{ option: "o", stance: "open" }],
      }),
    ).toEqual([["north", "o", "account", "open"]])
  })

  test("is nothing once it is withdrawn", () => {
    const withdrawn = facts(says("s", "leader", "open", "2025-03-13"))
    expect(codingsOf({ ...withdrawn, publication: "withdrawn" })).toEqual([])
  })
})

describe("two statements have the same speaker", () => {
  const same = (a: StatementContent, b: StatementContent, within: Cast = cast) => {
    const [x, y] = [codingsOf(facts(a, within))[0], codingsOf(facts(b, within))[0]]
    if (!x || !y) throw new Error("nothing coded")
    return [sameSpeaker(x, y), sameSpeaker(y, x)]
  }
  const day = "2025-03-13"

  test("where the person is the same, whatever the attribution", () => {
    expect(same(says("a", "leader", "open", day), says("b", "leader", "open", day))).toEqual([true, true])
    expect(
      same(says("a", "leader", "open", day), says("b", "leader", "open", day, { attribution: "leaked" })),
    ).toEqual([true, true])
    expect(same(says("a", "leader", "open", day), says("b", "chair", "open", day))).toEqual([false, false])
  })

  test("where the institution is the same, however it is spelt", () => {
    const other = { ...palace, institution: " The  PALACE" }
    expect(same(speaks("a", palace, "open", day), speaks("b", other, "open", day))).toEqual([true, true])
    expect(
      same(
        speaks("a", palace, "open", day),
        speaks("b", { ...palace, institution: "the Ministry" }, "open", day),
      ),
    ).toEqual([false, false])
  })

  test("where one is a formal communique and the other the leader's", () => {
    expect(same(speaks("a", communique, "open", day), says("b", "leader", "open", day))).toEqual([true, true])
    expect(same(speaks("a", communique, "open", day), says("b", "minister", "open", day))).toEqual([
      false,
      false,
    ])
  })

  test("where both are formal communiques, by whatever house they were issued", () => {
    const ministry = { ...communique, institution: "the Foreign Ministry" }
    expect(same(speaks("a", communique, "open", day), speaks("b", ministry, "open", day))).toEqual([
      true,
      true,
    ])
    const leaderless = castOf({ ...table, people: [] })
    expect(
      same(speaks("a", communique, "open", day), speaks("b", ministry, "open", day), leaderless),
    ).toEqual([true, true])
  })

  test("but another institutional voice is not the leader's", () => {
    expect(same(speaks("a", palace, "open", day), says("b", "leader", "open", day))).toEqual([false, false])
  })

  test("a communique is in the voice of who led the party at that date", () => {
    const handover = castOf({
      ...table,
      people: [
        {
          id: "old",
          name: "Old",
          offices: [{ actor: "north", title: "President", tier: 1, to: "2025-03-13" }],
        },
        {
          id: "new",
          name: "New",
          offices: [{ actor: "north", title: "President", tier: 1, from: "2025-03-14" }],
        },
      ],
    })
    const issued = (date: string) => speaks("a", communique, "open", date)
    expect(same(issued("2025-03-13"), says("b", "old", "open", "2025-03-13"), handover)).toEqual([true, true])
    expect(same(issued("2025-03-14"), says("b", "old", "open", "2025-03-13"), handover)).toEqual([
      false,
      false,
    ])
    expect(same(issued("2025-03-14"), says("b", "new", "open", "2025-03-14"), handover)).toEqual([true, true])
  })

  test("in a joint communique each party hears its own leader", () => {
    const joint = facts(speaks("a", communique, "open", day, { for: ["north", "south"] }))
    expect(joint.for).toEqual([
      { party: "north", voice: "leader" },
      { party: "south", voice: "s-leader" },
    ])
  })

  test("never where either is unnamed, even if both are described alike", () => {
    expect(same(speaks("a", official, "open", day), speaks("b", official, "open", day))).toEqual([
      false,
      false,
    ])
    const leaked = { attribution: "leaked", speakerAsDescribed: "an official" } as const
    expect(same(speaks("a", leaked, "open", day), speaks("b", leaked, "open", day))).toEqual([false, false])
  })

  test("never where either is unnamed, even if both work in the same named house", () => {
    const leak = { attribution: "leaked", speakerAsDescribed: "an aide", institution: "the Palace" } as const
    const insider = { ...official, institution: "the Palace" }
    expect(same(speaks("a", leak, "open", day), speaks("b", leak, "open", day))).toEqual([false, false])
    expect(same(speaks("a", insider, "open", day), speaks("b", insider, "open", day))).toEqual([false, false])
    expect(same(speaks("a", insider, "open", day), speaks("b", palace, "open", day))).toEqual([false, false])
  })

  test("with itself always", () => {
    expect(same(speaks("a", official, "open", day), speaks("a", official, "open", day))).toEqual([true, true])
  })
})

describe("the speaker shown", () => {
  test("is the person's name, the institution's, or the description", () => {
    const shown = (content: StatementContent) => facts(content).speaker
    expect(shown(says("s", "leader", "open", "2025-03-13"))).toEqual({ id: "leader", name: "The leader" })
    expect(shown(speaks("s", palace, "open", "2025-03-13"))).toEqual({ id: null, name: "the Palace" })
    expect(shown(speaks("s", official, "open", "2025-03-13"))).toEqual({ id: null, name: "an official" })
    expect(shown(speaks("s", { ...official, institution: "the Palace" }, "open", "2025-03-13"))).toEqual({
      id: null,
      name: "an official",
    })
  })
})

import fc from "fast-check"
import { describe, expect, test, vi } from "vitest"
import { type Board, boardOf, conditionsAt, nextTurn, withStaleness } from "../../server/domain/board.ts"
import { applyChange, canonicalJson, type Effect, effectOf, reachOf } from "../../server/domain/change.ts"
import { type HeldCondition, OPEN_HOLDER_STATES } from "../../server/domain/condition.ts"
import { withMoves, withStatement } from "../../server/domain/ledger.ts"
import { negotiationDocumentSchema } from "../../server/domain/negotiation-document.ts"
import { pairOf } from "../../server/domain/pair.ts"
import { emptyCell, positionOf } from "../../server/domain/position.ts"
import { referenceRefusal } from "../../server/domain/references.ts"
import type { Coding } from "../../server/domain/statement.ts"
import {
  CONDITION_KINDS,
  COUNTERPARTY_STATES,
  FULFILMENT_STATES,
  HOLDER_STATES,
  STANCES,
} from "../../server/domain/vocabulary.ts"
import { type Act, factsAt, type History, histories, ledgerOf, revisedBy } from "../support/histories.ts"
import { expectedPair, expectedPosition } from "./oracle.ts"

// a few seconds alone; a busy machine is no failure
vi.setConfig({ testTimeout: 60_000 })

const head = { negotiation: "n", epoch: "e", seq: 0, asOf: null, knownAt: null }
const DAY_MS = 86_400_000
const start = (history: History) => (history.acts[0]?.at ?? 0) - 1
const end = (history: History) => history.acts.at(-1)?.at ?? 0

describe("a generated history", () => {
  test("is a document that the schema accepts", () => {
    fc.assert(
      fc.property(histories(), ({ table, acts }) => {
        const statements = acts.flatMap((act) => ("statement" in act ? [act.statement] : []))
        const events = acts.flatMap((act) => (act.kind === "record_event" ? [act.event] : []))
        expect(negotiationDocumentSchema.safeParse({ ...table, statements, events }).error).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  })

  test("holds only what the desk would accept: known ids, dates that have come, moves by who may make them", () => {
    fc.assert(
      fc.property(histories(), (history) => {
        const { table } = history
        for (const act of history.acts) {
          if (act.kind !== "publish" && act.kind !== "correct") continue
          const facts = factsAt(history, act.at).get(act.statement.id)
          if (!facts) throw new Error("no facts")
          const known = {
            parties: new Set(table.parties?.map((party) => party.actor)),
            options: new Set(ledgerOf(history, act.at - 1).agenda.options.map((option) => option.id)),
            documents: new Set(table.documents?.map((document) => document.id)),
            conditions: ledgerOf(history, act.at - 1).definitions,
          }
          const at = { zone: table.negotiation.timeZone, now: act.at }
          expect(referenceRefusal(act.statement, facts, known, at)).toBeUndefined()
        }
      }),
      { numRuns: 100 },
    )
  })

  test("reaches every state of a cell, of a pair and of a condition", () => {
    const seen = new Set<string>()
    for (const history of fc.sample(histories({ maxActs: 24 }), { numRuns: 300, seed: 11 })) {
      const board = boardOf(ledgerOf(history, Infinity), end(history), head)
      for (const issue of board.issues) {
        for (const pair of issue.pairs) seen.add(pair.state)
        for (const option of issue.options) {
          if (option.closed) seen.add("closed")
          for (const cell of option.cells) {
            seen.add(cell.state)
            if (cell.mixedSignals) seen.add(`mixed ${cell.state}`)
            if (cell.stale) seen.add("stale")
            for (const condition of [...cell.conditions, ...cell.touching]) {
              for (const answer of Object.values(condition.counterparty)) seen.add(answer)
              seen.add(condition.holder)
            }
            if (cell.touching.length > 0) seen.add("touching")
            if (cell.attributed.length > 0) seen.add("attributed")
          }
        }
      }
    }
    for (const state of [
      ...["headline", "lower_tier", "contested", "none_recorded", "mixed headline", "mixed lower_tier"],
      ...["compatible", "conditional", "conflict", "undetermined", "unknown"],
      ...["closed", "stale", "touching", "attributed", "rejected", "clarified", "hardened"],
    ]) {
      expect(seen).toContain(state)
    }
  })
})

describe("a board", () => {
  test("folded change by change equals the board derived from the ledger", () => {
    fc.assert(
      fc.property(histories(), fc.nat(20), (history, restDays) => {
        const finish = end(history) + restDays * DAY_MS
        let board = boardOf(ledgerOf(history, start(history)), start(history), head)
        let ledger = ledgerOf(history, start(history))
        let t = start(history)
        const say = (effect: Effect) => {
          board = applyChange(board, changeOf(board, effect))
        }
        const turnUpTo = (instant: number) => {
          for (let turn = nextTurn(ledger.agenda, t); turn <= instant; turn = nextTurn(ledger.agenda, t)) {
            say(effectOf({ ledger, t }, { ledger, t: turn }))
            t = turn
          }
          t = instant
        }
        for (const act of history.acts) {
          turnUpTo(act.at)
          const after = ledgerOf(history, act.at)
          say(effectOf({ ledger, t: act.at }, { ledger: after, t: act.at }))
          ledger = after
          expect(withStaleness({ ...board, seq: 0 }, t)).toEqual(boardOf(ledger, t, head))
        }
        turnUpTo(finish)
        expect(withStaleness({ ...board, seq: 0 }, finish)).toEqual(boardOf(ledger, finish, head))
      }),
      { numRuns: 120 },
    )
  })

  test("does not depend on the order in which the same final statements were published", () => {
    fc.assert(
      fc.property(
        // a merge leaves the tiers of the kept person's words as they were published: read anew they may differ
        histories({ kept: false }).chain((history) => fc.tuple(fc.constant(history), shuffledFinal(history))),
        ([history, shuffled]) => {
          const t = end(history) + DAY_MS
          const final = { table: history.table, acts: finalActs(history) }
          const board = boardOf(ledgerOf(final, Infinity), t, head)
          expect(boardOf(ledgerOf(shuffled, Infinity), t, head)).toEqual(board)
          // nor on how they came to stand: what was corrected or withdrawn on the way leaves no position behind
          expect(positionsOf(boardOf(ledgerOf(history, Infinity), t, head))).toEqual(positionsOf(board))
        },
      ),
      { numRuns: 150 },
    )
  })

  test("of a ledger carried on from act to act is that of a ledger read anew", () => {
    fc.assert(
      fc.property(histories(), fc.integer({ min: -9, max: 9 }), (history, days) => {
        let carried = ledgerOf(history, start(history))
        for (const act of history.acts) {
          const anew = ledgerOf(history, act.at)
          if (act.kind === "record_event") {
            const added = [...anew.moves.values()].flat().filter((move) => move.event === act.event.id)
            carried = withMoves(carried, added)
          } else if (act.kind === "agenda") {
            carried = { ...carried, agenda: anew.agenda }
          } else {
            carried = revisedBy(history, act).reduce((ledger, { now }) => withStatement(ledger, now), carried)
          }
          const t = act.at + days * DAY_MS
          expect(boardOf(carried, t, head)).toEqual(boardOf(anew, t, head))
          expect(conditionsAt(carried, t)).toEqual(conditionsAt(anew, t))
        }
      }),
      { numRuns: 100 },
    )
  })

  test("known at one instant is not altered by what is recorded later", () => {
    fc.assert(
      fc.property(histories(), fc.nat(), fc.integer({ min: -9, max: 9 }), (history, cut, days) => {
        const kept = cut % history.acts.length
        const knownAt = history.acts[kept]?.at ?? 0
        const before = { ...history, acts: history.acts.slice(0, kept + 1) }
        const asOf = knownAt + days * DAY_MS
        expect(boardOf(ledgerOf(history, knownAt), asOf, head)).toEqual(
          boardOf(ledgerOf(before, Infinity), asOf, head),
        )
      }),
      { numRuns: 100 },
    )
  })

  test("turns by the clock alone only at the instants that nextTurn names", () => {
    fc.assert(
      fc.property(histories(), fc.nat(12 * 24), (history, hours) => {
        const ledger = ledgerOf(history, Infinity)
        const from = end(history)
        const to = from + hours * 3_600_000
        const turn = nextTurn(ledger.agenda, from)
        const unchanged = effectOf({ ledger, t: from }, { ledger, t: Math.min(to, turn - 1) })
        expect(unchanged).toEqual({ cells: [] })
      }),
      { numRuns: 100 },
    )
  })
})

describe("a statement", () => {
  test("changes nothing outside of what reachOf names", () => {
    fc.assert(
      fc.property(histories(), (history) => {
        for (const act of history.acts) {
          if (act.kind === "record_event" || act.kind === "agenda") continue
          const [was, is] = [act.at - 1, act.at]
          const [before, after] = [ledgerOf(history, was), ledgerOf(history, is)]
          const revisions = revisedBy(history, act)
          const reach = reachOf(
            before,
            after,
            revisions.flatMap((one) => [...(one.was ? [one.was] : []), one.now]),
          )
          const whole = effectOf({ ledger: before, t: is }, { ledger: after, t: is })
          const narrowed = effectOf({ ledger: before, t: is }, { ledger: after, t: is }, reach)
          expect(narrowed).toEqual(whole)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe("the rules, against a second reading of their text", () => {
  test("positionOf agrees on any codings", () => {
    fc.assert(
      fc.property(fc.array(codings, { maxLength: 9 }), fc.integer({ min: -2, max: 9 * 24 }), (raw, hour) => {
        const list = raw.map((coding, i) => ({
          ...coding,
          order: i + 1,
          statement: `s${i + 1}`,
          saidAt: `said ${i + 1}`,
        }))
        const t = hour * HOUR_MS
        const position = positionOf({ party: "p", option: "o" }, list, t, () => t + 1)
        const expected = expectedPosition(list, t)
        expect({
          state: position.state,
          stance: position.stance,
          statement: position.statement,
          mixedSignals: position.mixedSignals,
          lastAffirmed: position.lastAffirmedAt,
          differing: new Set(position.differing.map((entry) => entry.statement)),
          attributed: new Set(position.attributed.map((entry) => entry.statement)),
        }).toEqual(expected)
      }),
      { numRuns: 3000 },
    )
  })

  test("pairOf agrees on any cells and conditions", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cells, cells), { maxLength: 3 }),
        fc.array(conditions, { maxLength: 4 }),
        (rows, held) => {
          const options = rows.map((_, i) => `o${i + 1}`)
          const cell = (party: string, option: string) => {
            const row = rows[options.indexOf(option)]
            return { ...emptyCell(party, option), ...(party === "a" ? row?.[0] : row?.[1]) }
          }
          const pair = pairOf(
            ["a", "b"],
            options,
            cell,
            held.filter((condition) => condition.open),
          )
          expect(pair?.state).toBe(expectedPair("a", "b", options, cell, held))
        },
      ),
      { numRuns: 3000 },
    )
  })

  test("both agree on every cell and pair of any history", () => {
    fc.assert(
      fc.property(histories(), fc.integer({ min: -8, max: 4 }), (history, days) => {
        const ledger = ledgerOf(history, Infinity)
        const t = end(history) + days * DAY_MS
        const board = boardOf(ledger, t, head)
        const held = conditionsAt(ledger, t)
        const cells = board.issues.flatMap((issue) => issue.options.flatMap((option) => option.cells))
        const cell = (party: string, option: string) =>
          cells.find((one) => one.party === party && one.option === option) ?? emptyCell(party, option)
        for (const issue of board.issues) {
          const live = issue.options.filter(({ closed }) => closed === null).map(({ id }) => id)
          if (live.length === 0) expect(issue.pairs).toEqual([])
          for (const { parties, state } of issue.pairs) {
            expect(state).toBe(expectedPair(parties[0], parties[1], live, cell, held))
          }
          for (const option of issue.options) {
            for (const cell of option.cells) {
              const expected = expectedPosition(ledger.codings.get(`${cell.party}\n${cell.option}`) ?? [], t)
              expect([cell.state, cell.stance, cell.statement, cell.mixedSignals]).toEqual([
                expected.state,
                expected.stance,
                expected.statement,
                expected.mixedSignals,
              ])
            }
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})

const HOUR_MS = 3_600_000

/** Speakers of one party: a leader, its communique, its palace, two others, and somebody unnamed. */
const speakers = fc.constantFrom<Pick<Coding, "voice" | "institution">>(
  { voice: "leader", institution: null },
  { voice: "leader", institution: "palace" },
  { voice: null, institution: "palace" },
  { voice: "minister", institution: null },
  { voice: "aide", institution: null },
  { voice: "rival", institution: null },
  { voice: null, institution: null },
)
const codings: fc.Arbitrary<Coding> = fc
  .record({
    start: fc.integer({ min: 0, max: 8 * 24 }).map((hour) => hour - (hour % 6)),
    hours: fc.constantFrom(6, 24, 24, 72, 96),
    recorded: fc.integer({ min: 0, max: 9 * 24 }),
    tier: fc.constantFrom<Coding["tier"]>(1, 1, 2, 2, 3, 4, 5),
    own: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
    stance: fc.constantFrom<Coding["stance"]>("accepts", "open", "rejects"),
    speaker: speakers,
  })
  .map(({ start, hours, recorded, speaker, ...rest }) => ({
    ...rest,
    ...speaker,
    start: start * HOUR_MS,
    end: (start + hours) * HOUR_MS,
    countsFrom: Math.min(start + hours, recorded) * HOUR_MS,
    party: "p",
    option: "o",
    order: 0,
    statement: "",
    speaker: { id: speaker.voice, name: speaker.institution ?? "" },
    saidAt: "",
    saidAtPrecision: "day",
    gist: "",
  }))

const cells = fc.oneof(
  fc.constantFrom(...STANCES).map((stance) => ({ state: "headline" as const, stance })),
  fc.constantFrom(...STANCES, "accepts" as const).map((stance) => ({ state: "lower_tier" as const, stance })),
  fc.constant({ state: "contested" as const, stance: null }),
  fc.constant({}),
)
const conditions: fc.Arbitrary<HeldCondition> = fc
  .record({
    party: fc.constantFrom("a", "b", "c"),
    option: fc.constantFrom("o1", "o2", "o3", "elsewhere"),
    kind: fc.oneof(fc.constantFrom(...CONDITION_KINDS), fc.constant("red_line" as const)),
    touches: fc.subarray(["o1", "o2", "o3", "elsewhere", "far"]),
    holder: fc.oneof(fc.constant("active" as const), fc.constantFrom(...HOLDER_STATES)),
    fulfilment: fc.constantFrom(...FULFILMENT_STATES),
    counterparty: fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.oneof(fc.constantFrom(...COUNTERPARTY_STATES), fc.constant("rejected" as const)),
      { maxKeys: 2 },
    ),
  })
  .map((condition) => ({
    ...condition,
    touches: condition.touches.filter((option) => option !== condition.option),
    id: "c",
    text: "",
    deadline: null,
    statement: "s",
    open: OPEN_HOLDER_STATES.has(condition.holder) && condition.fulfilment !== "verified",
  }))

function changeOf(board: Board, effect: Effect) {
  // what travels is JSON: the fold must not live on object identity
  const sent: Effect = JSON.parse(canonicalJson(effect))
  return {
    ...sent,
    negotiation: "n",
    epoch: "e",
    seq: board.seq + 1,
    hash: "",
    kind: "statement.published" as const,
    recordedAt: "",
  }
}

/** One publication for each statement that stands at the end, with its place in the log, and the events. */
function finalActs(history: History): Act[] {
  const last = new Map<string, Act>()
  for (const [i, act] of history.acts.entries()) {
    if (act.kind === "record_event") last.set(act.event.id, { ...act, order: i + 1 })
    if (act.kind === "publish") last.set(act.statement.id, { ...act, order: i + 1 })
    const published = act.kind === "correct" ? last.get(act.statement.id) : undefined
    if (act.kind === "correct" && published?.kind === "publish") {
      last.set(act.statement.id, { ...published, statement: act.statement })
    }
    if (act.kind === "withdraw") last.delete(act.id)
  }
  return [...last.values()]
}

/** Conditions aside: one that was withdrawn lives on where another statement restated it. */
function positionsOf(board: Board) {
  const cells = board.issues.flatMap((issue) => issue.options.flatMap((option) => option.cells))
  return cells.map(({ conditions: _, touching: __, ...position }) => position)
}

function shuffledFinal(history: History): fc.Arbitrary<History> {
  const acts = finalActs(history)
  return fc
    .shuffledSubarray(acts, { minLength: acts.length, maxLength: acts.length })
    .map((order) => ({ table: history.table, acts: order }))
}

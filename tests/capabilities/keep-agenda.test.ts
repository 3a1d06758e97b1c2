import { describe, expect, test } from "vitest"
import { addChecklistPoints } from "../../server/capabilities/add-checklist-points.ts"
import { editIssue } from "../../server/capabilities/edit-issue.ts"
import { editNegotiation } from "../../server/capabilities/edit-negotiation.ts"
import { editOption } from "../../server/capabilities/edit-option.ts"
import { findNegotiation } from "../../server/capabilities/find-negotiation.ts"
import { moveProposal } from "../../server/capabilities/move-proposal.ts"
import { reorderAgenda } from "../../server/capabilities/reorder-agenda.ts"
import { retireIssue } from "../../server/capabilities/retire-issue.ts"
import { retireOption } from "../../server/capabilities/retire-option.ts"
import { splitIssue } from "../../server/capabilities/split-issue.ts"
import { splitOption, splitText } from "../../server/capabilities/split-option.ts"
import { supersedeProposal } from "../../server/capabilities/supersede-proposal.ts"
import type { Refusal } from "../../server/domain/refusal.ts"
import { table } from "../support/table.ts"
import { editor, ok } from "../support/tell.ts"
import { cell, folded, givenTables } from "./keep-given.ts"

const given = givenTables()
type Verb<I, R> = (
  db: typeof given.db,
  clock: () => number,
  actor: typeof editor,
  input: I,
) => Promise<R | Refusal>
const ask = <I extends { slug: string }, R>(verb: Verb<I, R>, input: Omit<I, "slug">) =>
  verb(given.db, Date.now, editor, { ...input, slug: given.slug } as I)

/** Does it, holds the folded log to the query, and gives the board before (as it is asked for now) and after. */
async function act<I extends { slug: string }, R>(verb: Verb<I, R>, input: Omit<I, "slug">) {
  const [before, lines] = [await given.board(), (await given.log()).length]
  const done = ok(await ask(verb, input))
  const [after, changes] = [await given.board(), await given.log()]
  expect(folded(changes)).toEqual({ parties: after.parties, issues: after.issues })
  const told = changes.slice(lines)
  const k = Date.parse(told[0]?.recordedAt ?? "") - 1
  const then = await given.board({ t: k, k })
  expect([then.parties, then.issues], "the earlier board shows what it showed").toEqual([
    before.parties,
    before.issues,
  ])
  return { done, after, told }
}
const titles = (board: { issues: { title: string }[] }) => board.issues.map(({ title }) => title)

describe("an issue", () => {
  test("is renamed and grouped, and earlier boards keep its title", async () => {
    const { after, told } = await act(editIssue, {
      id: "duration",
      fields: { title: "How long", group: "Frame" },
    })
    expect(after.issues[0]).toMatchObject({ title: "How long", group: "Frame", checklist: 5 })
    expect(told.map(({ kind }) => kind)).toEqual(["agenda.changed"])
    const again = ok(await ask(editIssue, { id: "duration", fields: { title: "How long" } }))
    expect(again).toEqual({ seq: null })
    expect(await ask(editIssue, { id: "none", fields: { title: "x" } })).toMatchObject({ code: "not_found" })
  })

  test("changes places with others, and so do its options among themselves", async () => {
    const { after } = await act(reorderAgenda, { kind: "issues", order: ["force", "duration"] })
    expect(titles(after)).toEqual(["Third-party force", "Duration"])
    const moved = await act(reorderAgenda, { kind: "options", order: ["pause", "truce"] })
    expect(moved.after.issues.map(({ options }) => options.map(({ id }) => id))).toEqual([
      ["troops"],
      ["pause", "truce"],
    ])
    const parties = await act(reorderAgenda, { kind: "parties", order: ["coast", "hill", "valley"] })
    expect(parties.after.parties.map(({ id }) => id)).toEqual(["coast", "hill", "valley"])
    expect(await ask(reorderAgenda, { kind: "options", order: ["pause", "none"] })).toMatchObject({
      code: "unknown_id",
      path: "order[1]",
    })
    expect(await ask(reorderAgenda, { kind: "issues", order: ["force", "force"] })).toMatchObject({
      code: "duplicate_id",
      path: "order[1]",
    })
  })

  test("is split, and chosen options move with all that was said on them", async () => {
    await given.record({ id: "said", stances: [{ option: "pause", stance: "proposes" }] })
    await given.record({ speaker: "vera", for: "valley", stances: [{ option: "truce", stance: "rejects" }] })
    const { done, after, told } = await act(splitIssue, {
      id: "duration",
      title: "Pauses",
      options: ["pause"],
    })
    expect(done).toMatchObject({ made: "pauses" })
    expect(titles(after)).toEqual(["Duration", "Third-party force", "Pauses"])
    expect(cell(after, "hill", "pause").statement).toBe("said")
    // Valley has said nothing of the pause: on the new issue the pair is unknown again
    expect(after.issues.map(({ pairs }) => pairs[0]?.state)).toEqual(["unknown", "unknown", "unknown"])
    expect(told.map(({ kind }) => kind)).toEqual(["agenda.changed"])
    const wrong = { id: "duration", title: "More", options: ["truce"] }
    expect(await ask(splitIssue, wrong)).toMatchObject({ code: "unprocessable", path: "options" })
    expect(await ask(splitIssue, { ...wrong, options: ["troops"] })).toMatchObject({
      code: "unknown_id",
      path: "options[0]",
    })
  })

  test("is retired: its open options close; one that never held an option leaves the agenda", async () => {
    const { after } = await act(retireIssue, { id: "duration", on: "2025-04" })
    expect(after.issues[0]?.options.map(({ closed }) => closed)).toEqual(["2025-04", "2025-04"])
    expect(after.issues[0]?.pairs).toEqual([])
    expect(await ask(retireIssue, { id: "duration", on: "2025-05" })).toMatchObject({ code: "wrong_state" })
    expect(await ask(retireIssue, { id: "force", on: "2025-02-31" })).toMatchObject({
      code: "impossible_date",
      path: "on",
    })
    const { done } = await act(addChecklistPoints, { points: [9] })
    expect(done.made).toEqual(["agenda-9"])
    const gone = await act(retireIssue, { id: "agenda-9", on: "2025-04" })
    expect(titles(gone.after)).toEqual(["Duration", "Third-party force"])
    // its id stays its own
    expect((await act(addChecklistPoints, { points: [9] })).done.made).toEqual(["agenda-9-2"])
  })

  test("comes from the checklist once, whatever is ticked", async () => {
    const { done, after } = await act(addChecklistPoints, { points: [21, 5, 22, 1] })
    expect(done.made).toEqual(["agenda-1", "agenda-21"])
    expect(after.issues.map(({ checklist }) => checklist)).toEqual([5, 22, 1, 21])
  })
})

describe("an option", () => {
  test("is worded anew with all that was said on it, and closed and opened with its conditions", async () => {
    const conditions = [{ id: "c1", option: "truce", kind: "term" as const, text: "Monitors first" }]
    await given.record({ conditions })
    const { after } = await act(editOption, { id: "truce", text: "A ceasefire of 30 days" })
    expect(after.issues[0]?.options[0]?.text).toBe("A ceasefire of 30 days")
    expect(cell(after, "hill", "truce").stance).toBe("accepts_in_principle")
    const closed = await act(retireOption, { id: "truce", on: "2025-04-01" })
    expect(closed.told[0]?.conditions).toMatchObject([{ id: "c1", open: false }])
    const reopened = await act(retireOption, { id: "truce", on: null })
    expect(cell(reopened.after, "hill", "truce").conditions).toMatchObject([{ id: "c1", open: true }])
    expect(await ask(retireOption, { id: "truce", on: "soon" })).toMatchObject({ path: "on" })
    expect(await ask(editOption, { id: "none", text: "x" })).toMatchObject({ code: "not_found" })
  })

  test("is split into new ones, and what was said on it stays on it until it is corrected", async () => {
    await given.record({ id: "said" })
    const into = ["A truce on land", "A truce at sea"]
    const { done, after, told } = await act(splitOption, { id: "truce", on: "2025-03-20", into })
    expect(done).toMatchObject({ made: ["a-truce-on-land", "a-truce-at-sea"] })
    const [old] = after.issues[0]!.options
    expect(old).toMatchObject({
      closed: "2025-03-20",
      text: "A 30-day ceasefire (split into “A truce on land” and “A truce at sea”)",
    })
    expect(cell(after, "hill", "truce").statement).toBe("said")
    expect(cell(after, "hill", "a-truce-at-sea").state).toBe("none_recorded")
    expect(told.map(({ kind }) => kind)).toEqual(["agenda.changed"])
    expect(await ask(splitOption, { id: "pause", on: "never", into })).toMatchObject({ path: "on" })
    expect(splitText("x".repeat(500), ["y".repeat(500), "z".repeat(500)]).length).toBeLessThanOrEqual(500)
  })
})

describe("a proposal", () => {
  const plan = {
    id: "plan",
    proposer: "coast",
    title: "The plan",
    options: ["truce"],
    status: "tabled" as const,
  }
  const proposals = [{ ...plan, version: 1, at: "2025-03-01" }]
  const lay = () => given.load({ format: "parley/1", negotiation: table.negotiation, proposals })
  const kept = async () => (await given.entries()).proposals

  test("is superseded by a newer version, and positions affirmed before it go stale", async () => {
    await lay()
    await given.record()
    const newer = { at: "2025-03-20", options: ["truce", "pause"] }
    const { done, told, after } = await act(supersedeProposal, { id: "plan", proposal: newer })
    expect(done).toMatchObject({ made: "plan-v2" })
    expect(await kept()).toMatchObject([
      { id: "plan", status: "superseded", history: [{ at: "2025-03-20", status: "superseded" }] },
      { id: "plan-v2", version: 2, supersedes: "plan", status: "tabled", title: "The plan", ...newer },
    ])
    expect(told.map(({ kind, proposal }) => [kind, proposal?.id])).toEqual([
      ["agenda.changed", undefined],
      ["proposal.changed", "plan-v2"],
      ["proposal.changed", "plan"],
    ])
    expect(cell(after, "hill", "truce").staleFrom).toBe("2025-03-20T22:00:00.000Z")
    expect(await ask(supersedeProposal, { id: "plan", proposal: newer })).toMatchObject({
      code: "wrong_state",
    })
    const wrong = { at: "2025-13", options: ["none"] }
    expect(await ask(supersedeProposal, { id: "plan-v2", proposal: wrong })).toMatchObject({
      path: "options[0]",
    })
  })

  test("moves to another status, citing what is public", async () => {
    await lay()
    await given.record({ id: "said" })
    await given.record({ id: "draft", status: "draft" })
    const step = { at: "2025-03-13", status: "discussed" as const }
    expect(await ask(moveProposal, { id: "plan", step })).toMatchObject({ path: "statement" })
    const draft = { ...step, statement: "draft" }
    expect(await ask(moveProposal, { id: "plan", step: draft })).toMatchObject({ code: "unknown_id" })
    const { told } = await act(moveProposal, { id: "plan", step: { ...step, statement: "said" } })
    expect(told.map(({ kind }) => kind)).toEqual(["proposal.changed"])
    expect(await kept()).toMatchObject([{ status: "discussed", history: [{ statement: "said" }] }])
    const dateless = { at: "once", status: "agreed" as const, statement: "said" }
    expect(await ask(moveProposal, { id: "plan", step: dateless })).toMatchObject({ path: "at" })
  })
})

test("a negotiation is called and kept otherwise, and hidden from readers", async () => {
  const fields = {
    title: "Valley and Hill",
    stage: "ceasefire",
    review: "always",
    visibility: "private",
  } as const
  ok(await ask(editNegotiation, { fields }))
  expect(await given.found()).toMatchObject(fields)
  expect(await findNegotiation(given.db, null, given.slug)).toMatchObject({ code: "not_found" })
})

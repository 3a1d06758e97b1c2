import fc from "fast-check"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { subscription } from "../../db/schema/alert.ts"
import { editStatement } from "../../server/capabilities/edit-statement.ts"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import type { Actor } from "../../server/capabilities/matrix.ts"
import {
  type Preview,
  previewStatement,
  previewWithdrawal,
} from "../../server/capabilities/preview-statement.ts"
import { publishStatement } from "../../server/capabilities/publish-statement.ts"
import { type RecordInput, recordStatement } from "../../server/capabilities/record-statement.ts"
import { requestReview } from "../../server/capabilities/request-review.ts"
import { withdrawStatement } from "../../server/capabilities/withdraw-statement.ts"
import { readChanges, readEpoch } from "../../server/change-log/read-changes.ts"
import { heardIn, hears, type SubscriptionFilter } from "../../server/domain/alert-rules.ts"
import type { Change } from "../../server/domain/change.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { subscribe as addSubscription, tellOf } from "../support/subscribe.ts"
import { statement, table } from "../support/table.ts"
import { analyst, editor, ok, second } from "../support/tell.ts"

let database: TestDatabase
let db: Database
let slug: string
let negotiationId: number
let negotiations = 0

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})
afterAll(async () => {
  await db.$client.end()
  await database.drop()
})
beforeEach(async () => {
  negotiations += 1
  slug = `preview-${negotiations}`
  const negotiation = { ...table.negotiation, slug }
  ok(await importNegotiation(db, Date.now, editor, { document: { ...table, negotiation } }))
  await db.delete(subscription)
  const { rows } = await db.$client.query("select id from negotiation where slug = $1", [slug])
  negotiationId = rows[0].id
})

const preview = async (said: RecordInput): Promise<Preview> =>
  ok(await previewStatement(db, Date.now, analyst, { slug, statement: said }))
const publish = async (said: RecordInput) =>
  ok(await recordStatement(db, Date.now, editor, { slug, statement: { ...said, status: "published" } }))
const lastChange = async (): Promise<Change> => {
  const lines = await readChanges(db, negotiationId, await readEpoch(db), 0, 10_000)
  return JSON.parse(lines.at(-1)?.json ?? "")
}
const subscribe = async (
  filter: SubscriptionFilter,
  more: Parameters<typeof addSubscription>[1] = {},
  about: Parameters<typeof addSubscription>[2] = {},
): Promise<string> => (await addSubscription(db, { negotiationId, filter, ...more }, about)).id

test("the preview is the change that publishing then makes, with what stood before beside it", async () => {
  await publish(statement({ speaker: "hugo", stances: [{ option: "truce", stance: "open" }] }))
  const said = statement({
    conditions: [{ id: "c1", option: "truce", kind: "term", text: "Under watch." }],
    stances: [
      { option: "truce", stance: "accepts_in_principle" },
      { option: "pause", stance: "proposes" },
    ],
  })
  const { effect, before } = await preview(said)
  await publish(said)
  const { cells, conditions, pairs } = await lastChange()
  const undated = (json: unknown) => JSON.parse(JSON.stringify(json))
  expect(undated(effect)).toEqual(undated({ cells, conditions, pairs }))
  expect(before.cells.map(({ option, stance, state }) => [option, stance, state])).toEqual(
    effect.cells.map(({ option, was }) => [option, was.stance, was.state]),
  )
  expect(before.conditions).toEqual([])
  const later = await preview(
    statement({ stances: [], conditionMoves: [{ condition: "c1", axis: "holder", to: "softened" }] }),
  )
  expect(later.before.conditions).toMatchObject([{ id: "c1", holder: "active" }])
  expect(later.effect.conditions).toMatchObject([{ id: "c1", holder: "softened" }])
})

test("what has no id yet is previewed as new, whatever ids there are", async () => {
  await publish(statement({ id: "preview" }))
  const { id: _, ...said } = statement({ stances: [{ option: "pause", stance: "rejects" }] })
  const { effect } = await preview(said)
  await publish(said)
  expect((await lastChange()).cells).toHaveLength(effect.cells.length)
})

test("a correction is previewed against what is published, and stores nothing", async () => {
  const said = statement()
  await publish(said)
  const { effect, before } = await preview({ ...said, stances: [{ option: "truce", stance: "rejects" }] })
  expect(before.cells[0]?.stance).toBe("accepts_in_principle")
  expect(effect.cells[0]?.stance).toBe("rejects")
  expect((await lastChange()).kind).toBe("statement.published")
})

test("the preview says whether publishing would ask for somebody else, as publishing then does", async () => {
  const risky = statement({
    conditions: [{ id: "c1", option: "truce", kind: "red_line", text: "No troops." }],
  })
  const asks = async (who: Actor, said = risky) =>
    ok(await previewStatement(db, Date.now, who, { slug, statement: said })).secondNeeded
  expect(await asks(analyst)).toBe(true)
  const { id, version } = ok(await recordStatement(db, Date.now, analyst, { slug, statement: risky }))
  expect(await asks(second)).toBe(false)
  expect(await asks(second, { ...risky, gist: "Other words." })).toBe(true)
  ok(await editStatement(db, Date.now, second, { slug, id, version, fields: { gist: "Other words." } }))
  const now = { ...risky, gist: "Other words." }
  ok(await publishStatement(db, Date.now, editor, { slug, id }))
  expect(await asks(editor, { ...now, gist: "Corrected words." })).toBe(true)
  expect(await asks(editor, statement({ id: "calm", stances: [] }))).toBe(false)
})

test("a writer is asked for somebody else although another saved last", async () => {
  const risky = statement({
    conditions: [{ id: "c1", option: "truce", kind: "red_line", text: "No troops." }],
  })
  const third = { ...analyst, id: "key:third" }
  const { id, version } = ok(await recordStatement(db, Date.now, analyst, { slug, statement: risky }))
  ok(await editStatement(db, Date.now, second, { slug, id, version, fields: { gist: "Other words." } }))
  ok(await requestReview(db, Date.now, third, { slug, id }))
  for (const who of [analyst, second, third]) {
    const said = { slug, statement: { ...risky, gist: "Other words." } }
    const { secondNeeded } = ok(await previewStatement(db, Date.now, who, said))
    expect(secondNeeded).toBe(who !== third)
    const { status } = ok(await publishStatement(db, Date.now, who, { slug, id }))
    expect(status).toBe(secondNeeded ? "in_review" : "published")
  }
})

test("a withdrawal is previewed as it then is made, and what is not public has none", async () => {
  const said = statement()
  await publish(said)
  const withdrawn = { slug, id: said.id }
  const { effect, before, reasons } = ok(await previewWithdrawal(db, Date.now, analyst, withdrawn))
  expect(before.cells[0]?.stance).toBe("accepts_in_principle")
  expect(reasons).toEqual([])
  ok(await withdrawStatement(db, Date.now, editor, { ...withdrawn, note: "Never said." }))
  const { kind, cells, pairs } = await lastChange()
  expect(kind).toBe("statement.withdrawn")
  expect(JSON.parse(JSON.stringify(effect))).toEqual({ cells, pairs })
  expect(await previewWithdrawal(db, Date.now, analyst, withdrawn)).toMatchObject({ code: "wrong_state" })
})

test("subscribers are counted once each, where the subscription is active and of this or of any negotiation", async () => {
  await subscribe({ parties: ["hill"] }, { subscriberId: "r1" }, { endpoint: { type: "inbox", address: "" } })
  await subscribe({ options: ["truce"] }, { subscriberId: "r1" })
  await subscribe({}, { negotiationId: null })
  await subscribe({ kinds: ["stance_moved"] }, { subscriberId: "r2" })
  await subscribe({}, {}, { endpoint: { state: "disabled" } })
  await subscribe({}, { state: "pending" })
  await subscribe({}, { state: "ended" })
  await subscribe({ parties: ["valley"] })
  await subscribe({ parties: ["hill"], options: ["pause"] })
  expect((await preview(statement())).subscribers).toBe(3)
})

test("a correction alerts those who got the original, whatever they ask for now", async () => {
  const said = statement()
  await publish(said)
  const { seq } = await lastChange()
  const got = await subscribe({ options: ["troops"] })
  const stopped = await subscribe({ options: ["troops"] }, { state: "ended" })
  for (const subscriptionId of [got, stopped])
    await tellOf(db, { negotiationId, seq, subject: `statement:${said.id}`, subscriptionId })
  expect((await preview({ ...said, gist: "Corrected." })).subscribers).toBe(1)
  expect((await preview(statement())).subscribers).toBe(0)
})

test("the number is that of the subscriptions that hear the change once it is published, whatever they ask for", async () => {
  const some = (values: string[]) => fc.option(fc.subarray(values), { nil: undefined })
  const filters = fc.array(
    fc.record({
      parties: some(["hill", "valley", "coast"]),
      people: some(["hanna", "hugo", "vera"]),
      issues: some(["duration", "force"]),
      options: some(["truce", "pause", "troops"]),
      kinds: some(["statement.published", "stance_moved", "new_condition", "correction"]),
      text: fc.option(fc.constantFrom("", "hill", "live with", "nobody"), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  const issues = new Map(table.options?.map((option) => [option.id, option.issue]))
  await fc.assert(
    fc.asyncProperty(filters, fc.constantFrom("truce", "troops"), async (asked, option) => {
      await db.delete(subscription)
      for (const filter of asked) await subscribe(JSON.parse(JSON.stringify(filter)))
      const base = statement({ stances: [{ option, stance: "open" }] })
      const said = {
        ...base,
        conditions: [{ id: `c-${base.id}`, option: "pause", kind: "term" as const, text: "Under watch." }],
      }
      const { subscribers } = await preview(said)
      await publish(said)
      const heard = heardIn(await lastChange(), (id) => issues.get(id))
      expect(subscribers).toBe(asked.filter((filter) => hears(filter, heard)).length)
    }),
    { numRuns: 15 },
  )
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { addSource } from "../../server/capabilities/add-source.ts"
import { correctStatement } from "../../server/capabilities/correct-statement.ts"
import { findNegotiation } from "../../server/capabilities/find-negotiation.ts"
import { findSimilar, type Said } from "../../server/capabilities/find-similar.ts"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import { publishStatement } from "../../server/capabilities/publish-statement.ts"
import { readDraft } from "../../server/capabilities/read-draft.ts"
import { readStatementPage } from "../../server/capabilities/read-statement.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import { withdrawStatement } from "../../server/capabilities/withdraw-statement.ts"
import { readChanges, readEpoch } from "../../server/change-log/read-changes.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { statement, table } from "../support/table.ts"
import { analyst, editor, ok, second } from "../support/tell.ts"

let database: TestDatabase
let db: Database
let slug: string
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
  slug = `sources-${negotiations}`
  ok(
    await importNegotiation(db, Date.now, editor, {
      document: {
        ...table,
        negotiation: { ...table.negotiation, slug },
        sources: [
          ...(table.sources ?? []),
          { id: "ria", name: "RIA Novosti", class: "state_controlled_media" },
        ],
      },
    }),
  )
})

const quote = "We could live with a ceasefire of thirty days, under watch."
const record = (fields: Parameters<typeof statement>[0], by = editor) =>
  recordStatement(db, Date.now, by, {
    slug,
    statement: { ...statement(fields), status: fields?.status === "draft" ? "draft" : "published" },
  })
const found = async () => ok(await findNegotiation(db, editor, slug))
const similar = async (...said: Said[]) => ok(await findSimilar(db, await found(), said))
const asked = (fields: Partial<Said> = {}): Said => ({
  speaker: "hanna",
  for: "hill",
  saidAt: "2025-03-13",
  quote: "could live with a ceasefire of thirty days",
  ...fields,
})
const page = async (id: string) => ok(await readStatementPage(db, await found(), editor, id))
const ria = { id: "d-ria", source: "ria", title: "Hill could live with it" }

describe("finding the same words", () => {
  test("published statements and drafts are found, with their documents; withdrawn ones and itself are not", async () => {
    const published = ok(await record({ quote }))
    const draft = ok(await record({ quote, status: "draft" }))
    const gone = ok(await record({ quote }))
    ok(await withdrawStatement(db, Date.now, editor, { slug, id: gone.id, note: "Never said." }))
    const [list] = await similar(asked())
    expect(list?.map(({ id }) => id).sort()).toEqual([published.id, draft.id].sort())
    expect(list?.[0]).toMatchObject({
      certainty: "same_words",
      documents: [{ id: "d1", sourceName: "The Wire" }],
    })
    expect((await similar(asked({ id: draft.id })))[0]?.map(({ id }) => id)).toEqual([published.id])
  })

  test("each of several is answered in its place, and only its own speaker and day count", async () => {
    const hers = ok(await record({ quote }))
    const his = ok(await record({ quote, speaker: "hugo" }))
    ok(await record({ quote, saidAt: "2025-03-20" }))
    const house = ok(
      await record({ quote, speaker: null, institution: "The Palace", attribution: "institutional" }),
    )
    const answers = await similar(
      asked(),
      asked({ speaker: "hugo" }),
      asked({ speaker: "henri" }),
      asked({ speaker: null, institution: "the palace" }),
    )
    expect(answers.map((list) => list.map(({ id }) => id))).toEqual([[hers.id], [his.id], [], [house.id]])
  })

  test("a long article about a busy day is answered without holding everybody up", async () => {
    const words = (i: number) => `${quote} As I have told President Smith in Geneva, ${i} others agree.`
    const statements = Array.from({ length: 300 }, (_, i) => statement({ quote: words(i) }))
    const document = { ...table, negotiation: { ...table.negotiation, slug }, statements }
    ok(await importNegotiation(db, Date.now, editor, { document }))
    const said = Array.from({ length: 200 }, (_, i) => asked({ quote: words(i) }))
    const before = performance.now()
    const answers = await similar(...said)
    expect(performance.now() - before).toBeLessThan(2_000)
    expect(answers.every((list) => list.length > 0)).toBe(true)
  }, 60_000)

  test("a zone that moves the day is heeded, and a date that cannot be is refused by its path", async () => {
    const there = ok(await record({ quote, saidAt: "2025-03-13T01:00", zone: "Asia/Tokyo" }))
    expect((await similar(asked({ saidAt: "2025-03-12", zone: "America/New_York" })))[0]?.[0]?.id).toBe(
      there.id,
    )
    const refused = await findSimilar(db, await found(), [asked(), asked({ saidAt: "2025-02-30" })])
    expect(refused).toMatchObject({ code: "impossible_date", path: "said[1].saidAt" })
  })
})

describe("adding a source", () => {
  test("to what is public is a correction with a note of its own, and moves nothing on the board", async () => {
    const { id } = ok(await record({ quote }))
    const done = ok(await addSource(db, Date.now, analyst, { slug, id, documents: [ria] }))
    expect(done).toMatchObject({ id, version: 2, status: "published" })
    const { documents, corrections, stances } = await page(id)
    expect(documents.map((document) => document.id)).toEqual(["d1", "d-ria"])
    expect(corrections.map(({ note }) => note)).toEqual(["Another source added: RIA Novosti."])
    expect(stances).toHaveLength(1)
  })

  test("to a draft is an edit, unseen in public", async () => {
    const { id } = ok(await record({ quote, status: "draft" }))
    expect(ok(await addSource(db, Date.now, analyst, { slug, id, documents: [ria] }))).toMatchObject({
      version: 2,
      status: "draft",
      seq: null,
    })
    expect(ok(await readDraft(db, await found(), id)).content.documents).toEqual(["d1", "d-ria"])
  })

  test("that it has already, that nobody knows, or to a version that is gone, is refused", async () => {
    const { id } = ok(await record({ quote }))
    const add = (documents: string[], version?: number) =>
      addSource(db, Date.now, analyst, { slug, id, documents, ...(version && { version }) })
    expect(await add(["d1"])).toMatchObject({ code: "unprocessable", path: "documents" })
    expect(await add(["d9"])).toMatchObject({ code: "unknown_id", path: "documents[1]" })
    ok(await addSource(db, Date.now, analyst, { slug, id, documents: [ria] }))
    ok(
      await recordStatement(db, Date.now, editor, {
        slug,
        statement: { ...statement({ status: "draft" }), status: "draft", documents: [{ ...ria, id: "d3" }] },
      }),
    )
    expect(await add(["d3"], 1)).toMatchObject({ code: "version_conflict", currentVersion: 2 })
    ok(await withdrawStatement(db, Date.now, editor, { slug, id, note: "Never said." }))
    expect(await add(["d3"])).toMatchObject({ code: "wrong_state" })
  })

  test("needs no second person even where the words did, but other words do, and a policy does", async () => {
    const line = { id: "line", option: "truce", kind: "red_line" as const, text: "No troops." }
    const { id, status } = ok(await record({ quote, conditions: [line] }))
    expect(status).toBe("in_review")
    ok(await publishStatement(db, Date.now, second, { slug, id }))
    expect(ok(await addSource(db, Date.now, analyst, { slug, id, documents: [ria] })).status).toBe(
      "published",
    )
    const reworded = await correctStatement(db, Date.now, analyst, {
      slug,
      id,
      note: "Misheard.",
      fields: { quote: "We could not.", documents: ["d1", "d-ria"] },
    })
    expect(reworded).toMatchObject({ code: "needs_second_person" })
    const fewer = { slug, id, note: "It had nothing of this.", fields: { documents: ["d1"] } }
    expect(await correctStatement(db, Date.now, analyst, fewer)).toMatchObject({
      code: "needs_second_person",
    })
    await db.$client.query("update negotiation set review = 'always' where slug = $1", [slug])
    const again = await addSource(db, Date.now, analyst, { slug, id, documents: [{ ...ria, id: "d-ria-2" }] })
    expect(again).toMatchObject({ code: "needs_second_person" })
  })
})

test("a statement tells what its documents repeat, through documents that it does not cite, and in public alike", async () => {
  const documents = [
    ria,
    { id: "d-cbs", source: "wire", title: "After the agency", upstream: "d-ria" },
    { id: "d-copy", source: "wire", title: "A copy", upstream: "d-cbs" },
  ]
  ok(
    await importNegotiation(db, Date.now, editor, {
      document: { format: "parley/1", negotiation: { ...table.negotiation, slug }, documents },
      mode: "amend",
    }),
  )
  const { id } = ok(await record({ quote, documents: ["d-copy", "d1"] }))
  const { documents: cited } = await page(id)
  expect(cited.map(({ chain }) => chain?.map((link) => [link.id, link.sourceName]))).toEqual([
    [
      ["d-cbs", "The Wire"],
      ["d-ria", "RIA Novosti"],
    ],
    undefined,
  ])
  const lines = await readChanges(db, (await found()).id, await readEpoch(db), 0, 100)
  expect(JSON.parse(lines.at(-1)?.json ?? "").statement.documents).toEqual(JSON.parse(JSON.stringify(cited)))
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { commentOnDraft } from "../../server/capabilities/comment-on-draft.ts"
import { editStatement } from "../../server/capabilities/edit-statement.ts"
import { findNegotiation } from "../../server/capabilities/find-negotiation.ts"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import { type DraftFilter, listDrafts } from "../../server/capabilities/list-drafts.ts"
import { publishStatement } from "../../server/capabilities/publish-statement.ts"
import { readDraft } from "../../server/capabilities/read-draft.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import { requestReview } from "../../server/capabilities/request-review.ts"
import { returnStatement } from "../../server/capabilities/return-statement.ts"
import { withdrawStatement } from "../../server/capabilities/withdraw-statement.ts"
import type { StatementContent } from "../../server/domain/negotiation-document.ts"
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
  slug = `table-${negotiations}`
  const document = { ...table, negotiation: { ...table.negotiation, slug } }
  ok(await importNegotiation(db, Date.now, editor, { document }))
})

const found = async () => ok(await findNegotiation(db, editor, slug))
const draft = async (fields: Partial<StatementContent> = {}, by = analyst) =>
  ok(
    await recordStatement(db, Date.now, by, {
      slug,
      statement: { ...statement({ ...fields, status: "draft" }), status: "draft" },
    }),
  )
const queue = async (filter: DraftFilter = {}, by = analyst) =>
  ok(await listDrafts(db, await found(), by, filter))
const discussion = async (id: string) =>
  ok(await readDraft(db, await found(), id)).discussion.map(({ kind, by, detail }) => [kind, by, detail])

describe("saving a draft again", () => {
  const edit = (id: string, version: number, fields: object, by = analyst) =>
    editStatement(db, Date.now, by, { slug, id, version, fields })

  test("after a lost answer is answered once more and stored once", async () => {
    const { id } = await draft()
    const inline = { id: "d-new", source: "wire", title: "Another report" }
    const fields = { gist: "Better words.", documents: ["d1", inline] }
    const first = ok(await edit(id, 1, fields))
    expect(ok(await edit(id, 1, fields))).toEqual(first)
    expect(ok(await readDraft(db, await found(), id)).version).toBe(2)
  })

  test("is known again with a document that says how directly it gives the words", async () => {
    const { id } = await draft()
    const inline = { id: "d-copy", source: "wire", title: "A copy", directness: "machine_garbled" as const }
    const first = ok(await edit(id, 1, { documents: [inline] }))
    expect(ok(await edit(id, 1, { documents: [inline] }))).toEqual(first)
  })

  test("with other words, or by somebody else, is a conflict that names the version that stands", async () => {
    const { id } = await draft()
    ok(await edit(id, 1, { gist: "Better words." }))
    expect(await edit(id, 1, { gist: "Other words." })).toMatchObject({
      code: "version_conflict",
      currentVersion: 2,
    })
    expect(await edit(id, 1, { gist: "Better words." }, second)).toMatchObject({ code: "version_conflict" })
    expect(ok(await readDraft(db, await found(), id)).content.gist).toBe("Better words.")
  })

  test("is not refused for a gist that is not written yet", async () => {
    const { id } = await draft({ gist: "", stances: [], documents: [] })
    expect(ok(await readDraft(db, await found(), id)).content.gist).toBe("")
  })
})

describe("review", () => {
  test("is asked for on purpose, also where the rule does not demand it, and returned with a comment", async () => {
    const { id } = await draft()
    ok(await requestReview(db, Date.now, analyst, { slug, id, version: 1, comment: "Is the tier right?" }))
    expect((await queue({ part: "review" })).items.map((item) => item.id)).toEqual([id])
    ok(await commentOnDraft(db, Date.now, second, { slug, id, comment: "Looking." }))
    const returned = ok(
      await returnStatement(db, Date.now, second, { slug, id, version: 2, comment: "The date is wrong." }),
    )
    expect(returned).toMatchObject({ version: 3, status: "draft", seq: null })
    expect((await queue({ part: "returned" })).items[0]).toMatchObject({
      id,
      returned: "The date is wrong.",
      savedByName: "key:second",
    })
    expect(await discussion(id)).toEqual([
      ["review.requested", analyst.id, "Is the tier right?"],
      ["draft.commented", second.id, "Looking."],
      ["review.returned", second.id, "The date is wrong."],
    ])
    // it stays returned while its author works on it, and is not once it is sent again
    ok(await editStatement(db, Date.now, analyst, { slug, id, version: 3, fields: { saidAt: "2025-03-12" } }))
    expect((await queue()).counts).toEqual({ all: 1, mine: 1, review: 0, returned: 1 })
    ok(await requestReview(db, Date.now, analyst, { slug, id }))
    expect((await queue()).counts).toEqual({ all: 1, mine: 1, review: 1, returned: 0 })
    expect(ok(await publishStatement(db, Date.now, second, { slug, id }))).toMatchObject({
      status: "published",
    })
    expect((await queue()).counts).toEqual({ all: 0, mine: 0, review: 0, returned: 0 })
  })

  test("is not the author's own where the rule demands two, however it was sent there", async () => {
    const redLine = {
      conditions: [{ id: "c1", option: "truce", kind: "red_line" as const, text: "No troops." }],
    }
    const { id } = await draft(redLine)
    ok(await requestReview(db, Date.now, analyst, { slug, id }))
    expect(ok(await publishStatement(db, Date.now, analyst, { slug, id }))).toMatchObject({
      status: "in_review",
      review: { reasons: ["red_line"] },
    })
    const override = { slug, id, override: "Nobody else is here." }
    expect(await publishStatement(db, Date.now, analyst, override)).toMatchObject({ code: "not_allowed" })
    expect(ok(await publishStatement(db, Date.now, second, { slug, id })).status).toBe("published")
  })

  test("is done by nobody who wrote any of the words, though others sent them on or returned them", async () => {
    const words = {
      conditions: [{ id: "c1", option: "truce", kind: "red_line" as const, text: "No troops." }],
    }
    const { id } = await draft()
    ok(await editStatement(db, Date.now, second, { slug, id, version: 1, fields: words }))
    ok(await requestReview(db, Date.now, analyst, { slug, id }))
    ok(await returnStatement(db, Date.now, editor, { slug, id, comment: "Too strong." }))
    for (const writer of [analyst, second])
      expect(ok(await publishStatement(db, Date.now, writer, { slug, id })).status).toBe("in_review")
    expect(ok(await publishStatement(db, Date.now, editor, { slug, id })).status).toBe("published")
  })

  test("asks for what a publication needs, and is refused by path where it is missing", async () => {
    const { id } = await draft({ documents: [] })
    expect(await requestReview(db, Date.now, analyst, { slug, id })).toMatchObject({
      code: "unprocessable",
      path: "documents",
    })
    expect(ok(await readDraft(db, await found(), id))).toMatchObject({ version: 1, status: "draft" })
  })

  test("is a step that cannot be taken from where it does not begin", async () => {
    const { id } = await draft()
    const back = { slug, id, comment: "No." }
    expect(await returnStatement(db, Date.now, second, back)).toMatchObject({ code: "wrong_state" })
    ok(await requestReview(db, Date.now, analyst, { slug, id }))
    expect(ok(await requestReview(db, Date.now, analyst, { slug, id })).version).toBe(2)
    expect(await returnStatement(db, Date.now, second, { ...back, version: 1 })).toMatchObject({
      code: "version_conflict",
      currentVersion: 2,
    })
    ok(await publishStatement(db, Date.now, second, { slug, id }))
    for (const late of [
      requestReview(db, Date.now, analyst, { slug, id }),
      returnStatement(db, Date.now, second, back),
      commentOnDraft(db, Date.now, second, { slug, id, comment: "Late." }),
    ]) {
      expect(await late).toMatchObject({ code: "wrong_state" })
    }
    expect(await readDraft(db, await found(), id)).toMatchObject({ code: "not_found" })
  })
})

describe("the queue", () => {
  test("is read page by page, each draft once, latest saved first, whatever is asked for", async () => {
    const made: string[] = []
    for (let n = 0; n < 7; n += 1)
      made.unshift((await draft({ gist: `Draft about number${n % 2}.` }, n % 3 ? analyst : second)).id)
    const walk = async (filter: DraftFilter) => {
      const ids: string[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await queue({ ...filter, cursor, limit: 2 })
        ids.push(...page.items.map((item) => item.id))
        if (page.nextCursor === null) return ids
        cursor = page.nextCursor
      }
    }
    expect(await walk({})).toEqual(made)
    expect(await walk({ part: "mine" })).toEqual(made.filter((_, i) => (6 - i) % 3 !== 0))
    expect(await walk({ q: "Number1" })).toEqual(made.filter((_, i) => (6 - i) % 2 === 1))
    expect(await walk({ part: "returned" })).toEqual([])
    expect(await listDrafts(db, await found(), analyst, { cursor: "bm9uZQ" })).toMatchObject({
      code: "invalid",
      path: "cursor",
    })
  })

  test("is left by what is set aside", async () => {
    const { id } = await draft()
    ok(await withdrawStatement(db, Date.now, analyst, { slug, id, note: "A mistake." }))
    expect((await queue()).items).toEqual([])
  })
})

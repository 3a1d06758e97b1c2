import { describe, expect, test } from "vitest"
import { editPerson } from "../../server/capabilities/edit-person.ts"
import { editStatement } from "../../server/capabilities/edit-statement.ts"
import { exportNegotiation } from "../../server/capabilities/export-negotiation.ts"
import { listStatements } from "../../server/capabilities/list-statements.ts"
import { mergePeople } from "../../server/capabilities/merge-people.ts"
import { readDraft } from "../../server/capabilities/read-draft.ts"
import { readStatementPage } from "../../server/capabilities/read-statement.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import { requestReview } from "../../server/capabilities/request-review.ts"
import { returnStatement } from "../../server/capabilities/return-statement.ts"
import { verifyLog } from "../../server/change-log/verify-log.ts"
import type { NegotiationDocument } from "../../server/domain/negotiation-document.ts"
import { statement, table } from "../support/table.ts"
import { editor, ok, second } from "../support/tell.ts"
import { cell, folded, givenTables } from "./keep-given.ts"

const given = givenTables()
/** Hill's president stands here twice: as "hanna", and misspelt as "anna". */
const misspelt = {
  id: "anna",
  name: "Anna Hil",
  aliases: ["Anna H."],
  names: { uk: "Анна Гіл", ru: "Анна Хилл" },
  offices: [
    { actor: "hill", title: "President", tier: 1 },
    { actor: "hill", title: "Chair", tier: 2, from: "2024" },
  ],
}
const people = (...extra: NonNullable<NegotiationDocument["people"]>): NegotiationDocument => ({
  format: "parley/1",
  negotiation: table.negotiation,
  people: extra,
})
const merge = (fields: Partial<Parameters<typeof mergePeople>[3]> = {}) =>
  mergePeople(given.db, Date.now, editor, { slug: given.slug, id: "anna", into: "hanna", ...fields })
const page = async (id: string) => ok(await readStatementPage(given.db, await given.found(), null, id))
const rejects = { stances: [{ option: "truce", stance: "rejects" as const }] }

describe("two entries of one person", () => {
  test("contradict each other until they are merged, and then are one voice", async () => {
    await given.load(people(misspelt))
    await given.record({ id: "kept" })
    await given.record({ id: "moved", speaker: "anna", ...rejects })
    expect(cell(await given.board(), "hill", "truce")).toMatchObject({ state: "contested" })
    const done = ok(await merge({ note: "Her passport says so." }))
    const note =
      "Anna Hil and Hanna Hill are the same person; the entry Anna Hil was merged into Hanna Hill. Her passport says so."
    expect(done).toMatchObject({ note, kept: { id: "hanna" }, merged: { name: "Anna Hil" } })
    const board = await given.board()
    expect(cell(board, "hill", "truce")).toMatchObject({ state: "headline", stance: "rejects" })
    expect(cell(board, "hill", "truce").speaker).toEqual({ id: "hanna", name: "Hanna Hill" })
    const changes = await given.log()
    expect(changes.at(-1)).toMatchObject({
      kind: "statement.corrected",
      seq: done.seq,
      statement: { id: "moved", speaker: "hanna", version: 2 },
      correction: { note, version: 2, replaces: 1 },
      cells: [{ option: "truce", state: "headline", was: { state: "contested" } }],
    })
    expect(folded(changes)).toEqual({ parties: board.parties, issues: board.issues })
    // what the board showed then, it shows still
    const before = Date.parse(changes.at(-1)?.recordedAt ?? "") - 1
    const then = await given.board({ t: before, k: before })
    expect(cell(then, "hill", "truce")).toMatchObject({ state: "contested" })
    expect((await verifyLog(given.db)).filter((verdict) => verdict.broken)).toEqual([])
  })

  test("leave a trail on the page of each statement, and no statement is lost", async () => {
    await given.load(people(misspelt))
    await given.record({ id: "moved", speaker: "anna" })
    await given.record({ id: "draft", speaker: "anna", status: "draft" })
    ok(await merge())
    const { revisions, corrections } = await page("moved")
    expect(revisions.map(({ speakerName, note }) => [speakerName, note !== null])).toEqual([
      ["Anna Hil", false],
      ["Hanna Hill", true],
    ])
    expect(corrections).toHaveLength(1)
    const whole = await exportNegotiation(given.db, await given.found(), editor)
    expect(whole.statements?.map(({ id, speaker, status }) => [id, speaker, status])).toEqual([
      ["moved", "hanna", "published"],
      ["draft", "hanna", "draft"],
    ])
    expect(whole.people?.map(({ id }) => id)).not.toContain("anna")
    // the draft can be worked on: it stands one version further
    const fields = { gist: "Better words." }
    const draft = { slug: given.slug, id: "draft", version: 2, fields }
    ok(await editStatement(given.db, Date.now, editor, draft))
  })

  test("keep why a draft of theirs was returned from review", async () => {
    await given.load(people(misspelt))
    const { slug, db } = given
    const { id } = await given.record({ id: "draft", speaker: "anna", status: "draft" })
    ok(await requestReview(db, Date.now, editor, { slug, id }))
    ok(await returnStatement(db, Date.now, second, { slug, id, comment: "The date is wrong." }))
    ok(await merge())
    expect(ok(await readDraft(db, await given.found(), id))).toMatchObject({
      content: { speaker: "hanna" },
      returned: "The date is wrong.",
    })
  })

  test("become one with the spellings and offices of both, none twice", async () => {
    await given.load(people(misspelt))
    ok(await merge())
    const [one] = (await given.entries()).people.filter(({ id }) => id === "hanna")
    expect(one?.aliases).toEqual(["Ганна Гілл", "Anna Hil", "Anna H."])
    expect(one?.names).toEqual({ uk: "Анна Гіл", ru: "Анна Хилл" })
    expect(one?.offices.map(({ title, from }) => [title, from])).toEqual([
      ["President", null],
      ["Chair", "2024"],
    ])
    expect(one?.merged).toEqual(["anna"])
    const text = ok(await listStatements(given.db, await given.found(), { q: "Anna" })).total
    expect(text).toBe(0)
  })

  test("go on being found under the old id: links, retries, new words and imports mean the kept one", async () => {
    await given.load(people(misspelt))
    const said = { ...statement({ id: "moved", speaker: "anna" }), status: "published" as const }
    const log = () => recordStatement(given.db, Date.now, editor, { slug: given.slug, statement: said })
    ok(await log())
    ok(await merge())
    const seq = (await given.log()).length
    const found = ok(await listStatements(given.db, await given.found(), { person: "anna" }))
    expect(found.items.map(({ id }) => id)).toEqual(["moved"])
    // the same statement once more, from a client that does not know of the merge
    expect(ok(await log())).toMatchObject({ version: 2, seq })
    ok(await given.load({ ...people(misspelt), statements: [said] }))
    await given.record({ id: "fresh", speaker: "anna" })
    expect((await page("fresh")).speaker).toBe("hanna")
    expect((await given.entries()).people.map(({ id }) => id)).not.toContain("anna")
  })

  test("are found under the spellings of both, whichever of them spoke and wherever", async () => {
    const spelling = { ...misspelt, aliases: ["Quibble"] }
    await given.load(people(spelling))
    await given.record({ id: "kept" })
    await given.record({ id: "moved", speaker: "anna" })
    const elsewhere = `${given.slug}-b`
    await given.load({ ...table, people: [...(table.people ?? []).slice(1), spelling] }, elsewhere)
    await given.record({ id: "there", speaker: "anna" }, elsewhere)
    ok(await merge())
    const found = async (q: string, slug?: string) =>
      ok(await listStatements(given.db, await given.found(slug), { q }))
        .items.map(({ id }) => id)
        .sort()
    expect(await found("quibble")).toEqual(["kept", "moved"])
    expect(await found("ганна", elsewhere)).toEqual(["there"])
  })

  test("are merged once: asking again answers and changes nothing", async () => {
    await given.load(people(misspelt))
    await given.record({ speaker: "anna" })
    ok(await merge())
    const lines = (await given.log()).length
    expect(ok(await merge())).toMatchObject({ negotiations: [], seq: null })
    expect((await given.log()).length).toBe(lines)
  })

  test("of whom one spoke as the leader of the house, keep the house's words theirs", async () => {
    const leader = { ...table.people![0]!, id: "zoe", name: "Zoe Zenith" }
    await given.load({ ...people({ ...misspelt, offices: [] }, leader) })
    // "hanna" is listed first and so speaks for the house; she is the one who is merged
    const house = { speaker: null, institution: "The Palace", tier: 1, tierReason: "A communique." }
    await given.record({ id: "house", ...house, attribution: "institutional", ...rejects })
    await given.record({ id: "hers" })
    expect(cell(await given.board(), "hill", "truce").state).toBe("headline")
    ok(await merge({ id: "hanna", into: "anna" }))
    await given.record({ id: "later", speaker: "anna", stances: [{ option: "truce", stance: "open" }] })
    expect(cell(await given.board(), "hill", "truce")).toMatchObject({ state: "headline", stance: "open" })
    expect((await page("house")).corrections).toHaveLength(1)
  })

  test("are previewed without a trace", async () => {
    await given.load(people(misspelt))
    await given.record({ id: "kept" })
    await given.record({ id: "moved", speaker: "anna", ...rejects })
    await given.record({ id: "draft", speaker: "anna", status: "draft" })
    const before = [await given.entries(), await given.log()]
    const asked = ok(await merge({ dryRun: true }))
    expect(asked.negotiations).toMatchObject([
      { slug: given.slug, statements: [{ id: "moved" }], drafts: ["draft"], risky: 0 },
    ])
    expect(asked.negotiations[0]?.effect.cells.map(({ party, option }) => [party, option])).toEqual([
      ["hill", "truce"],
    ])
    expect([await given.entries(), await given.log()]).toEqual(before)
  })

  test("are refused as a whole where one statement cannot be read any more, and the statement is named", async () => {
    await given.load(people(misspelt))
    await given.record({ id: "first", speaker: "anna" })
    await given.record({ id: "second", speaker: "anna", saidAt: "2025-03-14" })
    const [anna] = (await given.entries()).people.filter(({ id }) => id === "anna")
    const offices = [{ ...anna!.offices[0]!, to: "2025-03-13" }]
    const edit = (id: string, offices: object[]) =>
      editPerson(given.db, Date.now, editor, { slug: given.slug, id, fields: { offices: offices as [] } })
    ok(await edit("anna", offices))
    ok(await edit("hanna", []))
    const before = [await given.entries(), await given.log()]
    const refused = await merge()
    expect(refused).toMatchObject({ code: "no_office", path: 'statements["second"].speaker' })
    expect(refused).toHaveProperty("detail", expect.stringContaining("Nothing was merged"))
    expect([await given.entries(), await given.log()]).toEqual(before)
    expect(await merge({ into: "anna" })).toMatchObject({ code: "unprocessable", path: "into" })
    expect(await merge({ into: "nobody" })).toMatchObject({ code: "unknown_id", path: "into" })
    expect(await merge({ id: "nobody" })).toMatchObject({ code: "not_found", path: "id" })
  })
})

describe("across negotiations", () => {
  test("where both stand the words move, where one stands its id means the kept person, all in one commit", async () => {
    const [both, one] = [`${given.slug}-both`, `${given.slug}-one`]
    await given.load(people(misspelt))
    await given.load({ ...table, people: [...table.people!, { ...misspelt, id: "a2" }] }, both)
    await given.load({ ...table, people: [{ ...misspelt, id: "a3" }] }, one)
    await given.record({ id: "there", speaker: "a2" }, both)
    await given.record({ id: "only", speaker: "a3" }, one)
    const done = ok(await merge())
    expect(done.negotiations.map(({ slug, statements }) => [slug, statements.length]).toSorted()).toEqual([
      [given.slug, 0],
      [both, 1],
      [one, 0],
    ])
    expect(cell(await given.board(undefined, both), "hill", "truce").speaker?.id).toBe("hanna")
    expect(cell(await given.board(undefined, one), "hill", "truce").speaker?.id).toBe("a3")
    expect((await given.entries(one)).people).toMatchObject([{ id: "a3", name: "Hanna Hill", uses: 1 }])
    // an import elsewhere that knows the misspelt name joins the kept person
    await given.load({ ...table, people: [{ ...misspelt, id: "a4", offices: [] }] }, `${given.slug}-new`)
    expect((await given.entries(`${given.slug}-new`)).people).toMatchObject([
      { id: "a4", name: "Hanna Hill" },
    ])
  })

  test("one merged into another that is merged on leads to the last, and two editors at once do not undo each other", async () => {
    await given.load(people(misspelt, { id: "third", name: "H. Hill", offices: misspelt.offices }))
    await given.record({ id: "moved", speaker: "anna" })
    ok(await merge({ into: "third" }))
    const again = await Promise.all([merge({ id: "third" }), merge({ id: "third" })])
    expect(again.map((answer) => "refused" in answer)).toEqual([false, false])
    const found = ok(await listStatements(given.db, await given.found(), { person: "anna" }))
    expect(found.items.map(({ speaker, version }) => [speaker, version])).toEqual([["hanna", 3]])
    expect(await merge({ id: "hugo", into: "anna" })).toMatchObject({ code: "wrong_state", path: "into" })
    expect(await merge({ id: "anna", into: "hugo" })).toMatchObject({ code: "wrong_state", path: "id" })
  })
})

import { readFileSync } from "node:fs"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { correctStatement } from "../../server/capabilities/correct-statement.ts"
import { editStatement } from "../../server/capabilities/edit-statement.ts"
import { exportNegotiation } from "../../server/capabilities/export-negotiation.ts"
import { findNegotiation } from "../../server/capabilities/find-negotiation.ts"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import { listDrafts } from "../../server/capabilities/list-drafts.ts"
import { listAgreements } from "../../server/capabilities/list-events.ts"
import { listStatements } from "../../server/capabilities/list-statements.ts"
import type { Actor } from "../../server/capabilities/matrix.ts"
import { publishStatement } from "../../server/capabilities/publish-statement.ts"
import { readBoard } from "../../server/capabilities/read-board.ts"
import { readStatementPage } from "../../server/capabilities/read-statement.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import { withdrawStatement } from "../../server/capabilities/withdraw-statement.ts"
import { commitDueTurn } from "../../server/change-log/commit-change.ts"
import { readChanges, readEpoch } from "../../server/change-log/read-changes.ts"
import { verifyLog } from "../../server/change-log/verify-log.ts"
import { type Board, withStaleness } from "../../server/domain/board.ts"
import { applyChange, type Change } from "../../server/domain/change.ts"
import {
  type NegotiationDocument,
  negotiationDocumentSchema,
} from "../../server/domain/negotiation-document.ts"
import type { Cell } from "../../server/domain/position.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { seedArticle } from "../support/seed-article.ts"
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
  await load(table)
})

const load = async (document: NegotiationDocument, by = editor) =>
  ok(
    await importNegotiation(db, Date.now, by, {
      document: { ...document, negotiation: { ...document.negotiation, slug } },
    }),
  )
const record = (fields: Parameters<typeof statement>[0] = {}, by: Actor = editor) =>
  recordStatement(db, Date.now, by, {
    slug,
    statement: { ...statement(fields), status: fields.status === "draft" ? "draft" : "published" },
  })
const found = async () => ok(await findNegotiation(db, editor, slug))
const drafts = async () => ok(await listDrafts(db, await found(), editor, {})).items
const board = async (clocks?: { t: number; k: number }) =>
  readBoard(db, await found(), await readEpoch(db), Date.now(), clocks)
const log = async (): Promise<Change[]> =>
  (await readChanges(db, (await found()).id, await readEpoch(db), 0, 10_000)).map((change) =>
    JSON.parse(change.json),
  )

function cell(on: Board, party: string, option: string): Cell {
  const found = on.issues
    .flatMap((issue) => issue.options)
    .find((o) => o.id === option)
    ?.cells.find((c) => c.party === party)
  if (!found) throw new Error(`no cell for ${party} on ${option}`)
  return found
}

describe("recording", () => {
  test("a retry with the same id is answered again and stored once; other content is refused", async () => {
    const said = { ...statement(), status: "published" as const }
    const first = ok(await recordStatement(db, Date.now, editor, { slug, statement: said }))
    const again = ok(
      await recordStatement(db, Date.now, editor, { slug, statement: { ...said, about: [], quote: null } }),
    )
    expect(again).toEqual(first)
    const other = await recordStatement(db, Date.now, editor, {
      slug,
      statement: { ...said, gist: "Something else." },
    })
    expect(other).toMatchObject({ refused: true, code: "other_content", path: "id" })
    expect((await log()).filter((change) => change.kind === "statement.published")).toHaveLength(1)
  })

  test("documents may be given inline, and are refused by their own path", async () => {
    const inline = { id: "d2", source: "wire", url: "https://wire.example/2", title: "Again" }
    const done = ok(
      await recordStatement(db, Date.now, editor, {
        slug,
        statement: { ...statement({}), status: "published", documents: ["d1", inline] },
      }),
    )
    const page = ok(await readStatementPage(db, await found(), null, done.id))
    expect(page.documents.map((d) => [d.id, d.sourceName])).toEqual([
      ["d1", "The Wire"],
      ["d2", "The Wire"],
    ])
    const bad = await recordStatement(db, Date.now, editor, {
      slug,
      statement: {
        ...statement({}),
        status: "published",
        documents: ["d1", { ...inline, id: "d3", source: "nobody" }],
      },
    })
    expect(bad).toMatchObject({ code: "unknown_id", path: "documents[1].source" })
  })

  test.each([
    ["an unknown speaker", { speaker: "nobody" }, "unknown_id", "speaker"],
    ["a speaker without office in the party", { speaker: "vera" }, "no_office", "speaker"],
    [
      "a speaker before the office began",
      { speaker: "vera", for: "valley", saidAt: "2024-12-31" },
      "no_office",
      "speaker",
    ],
    ["an unknown party", { for: "moon" }, "unknown_id", "for"],
    ["an unknown subject", { about: "moon" }, "unknown_id", "about"],
    ["an impossible date", { saidAt: "2025-02-30" }, "impossible_date", "saidAt"],
    ["a date to come", { saidAt: "2999" }, "impossible_date", "saidAt"],
    [
      "another negotiation's option",
      { stances: [{ option: "o-30day", stance: "rejects" as const }] },
      "unknown_id",
      "stances[0].option",
    ],
    [
      "an option twice",
      {
        stances: [
          { option: "truce", stance: "rejects" as const },
          { option: "truce", stance: "open" as const },
        ],
      },
      "duplicate_id",
      "stances[1].option",
    ],
    ["an unknown document", { documents: ["d1", "nothing"] }, "unknown_id", "documents[1]"],
    ["no document at all", { documents: [] }, "unprocessable", "documents"],
    [
      "a move on no condition",
      { conditionMoves: [{ condition: "c", axis: "holder" as const, to: "active" as const }] },
      "unknown_id",
      "conditionMoves[0].condition",
    ],
    ["a zone that is none", { zone: "Europe/Nowhere" }, "invalid", "zone"],
    ["a tier without its reason", { tier: 3 }, "invalid", "tier"],
  ])("%s is refused by path and nothing is stored", async (_, fields, code, path) => {
    const before = await log()
    expect(await record(fields)).toMatchObject({ refused: true, code, path })
    expect(await log()).toEqual(before)
    expect(await drafts()).toEqual([])
  })

  test("a draft reaches no public path, and neither does a document that only it cites", async () => {
    const canary = "canary-7f3a"
    ok(
      await recordStatement(db, Date.now, editor, {
        slug,
        statement: {
          ...statement({ gist: canary }),
          status: "draft",
          documents: [{ id: "hidden", source: "wire", title: canary }],
        },
      }),
    )
    const negotiation = await found()
    const anywhere = JSON.stringify([
      await board(),
      await log(),
      ok(await listStatements(db, negotiation, { q: canary })),
      await exportNegotiation(db, negotiation, null),
    ])
    expect(anywhere).not.toContain(canary)
    expect(JSON.stringify(await exportNegotiation(db, negotiation, analyst))).toContain(canary)
  })

  test("eight who publish at once get gap-free numbers, and the folded log is the board", async () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      record({
        saidAt: `2025-03-${10 + (i % 9)}`,
        stances: [{ option: "truce", stance: i % 2 ? "open" : "noncommittal" }],
      }),
    )
    const done = (await Promise.all(many)).map(ok)
    const changes = await log()
    expect(changes.map((change) => change.seq)).toEqual(changes.map((_, i) => i + 1))
    expect(new Set(done.map((state) => state.seq)).size).toBe(40)
    const empty: Board = { ...(await board()), seq: 0, parties: [], issues: [] }
    const now = Date.now()
    const folded = withStaleness(changes.reduce(applyChange, empty), now)
    expect(folded).toEqual(withStaleness(await board(), now))
  })
})

describe("editing", () => {
  test("an edit on an old version changes nothing and names the version that stands", async () => {
    const { id } = ok(await record({ status: "draft" }))
    const one = ok(
      await editStatement(db, Date.now, analyst, {
        slug,
        id,
        version: 1,
        fields: { gist: "Second thoughts." },
      }),
    )
    expect(one).toMatchObject({ version: 2, status: "draft" })
    const late = await editStatement(db, Date.now, editor, {
      slug,
      id,
      version: 1,
      fields: { gist: "Too late." },
    })
    expect(late).toMatchObject({ code: "version_conflict", currentVersion: 2 })
    expect((await drafts())[0]?.content.gist).toBe("Second thoughts.")
  })

  test("the desk reads a draft as it stands; to everybody else it is not there", async () => {
    const { id } = ok(await record({ status: "draft" }))
    ok(
      await editStatement(db, Date.now, analyst, {
        slug,
        id,
        version: 1,
        fields: { gist: "Second thoughts." },
      }),
    )
    const seen = ok(await readStatementPage(db, await found(), analyst, id))
    expect(seen).toMatchObject({ status: "draft", version: 2, gist: "Second thoughts.", revisions: [] })
    for (const actor of [null, { ...analyst, role: "reader" as const }]) {
      expect(await readStatementPage(db, await found(), actor, id)).toMatchObject({ code: "not_found" })
    }
  })

  test("what is published is not edited", async () => {
    const { id, version } = ok(await record())
    expect(
      await editStatement(db, Date.now, editor, { slug, id, version, fields: { gist: "Quietly." } }),
    ).toMatchObject({ code: "wrong_state" })
  })

  test("the database itself refuses to rewrite the log and the revisions", async () => {
    ok(await record())
    for (const table of ["change", "statement_revision"]) {
      await expect(db.$client.query(`update ${table} set by = 'someone'`)).rejects.toThrow("append-only")
      await expect(db.$client.query(`delete from ${table}`)).rejects.toThrow("append-only")
      await expect(db.$client.query(`truncate ${table} cascade`)).rejects.toThrow("append-only")
    }
  })

  test("a text that the law erases leaves the chain whole", async () => {
    ok(await record())
    const { id, seq } = await found()
    await db.$client.query(
      "update change set content = '' where negotiation_id = $1 and audience = 'public' and seq = $2",
      [id, seq],
    )
    const verdict = (await verifyLog(db)).find((v) => v.negotiation === slug && v.audience === "public")
    expect(verdict).toMatchObject({ erased: 1 })
    expect(verdict?.broken).toBeUndefined()
  })
})

describe("review (rule 10)", () => {
  const redLine = {
    conditions: [{ id: "line", option: "troops", kind: "red_line" as const, text: "No troops" }],
  }

  test.each([
    ["opens a red line", redLine, "red_line"],
    [
      "rests on an unnamed source",
      { speaker: null, speakerAsDescribed: "an official", attribution: "background" as const },
      "unnamed_source",
    ],
  ])("what %s waits for a second person, who publishes it", async (_, fields, reason) => {
    const asked = ok(await record(fields))
    expect(asked).toMatchObject({ status: "in_review", seq: null, review: { reasons: [reason] } })
    const alone = ok(await publishStatement(db, Date.now, editor, { slug, id: asked.id }))
    expect(alone.status).toBe("in_review")
    const other = ok(await publishStatement(db, Date.now, second, { slug, id: asked.id }))
    expect(other).toMatchObject({ status: "published" })
    expect(other.seq).toBe((await found()).seq)
  })

  test("a reversal of the headline waits for a second person", async () => {
    ok(await record())
    const turned = ok(
      await record({ saidAt: "2025-03-20", stances: [{ option: "truce", stance: "rejects" }] }),
    )
    expect(turned).toMatchObject({ status: "in_review", review: { reasons: ["reversal"] } })
  })

  test("supporting an option on which the party holds a red line waits for a second person", async () => {
    const { id } = ok(await record(redLine))
    ok(await publishStatement(db, Date.now, second, { slug, id }))
    const crossing = ok(await record({ stances: [{ option: "troops", stance: "accepts" }] }))
    expect(crossing.review?.reasons).toEqual(["red_line"])
  })

  test("an editor may override with a reason that is recorded; an analyst may not", async () => {
    const { id } = ok(await record(redLine, analyst))
    expect(
      await publishStatement(db, Date.now, analyst, { slug, id, override: "Alone tonight." }),
    ).toMatchObject({ code: "not_allowed" })
    const own = ok(await record({ ...redLine, conditions: [{ ...redLine.conditions[0]!, id: "line2" }] }))
    expect(
      ok(await publishStatement(db, Date.now, editor, { slug, id: own.id, override: "Alone tonight." })),
    ).toMatchObject({ status: "published" })
    const { rows } = await db.$client.query(
      "select override_reason from statement_revision where override_reason is not null and statement_id = $1",
      [own.id],
    )
    expect(rows).toEqual([{ override_reason: "Alone tonight." }])
  })
})

describe("correcting and withdrawing", () => {
  test("a correction carries its public note, keeps both versions and moves the board", async () => {
    const { id } = ok(await record())
    const done = ok(
      await correctStatement(db, Date.now, second, {
        slug,
        id,
        note: "It was misread: she was open.",
        fields: { stances: [{ option: "truce", stance: "open" }] },
      }),
    )
    expect(done).toMatchObject({ version: 2, status: "published" })
    expect(cell(await board(), "hill", "truce").stance).toBe("open")
    const change = (await log()).at(-1)
    expect(change).toMatchObject({
      kind: "statement.corrected",
      correction: { note: "It was misread: she was open.", version: 2, replaces: 1 },
    })
    expect(change?.cells[0]?.was).toEqual({ stance: "accepts_in_principle", state: "headline" })
    const page = ok(await readStatementPage(db, await found(), null, id))
    expect(page.revisions.map((r) => [r.version, r.content.stances?.[0]?.stance])).toEqual([
      [1, "accepts_in_principle"],
      [2, "open"],
    ])
  })

  test("a withdrawal leaves a tombstone with its reason, and the position before it stands again", async () => {
    ok(await record({ stances: [{ option: "truce", stance: "open" }], saidAt: "2025-03-10" }))
    const { id } = ok(await record())
    ok(await withdrawStatement(db, Date.now, editor, { slug, id, note: "The source took it back." }))
    expect(cell(await board(), "hill", "truce").stance).toBe("open")
    const page = ok(await readStatementPage(db, await found(), null, id))
    expect(page).toMatchObject({
      status: "withdrawn",
      corrections: [{ version: 2, note: "The source took it back." }],
    })
    expect(ok(await listStatements(db, await found(), {})).items.map((s) => s.id)).not.toContain(id)
  })

  test("roles, titles and agreements are known as they were known then", async () => {
    const agreement = {
      id: "a",
      class: "preliminary" as const,
      declaredBy: "bilateral" as const,
      form: "verbal" as const,
      purpose: "other" as const,
      status: "in_force" as const,
    }
    await load({ ...table, agreements: [agreement] })
    const k = Date.parse((await log()).at(-1)?.recordedAt ?? "")
    await load({
      ...table,
      parties: table.parties?.map((party) =>
        party.actor === "coast" ? { ...party, roles: ["belligerent" as const] } : party,
      ),
      issues: table.issues?.map((issue) => ({ ...issue, title: `${issue.title}, renamed` })),
      agreements: [{ ...agreement, status: "collapsed" as const }],
    })
    const now = Date.now()
    const [then, since] = [await board({ t: k, k }), await board({ t: now, k: now })]
    expect(then.issues.map((issue) => [issue.title, issue.pairs.length])).toEqual([
      ["Duration", 1],
      ["Third-party force", 1],
    ])
    expect(since.issues.map((issue) => [issue.title, issue.pairs.length])).toEqual([
      ["Duration, renamed", 3],
      ["Third-party force, renamed", 3],
    ])
    expect((await listAgreements(db, await found(), { t: k, k })).map((a) => a.status)).toEqual(["in_force"])
    expect((await listAgreements(db, await found(), { t: now, k: now })).map((a) => a.status)).toEqual([
      "collapsed",
    ])
  })

  test("a correction that crosses a red line is nobody's alone: an editor answers for it with a reason", async () => {
    const { id } = ok(await record())
    const fields = {
      conditions: [{ id: "line", option: "troops", kind: "red_line" as const, text: "No troops" }],
    }
    for (const actor of [editor, second, analyst]) {
      expect(
        await correctStatement(db, Date.now, actor, { slug, id, note: "It was left out.", fields }),
      ).toMatchObject({ code: "needs_second_person" })
    }
    ok(
      await correctStatement(db, Date.now, second, {
        slug,
        id,
        note: "It was left out.",
        fields,
        override: "Checked with the desk.",
      }),
    )
    const dropped = await correctStatement(db, Date.now, second, {
      slug,
      id,
      note: "Not said.",
      fields: { conditions: [] },
    })
    expect(dropped).toMatchObject({ code: "needs_second_person" })
  })

  test("what the board showed before a correction can still be asked", async () => {
    const { id } = ok(await record())
    const k = Date.parse((await log()).at(-1)?.recordedAt ?? "")
    ok(
      await correctStatement(db, Date.now, second, {
        slug,
        id,
        note: "Misread.",
        fields: { stances: [{ option: "truce", stance: "open" }] },
      }),
    )
    expect(cell(await board({ t: k, k }), "hill", "truce").stance).toBe("accepts_in_principle")
    expect(cell(await board({ t: k, k: Date.now() }), "hill", "truce").stance).toBe("open")
  })
})

describe("the board by query", () => {
  test("a rival two days older contests the headline, one three days older does not", async () => {
    ok(
      await record({
        speaker: "henri",
        saidAt: "2025-03-11T10:00Z",
        stances: [{ option: "truce", stance: "rejects" }],
      }),
    )
    ok(await record({ saidAt: "2025-03-13T10:00Z", stances: [{ option: "truce", stance: "open" }] }))
    const contested = cell(await board(), "hill", "truce")
    expect(contested).toMatchObject({ state: "contested", stance: null, mixedSignals: false })
    expect(contested.differing).toHaveLength(2)
    ok(await record({ saidAt: "2025-03-14T10:00Z", stances: [{ option: "truce", stance: "noncommittal" }] }))
    expect(cell(await board(), "hill", "truce")).toMatchObject({ state: "headline", stance: "noncommittal" })
    const then = Date.parse("2025-03-13T12:00Z")
    expect(cell(await board({ t: then, k: Date.now() }), "hill", "truce").state).toBe("contested")
  })

  test("an option's closing is written into the log once, however many nodes watch the clock", async () => {
    const closing = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    await load({
      ...table,
      options: [
        ...(table.options ?? []),
        { id: "short", issue: "duration", text: "A short pause", closed: closing },
      ],
    })
    const later = () => Date.now() + 3 * 86_400_000
    await Promise.all([
      commitDueTurn(db, slug, later),
      commitDueTurn(db, slug, later),
      commitDueTurn(db, slug, later),
    ])
    const turns = (await log()).filter((change) => change.kind === "agenda.changed")
    expect(turns.at(-1)?.agenda?.issues[0]?.options.find((o) => o.id === "short")?.closed).toBe(closing)
    expect(turns).toHaveLength(3)
  })
})

describe("import and export", () => {
  test("an import is all or nothing", async () => {
    const before = await log()
    const broken = { ...table, statements: [statement(), statement({ saidAt: "2025-13-01" })] }
    const refused = await importNegotiation(db, Date.now, editor, {
      document: { ...broken, negotiation: { ...table.negotiation, slug, title: "Changed" } },
    })
    expect(refused).toMatchObject({ code: "impossible_date", path: "statements[1].saidAt" })
    expect(await log()).toEqual(before)
    expect((await found()).title).toBe("Hill and Valley")
  })

  test("a new negotiation that is refused is not there", async () => {
    const document = {
      ...table,
      negotiation: { ...table.negotiation, slug: "never" },
      statements: [statement({ for: "moon" })],
    }
    expect(await importNegotiation(db, Date.now, editor, { document })).toMatchObject({ refused: true })
    expect(await findNegotiation(db, editor, "never")).toMatchObject({ code: "not_found" })
  })

  test("a repeat changes nothing, and a dry run stores nothing", async () => {
    const document = {
      ...table,
      negotiation: { ...table.negotiation, slug },
      statements: [statement(), statement({ status: "draft" })],
    }
    const asked = ok(await importNegotiation(db, Date.now, editor, { document, dryRun: true }))
    expect(asked.tally.statements).toEqual({ added: 2, present: 0 })
    expect(ok(await listStatements(db, await found(), {})).total).toBe(0)
    ok(await importNegotiation(db, Date.now, editor, { document }))
    const before = await log()
    expect(ok(await importNegotiation(db, Date.now, editor, { document }))).toMatchObject({
      changes: 0,
      seq: null,
      tally: { statements: { added: 0, present: 2 } },
    })
    expect(await log()).toEqual(before)
  })

  test("a published statement with other content refuses the whole import", async () => {
    const said = statement()
    await load({ ...table, statements: [said] })
    const document = {
      ...table,
      negotiation: { ...table.negotiation, slug },
      statements: [statement(), { ...said, gist: "Other." }],
    }
    expect(await importNegotiation(db, Date.now, editor, { document })).toMatchObject({
      code: "other_content",
      path: "statements[1]",
    })
    expect(ok(await listStatements(db, await found(), {})).total).toBe(1)
  })

  test("an analyst's import adds drafts and the cast, and changes nothing else that is there", async () => {
    const before = await log()
    const base = { format: "parley/1" as const, negotiation: { ...table.negotiation, slug } }
    const refused = [
      { issues: [{ id: "duration", checklist: 5, title: "Renamed" }] },
      { options: [{ id: "truce", issue: "duration", text: "A 30-day ceasefire", closed: "2025-04" }] },
      {
        agreements: [
          {
            id: "a",
            class: "preliminary" as const,
            declaredBy: "bilateral" as const,
            form: "verbal" as const,
            purpose: "other" as const,
            status: "in_force" as const,
          },
        ],
      },
      {
        events: [
          {
            id: "e",
            type: "talks" as const,
            at: "2025-03-12",
            title: "Talks",
            verification: "claimed" as const,
          },
        ],
      },
    ]
    for (const entries of refused) {
      const answer = await importNegotiation(db, Date.now, analyst, { document: { ...base, ...entries } })
      expect(answer).toMatchObject({ code: "not_allowed", path: `${Object.keys(entries)[0]}[0]` })
    }
    const promoted = {
      id: "hilda",
      name: "Hilda Holm",
      offices: [{ actor: "hill", title: "President", tier: 1 }],
    }
    ok(await importNegotiation(db, Date.now, analyst, { document: { ...base, people: [promoted] } }))
    ok(await record({ speaker: "hilda" }))
    expect(cell(await board(), "hill", "truce").state).toBe("lower_tier")
    expect((await log()).slice(0, before.length)).toEqual(before)
  })

  test("a negotiation that an analyst imports stays private until an editor shows it", async () => {
    slug = "by-an-analyst"
    await load(table, analyst)
    expect(await findNegotiation(db, null, slug)).toMatchObject({ code: "not_found" })
    expect((await found()).visibility).toBe("private")
  })

  test.each([
    [
      "an office whose date is none",
      { people: [{ id: "x", name: "X", offices: [{ actor: "hill", title: "T", tier: 1, from: "banana" }] }] },
      "people[0].offices[0].from",
    ],
    [
      "an office that ends before it begins",
      {
        people: [
          { id: "x", name: "X", offices: [{ actor: "hill", title: "T", tier: 1, from: "2025", to: "2024" }] },
        ],
      },
      "people[0].offices[0].to",
    ],
    [
      "a document published on no day",
      { documents: [{ id: "d9", source: "wire", publishedAt: "2025-02-31" }] },
      "documents[0].publishedAt",
    ],
    [
      "an event of an unknown agreement",
      {
        events: [
          {
            id: "e",
            type: "talks" as const,
            at: "2025-03-12",
            title: "Talks",
            verification: "claimed" as const,
            agreement: "nothing",
          },
        ],
      },
      "events[0].agreement",
    ],
    [
      "a proposal that supersedes itself",
      {
        proposals: [
          {
            id: "p",
            proposer: "coast",
            title: "P",
            options: ["truce"],
            status: "tabled" as const,
            supersedes: "p",
          },
        ],
      },
      "proposals[0].supersedes",
    ],
    [
      "an issue twice",
      {
        issues: [
          { id: "i", title: "One" },
          { id: "i", title: "Two" },
        ],
      },
      "issues[1].id",
    ],
    [
      "another time zone",
      { negotiation: { ...table.negotiation, timeZone: "Europe/London" } },
      "negotiation.timeZone",
    ],
  ])("%s is refused by path and nothing is stored", async (_, entries, path) => {
    const before = await log()
    const document = {
      format: "parley/1" as const,
      ...entries,
      negotiation: { ...("negotiation" in entries ? entries.negotiation : table.negotiation), slug },
    }
    expect(await importNegotiation(db, Date.now, editor, { document })).toMatchObject({ refused: true, path })
    expect(await log()).toEqual(before)
  })

  test("what was set up once is not set up again", async () => {
    const document = { format: "parley/1" as const, negotiation: { ...table.negotiation, slug } }
    expect(await importNegotiation(db, Date.now, editor, { document, mode: "set_up" })).toMatchObject({
      code: "already_exists",
      path: "slug",
    })
  })

  test("by an analyst's key everything becomes a draft", async () => {
    await load({ ...table, statements: [statement()] }, analyst)
    expect(ok(await listStatements(db, await found(), {})).total).toBe(0)
    expect(await drafts()).toHaveLength(1)
  })

  test("the demonstration comes out as it went in, and makes the same board elsewhere", async () => {
    const path = new URL("../../db/demo/russia-ukraine-2025.json", import.meta.url)
    const document = negotiationDocumentSchema.parse(JSON.parse(readFileSync(path, "utf8")))
    ok(await importNegotiation(db, Date.now, editor, { document }))
    const there = ok(await findNegotiation(db, editor, "russia-ukraine-2025"))
    const exported = await exportNegotiation(db, there, null)
    expect(exported).toEqual(document)
    const elsewhere = await createTestDatabase()
    const other = openDatabase(elsewhere.url)
    ok(await importNegotiation(other, Date.now, editor, { document: exported }))
    const now = Date.now()
    const first = await readBoard(db, there, "e", now)
    const secondBoard = await readBoard(other, ok(await findNegotiation(other, editor, there.slug)), "e", now)
    expect(secondBoard).toEqual(first)
    await other.$client.end()
    await elsewhere.drop()
  })

  test("when only the seed article is loaded, the board shows exactly what it holds", async () => {
    slug = "seed-article"
    await load(seedArticle)
    const shown = await board()
    const [truce] = shown.issues
      .flatMap((issue) => issue.options.map((option) => ({ issue, option })))
      .filter(({ option }) => option.id === "truce")
    const russia = cell(shown, "russia", truce!.option.id)
    expect(russia).toMatchObject({
      state: "headline",
      stance: "accepts_in_principle",
      mixedSignals: true,
      speaker: { name: "Vladimir Putin" },
    })
    expect(russia.conditions.map((c) => c.open)).toEqual([true, true, true])
    expect(russia.differing).toMatchObject([{ stance: "objects", speaker: { name: "Yuri Ushakov" } }])
    const ukraine = cell(shown, "ukraine", truce!.option.id)
    expect(ukraine).toMatchObject({ state: "none_recorded", statement: null })
    expect(ukraine.attributed).toMatchObject([{ speaker: { name: "Vladimir Putin" } }])
    expect(truce!.issue.pairs).toMatchObject([{ parties: ["russia", "ukraine"], state: "unknown" }])
    const said = ok(await listStatements(db, await found(), { limit: 200 }))
    expect(new Set(said.items.map((s) => s.directness))).toEqual(new Set(["machine_garbled"]))
    expect(said.items.filter((s) => s.quote)).toEqual([])
  })
})

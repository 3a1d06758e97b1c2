import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { editStatement } from "../../server/capabilities/edit-statement.ts"
import { csvOf, csvTemplate } from "../../server/capabilities/export-csv.ts"
import { exportNegotiation } from "../../server/capabilities/export-negotiation.ts"
import { findNegotiation } from "../../server/capabilities/find-negotiation.ts"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import { type GivenTable, importTables, previewTables } from "../../server/capabilities/import-tables.ts"
import type { Actor } from "../../server/capabilities/matrix.ts"
import { previewImport } from "../../server/capabilities/preview-import.ts"
import { readDraft } from "../../server/capabilities/read-draft.ts"
import { requestReview } from "../../server/capabilities/request-review.ts"
import { returnStatement } from "../../server/capabilities/return-statement.ts"
import { readHead } from "../../server/change-log/read-changes.ts"
import { verifyLog } from "../../server/change-log/verify-log.ts"
import { CSV_TABLES } from "../../server/domain/csv-tables.ts"
import type { NegotiationDocument } from "../../server/domain/negotiation-document.ts"
import type { Progress, Watcher } from "../../server/domain/progress.ts"
import { allOf, isRefusal, type Refusal } from "../../server/domain/refusal.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { histories } from "../support/histories.ts"
import { statement, table } from "../support/table.ts"
import { analyst, editor, ok, tell } from "../support/tell.ts"

let database: TestDatabase
let db: Database
let laid = 0

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})
afterAll(async () => {
  await db.$client.end()
  await database.drop()
})

/** A negotiation of its own, with the table of all tests and what is given. */
async function lay(more: Partial<NegotiationDocument> = {}): Promise<string> {
  laid += 1
  const negotiation = { ...table.negotiation, slug: `tables-${laid}` }
  ok(await importNegotiation(db, Date.now, editor, { document: { ...table, ...more, negotiation } }))
  return negotiation.slug
}
const found = async (slug: string) => ok(await findNegotiation(db, editor, slug))
const exported = async (slug: string) => exportNegotiation(db, await found(slug), editor)
const take = async (slug: string, tables: GivenTable[], by: Actor = editor, watcher: Watcher = {}) =>
  importTables(db, Date.now, by, { negotiation: await found(slug), tables }, watcher)
const preview = async (slug: string, tables: GivenTable[], by: Actor = editor) =>
  ok(await previewTables(db, Date.now, by, { negotiation: await found(slug), tables }))
const statements = (csv: string): GivenTable[] => [{ table: "statements", csv }]
const faultsOf = (answer: unknown) =>
  isRefusal(answer) ? allOf(answer).map(({ path, code }: Refusal) => `${path}: ${code}`) : []

/** Texts that a spreadsheet would run, split or lose, put into a history's words. */
const NASTY = [
  '=HYPERLINK("http://x";"y")',
  "+1;-2",
  "@SUM(A1)\t=2",
  '\'=already\r\n-dash, "quoted"\n;=later',
  "Перемир'я — هدنة",
]

const stated = ({ statements: all = [] }: NegotiationDocument) =>
  all.flatMap(({ conditions = [] }) => conditions.map(({ id }) => id))
const moved = ({ statements: all = [], events = [] }: NegotiationDocument) =>
  [...all, ...events].flatMap(({ conditionMoves = [] }) => conditionMoves.map(({ condition }) => condition))

test("any negotiation leaves as CSV and JSON and comes back the same, here and in a copy", async () => {
  await fc.assert(
    fc.asyncProperty(histories({ maxActs: 6 }), fc.nat(), async (history, salt) => {
      laid += 1
      const slug = `round-${laid}`
      const acts = history.acts.map((act, i) =>
        act.kind === "publish" || act.kind === "correct"
          ? {
              ...act,
              statement: {
                ...act.statement,
                gist: NASTY[(salt + i) % NASTY.length]!,
                place: NASTY[(salt + i + 1) % NASTY.length]!,
              },
            }
          : act,
      )
      const begun = (acts[0]?.at ?? 1_743_000_000_000) - 1
      await tell(db, slug, { ...history, acts }, begun)
      const original = await exported(slug)
      const tables = CSV_TABLES.map((name) => ({ table: name, csv: csvOf(original, name) }))

      const again = await preview(slug, tables)
      expect(again).toMatchObject({ ready: true, changes: 0, faultCount: 0 })
      expect(again.counts).toMatchObject({ added: 0, changed: 0, refused: 0 })
      expect(ok(await take(slug, tables))).toMatchObject({ seq: null, changes: 0 })

      const { statements: _, events: __, agreements: ___, documents: ____, people: _____, ...bare } = original
      const negotiation = { ...original.negotiation, slug: `${slug}-copy` }
      ok(await importNegotiation(db, Date.now, editor, { document: { ...bare, negotiation } }))
      ok(await take(negotiation.slug, tables))
      const copy = await exported(negotiation.slug)
      for (const name of CSV_TABLES) expect(csvOf(copy, name)).toBe(csvOf(original, name))
      expect(ok(await take(negotiation.slug, tables))).toMatchObject({ seq: null })

      // a move on a condition that a correction took away has nothing to hold on to elsewhere
      if (moved(original).some((condition) => !stated(original).includes(condition))) return
      const whole = { ...original, negotiation: { ...original.negotiation, slug: `${slug}-json` } }
      ok(await importNegotiation(db, Date.now, editor, { document: whole }))
      expect(await exported(whole.negotiation.slug)).toEqual(whole)
    }),
    { numRuns: 10 },
  )
  expect((await verifyLog(db)).filter((verdict) => verdict.broken)).toEqual([])
}, 120_000)

test("semicolons, tabs, a mark, other line breaks, capitals, another order and missing columns are all the same", async () => {
  const rows = [
    [
      "Said At",
      "ID",
      "for",
      "speaker",
      "GIST",
      "attribution",
      "directness",
      "documents",
      "stances",
      "status",
    ],
    [
      "2025-03-13",
      "n1",
      "hill",
      "hanna",
      "One;\ntwo,\tthree",
      "on_record",
      "paraphrase",
      "d1",
      "truce=open",
      "published",
    ],
  ]
  const written = (delimiter: string, newline: string) =>
    rows.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join(newline)
  const variants = [",", ";", "\t"].flatMap((delimiter) =>
    ["\n", "\r\n"].map((newline) => `\uFEFF${written(delimiter, newline)}`),
  )
  for (const csv of [...variants, `sep=;\r\n${written(";", "\r\n")}`]) {
    const slug = await lay()
    expect(ok(await take(slug, statements(csv)))).toMatchObject({ tally: { statements: { added: 1 } } })
    const [said] = (await exported(slug)).statements ?? []
    expect(said).toMatchObject({
      id: "n1",
      gist: "One;\ntwo,\tthree",
      stances: [{ option: "truce", stance: "open" }],
    })
  }
})

describe("what is wrong", () => {
  const heading = "id,status,saidAt,speaker,for,attribution,directness,gist,documents,stances,mood"
  const good = (id: string) =>
    `${id},published,2025-03-13,hanna,hill,on_record,paraphrase,Said.,d1,truce=open,`

  test("every fault of every row is told with its line, column and value; nothing is stored", async () => {
    const slug = await lay()
    const before = await readHead(db, slug)
    const csv = [
      heading,
      good("a1"),
      "a2,published,13/03/2025,hanna,hill,on_record,paraphrase,Said.,d9,truce=open other=open,",
      'a3,posted,2025-03-13,hanna,moon,on_record,"para,phrase","two\nlines",d1,truce=maybe,',
      good("a1"),
      "a5,published,2025-03-13,nobody,hill,on_record,paraphrase,Said.,d1,truce=open,,,extra",
      ",published,2025-03-13,hanna,hill,on_record,paraphrase,Said.,d1,truce=open,",
      good("a7"),
    ].join("\n")
    const seen = await preview(slug, statements(csv))
    expect(seen.ready).toBe(false)
    expect(seen.unknownColumns).toEqual([{ table: "statements", columns: ["mood"] }])
    expect(seen.faults.map((f) => [f.line, f.column, f.value, f.code])).toEqual([
      [3, "saidAt", "13/03/2025", "impossible_date"],
      [4, "status", "posted", "invalid"],
      [4, "directness", "para,phrase", "invalid"],
      [4, "stances", "truce=maybe", "invalid"],
      [6, "id", "a1", "duplicate_id"],
      [7, null, null, "invalid"],
      [8, "id", "", "invalid"],
    ])
    expect(seen.counts).toEqual({ added: 2, present: 0, changed: 0, refused: 5 })
    const refused = await take(slug, statements(csv))
    expect(faultsOf(refused)).toHaveLength(seen.faultCount)
    expect(faultsOf(refused)[0]).toBe("statements, line 3, column saidAt: impossible_date")
    expect(await readHead(db, slug)).toEqual(before)
  })

  test("several faults of one statement are told at once, and none that only follows from another", async () => {
    const slug = await lay()
    const document = {
      ...table,
      negotiation: { ...table.negotiation, slug },
      people: [
        ...(table.people ?? []),
        { id: "newcomer", name: "N", offices: [{ actor: "hill", title: "", tier: 9 }] },
      ],
      statements: [
        statement({ id: "x1", speaker: "newcomer" }),
        statement({
          id: "x2",
          documents: ["d8", "d9"],
          stances: [{ option: "none", stance: "open" }],
          conditionMoves: [{ condition: "unheard", axis: "holder", to: "softened" }],
        }),
        { ...statement({ id: "x3" }), sayedAt: "2025" },
      ],
    }
    const seen = ok(await previewImport(db, Date.now, editor, document))
    expect(seen.faults.map((f) => `${f.path}: ${f.value}`)).toEqual([
      "people[5].offices[0].tier: 9",
      "statements[2].sayedAt: 2025",
      "statements[1].documents[0]: d8",
      "statements[1].documents[1]: d9",
      "statements[1].stances[0].option: none",
      "statements[1].conditionMoves[0].condition: unheard",
    ])
    expect(seen.rows.filter((row) => row.outcome === "refused").map((row) => row.path)).toEqual([
      "people[5]",
      "statements[1]",
      "statements[2]",
    ])
  })

  test("ten times as many faulty rows take about ten times as long, and a thousand are shown", async () => {
    const slug = await lay()
    const rows = (n: number) =>
      [heading, ...Array.from({ length: n }, (_, i) => good(`b${i}`).replace("2025-03-13", "March"))].join(
        "\n",
      )
    const time = async (n: number) => {
      const started = performance.now()
      const seen = await preview(slug, statements(rows(n)))
      expect(seen.faultCount).toBe(n)
      expect(seen.faults.length).toBe(Math.min(n, 1_000))
      return performance.now() - started
    }
    await time(500)
    const few = await time(1_000)
    const many = await time(10_000)
    expect(many / few).toBeLessThan(30)
    expect(few).toBeLessThan(5_000)
  }, 60_000)

  test.each([
    ["", /empty/],
    ["idd,gist\n1,2", /name the columns/],
    ['id,gist\na,"open', /line 2.*never closed/],
    ["id,id\na,b", /stands here twice/],
  ])("%j is refused as a whole, with what it should be", async (csv, sentence) => {
    const refused = await take(await lay(), statements(csv))
    expect(isRefusal(refused) && refused.detail).toMatch(sentence)
  })
})

describe("what is here already", () => {
  test("a draft takes the changed cells as its next version; what is public and what else it holds stay", async () => {
    const draft = statement({ id: "d", status: "draft", via: ["RIA"] })
    const said = statement({ id: "p" })
    const slug = await lay({ statements: [draft, said] })
    const csv = csvOf(await exported(slug), "statements").replaceAll("could live with", "welcomes")
    const seen = await preview(slug, statements(csv))
    expect(seen.rows.map(({ id, outcome, changes }) => ({ id, outcome, changes }))).toEqual([
      { id: "p", outcome: "refused", changes: [] },
      { id: "d", outcome: "changed", changes: ["gist"] },
    ])
    expect(seen.faults[0]).toMatchObject({ line: 2, code: "other_content" })
    const onlyDraft = csv
      .split("\r\n")
      .filter((line) => !line.startsWith("p,"))
      .join("\r\n")
    ok(await take(slug, statements(onlyDraft), analyst))
    const [stands] = (await exported(slug)).statements?.filter(({ id }) => id === "d") ?? []
    expect(stands).toEqual({ ...draft, gist: "Hill welcomes a ceasefire." })
    const edited = await editStatement(db, Date.now, analyst, {
      slug,
      id: "d",
      version: 2,
      fields: { place: "X" },
    })
    expect(ok(edited)).toMatchObject({ version: 3 })
    expect(ok(await take(slug, statements(onlyDraft)))).toMatchObject({ tally: { statements: { added: 0 } } })
  })

  test("a draft that was returned from review stays so, with what was said", async () => {
    const slug = await lay({ statements: [statement({ id: "d", status: "draft" })] })
    ok(await requestReview(db, Date.now, analyst, { slug, id: "d" }))
    ok(await returnStatement(db, Date.now, editor, { slug, id: "d", comment: "Too strong." }))
    const csv = csvOf(await exported(slug), "statements").replaceAll("could live with", "welcomes")
    ok(await take(slug, statements(csv), analyst))
    expect(ok(await readDraft(db, await found(slug), "d"))).toMatchObject({
      content: { gist: "Hill welcomes a ceasefire." },
      returned: "Too strong.",
    })
  })

  test("an office or a spelling of somebody who is here is an editor's to import, and an analyst is told so", async () => {
    const slug = await lay()
    const csv = "id,actor,title,tier\nhugo,hill,Foreign Minister,2\nhugo,hill,Chief negotiator,2\n"
    const people = [{ table: "people" as const, csv }]
    expect(await preview(slug, people, analyst)).toMatchObject({
      ready: false,
      counts: { present: 1, refused: 1 },
      faults: [{ table: "people", line: 3, code: "not_allowed" }],
    })
    expect(faultsOf(await take(slug, people, analyst))).toEqual(["people, line 3, column title: not_allowed"])
    ok(await take(slug, people))
    const stands = (await exported(slug)).people?.find(({ id }) => id === "hugo")
    expect(stands?.offices?.map(({ title }) => title)).toEqual(["Foreign Minister", "Chief negotiator"])
    // a document brings whole entries, of which those that are here stay as they are
    const hugo = { id: "hugo", name: "Hugo Hall", aliases: ["H. Hall"] }
    const spelt = { ...table, negotiation: { ...table.negotiation, slug }, people: [hugo] }
    const outcome = async (by: Actor) =>
      ok(await previewImport(db, Date.now, by, spelt)).rows.find(({ id }) => id === "hugo")?.outcome
    expect([await outcome(analyst), await outcome(editor)]).toEqual(["present", "changed"])
  })

  test("stances and conditions come with the statements they belong to, published ones among them", async () => {
    const slug = await lay()
    const original = {
      ...table,
      statements: [
        statement({ id: "q", conditions: [{ id: "cq", option: "truce", kind: "term", text: "First" }] }),
      ],
    }
    const tables = (["statements", "stances", "conditions"] as const).map((name) => ({
      table: name,
      csv: csvOf(original, name),
    }))
    const alone = await take(slug, tables.slice(1))
    expect(faultsOf(alone)).toEqual([
      "stances, line 2, column statement: unknown_id",
      "conditions, line 2, column statement: unknown_id",
    ])
    ok(await take(slug, tables))
    const { about: _, ...said } = original.statements[0]!
    expect((await exported(slug)).statements).toEqual([said])
  })

  test("an analyst's rows become drafts, and the repeat says that they stay so and changes nothing", async () => {
    const slug = await lay()
    const csv = csvOf({ ...table, statements: [statement({ id: "w" })] }, "statements")
    ok(await take(slug, statements(csv), analyst))
    expect((await exported(slug)).statements).toMatchObject([{ id: "w", status: "draft" }])
    const before = await readHead(db, slug)
    const seen = await preview(slug, statements(csv), analyst)
    expect(seen.rows).toMatchObject([{ outcome: "present", statusStays: "draft" }])
    ok(await take(slug, statements(csv), analyst))
    expect(await readHead(db, slug)).toEqual(before)
    const events = await take(slug, [{ table: "events", csv: csvTemplate("events") }], analyst)
    expect(faultsOf(events)).toContain("events, line 2: not_allowed")
  })

  test("an editor's published rows are that editor's act, marked imported", async () => {
    const slug = await lay()
    ok(await take(slug, statements(csvOf({ ...table, statements: [statement({ id: "i" })] }, "statements"))))
    const { rows } = await db.$client.query(
      "select s.imported, c.by, c.content::jsonb ->> 'imported' as marked from statement s join negotiation n on n.id = s.negotiation_id join change c on c.negotiation_id = n.id and c.subject = 'statement:i' where n.slug = $1",
      [slug],
    )
    expect(rows).toEqual([{ imported: true, by: editor.id, marked: "true" }])
  })
})

test("an import that is called off in any phase stores nothing, and done again it is whole", async () => {
  const slug = await lay()
  const csv = csvOf(
    { ...table, statements: Array.from({ length: 350 }, (_, i) => statement({ id: `l${i}` })) },
    "statements",
  )
  const before = await readHead(db, slug)
  for (const phase of ["checking", "deciding", "storing"] as const) {
    const calledOff = new AbortController()
    const told: Progress[] = []
    const tellPhase = (progress: Progress) => {
      told.push(progress)
      if (progress.phase === phase && progress.done > 0) calledOff.abort()
    }
    const refused = await take(slug, statements(csv), editor, { tell: tellPhase, signal: calledOff.signal })
    expect(refused).toMatchObject({ refused: true, code: "cancelled" })
    expect(told.some((progress) => progress.phase === phase)).toBe(true)
    expect(await readHead(db, slug)).toEqual(before)
  }
  expect(ok(await take(slug, statements(csv)))).toMatchObject({ tally: { statements: { added: 350 } } })
})

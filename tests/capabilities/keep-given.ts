import { afterAll, beforeAll, beforeEach } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { findNegotiation } from "../../server/capabilities/find-negotiation.ts"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import { listEntries } from "../../server/capabilities/list-entries.ts"
import { readBoard } from "../../server/capabilities/read-board.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import { readChanges, readEpoch } from "../../server/change-log/read-changes.ts"
import { type Board, withStaleness } from "../../server/domain/board.ts"
import { applyChange, type Change } from "../../server/domain/change.ts"
import type { NegotiationDocument } from "../../server/domain/negotiation-document.ts"
import type { Cell } from "../../server/domain/position.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { statement, table } from "../support/table.ts"
import { editor, ok } from "../support/tell.ts"

/** What the tests of keeping a negotiation start from: a database of their own, and a new table for each test. */
export function givenTables() {
  let database: TestDatabase
  const given = { db: undefined as unknown as Database, slug: "" }
  let tables = 0
  beforeAll(async () => {
    database = await createTestDatabase()
    given.db = openDatabase(database.url)
  })
  afterAll(async () => {
    await given.db.$client.end()
    await database.drop()
  })
  beforeEach(async () => {
    // people are shared: those of the test before would be joined
    await given.db.$client.query("delete from negotiation_person; delete from office; delete from person")
    tables += 1
    given.slug = `table-${tables}`
    await load(table)
  })

  async function load(document: NegotiationDocument, slug = given.slug) {
    const negotiation = { ...document.negotiation, slug }
    return ok(await importNegotiation(given.db, Date.now, editor, { document: { ...document, negotiation } }))
  }
  const found = async (slug = given.slug) => ok(await findNegotiation(given.db, editor, slug))

  return Object.assign(given, {
    load,
    found,
    /** Publishes a statement; `status: "draft"` leaves it one. */
    record: async (fields: Parameters<typeof statement>[0] = {}, slug = given.slug) =>
      ok(await recordStatement(given.db, Date.now, editor, { slug, statement: statement(fields) })),
    entries: async (slug = given.slug) => listEntries(given.db, (await found(slug)).id),
    board: async (clocks?: { t: number; k: number }, slug = given.slug) =>
      readBoard(given.db, await found(slug), await readEpoch(given.db), Date.now(), clocks),
    log: async (slug = given.slug): Promise<Change[]> =>
      (await readChanges(given.db, (await found(slug)).id, await readEpoch(given.db), 0, 10_000)).map(
        (change) => JSON.parse(change.json),
      ),
  })
}

/** The board folded from the whole log, as every reader's page comes to it. */
export function folded(changes: Change[]): Pick<Board, "parties" | "issues"> {
  const empty = { negotiation: "", epoch: "", seq: 0, asOf: null, knownAt: null, parties: [], issues: [] }
  const { parties, issues } = withStaleness(changes.reduce<Board>(applyChange, empty), Date.now())
  return { parties, issues }
}

export function cell(on: Pick<Board, "issues">, party: string, option: string): Cell {
  const options = on.issues.flatMap((issue) => issue.options)
  const found = options.find((o) => o.id === option)?.cells.find((c) => c.party === party)
  if (!found) throw new Error(`no cell for ${party} on ${option}`)
  return found
}

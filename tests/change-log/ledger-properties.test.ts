import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { findNegotiation } from "../../server/capabilities/find-negotiation.ts"
import { readBoard } from "../../server/capabilities/read-board.ts"
import { commitDueTurn } from "../../server/change-log/commit-change.ts"
import { readChanges, readEpoch } from "../../server/change-log/read-changes.ts"
import { verifyLog } from "../../server/change-log/verify-log.ts"
import { type Board, boardOf, withStaleness } from "../../server/domain/board.ts"
import { applyChange } from "../../server/domain/change.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { type History, histories, ledgerOf } from "../support/histories.ts"
import { ok, tell } from "../support/tell.ts"

let database: TestDatabase
let db: Database
let told = 0

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})
afterAll(async () => {
  await db.$client.end()
  await database.drop()
})

const HOUR = 3_600_000

async function lay(history: History) {
  told += 1
  const slug = `told-${told}`
  await tell(db, slug, history, begun(history))
  return ok(await findNegotiation(db, null, slug))
}

const begun = (history: History) => (history.acts[0]?.at ?? 1_743_000_000_000) - 1

/** What the board is about; whose board it is and where the log stands is compared apart. */
const essence = ({ parties, issues }: Board) => ({ parties, issues })

test("the board folded from the log is the board of now by query, after any legal history", async () => {
  await fc.assert(
    fc.asyncProperty(histories({ maxActs: 10 }), fc.nat(40 * 24), async (history, laterHours) => {
      const negotiation = await lay(history)
      const last = history.acts.at(-1)?.at ?? begun(history)
      const epoch = await readEpoch(db)
      const changes = await readChanges(db, negotiation.id, epoch, 0, 1000)
      const empty: Board = {
        negotiation: negotiation.slug,
        epoch,
        seq: 0,
        asOf: null,
        knownAt: null,
        parties: [],
        issues: [],
      }
      const folded = changes.reduce((board, change) => applyChange(board, JSON.parse(change.json)), empty)
      const asked = await readBoard(db, negotiation, epoch, last)
      expect(folded.seq).toBe(asked.seq)
      expect(essence(withStaleness(folded, last))).toEqual(essence(asked))
      // the server's clock writes what waiting alone has changed; no commit is at the instant of the one before
      const later = last + 1 + laterHours * HOUR
      ok(await commitDueTurn(db, negotiation.slug, () => later))
      const turns = await readChanges(db, negotiation.id, epoch, folded.seq, 10)
      const turned = turns.reduce((board, change) => applyChange(board, JSON.parse(change.json)), folded)
      expect(essence(withStaleness(turned, later))).toEqual(
        essence(await readBoard(db, negotiation, epoch, later)),
      )
    }),
    { numRuns: 30 },
  )
}, 120_000)

test("SQL narrows and never decides: at any two instants the board by query is the board by the pure rules", async () => {
  const hours = fc.integer({ min: -24 * 30, max: 24 * 30 })
  await fc.assert(
    fc.asyncProperty(
      histories({ maxActs: 12 }),
      fc.array(fc.tuple(hours, fc.nat()), { minLength: 4, maxLength: 4 }),
      async (history, asked) => {
        const negotiation = await lay(history)
        const instants = [begun(history), ...history.acts.map((act) => act.at)]
        for (const [offset, pick] of asked) {
          const near = instants[pick % instants.length] ?? 0
          const t = near + offset * HOUR
          // just before, at, or just after something was recorded
          const k = near + (pick % 3) - 1
          if (k < begun(history)) continue
          const sql = await readBoard(db, negotiation, "e", 0, { t, k })
          const head = { negotiation: negotiation.slug, epoch: "e", seq: 0, asOf: null, knownAt: null }
          expect(essence(sql)).toEqual(essence(boardOf(ledgerOf(history, k), t, head)))
        }
      },
    ),
    { numRuns: 40 },
  )
}, 120_000)

test("the hash chain of every log that was told is whole", async () => {
  expect((await verifyLog(db)).filter((verdict) => verdict.broken)).toEqual([])
})

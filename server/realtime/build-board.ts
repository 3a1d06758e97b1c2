import { type Database, inTransaction, type Reader } from "../../db/client.ts"
import { readNextDeadline } from "../change-log/commit-deadlines.ts"
import { type LogHead, readChanges, readEpoch } from "../change-log/read-changes.ts"
import { NOW_KNOWN_MS, readAgenda, readLedgerAt } from "../change-log/read-ledger.ts"
import { PAGE_OF_CHANGES } from "../change-log/watch-changes.ts"
import { type Board, boardOf, nextTurn } from "../domain/board.ts"
import { type RecentChanges, recentChanges } from "./recent-changes.ts"

export interface BuiltBoard {
  head: LogHead
  /** As its latest change left it; age is put on when it is shown. */
  board: Board
  recent: RecentChanges
  /** When the clock alone turns the board next, epoch ms. */
  turnAt: number
  /** When the clock has to look at deadlines next, epoch ms; at once after it was built. */
  deadlineAt: number
}

/**
 * Reads the board of now, its number and the changes that led to it, all in one snapshot.
 * It is the board at the instant of the latest change: what the clock has turned since is for a change of its own to say.
 */
export function buildBoard(db: Database, slug: string, now: number): Promise<BuiltBoard | undefined> {
  const build = async (tx: Reader) => {
    const row = await readRow(tx, slug)
    if (!row) return undefined
    const { zone, lastRecordedAt, ...head } = row
    const epoch = await readEpoch(tx)
    const t = lastRecordedAt || now
    const ledger = await readLedgerAt(tx, { id: head.id, slug, zone }, t, NOW_KNOWN_MS)
    const first = Math.max(0, head.seq - PAGE_OF_CHANGES)
    const changes = await readChanges(tx, head.id, epoch, first, PAGE_OF_CHANGES)
    return {
      head,
      board: boardOf(ledger, t, { negotiation: slug, epoch, seq: head.seq, asOf: null, knownAt: null }),
      recent: recentChanges(head.seq, changes),
      turnAt: nextTurn(ledger.agenda, t),
      deadlineAt: now,
    }
  }
  return inTransaction(db, build, "repeatable read read only")
}

/** When the clock alone turns the board next, as the agenda stands now. */
export async function readNextTurn(db: Reader, slug: string, now: number): Promise<number> {
  const row = await readRow(db, slug)
  if (!row) return Infinity
  return nextTurn(await readAgenda(db, row, NOW_KNOWN_MS), row.lastRecordedAt || now)
}

/** When the clock has to look at deadlines next, as they stand now. */
export async function readDeadline(db: Reader, slug: string, now: number): Promise<number> {
  const row = await readRow(db, slug)
  return row ? readNextDeadline(db, row, now) : Infinity
}

async function readRow(
  db: Reader,
  slug: string,
): Promise<(LogHead & { zone: string; lastRecordedAt: number }) | undefined> {
  const { rows } = await db.$client.query<LogHead & { zone: string; lastRecordedAt: number }>({
    name: "read-live-head",
    text: `select id, slug, seq, visibility, time_zone as zone, last_recorded_at as "lastRecordedAt"
             from negotiation where slug = $1`,
    values: [slug],
  })
  return rows[0]
}

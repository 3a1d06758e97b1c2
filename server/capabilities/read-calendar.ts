import type { Reader } from "../../db/client.ts"
import { FOREVER_MS } from "../../db/schema/columns.ts"
import { NOW_KNOWN_MS, readLedgerAt } from "../change-log/read-ledger.ts"
import { readNames } from "../change-log/read-names.ts"
import { conditionsAt } from "../domain/board.ts"
import { type CalendarEntry, calendarOf } from "../domain/calendar.ts"
import type { AgreementInput, EventInput } from "../domain/negotiation-document.ts"
import type { FoundNegotiation } from "./find-negotiation.ts"

/** The calendar of a negotiation as it stands now. `now` in epoch ms. */
export async function readCalendar(
  db: Reader,
  negotiation: FoundNegotiation,
  now: number,
): Promise<CalendarEntry[]> {
  const { rows: agreements } = await db.$client.query<{ content: AgreementInput; recordedAt: number }>(
    `select content, known_from as "recordedAt" from agreement
      where negotiation_id = $1 and known_to = ${FOREVER_MS} order by position`,
    [negotiation.id],
  )
  const { rows: events } = await db.$client.query<{ content: EventInput; recordedAt: number }>(
    `select content, recorded_at as "recordedAt" from event where negotiation_id = $1`,
    [negotiation.id],
  )
  const { rows: heads } = await db.$client.query<{ recordedAt: number }>(
    `select last_recorded_at as "recordedAt" from negotiation where id = $1`,
    [negotiation.id],
  )
  const ledger = await readLedgerAt(db, negotiation, now, NOW_KNOWN_MS)
  const { board } = await readNames(db, negotiation.id)
  return calendarOf(
    {
      conditions: conditionsAt(ledger, now),
      agreements,
      events,
      recordedAt: heads[0]?.recordedAt ?? now,
      zone: negotiation.zone,
      board,
    },
    now,
  )
}

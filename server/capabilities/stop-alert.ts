import { actAs } from "../../db/acting.ts"
import { lockMessagesOf, lockPlanning } from "../../db/alert-locks.ts"
import { type Database, inTransaction, type Transaction } from "../../db/client.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { findNegotiation } from "./find-negotiation.ts"
import type { Actor } from "./matrix.ts"

/**
 * Stops an alert within its hold: whoever was not told of the change is not told of it. The change itself stays as it is.
 * Refused once somebody was told, since only a correction or a withdrawal reaches them. In: the change's number in the
 * log, the reason; the hold and now in ms. Out: how many subscriptions are not told.
 */
export async function stopAlert(
  db: Database,
  actor: Actor,
  input: { negotiation: string; seq: number; why: string },
  { holdMs, now }: { holdMs: number; now: number },
): Promise<{ stopped: number } | Refusal> {
  const why = input.why.trim()
  if (why === "") return refuse("invalid", "Say why the alert is stopped: the audit keeps it.", "why")
  const negotiation = await findNegotiation(db, actor, input.negotiation)
  if (isRefusal(negotiation)) return { ...negotiation, path: "negotiation" }
  return inTransaction(db, async (tx) => {
    await actAs(tx, actor.id)
    await lockPlanning(tx)
    const place: Place = [negotiation.id, input.seq]
    const found = await readLocked(tx, place)
    if (!found) {
      if (await putStopped(tx, place, { by: actor.id, why, holdMs, now })) return { stopped: 0 }
      return refuse("not_found", "This change alerts nobody, so there is nothing to stop.", "seq")
    }
    if (found.stopped) return { stopped: 0 }
    if (found.told > 0) {
      const of = `${found.told} of ${found.recipients}`
      return refuse(
        "wrong_state",
        `${of} were told already. Correct or withdraw the statement: whoever was told is told of that.`,
        "seq",
      )
    }
    await tx.$client.query(
      "update alert set stopped_at = $3, stopped_by = $4, stopped_why = $5 where negotiation_id = $1 and seq = $2",
      [...place, now, actor.id, why],
    )
    const { rowCount } = await tx.$client.query(
      "update delivery set state = 'stopped' where negotiation_id = $1 and seq = $2 and state = 'waiting'",
      place,
    )
    return { stopped: rowCount ?? 0 }
  })
}

type Place = [negotiationId: number, seq: number]

interface LockedAlert {
  stopped: boolean
  recipients: number
  told: number
}

/** Read once no sender can claim it: whoever was claiming has either told somebody, or finds it stopped. */
async function readLocked(tx: Transaction, [negotiationId, seq]: Place): Promise<LockedAlert | undefined> {
  await lockMessagesOf(tx, { negotiationId, seqs: [seq] })
  const { rows } = await tx.$client.query<LockedAlert>(
    `select a.stopped_at is not null as stopped, a.recipients,
            (select count(*) from delivery d
              where d.negotiation_id = $1 and d.seq = $2 and d.state = 'sent')::int as told
       from alert a where a.negotiation_id = $1 and a.seq = $2`,
    [negotiationId, seq],
  )
  return rows[0]
}

/** A change that is in the log and not planned yet: the planner finds it stopped. False where there is no such change. */
async function putStopped(
  tx: Transaction,
  place: Place,
  { by, why, holdMs, now }: { by: string; why: string; holdMs: number; now: number },
): Promise<boolean> {
  const { rowCount } = await tx.$client.query(
    `insert into alert (negotiation_id, seq, kind, subject, severity, recorded_at, held_until, recipients,
                        stopped_at, stopped_by, stopped_why)
     select c.negotiation_id, c.seq, c.kind, c.subject, 'routine', c.recorded_at, c.recorded_at + $3, 0, $4, $5, $6
       from change c left join alert_cursor a on a.negotiation_id = c.negotiation_id
      where c.negotiation_id = $1 and c.audience = 'public' and c.seq = $2 and c.seq > coalesce(a.seq, 0)`,
    [...place, holdMs, now, by, why],
  )
  return rowCount === 1
}

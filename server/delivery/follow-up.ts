import { lockMessagesOf } from "../../db/alert-locks.ts"
import type { Transaction } from "../../db/client.ts"

/** A change that corrects or withdraws a statement: where it stands in the log, and when it was recorded (epoch ms). */
export interface LaterChange {
  negotiationId: number
  seq: number
  /** Of the statement, as the log says it. */
  subject: string
  recordedAt: number
}

/**
 * Stops what was not told yet of a statement that is withdrawn: deliveries that wait, and messages that are being tried
 * again. Out: true where the statement was withdrawn within the hold of its own publication, so that nobody need be told.
 * Source: contract.md, "alerts wait for the hold, in which a withdrawal sends nothing".
 */
export async function stopHeld(
  tx: Transaction,
  { negotiationId, seq, subject, recordedAt }: LaterChange,
  holdMs: number,
): Promise<boolean> {
  const about = [negotiationId, subject, seq]
  const before = await tx.$client.query<{ seq: number }>(
    "select seq from alert where negotiation_id = $1 and subject = $2 and seq < $3",
    about,
  )
  await lockMessagesOf(tx, { negotiationId, seqs: before.rows.map((alert) => alert.seq) })
  await tx.$client.query(
    `update delivery d set state = 'stopped'
       from alert a
      where a.negotiation_id = $1 and a.subject = $2 and a.seq < $3
        and d.negotiation_id = a.negotiation_id and d.seq = a.seq and d.state = 'waiting'`,
    about,
  )
  await tx.$client.query(
    `update message m set state = 'stopped', outcome = 'withdrawn_since'
       from alert a
      where a.negotiation_id = $1 and a.subject = $2 and a.seq < $3
        and m.negotiation_id = a.negotiation_id and m.seq = a.seq and m.state = 'waiting'`,
    about,
  )
  await tx.$client.query(
    `update alert set stopped_at = $4, stopped_by = 'system', stopped_why = 'withdrawn_within_hold'
      where negotiation_id = $1 and subject = $2 and seq < $3 and held_until > $4 and stopped_at is null`,
    [...about, recordedAt],
  )
  const { rows } = await tx.$client.query<{ first: number | null }>(
    `select min(recorded_at) as first from change
      where negotiation_id = $1 and audience = 'public' and subject = $2 and seq < $3`,
    about,
  )
  const first = rows[0]?.first
  return first != null && first + holdMs > recordedAt
}

/**
 * The subscriptions that were told of a statement, or are about to be, and so are told of its correction or withdrawal
 * whatever they ask for now (rule 11 of domain.md).
 */
export async function toldOf(
  tx: Transaction,
  { negotiationId, seq, subject }: Omit<LaterChange, "recordedAt">,
): Promise<string[]> {
  const { rows } = await tx.$client.query<{ id: string }>(
    `select distinct d.subscription_id as id
       from alert a join delivery d on d.negotiation_id = a.negotiation_id and d.seq = a.seq
      where a.negotiation_id = $1 and a.subject = $2 and a.seq < $3 and d.state <> 'stopped'`,
    [negotiationId, subject, seq],
  )
  return rows.map(({ id }) => id)
}

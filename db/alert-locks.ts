import type { Transaction } from "./client.ts"

/*
 * In what order alerts are locked, so that planning, stopping and sending never wait for each other in a circle: first
 * planning as a whole, then messages by their ids, then what they carry. A sender claims messages without the first.
 */

/** Any number that no other part of this product locks by. */
const PLANNING_LOCK = 1_094_795_585

/** Over all nodes, nobody else plans or stops an alert until the transaction ends. */
export async function lockPlanning(tx: Transaction): Promise<void> {
  await tx.$client.query("select pg_advisory_xact_lock($1)", [PLANNING_LOCK])
}

/** Locks the messages that wait and carry one of these changes: none of them is claimed until the transaction ends. */
export async function lockMessagesOf(
  tx: Transaction,
  { negotiationId, seqs }: { negotiationId: number; seqs: number[] },
): Promise<void> {
  await tx.$client.query(
    `select from message where state = 'waiting'
        and id in (select message_id from delivery where negotiation_id = $1 and seq = any($2)) order by id for update`,
    [negotiationId, seqs],
  )
}

/** Locks the messages that wait to go to an endpoint, in the same order. */
export async function lockMessagesTo(tx: Transaction, endpointId: string): Promise<void> {
  await tx.$client.query(
    "select from message where state = 'waiting' and endpoint_id = $1 order by id for update",
    [endpointId],
  )
}

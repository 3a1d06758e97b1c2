import { randomUUID } from "node:crypto"
import { lockMessagesTo } from "../../db/alert-locks.ts"
import type { Transaction } from "../../db/client.ts"
import { nextSubscriptionVersion } from "../../db/subscription-version.ts"
import { type EndpointType, shownAddress } from "../domain/alert-values.ts"
import type { Jobs } from "./jobs.ts"
import { createOutbox } from "./outbox.ts"

/**
 * Ends an endpoint whose receiver said that it is gone, or disables one that has failed for days. What waits for it is
 * stopped; its subscriptions end with it only where it is gone. The owner is told by another channel, as far as there is one.
 */
export async function endEndpoint(
  tx: Transaction,
  jobs: Pick<Jobs, "put">,
  ending: { id: string; state: "ended" | "disabled"; outcome: string; now: number },
): Promise<void> {
  const { id, state, outcome, now } = ending
  const { rows } = await tx.$client.query<Ended>(
    `update endpoint e set state = $2, ended_by = $3, rests_until = null
       from subscriber r
      where e.id = $1 and r.id = e.subscriber_id and e.state in ('active', 'pending')
      returning e.type, e.address, r.id as subscriber, r.user_id as "userId", r.key_id as "keyId"`,
    [id, state, outcome],
  )
  const [ended] = rows
  if (!ended) return
  await lockMessagesTo(tx, id)
  await tx.$client.query(
    "update message set state = 'stopped', outcome = $2 where endpoint_id = $1 and state = 'waiting'",
    [id, `endpoint_${state}`],
  )
  if (state === "ended") await endSubscriptions(tx, id, now)
  const to = await otherEndpoint(tx, ended, id, now)
  if (to === undefined) return
  const notice = {
    kind: "endpoint_disabled" as const,
    type: ended.type,
    address: shownAddress(ended.type, ended.address),
    outcome,
  }
  await createOutbox(Promise.resolve(jobs)).putNotice(tx, { endpointId: to, notice, now })
}

interface Ended {
  type: EndpointType
  address: string
  subscriber: string
  userId: string | null
  keyId: string | null
}

async function endSubscriptions(tx: Transaction, endpoint: string, now: number): Promise<void> {
  await tx.$client.query(
    `update subscription set state = 'ended', receiver_ended_at = $3, version = $2
      where endpoint_id = $1 and state <> 'ended'`,
    [endpoint, await nextSubscriptionVersion(tx), now],
  )
}

/** Another way to the same owner: a mail before the inbox before another browser. Who has an account has an inbox. */
async function otherEndpoint(
  tx: Transaction,
  ended: Ended,
  endpoint: string,
  now: number,
): Promise<string | undefined> {
  const userId = ended.userId ?? (await ownerOfKey(tx, ended.keyId))
  const { rows } = await tx.$client.query<{ id: string }>(
    `select e.id from endpoint e join subscriber r on r.id = e.subscriber_id
      where e.id <> $1 and e.state = 'active' and e.type <> 'webhook' and (r.id = $2 or r.user_id = $3)
      order by array_position(array['email', 'inbox', 'push'], e.type), e.created_at limit 1`,
    [endpoint, ended.subscriber, userId],
  )
  return rows[0]?.id ?? (userId === null ? undefined : openInbox(tx, userId, now))
}

/** A key is its maker's: what its webhooks come to concerns them. */
async function ownerOfKey(tx: Transaction, keyId: string | null): Promise<string | null> {
  if (keyId === null) return null
  const { rows } = await tx.$client.query<{ id: string }>(
    `select u.id from api_key k join "user" u on k.created_by = 'user:' || u.id where 'key:' || k.id = $1`,
    [keyId],
  )
  return rows[0]?.id ?? null
}

async function openInbox(tx: Transaction, userId: string, now: number): Promise<string> {
  const { rows } = await tx.$client.query<{ id: string }>(
    `with owner as (
       insert into subscriber (id, user_id, created_at) values ($1, $2, $4)
       on conflict (user_id) do update set user_id = excluded.user_id returning id
     )
     insert into endpoint (id, subscriber_id, type, address, state, created_at)
     select $3, owner.id, 'inbox', '', 'active', $4 from owner returning id`,
    [randomUUID(), userId, randomUUID(), now],
  )
  const [inbox] = rows
  if (!inbox) throw new Error("An inbox was not made.")
  return inbox.id
}

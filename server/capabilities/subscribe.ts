import { randomUUID } from "node:crypto"
import { type Database, inTransaction, type Transaction } from "../../db/client.ts"
import { subscription } from "../../db/schema/alert.ts"
import { nextSubscriptionVersion } from "../../db/subscription-version.ts"
import type { Outbox } from "../delivery/outbox.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import type { WebhookSecrets } from "../delivery/webhook-secrets.ts"
import { CONFIRM_WITHIN_MS } from "../domain/alert-notice.ts"
import type { SubscriptionFilter } from "../domain/alert-rules.ts"
import type { Cadence, SubscriptionState } from "../domain/alert-values.ts"
import { isTimeZone } from "../domain/dates.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { SubscribeInput } from "../domain/subscription.ts"
import { checkFilter } from "./check-filter.ts"
import { findNegotiation } from "./find-negotiation.ts"
import type { Actor } from "./matrix.ts"
import { type FoundEndpoint, openEndpoint, refusedTarget } from "./open-endpoint.ts"

/** What subscribing needs of the running server. */
export interface SubscribeParts {
  db: Database
  outbox: Outbox
  links: SignedLinks
  webhookSecrets: WebhookSecrets
  /** Undefined where an address may be sent to; else why not. */
  refuseTarget: (address: string) => Promise<Refusal | undefined>
  /** Whether this site can send mail. */
  canMail: boolean
  /** Epoch ms. */
  clock: () => number
}

export interface Subscribed {
  id: string
  /** `pending` until the link in the mail is opened and confirmed. */
  state: SubscriptionState
  /** Of a webhook: what its messages are signed with. Shown this once. */
  secret?: string
  /** Of a browser without an account: the signed link by which its subscriptions are managed. */
  link?: string
}

/**
 * Subscribes somebody at one place to what a filter asks for. What a stranger enters an address for is pending, and is
 * answered the same whatever is known of the address.
 */
export async function subscribe(
  parts: SubscribeParts,
  actor: Actor | null,
  input: SubscribeInput,
): Promise<Subscribed | Refusal> {
  const { db, clock } = parts
  const cadence = input.cadence ?? "instant"
  if (cadence !== "instant" && input.channel.type !== "email")
    return refuse("invalid", "Only mails come hourly or daily; leave this out.", "cadence")
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone))
    return refuse("invalid", "Write a time zone by its name, such as Europe/Kyiv.", "timeZone")
  const negotiation =
    input.negotiation === undefined ? null : await findNegotiation(db, actor, input.negotiation)
  if (isRefusal(negotiation)) return { ...negotiation, path: "negotiation" }
  const filter = await checkFilter(db, negotiation?.id ?? null, input.filter)
  if (isRefusal(filter)) return filter
  const refused = await refusedTarget(parts, actor, input.channel)
  if (refused) return refused
  return inTransaction(db, async (tx) => {
    const now = clock()
    const version = await nextSubscriptionVersion(tx)
    await removeUnconfirmed(tx, now)
    const at = await openEndpoint(tx, parts, actor, input, now)
    if (isRefusal(at)) return at
    const wanted = { negotiationId: negotiation?.id ?? null, filter, cadence }
    const known = at.isConfirmed ? await findSame(tx, at, wanted) : undefined
    const id = known ?? (await add(tx, at, { ...wanted, version }, now))
    if (!at.isConfirmed)
      await parts.outbox.putNotice(tx, {
        endpointId: at.id,
        notice: { kind: "confirm", subscription: id },
        now,
      })
    return { id, state: at.isConfirmed ? "active" : "pending", ...at.shownOnce }
  })
}

interface Wanted {
  negotiationId: number | null
  filter: SubscriptionFilter
  cadence: Cadence
}

/** Who asks twice for the same has it once. */
async function findSame(
  tx: Transaction,
  at: FoundEndpoint,
  { negotiationId, filter, cadence }: Wanted,
): Promise<string | undefined> {
  const { rows } = await tx.$client.query<{ id: string }>(
    `select id from subscription
      where endpoint_id = $1 and state = 'active' and negotiation_id is not distinct from $2 and filter = $3::jsonb
        and cadence = $4 limit 1`,
    [at.id, negotiationId, JSON.stringify(filter), cadence],
  )
  return rows[0]?.id
}

async function add(
  tx: Transaction,
  { id: endpointId, subscriber, isConfirmed }: FoundEndpoint,
  wanted: Wanted & { version: number },
  now: number,
): Promise<string> {
  const id = randomUUID()
  await tx.insert(subscription).values({
    id,
    subscriberId: subscriber.id,
    endpointId,
    ...wanted,
    state: isConfirmed ? "active" : "pending",
    hearsFrom: now,
    createdAt: now,
  })
  return id
}

/** What nobody has confirmed goes, with the address where it was all there was of it. */
async function removeUnconfirmed(tx: Transaction, now: number): Promise<void> {
  const before = now - CONFIRM_WITHIN_MS
  await tx.$client.query("delete from subscription where state = 'pending' and created_at < $1", [before])
  await tx.$client.query(
    `with gone as (
       delete from endpoint e where state = 'pending' and created_at < $1
          and not exists (select from subscription s where s.endpoint_id = e.id) returning id, subscriber_id
     )
     delete from subscriber r using gone
      where r.id = gone.subscriber_id and r.user_id is null and r.key_id is null
        and not exists (select from endpoint o where o.subscriber_id = r.id and o.id not in (select id from gone))`,
    [before],
  )
}

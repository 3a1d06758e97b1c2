import { type Database, inTransaction, type Transaction } from "../../db/client.ts"
import { nextSubscriptionVersion } from "../../db/subscription-version.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import type { WebhookSecrets } from "../delivery/webhook-secrets.ts"
import type { SubscriptionFilter } from "../domain/alert-rules.ts"
import type { Cadence, EndpointType, SubscriptionState } from "../domain/alert-values.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { checkFilter } from "./check-filter.ts"
import { isAtDesk } from "./find-negotiation.ts"
import { type Asking, findSubscriber } from "./find-subscriber.ts"

interface Named extends Asking {
  id: string
}

/** Changes what a subscription asks for, or how often its mails come. What was told before stays told. */
export async function editSubscription(
  db: Database,
  links: SignedLinks,
  input: Named & { filter?: SubscriptionFilter | undefined; cadence?: Cadence | undefined },
): Promise<{ id: string } | Refusal> {
  return ofOwner(db, links, input, async (tx, own) => {
    if (own.state === "ended") return ENDED
    const cadence = input.cadence ?? own.cadence
    if (cadence !== "instant" && own.type !== "email")
      return refuse("invalid", "Only mails come hourly or daily; leave this out.", "cadence")
    if (input.filter && own.hidden && !isAtDesk(input.actor)) return HIDDEN
    const filter = input.filter ? await checkFilter(tx, own.negotiationId, input.filter) : own.filter
    if (isRefusal(filter)) return filter
    await tx.$client.query("update subscription set filter = $2, cadence = $3, version = $4 where id = $1", [
      input.id,
      JSON.stringify(filter),
      cadence,
      own.version,
    ])
    return { id: input.id }
  })
}

/** Ends a subscription. Ending it again changes nothing. */
export async function endSubscription(
  db: Database,
  links: SignedLinks,
  input: Named,
): Promise<{ id: string } | Refusal> {
  return ofOwner(db, links, input, async (tx, own) => {
    if (own.state !== "ended")
      await tx.$client.query("update subscription set state = 'ended', version = $2 where id = $1", [
        input.id,
        own.version,
      ])
    return { id: input.id }
  })
}

/** For so long messages are signed with both secrets. */
const OVERLAP_MS = 24 * 3_600_000

/** Gives a webhook another secret. For a day its messages are signed with the earlier one too. `now` in epoch ms. */
export async function rotateSecret(
  db: Database,
  links: SignedLinks,
  secrets: WebhookSecrets,
  input: Named,
  now: number,
): Promise<{ secret: string; overlapUntil: string } | Refusal> {
  return ofOwner(db, links, input, async (tx, own) => {
    if (own.type !== "webhook") return refuse("wrong_state", "Only a webhook has a secret.", "id")
    const overlapUntil = now + OVERLAP_MS
    const { rows } = await tx.$client.query<{ generation: number }>(
      `update endpoint set secret_generation = secret_generation + 1, secret_overlap_until = $2 where id = $1
       returning secret_generation as generation`,
      [own.endpoint, overlapUntil],
    )
    const secret = secrets.secretOf(own.endpoint, rows[0]?.generation ?? 1)
    return { secret, overlapUntil: new Date(overlapUntil).toISOString() }
  })
}

interface Own {
  negotiationId: number | null
  filter: SubscriptionFilter
  cadence: Cadence
  state: SubscriptionState
  endpoint: string
  type: EndpointType
  /** Its negotiation has become private. */
  hidden: boolean
  /** For a write of it. */
  version: number
}

/** Works on a subscription of whoever asks, locked; somebody else's is answered like one that does not exist. */
async function ofOwner<T>(
  db: Database,
  links: SignedLinks,
  { id, ...asking }: Named,
  work: (tx: Transaction, own: Own) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return inTransaction(db, async (tx) => {
    const subscriber = await findSubscriber(tx, links, asking)
    if (isRefusal(subscriber)) return subscriber
    const version = await nextSubscriptionVersion(tx)
    const { rows } = await tx.$client.query<Omit<Own, "version">>(
      `select s.negotiation_id as "negotiationId", s.filter, s.cadence, s.state, e.id as endpoint, e.type,
              exists (select from negotiation n where n.id = s.negotiation_id and n.visibility = 'private') as hidden
         from subscription s join endpoint e on e.id = s.endpoint_id
        where s.id = $1 and s.subscriber_id = $2 for update of s`,
      [id, subscriber.id],
    )
    const [own] = rows
    return own ? work(tx, { ...own, version }) : refuse("not_found", "You have no such subscription.", "id")
  })
}

const ENDED = refuse("wrong_state", "This subscription has ended. Subscribe again.", "id")
const HIDDEN = refuse(
  "not_found",
  "Its negotiation is not public any more, so what it asks for cannot be changed. It stays as it was; you can end it.",
  "filter",
)

import type { Database } from "../../db/client.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import {
  type Cadence,
  type EndpointState,
  type EndpointType,
  type SubscriptionState,
  shownAddress,
} from "../domain/alert-values.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { isAtDesk } from "./find-negotiation.ts"
import { type Asking, findSubscriber } from "./find-subscriber.ts"
import { readSubscribedTo, type SubscribedTo } from "./read-subscribed-to.ts"

export interface ListedSubscription extends SubscribedTo {
  id: string
  cadence: Cadence
  state: SubscriptionState
  endpoint: string
  createdAt: string
  /** When it was last told of something. */
  lastToldAt: string | null
}

export interface ListedEndpoint {
  id: string
  type: EndpointType
  /** An address of e-mail; of a webhook or a push service its host, since the rest may be secret. */
  address: string
  state: EndpointState
  failingSince: string | null
  endedBy: string | null
}

export interface OwnSubscriptions {
  settings: { timeZone: string; digestHour: number; quiet: { from: number; to: number } | null }
  /** Path of the private feed, without its ending. */
  feed: string
  endpoints: ListedEndpoint[]
  subscriptions: ListedSubscription[]
}

/**
 * Everything that one subscriber has, newest first. What they have ended is left out; what its receiver has ended lately is
 * not. `now` in epoch ms.
 */
export async function listSubscriptions(
  db: Database,
  links: SignedLinks,
  asking: Asking,
  now: number,
): Promise<OwnSubscriptions | Refusal> {
  const subscriber = await findSubscriber(db, links, asking)
  if (isRefusal(subscriber)) return subscriber
  const { id, linkGeneration: generation } = subscriber
  const { rows: settings } = await db.$client.query(
    `select time_zone as "timeZone", digest_hour as "digestHour", quiet_from as "quietFrom", quiet_to as "quietTo"
       from subscriber where id = $1`,
    [id],
  )
  const { timeZone, digestHour, quietFrom, quietTo } = settings[0]
  return {
    settings: { timeZone, digestHour, quiet: quietFrom === null ? null : { from: quietFrom, to: quietTo } },
    feed: `/feeds/mine/${links.sign({ purpose: "feed", subscriber: id, generation })}`,
    endpoints: await readEndpoints(db, id, now),
    subscriptions: await readSubscriptions(db, id, { mayReadPrivate: isAtDesk(asking.actor), now }),
  }
}

async function readEndpoints(db: Database, subscriber: string, now: number): Promise<ListedEndpoint[]> {
  const { rows } = await db.$client.query(
    `select id, type, address, state, failing_since as "failingSince", ended_by as "endedBy" from endpoint e
      where subscriber_id = $1
        and (state <> 'ended' or exists (select from subscription s where s.endpoint_id = e.id and ${IS_LISTED}))
      order by created_at desc`,
    [subscriber, now - LATELY_MS],
  )
  return rows.map(({ failingSince, address, ...row }) => ({
    ...row,
    address: shownAddress(row.type, address),
    failingSince: failingSince === null ? null : new Date(failingSince).toISOString(),
  }))
}

async function readSubscriptions(
  db: Database,
  subscriber: string,
  { mayReadPrivate, now }: { mayReadPrivate: boolean; now: number },
): Promise<ListedSubscription[]> {
  const { rows } = await db.$client.query<Row>(
    `select s.id, s.negotiation_id as "negotiationId", s.filter, s.cadence, s.state, s.endpoint_id as endpoint,
            s.created_at as "createdAt",
            (select max(m.sent_at) from delivery d join message m on m.id = d.message_id
              where d.subscription_id = s.id) as "lastToldAt"
       from subscription s where s.subscriber_id = $1 and ${IS_LISTED} order by s.created_at desc, s.id`,
    [subscriber, now - LATELY_MS],
  )
  const subscribedTo = await readSubscribedTo(db, rows, mayReadPrivate)
  return rows.map((row) => {
    const { id, cadence, state, endpoint, createdAt, lastToldAt } = row
    return {
      id,
      cadence,
      state,
      endpoint,
      ...subscribedTo(row),
      createdAt: new Date(createdAt).toISOString(),
      lastToldAt: lastToldAt === null ? null : new Date(lastToldAt).toISOString(),
    }
  })
}

interface Row extends Pick<ListedSubscription, "id" | "filter" | "cadence" | "state" | "endpoint"> {
  negotiationId: number | null
  createdAt: number
  lastToldAt: number | null
}

/** How long what a receiver has ended stays in the list, so that its subscriber sees why nothing comes. */
const LATELY_MS = 30 * 86_400_000
const IS_LISTED = "(s.state <> 'ended' or s.receiver_ended_at > $2)"

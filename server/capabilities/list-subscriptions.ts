import type { Database } from "../../db/client.ts"
import { readNames } from "../change-log/read-names.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import type { SubscriptionFilter } from "../domain/alert-rules.ts"
import type { Cadence, EndpointState, EndpointType, SubscriptionState } from "../domain/alert-values.ts"
import { filterWords } from "../domain/filter-words.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import type { AlertNames } from "../domain/wording.ts"
import { type Asking, findSubscriber } from "./find-subscriber.ts"

export interface ListedSubscription {
  id: string
  /** Null: every public negotiation. */
  negotiation: { slug: string; title: string } | null
  filter: SubscriptionFilter
  /** What it asks for. */
  words: string
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

/** Everything that one subscriber has, newest first; what has ended is left out. */
export async function listSubscriptions(
  db: Database,
  links: SignedLinks,
  asking: Asking,
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
    endpoints: await readEndpoints(db, id),
    subscriptions: await readSubscriptions(db, id),
  }
}

async function readEndpoints(db: Database, subscriber: string): Promise<ListedEndpoint[]> {
  const { rows } = await db.$client.query(
    `select id, type, address, state, failing_since as "failingSince", ended_by as "endedBy" from endpoint e
      where subscriber_id = $1
        and (state <> 'ended' or exists (select from subscription s where s.endpoint_id = e.id and s.state <> 'ended'))
      order by created_at desc`,
    [subscriber],
  )
  return rows.map(({ failingSince, address, ...row }) => ({
    ...row,
    address: shownAddress(row.type, address),
    failingSince: failingSince === null ? null : new Date(failingSince).toISOString(),
  }))
}

/** Enough to recognise it by: the paths of webhooks and push services are secrets at times. */
export function shownAddress(type: EndpointType, address: string): string {
  return type === "email" || address === "" ? address : new URL(address).host
}

async function readSubscriptions(db: Database, subscriber: string): Promise<ListedSubscription[]> {
  const { rows } = await db.$client.query(
    `select s.id, s.negotiation_id as "negotiationId", s.filter, s.cadence, s.state, s.endpoint_id as endpoint,
            s.created_at as "createdAt",
            (select max(m.sent_at) from delivery d join message m on m.id = d.message_id
              where d.subscription_id = s.id) as "lastToldAt"
       from subscription s where s.subscriber_id = $1 and s.state <> 'ended' order by s.created_at desc, s.id`,
    [subscriber],
  )
  const named = new Map<number, AlertNames>()
  const listed: ListedSubscription[] = []
  for (const { negotiationId, createdAt, lastToldAt, ...row } of rows) {
    const names =
      negotiationId === null ? null : (named.get(negotiationId) ?? (await readNames(db, negotiationId)))
    if (names) named.set(negotiationId, names)
    listed.push({
      ...row,
      negotiation: names?.negotiation ?? null,
      words: filterWords(row.filter, names),
      createdAt: new Date(createdAt).toISOString(),
      lastToldAt: lastToldAt === null ? null : new Date(lastToldAt).toISOString(),
    })
  }
  return listed
}

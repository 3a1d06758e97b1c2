import { type Database, inTransaction } from "../../db/client.ts"
import { nextSubscriptionVersion } from "../../db/subscription-version.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import type { SubscriptionFilter } from "../domain/alert-rules.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { readSubscribedTo } from "./read-subscribed-to.ts"

/** What a link in a message is about, before anybody acts on it. */
export interface LinkedSubscriptions {
  purpose: "confirm" | "stop"
  subscriptions: {
    id: string
    negotiation: { slug: string; title: string } | null
    words: string
    state: string
  }[]
}

/** Reads what a confirm or stop link is about, and changes nothing. `now` in epoch ms. */
export async function readSubscriptionLink(
  db: Database,
  links: SignedLinks,
  { token }: { token: string },
  now: number,
): Promise<LinkedSubscriptions | Refusal> {
  const link = links.read(token)
  switch (link?.purpose) {
    case "confirm":
      if (link.expiresAt <= now) return TOO_OLD
      return about(db, "confirm", [link.subscription])
    case "stop":
      return about(db, "stop", [link.subscription])
    case "stop-message":
      return about(db, "stop", await carriedBy(db, link.message))
    default:
      return NOT_OURS
  }
}

/** Begins what somebody subscribed to, once they have opened the mail that was sent to the address. */
export async function confirmSubscription(
  db: Database,
  links: SignedLinks,
  { token }: { token: string },
  now: number,
): Promise<{ id: string; manage: string } | Refusal> {
  const link = links.read(token)
  if (link?.purpose !== "confirm") return NOT_OURS
  if (link.expiresAt <= now) return TOO_OLD
  return inTransaction(db, async (tx) => {
    const version = await nextSubscriptionVersion(tx)
    const { rows } = await tx.$client.query<{
      state: string
      endpoint: string
      subscriber: string
      generation: number
    }>(
      `select s.state, s.endpoint_id as endpoint, r.id as subscriber, r.link_generation as generation
         from subscription s join subscriber r on r.id = s.subscriber_id where s.id = $1 for update of s`,
      [link.subscription],
    )
    const [found] = rows
    if (!found) return TOO_OLD
    if (found.state === "ended") return ENDED
    if (found.state === "pending") {
      await tx.$client.query(
        "update subscription set state = 'active', version = $2, hears_from = $3 where id = $1",
        [link.subscription, version, now],
      )
      await tx.$client.query(
        "update endpoint set state = 'active', failing_since = null, failures = 0, rests_until = null where id = $1 and state = 'pending'",
        [found.endpoint],
      )
    }
    const { subscriber, generation } = found
    return { id: link.subscription, manage: links.sign({ purpose: "manage", subscriber, generation }) }
  })
}

/** Ends what a stop link names. Once ended, again changes nothing. */
export async function stopByLink(
  db: Database,
  links: SignedLinks,
  { token }: { token: string },
): Promise<{ ended: number } | Refusal> {
  const link = links.read(token)
  if (link?.purpose !== "stop" && link?.purpose !== "stop-message") return NOT_OURS
  const ids = link.purpose === "stop" ? [link.subscription] : await carriedBy(db, link.message)
  if (ids.length === 0) return NOT_OURS
  return inTransaction(db, async (tx) => {
    const { rowCount } = await tx.$client.query(
      "update subscription set state = 'ended', version = $2 where id = any($1) and state <> 'ended'",
      [ids, await nextSubscriptionVersion(tx)],
    )
    return { ended: rowCount ?? 0 }
  })
}

async function carriedBy(db: Database, message: string): Promise<string[]> {
  const { rows } = await db.$client.query<{ id: string }>(
    "select distinct subscription_id as id from delivery where message_id = $1",
    [message],
  )
  return rows.map(({ id }) => id)
}

async function about(
  db: Database,
  purpose: LinkedSubscriptions["purpose"],
  ids: string[],
): Promise<LinkedSubscriptions | Refusal> {
  const { rows } = await db.$client.query<{
    id: string
    negotiationId: number | null
    filter: SubscriptionFilter
    state: string
  }>(
    `select id, negotiation_id as "negotiationId", filter, state from subscription where id = any($1) order by created_at`,
    [ids],
  )
  if (rows.length === 0) return purpose === "confirm" ? TOO_OLD : NOT_OURS
  const subscribedTo = await readSubscribedTo(db, rows, false)
  const subscriptions = rows.map((row) => {
    const { negotiation, words } = subscribedTo(row)
    return { id: row.id, negotiation, words, state: row.state }
  })
  return { purpose, subscriptions }
}

const NOT_OURS = refuse("not_found", "This link is not one of ours. Nothing was changed.", "token")
const TOO_OLD = refuse(
  "wrong_state",
  "This link is too old: it was good for 48 hours. Nothing is sent to this address. Subscribe again.",
  "token",
)
const ENDED = refuse("wrong_state", "This subscription was ended. Nothing is sent. Subscribe again.", "token")

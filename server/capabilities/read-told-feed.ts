import type { Reader } from "../../db/client.ts"
import { readEpoch, readLatestChanges } from "../change-log/read-changes.ts"
import type { SignedLinks } from "../delivery/signed-links.ts"
import type { Board } from "../domain/board.ts"
import type { Feed, FeedEntry } from "../domain/feed.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { entriesOf, FEED_ENTRIES, feedId, readLater, updatedAt } from "./read-feed.ts"

/** What one subscriber was told of, over all channels, each change once. */
export interface ToldFeed {
  subscriber: string
  createdAt: Date
  told: ToldIn[]
}

/** Of one negotiation, with where its log stands. */
export interface ToldIn {
  id: number
  slug: string
  title: string
  seq: number
  headHash: string
  seqs: number[]
}

/** Finds the feed that a signed link leads to; a link that is not ours, is for something else or has been renewed leads nowhere. */
export async function findToldFeed(
  db: Reader,
  links: Pick<SignedLinks, "read">,
  token: string,
): Promise<ToldFeed | Refusal> {
  const nowhere = refuse("not_found", "There is no feed at this address. It may have been renewed.")
  const link = links.read(token)
  if (link?.purpose !== "feed") return nowhere
  const { rows } = await db.$client.query<{ createdAt: number }>({
    name: "find-subscriber-of-link",
    text: `select created_at as "createdAt" from subscriber where id = $1 and link_generation = $2`,
    values: [link.subscriber, link.generation],
  })
  const [subscriber] = rows
  if (!subscriber) return nowhere
  const told = await db.$client.query<ToldIn>({
    name: "read-told-of-subscriber",
    text: TOLD_SQL,
    values: [link.subscriber, FEED_ENTRIES],
  })
  return { subscriber: link.subscriber, createdAt: new Date(subscriber.createdAt), told: told.rows }
}

/** The changes of a subscriber's feed, newest first. `boardOf` gives the names in a negotiation's log up to a number. */
export async function readToldFeed(
  db: Reader,
  { subscriber, createdAt, told }: ToldFeed,
  boardOf: (slug: string, seq: number) => Promise<Board>,
): Promise<Feed> {
  const epoch = await readEpoch(db)
  const entries: FeedEntry[] = []
  for (const negotiation of told) {
    const { id, slug, seq, seqs } = negotiation
    const board = await boardOf(slug, seq)
    const changes = await readLatestChanges(db, id, epoch, { seqs, limit: FEED_ENTRIES })
    entries.push(...entriesOf(changes, await readLater(db, id, epoch, changes), negotiation, board))
  }
  return {
    id: feedId(`subscriber ${subscriber}`, createdAt),
    title: "Parley: what you were told of",
    description: "Every change that your subscriptions have told you of, on whatever channel.",
    path: "/alerts",
    updated: updatedAt(entries, createdAt.getTime()),
    entries: entries.sort((a, b) => (a.item.recordedAt < b.item.recordedAt ? 1 : -1)),
  }
}

/** What has become private since is nobody's to read any more. */
const TOLD_SQL = `
  select n.id, n.slug, n.title, n.seq, n.head_hash as "headHash", json_agg(latest.seq order by latest.seq) as seqs
    from (select distinct d.negotiation_id, d.seq, a.recorded_at
            from subscription s
            join delivery d on d.subscription_id = s.id and d.state = 'sent'
            join alert a on a.negotiation_id = d.negotiation_id and a.seq = d.seq
            join negotiation open on open.id = d.negotiation_id and open.visibility = 'public'
           where s.subscriber_id = $1
           order by a.recorded_at desc limit $2) latest
    join negotiation n on n.id = latest.negotiation_id
   group by n.id order by n.id`

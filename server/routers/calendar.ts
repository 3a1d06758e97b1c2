import { findNegotiation } from "../capabilities/find-negotiation.ts"
import { readCalendar } from "../capabilities/read-calendar.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { FeedAddress, FoundFeed } from "../http/feeds.ts"
import { CALENDAR_TYPE, writeCalendar } from "../http/write-calendar.ts"
import type { Context } from "./trpc.ts"

const DAY_MS = 86_400_000

/** The calendar of a negotiation, for whoever may read it. It takes no questions. */
export async function calendarAt(
  { runtime: { db, clock }, actor }: Context,
  slug: string,
  { query, origin }: FeedAddress,
): Promise<FoundFeed | Refusal> {
  const negotiation = await findNegotiation(db, actor, slug)
  if (isRefusal(negotiation)) return negotiation
  if (query.size > 0) return refuse("invalid", "The calendar takes no questions.", [...query.keys()][0])
  const now = clock()
  const { title, zone } = negotiation
  return {
    mediaType: CALENDAR_TYPE,
    key: ["ics", origin, slug].join(" "),
    // what has passed long ago leaves it day by day
    stamp: [negotiation.headHash, title, zone, Math.floor(now / DAY_MS)].join(" "),
    audience: negotiation.visibility === "public" ? "public" : "desk",
    async write() {
      const entries = await readCalendar(db, negotiation, now)
      const updated = Math.max(...entries.map(({ recordedAt }) => recordedAt), 0)
      return { text: writeCalendar({ slug, title, zone }, entries, origin), updated: updated || null }
    },
  }
}

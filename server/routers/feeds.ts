import { findNegotiation } from "../capabilities/find-negotiation.ts"
import { readFeed } from "../capabilities/read-feed.ts"
import { type FeedQuery, feedQuerySchema, readFeedFilter } from "../capabilities/read-feed-filter.ts"
import { findToldFeed, readToldFeed } from "../capabilities/read-told-feed.ts"
import type { Board } from "../domain/board.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { refusalOfZod } from "../domain/zod-refusals.ts"
import { FEEDS_PREFIX, type FeedAddress, type FoundFeed } from "../http/feeds.ts"
import { type InputRoute, inputOf } from "../http/input.ts"
import { jsonSchemaOf, mergedProperties } from "../http/json-schema.ts"
import { refuseUnsafeInput } from "../http/unsafe-input.ts"
import { FEED_TYPES, type FeedForm, writeFeed } from "../http/write-feed.ts"
import type { LiveBoards } from "../realtime/live-boards.ts"
import { calendarAt } from "./calendar.ts"
import type { Context } from "./trpc.ts"

/** How the query of a public feed is read: as that of any procedure. */
const PUBLIC_FEED: InputRoute = {
  http: { method: "GET", path: "/feeds/{slug}.{format}", summary: "What changed, as a feed" },
  segments: [],
  properties: mergedProperties([jsonSchemaOf(feedQuerySchema)]),
}

/** The feed at an address, for whoever asks; or why there is none. */
export async function feedAt(ctx: Context, address: FeedAddress): Promise<FoundFeed | Refusal> {
  const { of, extension } = address
  if (extension === "ics" && "slug" in of) return calendarAt(ctx, of.slug, address)
  if (!isForm(extension)) {
    const forms = [...Object.keys(FEED_TYPES), "ics"].map((form) => `.${form}`)
    return refuse("not_found", `There is no such form of a feed. There are ${forms.join(", ")}.`)
  }
  return "slug" in of
    ? publicFeed(ctx, of.slug, extension, address)
    : privateFeed(ctx, of.token, extension, address)
}

async function publicFeed(
  { runtime: { db, liveBoards }, actor }: Context,
  slug: string,
  form: FeedForm,
  { query, origin }: FeedAddress,
): Promise<FoundFeed | Refusal> {
  const negotiation = await findNegotiation(db, actor, slug)
  if (isRefusal(negotiation)) return negotiation
  const asked = readQuery(query)
  if (isRefusal(asked)) return asked
  const filter = await readFeedFilter(db, negotiation, asked)
  if (isRefusal(filter)) return filter
  const path = `${FEEDS_PREFIX}/${slug}.${form}${searchOf(asked)}`
  return {
    mediaType: FEED_TYPES[form],
    key: origin + path,
    stamp: [negotiation.headHash, negotiation.title, negotiation.summary].join(" "),
    audience: negotiation.visibility === "public" ? "public" : "desk",
    async write() {
      const board = await namesOf(liveBoards, slug, negotiation.seq)
      const feed = await readFeed(db, negotiation, board, filter)
      return { text: writeFeed(feed, form, { origin, self: origin + path }), updated: feed.updated }
    },
  }
}

/** Its own address is a secret and is not repeated in it; no date can tell whether somebody was told of more. */
async function privateFeed(
  { runtime: { db, liveBoards, links } }: Context,
  token: string,
  form: FeedForm,
  { query, origin }: FeedAddress,
): Promise<FoundFeed | Refusal> {
  const found = await findToldFeed(db, links, token)
  if (isRefusal(found)) return found
  if (query.size > 0)
    return refuse("invalid", "A feed of one's own takes no questions.", [...query.keys()][0])
  return {
    mediaType: FEED_TYPES[form],
    key: [form, origin, "subscriber", found.subscriber].join(" "),
    stamp: JSON.stringify(found.told),
    audience: "subscriber",
    async write() {
      const feed = await readToldFeed(db, found, (slug, seq) => namesOf(liveBoards, slug, seq))
      return { text: writeFeed(feed, form, { origin, self: null }), updated: null }
    },
  }
}

const PATIENCE_MS = 2_000

/** A board that knows the names in what is logged up to `seq`: a text without them would stand until the next change. */
async function namesOf({ read, waitFor }: LiveBoards, slug: string, seq: number): Promise<Board> {
  await waitFor(slug, seq, PATIENCE_MS)
  const board = await read(slug)
  if (!board) throw new Error(`The negotiation "${slug}" is gone.`)
  return board
}

/** The same questions make one address, in whatever order they were asked. */
function searchOf(query: FeedQuery): string {
  const names = Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const search = new URLSearchParams(
    names.flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  )
  return search.size > 0 ? `?${search}` : ""
}

function readQuery(query: URLSearchParams) {
  const made = inputOf(PUBLIC_FEED, { params: {}, query, body: undefined, headers: {} })
  if (isRefusal(made)) return made
  const unsafe = refuseUnsafeInput(made.input)
  if (unsafe) return unsafe
  const parsed = feedQuerySchema.safeParse(made.input)
  return parsed.success ? parsed.data : refusalOfZod(parsed.error)
}

function isForm(extension: string): extension is FeedForm {
  return Object.hasOwn(FEED_TYPES, extension)
}

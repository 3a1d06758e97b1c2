import type { IncomingMessage, ServerResponse } from "node:http"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import { RawAnswer } from "./answers.ts"
import type { RequestNote } from "./api.ts"
import { knownFailure } from "./failure.ts"
import { problem, problemOf, problemOfRefusal } from "./problem.ts"
import { sendAnswer, sendProblem } from "./respond.ts"
import { rememberWritten, type WrittenFeed } from "./written-feeds.ts"

/** Where what programs fetch again and again is served: feeds, and the calendar. */
export const FEEDS_PREFIX = "/feeds"

/** Which feed is asked for: `/feeds/{slug}.atom?party=russia`, or `/feeds/mine/{token}.atom`, which is one subscriber's. */
export interface FeedAddress {
  of: { slug: string } | { token: string }
  /** How the address ends, without the dot. */
  extension: string
  query: URLSearchParams
  /** What absolute links begin with: the public address where it is known, else the host that was asked. */
  origin: string
}

/** A feed that is there, and may be read by whoever asks. */
export interface FoundFeed {
  mediaType: string
  /** Names this feed in this form among all others. */
  key: string
  /** Differs once the feed might: as long as it stays, what was written stands. */
  stamp: string
  audience: "public" | "desk" | "subscriber"
  write: () => Promise<WrittenFeed>
}

export interface FeedsOptions {
  /** Public origin, or null. */
  url: string | null
  read(req: IncomingMessage, note: RequestNote, address: FeedAddress): Promise<FoundFeed | Refusal>
  report(error: unknown, note: RequestNote): void
}

/** Serves feeds. One that has not changed is neither written nor sent again. */
export function createFeeds({ url, read, report }: FeedsOptions) {
  const remembered = rememberWritten()
  return async (req: IncomingMessage, res: ServerResponse, note: RequestNote): Promise<void> => {
    const [pathname = "", query = ""] = (req.url ?? "").split(/\?(.*)/s, 2)
    const [, mine, name, extension] = PATH.exec(pathname) ?? []
    // a token is a secret: the log has the template alone
    note.template = `${FEEDS_PREFIX}/${mine ? "mine/{token}" : "{slug}"}.{format}`
    if (req.method !== "GET" && req.method !== "HEAD") {
      const detail = "Feeds are read with GET."
      return sendProblem(req, res, problem("method_not_allowed", detail), { allow: "GET, HEAD" })
    }
    if (name === undefined || extension === undefined) {
      return sendProblem(req, res, problem("not_found", "There is no feed at this address."))
    }
    try {
      const feed = await read(req, note, {
        of: mine ? { token: name } : { slug: name },
        extension,
        query: new URLSearchParams(query),
        origin: url ?? `http://${req.headers.host ?? ""}`,
      })
      if (isRefusal(feed)) return sendProblem(req, res, problemOfRefusal(feed))
      const { text, etag, updated } = await remembered(feed)
      const headers = { etag, ...CACHING[feed.audience], ...lastModified(updated) }
      await sendAnswer(req, res, 200, new RawAnswer(feed.mediaType, text, headers))
    } catch (error) {
      const answer = problemOf(knownFailure(error) ?? error)
      if (answer.code === "internal") report(error, note)
      if (!res.destroyed) sendProblem(req, res, answer)
    }
  }
}

const PATH = /^\/feeds\/(mine\/)?([\w.-]{1,300})\.([a-z]{1,10})$/

/** A feed of one's own is for nobody's index, and no cache between keeps it. */
const CACHING = {
  public: { "cache-control": "public, max-age=60" },
  desk: { "cache-control": "private, no-cache" },
  subscriber: { "cache-control": "private, no-cache", "x-robots-tag": "noindex" },
}

/** It counts whole seconds: within the same second more might follow that a date could not tell from it. */
function lastModified(updated: number | null): { "last-modified"?: string } {
  if (updated === null || Date.now() - updated < 1_000) return {}
  return { "last-modified": new Date(updated).toUTCString() }
}

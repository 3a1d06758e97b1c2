import type { Logger } from "pino"
import { CHANNELS, notify } from "../../db/channels.ts"
import type { Database } from "../../db/client.ts"
import {
  type LoggedChange,
  type LogHead,
  readChanges,
  readEpoch,
  readHead,
} from "../change-log/read-changes.ts"
import { PAGE_OF_CHANGES, watchChanges, wordsOf } from "../change-log/watch-changes.ts"
import type { CatchUp } from "./live-boards.ts"
import { BEAT_MS, createPresence, type Present } from "./presence.ts"
import { type RecentChanges, recentChanges } from "./recent-changes.ts"

/**
 * The desk's own stream: drafts and reviews, as they are saved, and who is in which draft. Followed from the log like the
 * public one, by a cursor of its own. Nothing here asks who may listen: that is attach.ts's, before anybody hears a word.
 */
export interface Desk {
  /** Makes sure that the negotiation's desk is being followed; undefined where there is no such negotiation. */
  open: (slug: string) => Promise<LogHead | undefined>
  /** What was missed since a cursor; undefined where the desk is not open. */
  catchUp: (slug: string, after: { epoch: string; seq: number } | undefined) => CatchUp | undefined
  enter: (slug: string, present: Present) => () => void
  present: (slug: string) => Present[]
  subscribe: (listener: Partial<DeskListener>) => void
  healthy: () => boolean
  stop: () => Promise<void>
}

export interface DeskListener {
  /** Each change once, in order; where thousands come at once only the last of them is told, and the hole is seen. */
  onChange: (slug: string, change: LoggedChange) => void
  onPresence: (slug: string, present: Present[]) => void
  /** This actor may do less than before, or nothing any more. */
  onAccount: (actorId: string) => void
  /** Something new in this actor's inbox. */
  onAlert: (actorId: string, alert: unknown) => void
  /** What was told of accounts may have been missed. */
  onListening: () => void
}

interface Followed {
  head: LogHead
  epoch: string
  recent: RecentChanges
}

export function openDesk(options: {
  db: Database
  url: string
  log: Pick<Logger, "info" | "warn" | "error">
}): Desk {
  const { db, url, log } = options
  const followed = new Map<string, Followed>()
  const loading = new Map<string, Promise<Followed | undefined>>()
  const listeners: Partial<DeskListener>[] = []

  const presence = createPresence({
    async tell(payloads) {
      if (payloads.length === 0) return
      await notify(db, CHANNELS.presence, payloads).catch((error: unknown) =>
        log.warn({ err: wordsOf(error) }, "presence_not_told"),
      )
    },
    onChange: (slug) => {
      for (const listener of listeners) listener.onPresence?.(slug, presence.at(slug))
    },
  })

  async function load(slug: string): Promise<Followed | undefined> {
    const epoch = await readEpoch(db)
    const head = await readHead(db, slug, "desk")
    if (!head) return undefined
    const changes = await readPage(head, epoch)
    const it = { head, epoch, recent: recentChanges(head.seq, changes) }
    followed.set(slug, it)
    watcher.follow(head, head.seq)
    return it
  }

  async function readPage(head: LogHead, epoch: string): Promise<LoggedChange[]> {
    const first = Math.max(0, head.seq - PAGE_OF_CHANGES)
    const changes = await readChanges(db, head.id, epoch, first, head.seq - first, "desk")
    return changes.map((change) => named(head.slug, change))
  }

  function open(slug: string): Promise<Followed | undefined> {
    const it = followed.get(slug)
    if (it) return Promise.resolve(it)
    const load_ = loading.get(slug) ?? load(slug).finally(() => loading.delete(slug))
    loading.set(slug, load_)
    return load_
  }

  const watcher = watchChanges({
    db,
    url,
    log,
    audience: "desk",
    onChanges(slug, changes) {
      const it = followed.get(slug)
      for (const change of changes.map((each) => named(slug, each))) {
        if (!it || change.seq <= it.recent.seq()) continue
        it.recent.push(change)
        for (const listener of listeners) listener.onChange?.(slug, change)
      }
    },
    async onFarBehind(slug) {
      const it = followed.get(slug)
      const head = await readHead(db, slug, "desk")
      if (!it || !head) throw new Error(`The negotiation "${slug}" is gone.`)
      const changes = await readPage(head, it.epoch)
      Object.assign(it, { head, recent: recentChanges(head.seq, changes) })
      const last = changes.at(-1)
      if (last) for (const listener of listeners) listener.onChange?.(slug, last)
      return head.seq
    },
    // the sockets are cut by the live boards, and ask again
    onEpoch: () => followed.clear(),
    notices: {
      [CHANNELS.presence]: presence.hear,
      [CHANNELS.alert](payload) {
        const { user, alert }: { user: string; alert: unknown } = JSON.parse(payload)
        for (const listener of listeners) listener.onAlert?.(`user:${user}`, alert)
      },
      [CHANNELS.account]: (actorId) => {
        for (const listener of listeners) listener.onAccount?.(actorId)
      },
    },
    onListening: () => {
      for (const listener of listeners) listener.onListening?.()
    },
  })

  const beating = setInterval(presence.beat, BEAT_MS)
  beating.unref()

  return {
    open: async (slug) => (await open(slug))?.head,
    catchUp(slug, after) {
      const it = followed.get(slug)
      if (!it) return undefined
      const at = { epoch: it.epoch, seq: it.recent.seq() }
      if (after && after.epoch !== at.epoch) return { ...at, missed: undefined }
      return { ...at, missed: it.recent.since(after?.seq ?? at.seq) }
    },
    enter: presence.enter,
    present: presence.at,
    subscribe: (listener) => void listeners.push(listener),
    healthy: watcher.healthy,
    async stop() {
      clearInterval(beating)
      await presence.close()
      await watcher.stop()
    },
  }
}

/** A change of the desk says in its content which statement it is about; of which negotiation, the stream knows. */
function named(slug: string, change: LoggedChange): LoggedChange {
  return { ...change, json: `{"negotiation":${JSON.stringify(slug)},${change.json.slice(1)}` }
}

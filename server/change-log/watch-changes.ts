import pg from "pg"
import type { Logger } from "pino"
import { CHANNELS } from "../../db/channels.ts"
import type { Database } from "../../db/client.ts"
import {
  type Audience,
  type LoggedChange,
  type LogHead,
  readChanges,
  readEpochOver,
  readHead,
  SEQ,
} from "./read-changes.ts"

export interface ChangeWatcher {
  /** Hands over every change of this negotiation after `after`, from now on. Following it again moves the cursor. */
  follow: (head: Pick<LogHead, "id" | "slug">, after: number) => void
  /** True while the log is being read: the database answered lately, and no negotiation has been stuck. */
  healthy: () => boolean
  stop: () => Promise<void>
}

export interface WatchOptions {
  db: Database
  /** For the connection that listens; it is one of its own. */
  url: string
  log: Pick<Logger, "info" | "warn" | "error">
  /** Whose log is followed. */
  audience?: Audience
  /**
   * Changes of one followed negotiation, in order and without a hole. Where it throws, the failure is logged and the same
   * changes come again; it must know by `seq` what it has had.
   */
  onChanges: (slug: string, changes: LoggedChange[]) => void
  /** Asked where more than a page is waiting: brings itself up to date in its own way, and says where to go on from. */
  onFarBehind?: (slug: string) => Promise<number>
  /** Every negotiation there is: at the start, after what may have altered it, and every now and then. */
  onHead?: (head: LogHead) => void
  /** The epoch, when it is first read and when it has become another (a backup was restored): all cursors are void. */
  onEpoch?: (epoch: string) => void
  /** Other channels to listen on, over the same connection, each with whom its notices wake up. */
  notices?: Readonly<Record<string, (payload: string) => void>>
  /** Notices may have been missed until now: it listens again. */
  onListening?: () => void
}

/** Changes that are read at once; whoever is further behind than this may be told to start over. */
export const PAGE_OF_CHANGES = 1_000

const LISTENING_LOOK_MS = 5_000
const DEAF_LOOK_MS = 500
const HEALTHY_FOR_MS = 15_000
const LONGEST_RETRY_MS = 2_000

interface Followed {
  id: number
  slug: string
  cursor: number
  running: boolean
  /** A wake-up came while it was being read: read once more. */
  again: boolean
  failures: number
  failingSince: number | undefined
}

/**
 * Follows the log. `NOTIFY` only wakes it up; the cursor of each negotiation is the truth. It also looks by itself: every
 * five seconds over the listening connection, which shows when that one is dead, and twice a second over the pool while
 * there is none. Each negotiation is read by one reader at a time, so that its changes arrive in order.
 */
export function watchChanges(options: WatchOptions): ChangeWatcher {
  const { db, log, audience = "public", notices = {} } = options
  const channel = audience === "public" ? CHANNELS.change : CHANNELS.desk
  const followed = new Map<string, Followed>()
  const stopping = new AbortController()
  const stopped = () => stopping.signal.aborted
  const whenStopped = new Promise<string>((resolve) => {
    stopping.signal.addEventListener("abort", () => resolve("stopping"), { once: true })
  })
  let listening: pg.Client | undefined
  let lastLook = 0
  let epoch: string | undefined
  let looking: Promise<void> | undefined

  async function read(it: Followed): Promise<void> {
    const [from, readIn] = [it.cursor, epoch]
    if (readIn === undefined) return
    const changes = await readChanges(db, it.id, readIn, from, PAGE_OF_CHANGES + 1, audience)
    if (it.cursor !== from || epoch !== readIn) {
      it.again = true // the cursor was moved meanwhile: what was read belongs to the old one
      return
    }
    if (changes.length > PAGE_OF_CHANGES && options.onFarBehind) {
      it.cursor = await options.onFarBehind(it.slug)
      it.again = true
    } else if (changes.length > 0) {
      changes.forEach((change, index) => {
        if (change.seq !== from + index + 1) throw new HoleError(from + index + 1, change.seq)
      })
      options.onChanges(it.slug, changes)
      it.cursor = changes.at(-1)?.seq ?? it.cursor
      if (changes.length > PAGE_OF_CHANGES) it.again = true
    }
    // statements say nothing of the negotiation itself: nobody has to look at it for their sake
    const onlyStatements = changes.length > 0 && changes.every(({ kind }) => kind.startsWith("statement."))
    if (!options.onHead || onlyStatements) return
    const head = await readHead(db, it.slug, audience)
    if (head) options.onHead(head)
    if (head && head.seq > it.cursor) it.again = true
  }

  async function run(it: Followed): Promise<void> {
    it.again = true
    if (it.running) return
    it.running = true
    while (it.again && !stopped()) {
      it.again = false
      try {
        await read(it)
        it.failures = 0
        it.failingSince = undefined
      } catch (error) {
        if (stopped()) break
        it.again = true
        it.failures += 1
        it.failingSince ??= Date.now()
        log.error({ negotiation: it.slug, after: it.cursor, err: wordsOf(error) }, "changes_read_failed")
        await pause(retryMs(it.failures), stopping.signal)
      }
    }
    it.running = false
  }

  /** Looks at every negotiation and at the epoch; what stands further than its cursor is read. */
  async function look(): Promise<void> {
    const client = listening ?? db.$client
    const epochNow = await readEpochOver(client)
    const { rows } = await client.query<LogHead>(
      `select id, slug, ${SEQ[audience]}::float8 as seq, visibility from negotiation order by id`,
    )
    if (stopped()) return
    if (epochNow !== epoch) {
      if (epoch !== undefined) log.warn({ from: epoch, to: epochNow }, "log_epoch_changed")
      epoch = epochNow
      options.onEpoch?.(epochNow)
    }
    lastLook = Date.now()
    for (const head of rows) {
      options.onHead?.(head)
      const it = followed.get(head.slug)
      if (it && head.seq > it.cursor) void run(it)
    }
  }

  /** One look at a time; a failure is said, and left to the next. */
  function lookOnce(): Promise<void> {
    looking ??= look()
      .catch((error: unknown) => {
        if (stopped()) return
        log.error({ err: wordsOf(error) }, "log_look_failed")
        // a listening connection that no longer answers is a dead one
        if (listening) drop(listening)
      })
      .finally(() => {
        looking = undefined
      })
    return looking
  }

  async function keepLooking(): Promise<void> {
    while (!stopped()) {
      await lookOnce()
      await pause(listening ? LISTENING_LOOK_MS : DEAF_LOOK_MS, stopping.signal)
    }
  }

  function wake(slug: string | undefined): void {
    const it = slug === undefined ? undefined : followed.get(slug)
    if (it) void run(it)
    else if (options.onHead) void lookOnce() // a negotiation that is new here
  }

  /** One listener's failure is not the log's. */
  function hear(channel: string, payload: string): void {
    try {
      notices[channel]?.(payload)
    } catch (error) {
      log.error({ channel, err: wordsOf(error) }, "notice_failed")
    }
  }

  async function keepListening(): Promise<void> {
    for (let failures = 0; !stopped(); failures += 1) {
      const client = new pg.Client({
        connectionString: options.url,
        application_name: `parley ${audience === "public" ? "log" : "desk"}`,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
        connectionTimeoutMillis: 5_000,
        query_timeout: 5_000,
      })
      const lost = new Promise<string>((resolve) => {
        client.on("error", (error) => resolve(error.message))
        client.on("end", () => resolve("the connection was closed"))
      })
      client.on("notification", (notice) => {
        if (notice.channel === channel) wake(notice.payload)
        else hear(notice.channel, notice.payload ?? "")
      })
      try {
        await client.connect()
        for (const each of [channel, ...Object.keys(notices)]) await client.query(`listen ${each}`)
        listening = client
        failures = 0
        for (const it of followed.values()) void run(it) // what was committed while nobody listened
        options.onListening?.()
        await lookOnce()
        const why = await Promise.race([lost, whenStopped])
        if (!stopped()) log.warn({ err: why }, "listen_connection_lost")
      } catch (error) {
        if (!stopped()) log.warn({ err: wordsOf(error) }, "listen_connection_failed")
      }
      if (listening === client) listening = undefined
      drop(client)
      await pause(retryMs(failures + 1), stopping.signal)
    }
  }

  const running = [keepListening(), keepLooking()]
  return {
    follow(head, after) {
      const { id, slug } = head
      const it = followed.get(slug)
      if (it) it.cursor = after
      else {
        followed.set(slug, { id, slug, cursor: after, running: false, again: false, ...NEVER_FAILED })
      }
      wake(slug)
    },
    healthy: () => {
      const now = Date.now()
      const stuck = [...followed.values()].some(
        (it) => it.failingSince !== undefined && now - it.failingSince > HEALTHY_FOR_MS,
      )
      return !stopped() && epoch !== undefined && now - lastLook < HEALTHY_FOR_MS && !stuck
    },
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

const NEVER_FAILED = { failures: 0, failingSince: undefined }

/** The log promises numbers without a hole: this is damage, and nobody may be given what follows it. */
class HoleError extends Error {
  constructor(expected: number, found: number) {
    super(`The log has no change ${expected}: the next is ${found}.`)
  }
}

/** Ends a connection that may be dead already, without waiting for an answer from it. */
function drop(client: pg.Client): void {
  client.end().catch(() => {})
}

function retryMs(failures: number): number {
  return Math.min(LONGEST_RETRY_MS, 50 * 2 ** Math.min(failures, 8)) * (0.75 + Math.random() / 2)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener("abort", done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener("abort", done)
  })
}

/** What an error says, for the log. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

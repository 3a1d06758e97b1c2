import type { Logger } from "pino"
import type { Database } from "../../db/client.ts"
import { commitDueTurn } from "../change-log/commit-change.ts"
import { commitDueDeadlines } from "../change-log/commit-deadlines.ts"
import type { LoggedChange, LogHead } from "../change-log/read-changes.ts"
import { watchChanges, wordsOf } from "../change-log/watch-changes.ts"
import type { Board } from "../domain/board.ts"
import { applyChange, type Change } from "../domain/change.ts"
import { isRefusal } from "../domain/refusal.ts"
import { type BuiltBoard, buildBoard, readDeadline, readNextTurn } from "./build-board.ts"
import { type EncodedBoard, type ShownBoard, showBoard } from "./shown-board.ts"
import { createWaiters } from "./waiters.ts"

/** The board of now of every negotiation, in memory: built once, then moved on by the log, change by change. */
export interface LiveBoards {
  /** The board of now; undefined where there is no such negotiation. Who may see it is for the caller to decide. */
  read: (slug: string) => Promise<Board | undefined>
  /** The same, encoded once for all readers. */
  readEncoded: (slug: string) => Promise<EncodedBoard | undefined>
  /** Resolves with true when this node's board shows change `seq`, and with false when `timeoutMs` are over. */
  waitFor: (slug: string, seq: number, timeoutMs: number) => Promise<boolean>
  /** Makes sure that the negotiation is being followed; undefined where there is none. */
  open: (slug: string) => Promise<LogHead | undefined>
  /** What a reader at `after` has missed. In memory and at once; undefined while the negotiation is not open. */
  catchUp: (slug: string, after?: { epoch: string; seq: number }) => CatchUp | undefined
  subscribe: (listener: Partial<LiveListener>) => void
  /** True while the log is being followed (for `/readyz`). */
  healthy: () => boolean
  stop: () => Promise<void>
}

/** `missed` is undefined where the cursor is foreign, ahead or too far behind: then the board is to be read again. */
export interface CatchUp {
  epoch: string
  seq: number
  missed: LoggedChange[] | undefined
}

export interface LiveListener {
  /** Each public change once, in order; where thousands come at once only the last of them is told. */
  onChange: (slug: string, change: LoggedChange) => void
  /** The negotiation is not public any more. */
  onPrivate: (slug: string) => void
  /** The log is another one (a backup was restored): all that was told before is void. */
  onEpoch: () => void
}

interface Live extends BuiltBoard {
  shown: ShownBoard | undefined
  mending: boolean
  turning: boolean
  telling: boolean
}

export interface LiveBoardsOptions {
  db: Database
  url: string
  log: Pick<Logger, "info" | "warn" | "error">
  clock?: () => number
}

const TICK_MS = 1_000
const MEND_RETRY_MS = 500

/** Starts to follow the log. Every negotiation is loaded in the background, and at once when somebody asks for it. */
export function openLiveBoards({ db, url, log, clock = Date.now }: LiveBoardsOptions): LiveBoards {
  const lives = new Map<string, Live>()
  const loading = new Map<string, Promise<Live | undefined>>()
  const listeners: Partial<LiveListener>[] = []
  const waiters = createWaiters()
  let epoch: string | undefined
  let generation = 0
  let stopped = false
  let background = Promise.resolve()

  async function load(slug: string): Promise<Live | undefined> {
    for (;;) {
      const loadedIn = generation
      const built = await buildBoard(db, slug, clock())
      if (loadedIn !== generation) continue // the epoch changed meanwhile
      if (!built || stopped) return undefined
      const live = { ...built, shown: undefined, mending: false, turning: false, telling: false }
      lives.set(slug, live)
      waiters.settle(slug, live.board.seq)
      watcher.follow(live.head, live.recent.seq())
      return live
    }
  }

  function ensure(slug: string): Promise<Live | undefined> {
    const live = lives.get(slug)
    if (live) return Promise.resolve(live)
    const load_ = loading.get(slug) ?? load(slug).finally(() => loading.delete(slug))
    loading.set(slug, load_)
    return load_
  }

  function take(slug: string, changes: LoggedChange[]): void {
    const live = lives.get(slug)
    if (!live) return
    for (const change of changes) {
      if (change.seq <= live.recent.seq()) continue
      live.recent.push(change)
      apply(live, change)
      for (const listener of listeners) tell(listener, slug, change)
    }
    waiters.settle(slug, live.board.seq)
  }

  function apply(live: Live, logged: LoggedChange): void {
    if (live.mending || logged.seq <= live.board.seq) return
    try {
      const change: Change = JSON.parse(logged.json)
      if (logged.erased) throw new Error("The law erased this change before it was applied.")
      live.board = applyChange(live.board, change)
      if (change.kind === "agenda.changed" || change.agenda) void refreshTurn(live)
      // what can have a deadline may have another one now: looked at with the next tick
      if (change.conditions || change.agreement || change.statement?.conditions.length)
        live.deadlineAt = clock()
    } catch (error) {
      log.error(
        { negotiation: live.head.slug, seq: logged.seq, err: wordsOf(error) },
        "live_board_apply_failed",
      )
      void mend(live)
    }
  }

  /** One listener's failure is neither the board's nor another's. */
  function tell(listener: Partial<LiveListener>, slug: string, change: LoggedChange): void {
    try {
      listener.onChange?.(slug, change)
    } catch (error) {
      log.error({ negotiation: slug, seq: change.seq, err: wordsOf(error) }, "change_listener_failed")
    }
  }

  /** Builds the board anew beside the old one, which stays as it was until then: consistent, only not the latest. */
  async function mend(live: Live): Promise<void> {
    if (live.mending) return
    live.mending = true
    while (!stopped && lives.get(live.head.slug) === live) {
      try {
        const built = await buildBoard(db, live.head.slug, clock())
        if (built && built.board.seq >= live.recent.seq()) {
          live.board = built.board
          live.turnAt = built.turnAt
          break
        }
      } catch (error) {
        log.error({ negotiation: live.head.slug, err: wordsOf(error) }, "live_board_mend_failed")
      }
      await new Promise((resolve) => setTimeout(resolve, MEND_RETRY_MS))
    }
    live.mending = false
    waiters.settle(live.head.slug, live.board.seq)
  }

  /** More has been committed than anybody wants to be told one by one: leap. Readers see a hole, and ask again. */
  async function leap(slug: string): Promise<number> {
    const built = await buildBoard(db, slug, clock())
    if (!built) throw new Error(`The negotiation "${slug}" is gone.`)
    const live = lives.get(slug)
    if (!live) return built.board.seq
    Object.assign(live, built)
    const last = built.recent.since(built.board.seq - 1)?.at(-1)
    for (const listener of listeners) if (last) tell(listener, slug, last)
    waiters.settle(slug, live.board.seq)
    return built.board.seq
  }

  async function refreshTurn(live: Live): Promise<void> {
    try {
      live.turnAt = await readNextTurn(db, live.head.slug, clock())
    } catch (error) {
      log.error({ negotiation: live.head.slug, err: wordsOf(error) }, "next_turn_read_failed")
      live.turnAt = clock() // asks again at the next tick
    }
  }

  /** Several nodes come here at once: the lock decides who writes the turn, and the others find nothing due. */
  async function turn(live: Live): Promise<void> {
    live.turning = true
    try {
      const turned = await commitDueTurn(db, live.head.slug, clock)
      if (isRefusal(turned)) throw new Error(turned.detail)
      if (turned.seq !== null) await waiters.waitFor(live.head.slug, turned.seq, TICK_MS)
      else await mend(live)
      await refreshTurn(live)
    } catch (error) {
      log.error({ negotiation: live.head.slug, err: wordsOf(error) }, "due_turn_failed")
    }
    live.turning = false
  }

  /** Like a turn: whoever comes first writes it, and the others find it told. */
  async function tellDeadlines(live: Live): Promise<void> {
    live.telling = true
    try {
      const next = await readDeadline(db, live.head.slug, clock())
      if (next <= clock()) {
        const told = await commitDueDeadlines(db, live.head.slug, clock)
        if (isRefusal(told)) throw new Error(told.detail)
      }
      live.deadlineAt = next <= clock() ? await readDeadline(db, live.head.slug, clock()) : next
    } catch (error) {
      log.error({ negotiation: live.head.slug, err: wordsOf(error) }, "due_deadlines_failed")
    }
    live.telling = false
  }

  function show(live: Live): ShownBoard {
    const now = clock()
    if (live.shown?.of !== live.board || live.shown.until <= now) live.shown = showBoard(live.board, now)
    return live.shown
  }

  const watcher = watchChanges({
    db,
    url,
    log,
    onChanges: take,
    onFarBehind: leap,
    onHead(head) {
      const live = lives.get(head.slug)
      if (live) {
        const closed = live.head.visibility === "public" && head.visibility === "private"
        live.head.visibility = head.visibility
        if (closed) for (const listener of listeners) listener.onPrivate?.(head.slug)
      } else if (!loading.has(head.slug)) {
        // one after another, so that they do not take every connection; what fails comes again with the next look
        background = background
          .then(() => ensure(head.slug))
          .then(
            () => {},
            (error) => log.error({ negotiation: head.slug, err: wordsOf(error) }, "live_board_load_failed"),
          )
      }
    },
    onEpoch(now) {
      const known = epoch ?? [...lives.values()][0]?.board.epoch ?? now
      epoch = now
      if (known === now) return
      generation += 1
      lives.clear()
      for (const listener of listeners) listener.onEpoch?.()
    },
  })

  const ticking = setInterval(() => {
    const now = clock()
    for (const live of lives.values()) {
      if (live.turnAt <= now && !live.turning) void turn(live)
      if (live.deadlineAt <= now && !live.telling) void tellDeadlines(live)
    }
  }, TICK_MS)
  ticking.unref()

  return {
    read: async (slug) => {
      const live = await ensure(slug)
      return live && show(live).board
    },
    readEncoded: async (slug) => {
      const live = await ensure(slug)
      return live && show(live).encoded()
    },
    async waitFor(slug, seq, timeoutMs) {
      const live = await ensure(slug)
      if (!live) return false
      return live.board.seq >= seq || waiters.waitFor(slug, seq, timeoutMs)
    },
    open: async (slug) => (await ensure(slug))?.head,
    catchUp(slug, after) {
      const live = lives.get(slug)
      if (!live) return undefined
      const at = { epoch: live.board.epoch, seq: live.recent.seq() }
      if (after && after.epoch !== at.epoch) return { ...at, missed: undefined }
      return { ...at, missed: live.recent.since(after?.seq ?? at.seq) }
    },
    subscribe: (listener) => void listeners.push(listener),
    healthy: watcher.healthy,
    async stop() {
      stopped = true
      clearInterval(ticking)
      waiters.stop()
      await watcher.stop()
      await background
    },
  }
}

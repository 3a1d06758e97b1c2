import type { Board } from "../../server/domain/board.ts"
import { applyChange, type Change } from "../../server/domain/change.ts"

/**
 * Keeps one board true to the log: joins the room, asks for what it missed, applies changes in order, and asks again where
 * it sees a hole. It knows no socket and no clock of its own, so that a test can play every loss against it.
 */

export interface FollowedBoard {
  board: Board
  link: Link
  /** When the server was last heard of, epoch ms. */
  heardAt: number
  /** Changes received while the page was open, oldest first, with when they came. */
  received: Received[]
  /** The board was read again whole: what changed meanwhile is known only by comparing. */
  rereadAt: number | null
}

export type Link =
  | { state: "connecting" }
  | { state: "live" }
  | { state: "reconnecting" | "offline"; since: number }

export interface Received {
  change: Change
  at: number
}

export type WatchAnswer =
  | { epoch: string; seq: number; changes: Change[] }
  | { epoch: string; seq: number; resync: true }

export interface Wire {
  /** Asks to watch from what is known; answers undefined where no answer came. */
  watch(request: {
    negotiation: string
    after: { epoch: string; seq: number }
  }): Promise<WatchAnswer | undefined>
  readBoard(): Promise<Board | undefined>
  now(): number
}

export interface Follower {
  get(): FollowedBoard
  subscribe(listener: () => void): () => void
  /** The connection is up (again): catch up. */
  connected(): void
  disconnected(): void
  /** It has been down for long, or the device says that it is offline. */
  gaveUp(): void
  heard(change: Change): void
  /** A sign of life without news. */
  alive(): void
  /** Ask whether the connection still answers, for instance after sleep. */
  check(): Promise<boolean>
}

/** Changes kept for marks and the list of what was missed. */
const KEPT_CHANGES = 200

export function followBoard(initial: Board, wire: Wire): Follower {
  let state: FollowedBoard = {
    board: initial,
    link: { state: "connecting" },
    heardAt: wire.now(),
    received: [],
    rereadAt: null,
  }
  const listeners = new Set<() => void>()
  /** Changes that arrive while it catches up; null while it is level with the log. */
  let waiting: Change[] | null = []
  let asking = false

  const set = (next: Partial<FollowedBoard>) => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }

  const catchUp = async (): Promise<boolean> => {
    if (asking) return false
    asking = true
    waiting ??= []
    try {
      const { epoch, seq } = state.board
      const answer = await wire.watch({ negotiation: state.board.negotiation, after: { epoch, seq } })
      if (!answer) return false
      const missed = "resync" in answer ? await reread(answer.epoch) : answer.changes
      if (!missed) return false
      const buffered = waiting ?? []
      waiting = null
      const level = [...missed, ...buffered].every(take)
      if (level) set({ link: { state: "live" }, heardAt: wire.now() })
      else waiting = []
      return level
    } finally {
      asking = false
    }
  }

  const reread = async (epoch: string): Promise<Change[] | undefined> => {
    const board = await wire.readBoard()
    if (!board || board.epoch !== epoch) return undefined
    set({ board, received: [], rereadAt: wire.now() })
    return []
  }

  /** False where the change does not follow what is known: then something between is missing. */
  const take = (change: Change): boolean => {
    if (change.negotiation !== state.board.negotiation) return true
    if (change.epoch !== state.board.epoch || change.seq > state.board.seq + 1) return false
    if (change.seq <= state.board.seq) return true
    const at = wire.now()
    set({
      board: applyChange(state.board, change),
      received: [...state.received, { change, at }].slice(-KEPT_CHANGES),
      heardAt: at,
    })
    return true
  }

  const until = async () => {
    for (let attempt = 0; attempt < 5; attempt++) if ((await catchUp()) || asking) return
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connected() {
      waiting = []
      void until()
    },
    disconnected() {
      waiting = []
      if (state.link.state === "live" || state.link.state === "connecting") {
        set({ link: { state: "reconnecting", since: wire.now() } })
      }
    },
    gaveUp() {
      const since = state.link.state === "reconnecting" ? state.link.since : wire.now()
      if (state.link.state !== "offline") set({ link: { state: "offline", since } })
    },
    heard(change) {
      if (waiting) waiting.push(change)
      else if (!take(change)) {
        waiting = [change]
        void until()
      }
    },
    alive() {
      state.heardAt = wire.now()
    },
    async check() {
      return asking || catchUp()
    },
  }
}

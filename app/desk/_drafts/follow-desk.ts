import type { Socket } from "socket.io-client"
import type { DeskChangeKind } from "../../../server/change-log/commit-change.ts"
import type { Present } from "../../../server/realtime/presence.ts"
import { withSocket } from "../../_live/shared-socket.ts"

/** One line of the desk's own stream, as the socket brings it. */
export interface DeskChange {
  negotiation: string
  epoch: string
  seq: number
  kind: DeskChangeKind
  statement: string
  version: number
  /** Who did it, as the log names them. */
  by: string
  detail?: string
}

export interface DeskEars {
  onChange: (change: DeskChange) => void
  /** More may have happened than is told: read again what is shown. */
  onMissed: () => void
  onPresence: (present: Present[]) => void
  onLive: (live: boolean) => void
}

interface Answer {
  epoch: string
  seq: number
  changes?: DeskChange[]
  present?: Present[]
  error?: { code: string }
}

/** How many parts of this page follow each desk over their one connection. */
const watchers = new Map<string, number>()

const ANSWER_TIMEOUT_MS = 5_000
const ASK_AGAIN_MS = 3_000

/**
 * Follows the desk of a negotiation for as long as the page is open: each change once and in order, from the cursor on
 * that it keeps. `draft` is the statement that one is in, so that others see it.
 */
export function followDesk(slug: string, draft: string | null, ears: DeskEars): () => void {
  let cursor: { epoch: string; seq: number } | undefined
  let socket: Socket | undefined
  let asking = false
  /** What is heard while it asks may be newer than the answer, which then does not hold it. */
  const heardMeanwhile: DeskChange[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function take(change: DeskChange): void {
    if (!cursor || change.epoch !== cursor.epoch || change.seq <= cursor.seq) return
    if (change.seq > cursor.seq + 1) return void ask()
    cursor = { epoch: change.epoch, seq: change.seq }
    ears.onChange(change)
  }

  async function ask(): Promise<void> {
    const line = socket
    if (asking || !line?.connected) return
    asking = true
    clearTimeout(timer)
    try {
      const answer: Answer = await line
        .timeout(ANSWER_TIMEOUT_MS)
        .emitWithAck("desk:watch", { negotiation: slug, ...(cursor && { after: cursor }) })
      if (line !== socket) return
      if (answer.error) throw new Error(answer.error.code)
      // what was shown before the first answer may be older than it
      if (!cursor || !answer.changes) {
        cursor = answer
        ears.onMissed()
      }
      for (const change of answer.changes ?? []) take(change)
      ears.onPresence(answer.present ?? [])
      ears.onLive(true)
      if (draft !== null) line.emit("desk:enter", { negotiation: slug, statement: draft })
    } catch {
      ears.onLive(false)
      timer = setTimeout(ask, ASK_AGAIN_MS)
    } finally {
      asking = false
      for (const change of heardMeanwhile.splice(0)) take(change)
    }
  }

  const lost = () => ears.onLive(false)
  const heard = (change: DeskChange) => {
    if (change.negotiation !== slug) return
    if (asking) heardMeanwhile.push(change)
    else take(change)
  }
  const seen = (now: { negotiation: string; present: Present[] }) => {
    if (now.negotiation === slug) ears.onPresence(now.present)
  }
  const release = withSocket((line) => {
    socket = line
    line.on("connect", ask)
    line.on("disconnect", lost)
    line.on("desk:change", heard)
    line.on("desk:presence", seen)
    void ask()
    return () => {
      socket = undefined
      line.off("connect", ask)
      line.off("disconnect", lost)
      line.off("desk:change", heard)
      line.off("desk:presence", seen)
      if (draft !== null) line.emit("desk:leave", { negotiation: slug, statement: draft })
      if (watchers.get(slug) === 1) line.emit("desk:unwatch", { negotiation: slug })
    }
  })
  watchers.set(slug, (watchers.get(slug) ?? 0) + 1)
  return () => {
    clearTimeout(timer)
    release()
    watchers.set(slug, (watchers.get(slug) ?? 1) - 1)
  }
}

"use client"

import { useEffect, useRef, useState } from "react"
import type { FollowedBoard } from "./follow-board.ts"

/** How many changes came while nobody looked, or while the connection was down; null while there is nothing to say. */
export function useAway(followed: FollowedBoard): { missed: number | "reread" | null; dismiss: () => void } {
  const [missed, setMissed] = useState<number | "reread" | null>(null)
  /** The last seq that the reader had before looking away. */
  const leftAt = useRef<{ seq: number; epoch: string } | null>(null)
  const { board, link } = followed

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "hidden") leftAt.current ??= { seq: board.seq, epoch: board.epoch }
      else settle()
    }
    const settle = () => {
      const left = leftAt.current
      if (!left || link.state !== "live" || document.visibilityState === "hidden") return
      leftAt.current = null
      if (left.epoch !== board.epoch) setMissed("reread")
      else if (board.seq > left.seq) {
        const more = board.seq - left.seq
        setMissed((before) => (typeof before === "number" ? before + more : more))
      }
    }
    if (link.state === "reconnecting" || link.state === "offline") {
      leftAt.current ??= { seq: board.seq, epoch: board.epoch }
    } else settle()
    document.addEventListener("visibilitychange", look)
    return () => document.removeEventListener("visibilitychange", look)
  }, [board.seq, board.epoch, link.state])

  return { missed, dismiss: () => setMissed(null) }
}

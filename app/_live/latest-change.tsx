"use client"

import { useEffect, useState } from "react"
import type { Change } from "../../server/domain/change.ts"
import { newsLine } from "../../server/domain/wording.ts"
import { frontPage as text } from "../_messages/en.ts"
import { ChangedAgo } from "./changed-ago.tsx"
import type { WatchAnswer } from "./follow-board.ts"
import { withSocket } from "./shared-socket.ts"

/** The latest change of a negotiation on the front page: the server's first, then what the log says. */
export function LatestChange({
  slug,
  epoch,
  seq,
  initial,
  children,
}: {
  slug: string
  epoch: string
  seq: number
  initial: string
  /** When the server's latest change was recorded. */
  children: React.ReactNode
}) {
  const [news, setNews] = useState<{ change: Change; at: number } | null>(null)
  useEffect(() => {
    const hear = (change: Change) => {
      if (change.negotiation !== slug) return
      setNews((before) => (before && before.change.seq >= change.seq ? before : { change, at: Date.now() }))
    }
    return withSocket((socket) => {
      const watch = () =>
        socket.emit("watch", { negotiation: slug, after: { epoch, seq } }, (answer: WatchAnswer) => {
          const last = "changes" in answer ? answer.changes.at(-1) : undefined
          if (last) hear(last)
        })
      socket.on("connect", watch)
      socket.on("change", hear)
      if (socket.connected) watch()
      return () => {
        socket.off("connect", watch)
        socket.off("change", hear)
        socket.emit("unwatch", { negotiation: slug })
      }
    })
  }, [slug, epoch, seq])
  return (
    <div className="latest-change" aria-live="polite">
      <p className="meta">{text.latest}</p>
      <p dir="auto">{news ? newsLine(news.change) : initial}</p>
      {news ? <ChangedAgo at={news.at} bare /> : <p className="meta">{children}</p>}
    </div>
  )
}

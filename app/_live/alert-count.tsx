"use client"

import { useEffect, useState } from "react"
import { unreadAlerts } from "../_messages/alerts.en.ts"
import { withSocket } from "./shared-socket.ts"
import { readUnreadCount } from "./unread-count.ts"

/** How many alerts wait in one's inbox: the server's count first, then one more with each that comes. */
export function AlertCount({
  initial,
  countedAt,
}: {
  initial: number
  /** When the server counted (epoch ms): the same number later on is news too. */
  countedAt: number
}) {
  const [unread, setUnread] = useState(initial)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time says that it was counted again
  useEffect(() => setUnread(initial), [initial, countedAt])
  useEffect(
    () =>
      withSocket((socket) => {
        const hear = () => setUnread((n) => n + 1)
        // what came while the line was down is counted by asking
        const ask = () =>
          void readUnreadCount().then((n) => {
            if (n !== undefined) setUnread(n)
          })
        socket.on("alert", hear)
        socket.on("connect", ask)
        if (socket.connected) ask()
        return () => {
          socket.off("alert", hear)
          socket.off("connect", ask)
        }
      }),
    [],
  )
  if (unread === 0) return null
  return (
    <span className="alert-count">
      {unread}
      <span className="visually-hidden"> {unreadAlerts(unread)}</span>
    </span>
  )
}

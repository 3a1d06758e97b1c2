"use client"

import { useEffect, useState } from "react"
import { unreadAlerts } from "../_messages/alerts.en.ts"
import { withSocket } from "./shared-socket.ts"

/** How many alerts wait in one's inbox: the server's count first, then one more with each that comes. */
export function AlertCount({ initial }: { initial: number }) {
  const [unread, setUnread] = useState(initial)
  useEffect(() => setUnread(initial), [initial])
  useEffect(
    () =>
      withSocket((socket) => {
        const hear = () => setUnread((n) => n + 1)
        // what came while the line was down is counted by asking
        const ask = () =>
          void readCount().then((n) => {
            if (n !== undefined) setUnread(n)
          })
        socket.on("alert", hear)
        socket.on("connect", ask)
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

async function readCount(): Promise<number | undefined> {
  try {
    const response = await fetch("/api/trpc/inbox.count")
    const answer: { result?: { data?: { unread?: number } } } = await response.json()
    return answer.result?.data?.unread
  } catch {
    return undefined
  }
}

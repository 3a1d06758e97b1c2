"use client"

import { useRouter } from "next/navigation"
import { useEffect, useState } from "react"
import { withSocket } from "../../_live/shared-socket.ts"
import { readUnreadCount } from "../../_live/unread-count.ts"
import { inbox as text } from "../../_messages/alerts.en.ts"

/** What has come since the page was made waits here, so that nothing moves that is being read. */
export function FreshAlerts({
  unread,
  isLatest,
  onShow,
}: {
  /** How many were unread when the page was made. */
  unread: number
  /** False on a page of earlier ones, where the new do not belong: there a link leads to them. */
  isLatest: boolean
  onShow: () => void
}) {
  const router = useRouter()
  const [fresh, setFresh] = useState(0)
  useEffect(
    () =>
      withSocket((socket) => {
        const hear = () => setFresh((n) => n + 1)
        // what came while the line was down, or before this part of the page was alive, was not heard
        const ask = () =>
          void readUnreadCount().then((n = 0) => setFresh((heard) => Math.max(heard, n - unread)))
        socket.on("alert", hear)
        socket.on("connect", ask)
        if (socket.connected) ask()
        return () => {
          socket.off("alert", hear)
          socket.off("connect", ask)
        }
      }),
    [unread],
  )
  function show() {
    onShow()
    router.refresh()
  }
  return (
    <div role="status">
      {fresh === 0 ? null : isLatest ? (
        <button type="button" className="button new-statements" onClick={show}>
          {text.fresh(fresh)}
        </button>
      ) : (
        <a className="button new-statements" href="/alerts">
          {text.fresh(fresh)}
        </a>
      )}
    </div>
  )
}

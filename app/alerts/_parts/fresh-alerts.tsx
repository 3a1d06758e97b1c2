"use client"

import { useRouter } from "next/navigation"
import { useEffect, useState } from "react"
import { withSocket } from "../../_live/shared-socket.ts"
import { inbox as text } from "../../_messages/alerts.en.ts"

/** What has come since the page was made waits here, so that nothing moves that is being read. */
export function FreshAlerts() {
  const router = useRouter()
  const [fresh, setFresh] = useState(0)
  useEffect(
    () =>
      withSocket((socket) => {
        const hear = () => setFresh((n) => n + 1)
        socket.on("alert", hear)
        return () => socket.off("alert", hear)
      }),
    [],
  )
  return (
    <div role="status">
      {fresh > 0 && (
        <button type="button" className="button new-statements" onClick={() => router.refresh()}>
          {text.fresh(fresh)}
        </button>
      )}
    </div>
  )
}

"use client"

import { useEffect, useState } from "react"
import { ago, live as text } from "../_messages/en.ts"
import type { FollowedBoard } from "./follow-board.ts"

/** How fresh the board is, always true: live, reconnecting as of when, or offline since when. */
export function FreshnessLine({
  followed,
  madeAt,
}: {
  followed: FollowedBoard
  /** The time of the server's page in words, for a page that is not alive yet or never will be. */
  madeAt: string
}) {
  const { link, heardAt, received } = followed
  const updatedAt = received.at(-1)?.at
  return (
    <span className="freshness" data-state={link.state}>
      {link.state === "connecting" && text.connecting(madeAt)}
      {link.state === "live" && (updatedAt === undefined ? text.live : <Updated at={updatedAt} />)}
      {link.state === "reconnecting" && text.reconnecting(clock(heardAt, true))}
      {link.state === "offline" && text.offline(clock(link.since, false))}
    </span>
  )
}

function Updated({ at }: { at: number }) {
  const [age, setAge] = useState(0)
  useEffect(() => {
    const tick = () => setAge(Date.now() - at)
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [at])
  return text.liveUpdated(ago(age))
}

/** In the reader's own zone: these words appear only after the page came alive. */
function clock(at: number, seconds: boolean): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds && { second: "2-digit" }),
  }).format(at)
}

"use client"

import { useEffect, useState } from "react"
import { ago, board as text } from "../_messages/en.ts"

/** "changed 18 s ago", or bare "18 s ago", counting by itself so that nothing around it is drawn again. */
export function ChangedAgo({ at, bare = false }: { at: number; bare?: boolean }) {
  const [age, setAge] = useState(0)
  useEffect(() => {
    const tick = () => setAge(Date.now() - at)
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [at])
  return <p className="changed-ago">{bare ? ago(age) : text.changedAgo(ago(age))}</p>
}

import { useEffect, useRef, useState } from "react"
import type { Present } from "../../../server/realtime/presence.ts"
import { type DeskChange, followDesk } from "./follow-desk.ts"

/** The desk's stream for a part of the screen: what happens is handed on, who is where is kept. `slug` null: not now.
 * `live`: whether it is heard; null before that is known. */
export function useDeskStream(
  slug: string | null,
  draft: string | null,
  on: { change: (change: DeskChange) => void; missed: () => void },
): { present: Present[]; live: boolean | null } {
  const [present, setPresent] = useState<Present[]>([])
  const [live, setLive] = useState<boolean | null>(null)
  const latest = useRef(on)
  useEffect(() => {
    latest.current = on
  })
  useEffect(() => {
    if (slug === null) return
    return followDesk(slug, draft, {
      onChange: (change) => latest.current.change(change),
      onMissed: () => latest.current.missed(),
      onPresence: setPresent,
      onLive: setLive,
    })
  }, [slug, draft])
  return { present, live }
}

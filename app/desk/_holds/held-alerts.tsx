"use client"

import { useMemo, useState } from "react"
import { holds as text } from "../../_messages/holds.en.ts"
import { useCommands } from "../_commands/commands.tsx"
import { HeldRow } from "./held-row.tsx"
import { useHeldAlerts } from "./use-held-alerts.ts"
import "./holds.css"

/**
 * Alerts that wait before they are sent, at the lower edge of the window, so that nothing that is being read moves when one
 * comes. An editor stops one with a reason; what became of each is said in its place.
 */
export function HeldAlerts({ slug, isEditor }: { slug: string; isEditor: boolean }) {
  const { alerts, aheadMs, live, putAway } = useHeldAlerts(slug)
  /** The one for which the reason is asked. */
  const [asking, setAsking] = useState<number | null>(null)
  const held = isEditor ? alerts.filter(({ state }) => state === "held") : []
  // the commands change when the alerts do, not when they are asked for again
  const offered = JSON.stringify(held.map(({ seq, headline }) => [seq, headline]))
  useCommands(
    useMemo(() => {
      const pairs: [number, string][] = JSON.parse(offered)
      return pairs.map(([seq, headline], index) => ({
        id: `stop-alert-${seq}`,
        title: text.stopOf(headline),
        search: text.search,
        ...(index === 0 && { keys: "Alt+H" }),
        run: () => setAsking(seq),
      }))
    }, [offered]),
  )
  if (alerts.length === 0) return null
  return (
    <section className="held" aria-label={text.label}>
      <ul>
        {alerts.map((alert) => (
          <li key={alert.seq}>
            <HeldRow
              {...{ slug, alert, aheadMs, isEditor }}
              asking={asking === alert.seq}
              onAsk={() => setAsking(alert.seq)}
              // while it was being stopped, another may have been asked about
              onAnswered={() => setAsking((now) => (now === alert.seq ? null : now))}
              onPutAway={() => putAway(alert.seq)}
            />
          </li>
        ))}
      </ul>
      {!live && <p className="hint">{text.notLive}</p>}
    </section>
  )
}

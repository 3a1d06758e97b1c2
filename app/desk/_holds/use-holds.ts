import { useCallback, useEffect, useState } from "react"
import { type Outputs, useTRPCClient } from "../../_trpc/browser.tsx"

export type HeldAlert = Outputs["holds"]["list"]["alerts"][number]

const OFTEN_MS = 2_000
const SELDOM_MS = 10_000

/** The alerts of a negotiation that are held or were lately, as true as asking every few seconds makes it. */
export function useHolds(slug: string) {
  const client = useTRPCClient()
  const [alerts, setAlerts] = useState<HeldAlert[]>([])
  const [failed, setFailed] = useState(false)
  /** The server's clock counts: how far ours is behind it. */
  const [behindMs, setBehindMs] = useState(0)
  const [now, setNow] = useState(() => Date.now())
  const read = useCallback(async () => {
    try {
      const found = await client.holds.list.query({ negotiation: slug })
      setAlerts(found.alerts)
      setBehindMs(Date.parse(found.now) - Date.now())
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }, [client, slug])
  const isHeld = alerts.some(({ state }) => state === "held")
  useEffect(() => {
    void read()
  }, [read])
  useEffect(() => {
    const asking = setInterval(read, isHeld ? OFTEN_MS : SELDOM_MS)
    return () => clearInterval(asking)
  }, [read, isHeld])
  useEffect(() => {
    if (!isHeld) return
    const ticking = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(ticking)
  }, [isHeld])
  const secondsLeft = ({ heldUntil }: HeldAlert) =>
    Math.max(0, Math.ceil((Date.parse(heldUntil) - now - behindMs) / 1_000))
  return { alerts, failed, read, secondsLeft }
}

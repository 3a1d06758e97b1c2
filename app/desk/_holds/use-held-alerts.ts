import { useQuery } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { holds as text } from "../../_messages/holds.en.ts"
import { type Outputs, useTRPC } from "../../_trpc/browser.tsx"
import { useTell } from "../_commands/commands.tsx"

export type HeldAlert = Outputs["holds"]["list"]["alerts"][number]

const ASK_MS = 3_000

/**
 * The alerts of a negotiation that are held, newest first, and those that were while this page was open, until they are put
 * away. What begins and ends is also told to screen readers. Out besides: how far the server's clock is ahead of this one,
 * in ms, and whether the last question was answered.
 */
export function useHeldAlerts(slug: string): {
  alerts: HeldAlert[]
  aheadMs: number
  live: boolean
  putAway: (seq: number) => void
} {
  const trpc = useTRPC()
  const tell = useTell()
  const { data, dataUpdatedAt, isError } = useQuery({
    ...trpc.holds.list.queryOptions({ negotiation: slug }),
    refetchInterval: ASK_MS,
  })
  /** As they were seen last, by their number. */
  const [seen, setSeen] = useState<ReadonlyMap<number, HeldAlert["state"]>>(new Map())
  useEffect(() => {
    const news = (data?.alerts ?? []).filter(({ seq, state }) =>
      seen.has(seq) ? seen.get(seq) !== state : state === "held",
    )
    if (news.length === 0) return
    setSeen(new Map([...seen, ...news.map(({ seq, state }) => [seq, state] as const)]))
    tell(news.map(({ state, headline }) => text.told[state](headline)).join(". "))
  }, [data, seen, tell])
  const [away, setAway] = useState<ReadonlySet<number>>(new Set())
  return {
    alerts: (data?.alerts ?? []).filter(({ seq }) => seen.has(seq) && !away.has(seq)),
    aheadMs: data ? Date.parse(data.now) - dataUpdatedAt : 0,
    live: !isError,
    putAway: (seq) => setAway(new Set([...away, seq])),
  }
}

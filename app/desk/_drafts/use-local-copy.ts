import { useEffect, useMemo, useRef, useState } from "react"
import type { StatementValues } from "../_form/statement-values.ts"
import { dropCopy, holdCopy, keepCopy } from "./local-copies.ts"

const PAUSE_MS = 200

/**
 * Keeps the words that are not stored yet in this browser, and takes them away once they are. `paused`: a copy that was
 * found waits for a decision and is not written over. Answers false where the browser keeps nothing.
 */
export function useLocalCopy(options: {
  me: string
  slug: string
  statement: string
  version: number | null
  values: StatementValues
  saved: StatementValues
  changed: boolean
  paused: boolean
}): boolean {
  const { me, slug, statement, changed, paused } = options
  const [kept, setKept] = useState(true)
  const place = useMemo(() => ({ me, slug }), [me, slug])
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  const words = changed ? JSON.stringify(options.values) : null
  const hadWords = useRef(false)
  useEffect(() => holdCopy(place, statement), [place, statement])
  useEffect(() => {
    if (paused) return
    if (words === null) {
      if (hadWords.current) dropCopy(place, statement)
      hadWords.current = false
      return
    }
    hadWords.current = true
    const write = () => {
      const { version, values, saved } = latest.current
      setKept(keepCopy(place, { statement, at: Date.now(), version, values, saved }))
    }
    const timer = setTimeout(write, PAUSE_MS)
    window.addEventListener("pagehide", write)
    return () => {
      clearTimeout(timer)
      window.removeEventListener("pagehide", write)
    }
  }, [words, paused, place, statement])
  return kept
}

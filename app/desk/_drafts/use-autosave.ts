import { useEffect, useRef, useState } from "react"
import type { StatementValues } from "../_form/statement-values.ts"
import type { Done } from "../_form/use-statement.ts"
import { outcomeUnknown } from "../problem.ts"

/** How the words in the form stand to the server. */
export type SaveState =
  | { kind: "saved"; at: number | null }
  /** Nothing was typed yet, and nothing is stored. */
  | { kind: "begun" }
  | { kind: "waiting" }
  | { kind: "saving" }
  /** Not stored, and why: the server's sentence, or what the form still lacks. */
  | { kind: "kept"; why: string }

/** How long the form rests before it is saved. */
const REST_MS = 1_500
/** Between two saves of one tab: what is typed meanwhile is in this browser. See docs/decisions/008. */
const APART_MS = 15_000
const RETRY_MS = [3_000, 10_000, 30_000]

/**
 * Saves the form by itself after a pause in typing. `waiting` are the words that are not stored, null where all are;
 * `lacks` says why they cannot be stored yet. A save that the server refuses is tried again once the words are others;
 * one whose answer was lost is tried again by itself, and when the browser is back on line.
 */
export function useAutosave(options: {
  enabled: boolean
  waiting: StatementValues | null
  lacks: string | undefined
  save: (values: StatementValues) => Promise<Done>
}): { state: SaveState; saved: () => void } {
  const { enabled, waiting, lacks } = options
  const [saving, setSaving] = useState(false)
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const [refused, setRefused] = useState<{ words: string; why: string; again: boolean } | null>(null)
  const [tries, setTries] = useState(0)
  const last = useRef(Number.NEGATIVE_INFINITY)
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  const words = waiting === null ? null : JSON.stringify(waiting)
  const due = enabled && words !== null && lacks === undefined && !saving
  const known = refused !== null && refused.words === words
  const stuck = known && !refused.again
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new word begins the pause anew
  useEffect(() => {
    if (!due || stuck) return
    const rest = known ? (RETRY_MS[Math.min(tries, RETRY_MS.length) - 1] ?? REST_MS) : REST_MS
    const wait = Math.max(rest, last.current + APART_MS - performance.now())
    const go = async () => {
      clearTimeout(timer)
      const { waiting: values, save } = latest.current
      if (values === null) return
      const sent = JSON.stringify(values)
      setSaving(true)
      last.current = performance.now()
      const done = await save(values)
      setSaving(false)
      if ("state" in done) {
        setSavedAt(Date.now())
        setRefused(null)
        setTries(0)
      } else {
        const problem = "problem" in done ? done.problem : null
        const again = problem !== null && outcomeUnknown(problem)
        setRefused({ words: sent, why: problem?.detail ?? "", again })
        setTries((n) => n + 1)
      }
    }
    const timer = setTimeout(go, wait)
    // whoever leaves the tab may not come back: save at once
    const leave = () => document.visibilityState === "hidden" && void go()
    const back = () => void go()
    document.addEventListener("visibilitychange", leave)
    if (known) window.addEventListener("online", back)
    return () => {
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", leave)
      window.removeEventListener("online", back)
    }
  }, [due, stuck, known, tries, words])
  return { state: stateOf(), saved: () => setSavedAt(Date.now()) }

  function stateOf(): SaveState {
    if (saving) return { kind: "saving" }
    if (words === null) return { kind: "saved", at: savedAt }
    if (known && refused.why) return { kind: "kept", why: refused.why }
    if (lacks !== undefined) return { kind: "kept", why: lacks }
    return { kind: "waiting" }
  }
}

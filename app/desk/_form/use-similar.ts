import { useEffect, useState } from "react"
import { type Outputs, useTRPCClient } from "../../_trpc/browser.tsx"
import { saidWords } from "./said-words.ts"
import { fieldsOf, type StatementValues } from "./statement-values.ts"

export type Similar = Outputs["statements"]["similar"]["items"][number][number]

const PAUSE_MS = 500

/**
 * Statements there are that may be the same words as what the form holds, asked for whenever it has rested for a moment.
 * It only helps: where it cannot be asked, nothing is shown.
 */
export function useSimilar(slug: string, id: string, values: StatementValues, wanted: boolean): Similar[] {
  const client = useTRPCClient()
  const [found, setFound] = useState<Similar[]>([])
  const asked = wanted && canAsk(values) ? JSON.stringify(saidOf(id, values)) : null
  useEffect(() => {
    if (asked === null) return setFound([])
    const cut = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const said = [JSON.parse(asked)]
        const { items } = await client.statements.similar.mutate({ slug, said }, { signal: cut.signal })
        if (!cut.signal.aborted) setFound(items[0] ?? [])
      } catch {
        // what is wrong with the form is said by the preview, and what is wrong with the server by saving
        if (!cut.signal.aborted) setFound([])
      }
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      cut.abort()
    }
  }, [asked, client, slug])
  return found
}

/** True once there is enough to compare: who spoke, for whom, when, and some words. */
export function canAsk(values: StatementValues): boolean {
  const { speaker, institution, speakerAsDescribed, gist, quote, originalText, saidAt } = values
  const voiced = [speaker, institution, speakerAsDescribed].some((voice) => voice.trim() !== "")
  const worded = [gist, quote, originalText].some((words) => words.trim() !== "")
  return voiced && worded && saidWords(saidAt, "").readable && values.for.length > 0
}

export function saidOf(id: string | undefined, values: StatementValues) {
  const { speaker, institution, speakerAsDescribed, saidAt, zone, gist, quote, originalText, stances } =
    fieldsOf(values)
  return {
    id,
    for: values.for,
    speaker,
    institution,
    speakerAsDescribed,
    saidAt,
    zone,
    gist,
    quote,
    originalText,
    stances,
  }
}

import { useEffect, useState } from "react"
import { type Outputs, useTRPCClient } from "../../_trpc/browser.tsx"
import { type Problem, problemIn } from "../problem.ts"
import { canPreview } from "./incomplete.ts"
import { fieldsOf, type StatementValues } from "./statement-values.ts"

export type Preview = Outputs["statements"]["preview"]

/** What publishing would change, as the server's rules say; `about` is the form that it was asked for. */
export interface PreviewState {
  looking: boolean
  shown: Preview | null
  problem: Problem | null
}

const NOTHING: PreviewState = { looking: false, shown: null, problem: null }
const PAUSE_MS = 400

/** Asks again whenever the form has rested for a moment. An answer to an older form is never shown for a newer one. */
export function usePreview(slug: string, id: string, values: StatementValues): PreviewState {
  const client = useTRPCClient()
  const [state, setState] = useState<PreviewState>(NOTHING)
  const asked = canPreview(values) ? JSON.stringify(fieldsOf(values)) : null
  useEffect(() => {
    if (asked === null) return setState(NOTHING)
    const cut = new AbortController()
    setState((before) => ({ ...before, looking: true }))
    const timer = setTimeout(async () => {
      try {
        const statement = { ...JSON.parse(asked), id }
        const shown = await client.statements.preview.mutate({ slug, statement }, { signal: cut.signal })
        if (!cut.signal.aborted) setState({ looking: false, shown, problem: null })
      } catch (error) {
        if (!cut.signal.aborted) setState({ looking: false, shown: null, problem: problemIn(error) })
      }
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      cut.abort()
    }
  }, [asked, client, slug, id])
  return state
}

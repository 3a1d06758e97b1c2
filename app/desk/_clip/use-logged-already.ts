import { useEffect, useState } from "react"
import type { Clip } from "../../../server/domain/clip.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { emptyValues } from "../_form/statement-values.ts"
import { canAsk, saidOf } from "../_form/use-similar.ts"
import type { DeskData } from "../desk-data.ts"
import type { ClipItem } from "./clip-items.ts"
import { suggestedValues } from "./suggested-values.ts"

/** As many as one request takes. */
const ASKED = 200
const NONE: ReadonlySet<string> = new Set()

/** Keys of the suggestions whose words may be logged already, out of another source; all asked for at once. */
export function useLoggedAlready(
  items: readonly ClipItem[],
  clip: Clip,
  data: DeskData,
): ReadonlySet<string> {
  const client = useTRPCClient()
  const [found, setFound] = useState(NONE)
  const { slug } = data
  const open = items
    .flatMap(({ key, suggestion, state }) => {
      if (!suggestion || state !== "suggested") return []
      const values = { ...emptyValues(), ...suggestedValues(suggestion, clip.document, data) }
      return canAsk(values) ? [{ key, said: saidOf(undefined, values) }] : []
    })
    .slice(0, ASKED)
  const asked = JSON.stringify(open)
  useEffect(() => {
    const of: typeof open = JSON.parse(asked)
    if (of.length === 0) return setFound(NONE)
    const cut = new AbortController()
    client.statements.similar
      .mutate({ slug, said: of.map(({ said }) => said) }, { signal: cut.signal })
      .then(({ items: likely }) =>
        setFound(new Set(of.flatMap(({ key }, i) => ((likely[i] ?? []).length > 0 ? [key] : [])))),
      )
      // it only helps: the form asks again for the one that is opened
      .catch(() => undefined)
    return () => cut.abort()
  }, [asked, client, slug])
  return found
}

import { useEffect, useState } from "react"
import { type StatementValues, saySame } from "../_form/statement-values.ts"
import { dropCopy, type LocalCopy, readCopy } from "./local-copies.ts"

/**
 * Words of this statement that an earlier tab left in this browser; null once they are taken or dropped, and where the
 * ledger holds the same. `id`: undefined for one that is begun here.
 */
export function useFoundCopy({
  me,
  slug,
  id,
  initial,
}: {
  me: string
  slug: string
  id: string | undefined
  initial: StatementValues
}) {
  const [copy, setCopy] = useState<LocalCopy | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once, as the page opens
  useEffect(() => {
    if (id === undefined) return
    const found = readCopy({ me, slug }, id)
    if (!found) return
    if (saySame(found.values, initial)) dropCopy({ me, slug }, id)
    else setCopy(found)
  }, [])
  return {
    copy,
    take(): LocalCopy | null {
      setCopy(null)
      return copy
    },
    drop() {
      if (copy) dropCopy({ me, slug }, copy.statement)
      setCopy(null)
    },
  }
}

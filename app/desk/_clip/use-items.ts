import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useCallback, useMemo } from "react"
import type { Clip } from "../../../server/domain/clip.ts"
import { useTRPC } from "../../_trpc/browser.tsx"
import { useDeskStream } from "../_drafts/use-desk-stream.ts"
import { clipItems, type StatementOfClip } from "./clip-items.ts"
import type { Span } from "./walk-text.ts"

/** The queue of a clip as it stands, whoever logs from it; `readAgain` asks for it anew. */
export function useItems({
  slug,
  clip,
  document,
  selections,
  statements,
}: {
  slug: string
  clip: Clip
  document: string
  selections: readonly Span[]
  statements: StatementOfClip[]
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const asked = trpc.documents.statements.queryOptions({ slug, id: document })
  const { data } = useQuery({ ...asked, initialData: { items: statements } })
  const items = useMemo(
    () => clipItems(clip.suggestions, selections, data.items, document),
    [clip.suggestions, selections, data.items, document],
  )
  const { queryKey } = asked
  const readAgain = useCallback(() => void queries.invalidateQueries({ queryKey }), [queries, queryKey])
  // what others make of the same article stands here too
  useDeskStream(slug, null, { change: readAgain, missed: readAgain })
  return { items, readAgain }
}

import { useCallback, useEffect, useRef, useState } from "react"
import { type Outputs, useTRPCClient } from "../../_trpc/browser.tsx"
import { problemIn } from "../problem.ts"
import type { DeskChange } from "./follow-desk.ts"
import { useDeskStream } from "./use-desk-stream.ts"

export type DraftNow = Outputs["drafts"]["get"]

/** One draft as it stands, read again whenever the desk's stream says that it moved; `gone` once it is no draft any more. */
export function useDraftLive(slug: string, id: string | null, first: DraftNow | undefined) {
  const client = useTRPCClient()
  const [draft, setDraft] = useState(first)
  const [gone, setGone] = useState(false)
  const asked = useRef(0)
  const read = useCallback(async () => {
    if (id === null) return
    const turn = ++asked.current
    try {
      const now = await client.drafts.get.query({ slug, id })
      if (turn === asked.current) setDraft(now)
    } catch (error) {
      // what cannot be read now is read with the next change
      if (turn === asked.current && problemIn(error).code === "not_found") setGone(true)
    }
  }, [client, slug, id])
  const change = (told: DeskChange) => {
    if (told.statement === id) void read()
  }
  const { present } = useDeskStream(id === null ? null : slug, id, { change, missed: read })
  useEffect(() => {
    if (id !== null && draft === undefined) void read()
  }, [id, draft, read])
  return { draft, gone, read, here: present.filter(({ statement }) => statement === id) }
}

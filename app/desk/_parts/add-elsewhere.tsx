"use client"

import { useDesk } from "../desk-context.tsx"
import { useReadAgain } from "../use-form-habits.ts"

/** Leads editors to the form for what is missing in a list, in a tab of its own. */
export function AddElsewhere({ kind, children }: { kind: "person" | "source"; children: string }) {
  const { data, isEditor } = useDesk()
  const leave = useReadAgain()
  if (!isEditor) return null
  return (
    <p className="hint">
      <a href={`/desk/${data.slug}/entries#${kind}`} target="_blank" rel="noreferrer" onClick={leave}>
        {children}
      </a>
    </p>
  )
}

"use client"

import { useDesk } from "../desk-context.tsx"
import { useReadAgain } from "../use-form-habits.ts"

/** Leads to the form for what is missing in a list, in a tab of its own. */
export function AddElsewhere({ kind, children }: { kind: "person" | "source"; children: string }) {
  const { data } = useDesk()
  const leave = useReadAgain()
  return (
    <p className="hint">
      <a
        href={`/desk/${data.slug}/entries?kind=${kind === "person" ? "people" : "sources"}&add=one`}
        target="_blank"
        rel="noreferrer"
        onClick={leave}
      >
        {children}
      </a>
    </p>
  )
}

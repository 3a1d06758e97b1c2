"use client"

import { useDesk } from "../desk-context.tsx"
import { useReadAgain } from "../use-form-habits.ts"

/** Leads to a person's entry, in a tab of its own; what was changed there is known here on coming back. */
export function EntryLink({ person, children }: { person: string; children: string }) {
  const { data } = useDesk()
  const leave = useReadAgain()
  return (
    <p className="hint">
      <a
        href={`/desk/${data.slug}/entries?kind=people&id=${encodeURIComponent(person)}`}
        target="_blank"
        rel="noreferrer"
        onClick={leave}
      >
        {children}
      </a>
    </p>
  )
}

"use client"

import { useEffect, useId, useRef } from "react"
import { found as text } from "../../_messages/drafts.en.ts"
import type { LocalCopy } from "./local-copies.ts"
import { timeOf } from "./save-line.tsx"

/** Words that a tab left behind: taken into the form or dropped, and nothing else happens before that. */
export function FoundWords({
  copy,
  older,
  onTake,
  onDrop,
}: {
  copy: LocalCopy
  /** The draft has been saved since they were typed. */
  older: boolean
  onTake: () => void
  onDrop: () => void
}) {
  const id = useId()
  const take = useRef<HTMLButtonElement>(null)
  useEffect(() => take.current?.focus(), [])
  return (
    <section className="draft-found" aria-labelledby={id}>
      <h2 id={id} className="desk-legend">
        {text.heading(timeOf(copy.at))}
      </h2>
      <p className="draft-found-words" dir="auto">
        {copy.values.gist || copy.values.quote || text.noGist}
      </p>
      <p className="hint">{older ? `${text.text} ${text.older}` : text.text}</p>
      <p className="desk-actions">
        <button ref={take} type="button" className="button button-primary" onClick={onTake}>
          {text.take}
        </button>
        <button type="button" className="button" onClick={onDrop}>
          {text.drop}
        </button>
      </p>
    </section>
  )
}

"use client"

import { WordDiff } from "../../_components/word-diff.tsx"
import { actions as text } from "../../_messages/desk.en.ts"
import { TextArea } from "../_parts/field.tsx"
import type { differences } from "./differences.ts"

/** What the correction changes, word by word, and the public note that accounts for it. */
export function CorrectionNote({
  changes,
  note,
  onNote,
}: {
  changes: ReturnType<typeof differences>
  note: string
  onNote: (note: string) => void
}) {
  return (
    <section className="desk-fields desk-part" aria-label={text.changed}>
      <h2 className="desk-legend">{text.changed}</h2>
      {changes.length === 0 && <p className="hint">{text.noChange}</p>}
      <dl className="details-list">
        {changes.map(({ a, b }) => (
          <div key={a.key} className="contents">
            <dt>{a.label}</dt>
            <dd dir="auto">
              <WordDiff before={a.words} after={b.words} />
            </dd>
          </div>
        ))}
      </dl>
      <TextArea
        label={text.note}
        name="note"
        hint={text.correctNote}
        value={note}
        onChange={(event) => onNote(event.currentTarget.value)}
      />
    </section>
  )
}

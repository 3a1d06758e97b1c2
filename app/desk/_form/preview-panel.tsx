"use client"

import { preview as text } from "../../_messages/desk.en.ts"
import { effect } from "../../_messages/signals.en.ts"
import { useDesk } from "../desk-context.tsx"
import { sentencesOf } from "./effect-sentences.ts"
import type { Preview, PreviewState } from "./use-preview.ts"

/** What this would change, before it does: cells from what to what, conditions, pairs, and how many it would alert. */
export function PreviewPanel({
  state,
  id,
  children,
}: {
  state: PreviewState
  id: string
  children?: React.ReactNode
}) {
  const { shown, problem, looking } = state
  return (
    <section id={id} className="desk-preview" aria-labelledby={`${id}-heading`} aria-busy={looking}>
      <h2 id={`${id}-heading`} className="desk-legend">
        {text.heading}
      </h2>
      {!shown && !problem && <p className="hint">{looking ? text.looking : text.waiting}</p>}
      {problem && (
        <p className="hint">
          {text.notYet} {problem.detail}
        </p>
      )}
      {shown && <Effects preview={shown} looking={looking} />}
      {shown && children}
    </section>
  )
}

export function Effects({ preview, looking = false }: { preview: Preview; looking?: boolean }) {
  const { data } = useDesk()
  return (
    <>
      <ul className="desk-effects" data-looking={looking}>
        {sentencesOf(preview, data).map((sentence) => (
          <li key={sentence} dir="auto">
            {sentence}
          </li>
        ))}
      </ul>
      <p className="hint">{effect.alerts(preview.subscribers)}</p>
    </>
  )
}

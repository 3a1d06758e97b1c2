import { type RefObject, useEffect } from "react"
import type { OutcomeKind } from "./outcome.tsx"
import type { Stage } from "./use-statement.ts"

/** The clipped article beside which a form stands, one of several. */
export interface FormInClip {
  /** Only the form that is shown takes keys and the focus. */
  active: boolean
  /** Named in the text as the speaker, where that is nobody whom the negotiation knows. */
  unknownSpeaker: string | null
  /** What is selected in the article now. */
  selected: () => { words: string; start: number; end: number } | null
  /** It was saved as a draft, for the first time or again. */
  onStored: () => void
  onSettled: (outcome: OutcomeKind) => void
}

/** Tells the clip what became of the form, and puts the focus where its work begins once it is shown. */
export function useFormInClip(
  clip: FormInClip | undefined,
  form: RefObject<HTMLFormElement | null>,
  { alive, stage }: { alive: boolean; stage: Stage },
): void {
  const { onStored, active } = clip ?? {}
  const version = stage.kind === "draft" ? stage.version : 0
  useEffect(() => {
    if (version > 0) onStored?.()
  }, [version, onStored])
  useEffect(() => {
    if (alive && active) focusWork(form.current)
  }, [alive, active, form])
}

/** Where the work begins: the speaker where nobody is chosen, else the gist, which nobody can write but the analyst. */
function focusWork(form: HTMLFormElement | null): void {
  // where the panes stand below each other, the article comes first, and a keyboard would cover it
  if (!window.matchMedia("(min-width: 72rem)").matches) return
  const speaker = form?.querySelector<HTMLInputElement>("[data-part=speaker] [role=combobox]")
  const gist = form?.querySelector<HTMLTextAreaElement>("[name=gist]")
  const first = speaker && speaker.value === "" ? speaker : gist
  first?.focus({ preventScroll: true })
  first?.scrollIntoView({ block: "nearest" })
}

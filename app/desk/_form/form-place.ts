import { type RefObject, useEffect, useRef } from "react"
import type { UseFormReturn } from "react-hook-form"
import type { OutcomeKind } from "./outcome.tsx"
import type { StatementValues } from "./statement-values.ts"
import type { Stage } from "./use-statement.ts"

/** The clipped article beside which a form stands, one of several. */
export interface FormInClip {
  /** Only the form that is shown takes keys and the focus. */
  active: boolean
  /** Named in the text as the speaker, where that is nobody whom the negotiation knows. */
  unknownSpeaker: string | null
  /** True where the copy is machine-made, so that its words are never given as a quotation. */
  garbled: boolean
  /** What is selected in the article now. */
  selected: () => { words: string; start: number; end: number } | null
  /** It was saved as a draft, for the first time or again. */
  onStored: () => void
  onSettled: (outcome: OutcomeKind) => void
}

/**
 * Where the form stands. Alone, a draft gets an address of its own, for whoever reloads. Beside a clip it tells the clip
 * what became of it, and takes the focus to where its work begins once it is shown.
 */
export function useFormPlace(
  clip: FormInClip | undefined,
  place: RefObject<HTMLFormElement | null>,
  { alive, slug, stage, form, changed, onBegunAs }: Standing,
): void {
  const { onStored, active } = clip ?? {}
  const version = stage.kind === "draft" ? stage.version : 0
  useEffect(() => {
    if (version > 0) onStored?.()
  }, [version, onStored])
  useEffect(() => {
    if (clip || stage.kind === "new") return
    const address = `/desk/${slug}/statements/${encodeURIComponent(stage.id)}`
    // with the router's state, so that it leaves the form alone
    if (window.location.pathname !== address) window.history.replaceState(window.history.state, "", address)
  })
  useEffect(() => {
    if (alive && active) focusWork(place.current)
  }, [alive, active, place])
  const garbled = clip?.garbled
  const asBegun = useRef(garbled)
  useEffect(() => {
    if (garbled === undefined || garbled === asBegun.current) return
    asBegun.current = garbled
    const usual = form.formState.defaultValues?.directness
    const trusted = usual === undefined || usual === GARBLED ? "paraphrase" : usual
    form.setValue("directness", garbled ? GARBLED : trusted, { shouldDirty: true })
    if (stage.kind === "new" && !changed) onBegunAs(structuredClone(form.getValues()))
  }, [garbled, form, stage.kind, changed, onBegunAs])
}

/** A machine-made copy whose words cannot be trusted. */
const GARBLED = "machine_garbled"

interface Standing {
  alive: boolean
  slug: string
  stage: Stage
  form: UseFormReturn<StatementValues>
  changed: boolean
  /** What a form begins with has changed while nothing was typed in it: that alone makes no draft of it. */
  onBegunAs: (values: StatementValues) => void
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

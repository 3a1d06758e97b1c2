"use client"

import { type RefObject, useEffect, useRef } from "react"
import { clip as text } from "../../_messages/clip.en.ts"
import { useTell } from "../_commands/commands.tsx"
import { keyCaps } from "../_commands/keys.ts"
import { selectText } from "./text-selection.ts"
import { type Span, type Step, type Units, unitsOf, walked } from "./walk-text.ts"

const KEYS: Readonly<Record<string, Step>> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  "Shift ArrowDown": "more",
  "Shift ArrowUp": "fewer",
  ArrowRight: "startLater",
  ArrowLeft: "startEarlier",
  "Shift ArrowRight": "endLater",
  "Shift ArrowLeft": "endEarlier",
  Home: "first",
  End: "last",
}

/**
 * Selects in the article by the keyboard: while this button has the focus, the arrows walk the sentences and Shift
 * changes how far the selection reaches. The article itself stays plain text for whoever reads it with a screen reader.
 */
export function TextWalker({
  button,
  article,
  words,
  language,
  selected,
  onTake,
  onLeave,
}: {
  button: RefObject<HTMLButtonElement | null>
  article: RefObject<HTMLElement | null>
  words: string
  language: string | null
  selected: Span | null
  onTake: (span: Span) => void
  onLeave: () => void
}) {
  const tell = useTell()
  // only who walks waits for a long text to be divided
  const units = useRef<Units | null>(null)
  // a key that is held goes faster than the page tells what is selected
  const at = useRef(selected)
  useEffect(() => {
    at.current = selected
  }, [selected])
  const step = (name: Step) => {
    units.current ??= unitsOf(words, language)
    const span = walked(units.current, at.current, name)
    if (!span || !article.current) return
    at.current = span
    selectText(article.current, span)
    tell(words.slice(span.start, span.end))
  }
  return (
    <button
      ref={button}
      type="button"
      className="button clip-walker"
      aria-describedby="clip-walker-hint"
      // a click must not take the selection away
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        if (event.detail === 0 && at.current) onTake(at.current)
        else if (!at.current) step("first")
      }}
      onFocus={() => !at.current && step("first")}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return
        const name = KEYS[event.shiftKey ? `Shift ${event.key}` : event.key]
        if (event.key === "Escape") onLeave()
        else if (name) step(name)
        else return
        event.preventDefault()
      }}
    >
      {text.walk} <kbd>{keyCaps("Alt+T")}</kbd>
    </button>
  )
}

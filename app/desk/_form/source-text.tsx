"use client"

import { useEffect, useRef, useState } from "react"
import { useFormContext } from "react-hook-form"
import { log as text } from "../../_messages/desk.en.ts"
import { ClippedText } from "../_clip/clipped-text.tsx"
import { useDesk } from "../desk-context.tsx"
import type { StatementValues } from "./statement-values.ts"

interface Props {
  onTold: (words: string) => void
  children?: React.ReactNode
}

/** The source beside the form, to read the words where they stand and to select quotations from. */
export function SourceText(props: Props) {
  const { source } = useDesk()
  return source ? <ClippedText source={source} {...props} /> : <PastedText {...props} />
}

/** Pasted for this tab alone, where nothing was clipped. */
function PastedText({ onTold, children }: Props) {
  const { data } = useDesk()
  const { setValue, getValues, setFocus } = useFormContext<StatementValues>()
  const area = useRef<HTMLTextAreaElement>(null)
  const [pasted, setPasted] = useKeptText(`parley-source:${data.slug}`)
  const [told, setTold] = useState("")
  const tell = (words: string) => {
    setTold(words)
    onTold(words)
  }
  const take = () => {
    const { value = "", selectionStart = 0, selectionEnd = 0 } = area.current ?? {}
    const words = value.slice(selectionStart, selectionEnd).trim()
    if (words === "") return tell(text.nothingSelected)
    setValue("quote", withoutMarks(words), { shouldDirty: true })
    if (getValues("directness") === "paraphrase") setValue("directness", "verbatim")
    tell(text.quoteTaken)
    setFocus("quote")
  }
  return (
    <section className="desk-source" aria-label={text.sourceHeading}>
      {children}
      <div className="desk-actions desk-source-head">
        <label htmlFor="source-text" className="desk-legend">
          {text.sourceText}
        </label>
        <button type="button" className="button" onClick={take}>
          {text.takeQuote}
          <kbd>{text.takeQuoteKeys}</kbd>
        </button>
      </div>
      <p id="source-text-hint" className="hint">
        {told || text.sourceTextHint}
      </p>
      <textarea
        id="source-text"
        ref={area}
        className="desk-source-text"
        dir="auto"
        spellCheck={false}
        aria-describedby="source-text-hint"
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.altKey && event.code === "KeyQ") {
            event.preventDefault()
            take()
          }
        }}
      />
    </section>
  )
}

/** The marks belong to the outlet's sentence, not to the words. */
export function withoutMarks(words: string): string {
  return words.replace(/^[“”„«»"‹›]+|[“”„«»"‹›]+$/gu, "").trim()
}

/** Text that outlives the form in this tab, so that the next statement of the same source finds it again. */
function useKeptText(key: string): [string, (text: string) => void] {
  const [kept, setKept] = useState("")
  useEffect(() => {
    try {
      setKept(sessionStorage.getItem(key) ?? "")
    } catch {
      // a browser that keeps nothing still lets one paste
    }
  }, [key])
  const keep = (next: string) => {
    setKept(next)
    try {
      sessionStorage.setItem(key, next)
    } catch {
      // too long to keep, or not allowed: it stays in the page
    }
  }
  return [kept, keep]
}

"use client"

import { useEffect, useMemo, useRef } from "react"
import { useFormContext } from "react-hook-form"
import type { ClippedSource } from "../../../server/capabilities/read-clipped-source.ts"
import { clip as text } from "../../_messages/clip.en.ts"
import { log } from "../../_messages/desk.en.ts"
import { useCommands } from "../_commands/commands.tsx"
import { keyCaps } from "../_commands/keys.ts"
import type { StatementValues } from "../_form/statement-values.ts"
import { useDesk } from "../desk-context.tsx"
import { markedParagraphs } from "./marked-text.ts"
import { useTextSelection } from "./text-selection.ts"
import "./clip.css"

/** The clipped article beside the form of a statement logged from it, its words marked: for who reviews or corrects it. */
export function ClippedText({
  source,
  onTold,
  children,
}: {
  source: ClippedSource
  onTold: (words: string) => void
  children?: React.ReactNode
}) {
  const { data } = useDesk()
  const { setValue, setFocus } = useFormContext<StatementValues>()
  const pane = useRef<HTMLDivElement>(null)
  const article = useRef<HTMLElement>(null)
  const selected = useTextSelection(article, source.text)
  const paragraphs = useMemo(
    () => markedParagraphs(source.text, source.span ? [source.span] : [], 0),
    [source],
  )
  useEffect(() => {
    const mark = article.current?.querySelector("mark")
    if (!mark || !pane.current) return
    const [at, frame] = [mark.getBoundingClientRect(), pane.current.getBoundingClientRect()]
    pane.current.scrollBy({ top: at.top - frame.top - frame.height / 3 })
  }, [])
  const take = () => {
    if (!selected) return onTold(log.nothingSelected)
    setValue("quote", source.text.slice(selected.start, selected.end), { shouldDirty: true })
    onTold(log.quoteTaken)
    setFocus("quote")
  }
  useCommands([{ id: "quote-selection", title: log.takeQuote, keys: "Alt+Q", run: take }])
  return (
    <section className="desk-source" aria-label={log.sourceHeading}>
      {children}
      <div className="desk-actions desk-source-head">
        <h2 className="desk-legend">{text.loggedFrom}</h2>
        <button type="button" className="button" onClick={take}>
          {log.takeQuote}
          <kbd>{keyCaps("Alt+Q")}</kbd>
        </button>
      </div>
      <div ref={pane} className="clip-text-beside">
        <p className="hint">
          <a href={`/desk/${data.slug}/clips/${source.clip}`}>{text.openClip}</a>
        </p>
        <article ref={article} className="clip-text" aria-label={source.title}>
          {paragraphs.map((paragraph) => (
            <p key={paragraph.start} data-start={paragraph.start} dir="auto">
              {paragraph.pieces.map(({ start, end, mark }) => {
                const words = source.text.slice(start, end)
                return mark === null ? (
                  <span key={start}>{words}</span>
                ) : (
                  <mark key={start} aria-current="true">
                    {words}
                  </mark>
                )
              })}
            </p>
          ))}
        </article>
      </div>
    </section>
  )
}

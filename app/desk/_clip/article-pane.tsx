"use client"

import { type RefObject, useEffect, useMemo, useRef } from "react"
import { type Clip, recordedAddress } from "../../../server/domain/clip.ts"
import { dateWords } from "../../../server/domain/date-words.ts"
import { clip as text } from "../../_messages/clip.en.ts"
import { log } from "../../_messages/desk.en.ts"
import { useCommands, useTell } from "../_commands/commands.tsx"
import { keyCaps } from "../_commands/keys.ts"
import type { ClipItem } from "./clip-items.ts"
import { DateForm } from "./date-form.tsx"
import { markedParagraphs } from "./marked-text.ts"
import { useTextSelection } from "./text-selection.ts"
import { TextWalker } from "./text-walker.tsx"
import type { Span } from "./walk-text.ts"

/** The article as it was clipped, with what is to be logged from it marked, and from which anything can be selected. */
export function ArticlePane({
  clip,
  outlet,
  items,
  current,
  selection,
  garbled,
  onGarbled,
  onOpen,
  onLog,
  onLeave,
}: {
  clip: Clip
  outlet: string | null
  items: readonly ClipItem[]
  current: string | null
  /** Holds what is selected, for whoever asks when it is needed. */
  selection: RefObject<Span | null>
  /** True where the copy is machine-made and its words are not trusted. */
  garbled: boolean
  onGarbled: (garbled: boolean) => void
  onOpen: (key: string) => void
  onLog: (span: Span) => void
  onLeave: () => void
}) {
  const pane = useRef<HTMLElement>(null)
  const article = useRef<HTMLElement>(null)
  const walker = useRef<HTMLButtonElement>(null)
  const tools = useRef<HTMLDivElement>(null)
  const tell = useTell()
  const selected = useTextSelection(article, clip.text)
  useEffect(() => {
    selection.current = selected
  }, [selection, selected])
  const take = (span: Span | null) => {
    if (!span) return tell(log.nothingSelected)
    document.getSelection()?.removeAllRanges()
    onLog(span)
  }
  useCommands([
    { id: "log-selection", title: text.logSelection, keys: "Alt+L", run: () => take(selected) },
    { id: "walk", title: text.walk, keys: "Alt+T", run: () => walker.current?.focus() },
  ])
  useEffect(() => {
    if (current === null) return
    const mark = article.current?.querySelector(`[data-item="${CSS.escape(current)}"]`)
    const place = pane.current
    if (!mark || !place) return
    // the pane alone scrolls, for the page may be where the form is; and what is in sight already stays where it is
    const [at, frame] = [mark.getBoundingClientRect(), place.getBoundingClientRect()]
    const top = tools.current?.getBoundingClientRect().bottom ?? frame.top
    if (at.top >= top && at.bottom <= frame.bottom) return
    place.scrollBy({ top: at.top - frame.top - (frame.height - at.height) / 2 })
  }, [current])
  useEffect(() => {
    const { current: place } = article
    const click = ({ target }: MouseEvent) => {
      const marked = target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null
      const key = marked?.dataset.item
      if (key !== undefined && document.getSelection()?.isCollapsed) onOpen(key)
    }
    place?.addEventListener("click", click)
    return () => place?.removeEventListener("click", click)
  }, [onOpen])
  return (
    <section ref={pane} className="clip-article" aria-label={text.article}>
      <header>
        <h1 dir="auto">{clip.document.title || text.untitled}</h1>
        <Byline clip={clip} outlet={outlet} />
        <label className="clip-garbled">
          <input
            type="checkbox"
            checked={garbled}
            onChange={(event) => onGarbled(event.currentTarget.checked)}
          />
          {text.garbled}
        </label>
        {clip.warnings.length > 0 && (
          <ul className="clip-warnings">
            {clip.warnings.map(({ code, detail }) => (
              <li key={code} className="desk-note">
                {detail}
                {code === "no_publication_date" && <DateForm clip={clip.id} />}
              </li>
            ))}
          </ul>
        )}
      </header>
      <div ref={tools} className="clip-tools">
        <TextWalker
          button={walker}
          article={article}
          words={clip.text}
          language={clip.document.language}
          selected={selected}
          onTake={take}
          onLeave={onLeave}
        />
        <button
          type="button"
          className="button"
          aria-disabled={selected === null}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(selected)}
        >
          {text.logSelection} <kbd>{keyCaps("Alt+L")}</kbd>
        </button>
        <p id="clip-walker-hint" className="hint clip-walker-hint">
          {text.walkHint}
        </p>
      </div>
      <Marked ref={article} words={clip.text} items={items} current={current} />
    </section>
  )
}

function Marked({
  ref,
  words,
  items,
  current,
}: {
  ref: RefObject<HTMLElement | null>
  words: string
  items: readonly ClipItem[]
  current: string | null
}) {
  const paragraphs = useMemo(() => {
    const open = items.findIndex(({ key }) => key === current)
    return markedParagraphs(words, items, open < 0 ? null : open)
  }, [words, items, current])
  return (
    <article ref={ref} className="clip-text">
      {paragraphs.map((paragraph) => (
        <p key={paragraph.start} data-start={paragraph.start} dir="auto">
          {paragraph.pieces.map((piece) => {
            const said = words.slice(piece.start, piece.end)
            const item = piece.mark === null ? undefined : items[piece.mark]
            if (!item || piece.mark === null) return <span key={piece.start}>{said}</span>
            return (
              <mark
                key={piece.start}
                data-item={item.key}
                data-n={piece.ends ? piece.mark + 1 : undefined}
                data-kind={item.suggestion?.kind}
                data-state={item.state}
                aria-current={item.key === current ? "true" : undefined}
              >
                {said}
              </mark>
            )
          })}
        </p>
      ))}
    </article>
  )
}

function Byline({ clip: { document }, outlet }: { clip: Clip; outlet: string | null }) {
  const { author, publishedAt, upstream, archived } = document
  const address = recordedAddress(document)
  const said = [
    outlet,
    author,
    publishedAt && dateWords(publishedAt, "short"),
    upstream && text.from(upstream),
  ]
  return (
    <p className="facts">
      {said.filter(Boolean).map((words) => (
        <span key={words} dir="auto">
          {words}
        </span>
      ))}
      <a href={`/documents/${archived}`} target="_blank" rel="noreferrer">
        {text.archived}
      </a>
      {address && (
        <a href={address} target="_blank" rel="noreferrer">
          {text.openSource}
        </a>
      )}
    </p>
  )
}

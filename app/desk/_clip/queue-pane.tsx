"use client"

import { type RefObject, useEffect } from "react"
import { clip as text } from "../../_messages/clip.en.ts"
import { queue as queueText } from "../../_messages/desk.en.ts"
import { alreadyLogged } from "../../_messages/signals.en.ts"
import { useDesk } from "../desk-context.tsx"
import type { ClipItem } from "./clip-items.ts"

/** What is to be logged from the clip and how far each has come. The arrows go through it, Enter opens. */
export function QueuePane({
  items,
  words,
  current,
  logged,
  list,
  onOpen,
}: {
  items: readonly ClipItem[]
  /** The text of the article. */
  words: string
  current: string | null
  /** Keys of those whose words may be logged already. */
  logged: ReadonlySet<string>
  list: RefObject<HTMLOListElement | null>
  onOpen: (key: string) => void
}) {
  useEffect(() => {
    const row = current === null ? null : list.current?.querySelector("[aria-current]")
    // the list scrolls where the panes are below each other, the pane where they are side by side; the page never does
    for (const place of row ? [list.current, list.current?.closest("nav")] : []) {
      if (!row || !place) continue
      const [at, frame] = [row.getBoundingClientRect(), place.getBoundingClientRect()]
      place.scrollTop += Math.max(0, at.bottom - frame.bottom) - Math.max(0, frame.top - at.top)
    }
  }, [current, list])
  const left = items.filter(({ state }) => state === "suggested").length
  return (
    <nav className="clip-queue" aria-label={text.queue}>
      <details open>
        <summary>
          <h2>{text.queue}</h2>
          <span className="meta">{text.left(left, items.length)}</span>
        </summary>
        {items.length === 0 && <p className="hint">{text.nothingFound}</p>}
        <ol ref={list}>
          {items.map((item, i) => (
            <li key={item.key} data-state={item.state}>
              <button
                type="button"
                aria-current={item.key === current ? "true" : undefined}
                onClick={() => onOpen(item.key)}
                onKeyDown={(event) => {
                  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
                  if (step === 0 || event.altKey) return
                  event.preventDefault()
                  list.current?.querySelectorAll("button")[i + step]?.focus()
                }}
              >
                <Row item={item} n={i + 1} words={words} logged={logged.has(item.key)} />
              </button>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  )
}

function Row({ item, n, words, logged }: { item: ClipItem; n: number; words: string; logged: boolean }) {
  const { suggestion, statement, state } = item
  const speaker = useSpeakerOf(item)
  const content = statement?.content
  const [stances, conditions] = [content?.stances?.length ?? 0, content?.conditions?.length ?? 0]
  const said = [
    text.states[state],
    suggestion?.kind === "reported" && !statement && text.reported,
    logged && alreadyLogged.maybe,
    stances > 0 && queueText.positions(stances),
    conditions > 0 && queueText.conditions(conditions),
  ]
  return (
    <>
      <span className="clip-queue-who">
        <span className="clip-queue-n">{n}</span> <bdi>{speaker}</bdi>
      </span>
      <span className="clip-queue-words" dir="auto">
        {content?.gist || suggestion?.quote || words.slice(item.start, item.end)}
      </span>
      <span className="clip-queue-state">{said.filter(Boolean).join(", ")}</span>
    </>
  )
}

function useSpeakerOf({ suggestion, statement }: ClipItem): string {
  const { data } = useDesk()
  const content = statement?.content
  const id = content ? content.speaker : suggestion?.speaker.id
  const person = data.people.find((known) => known.id === id)?.name
  if (content) return person ?? content.institution ?? content.speakerAsDescribed ?? queueText.unnamed
  return person ?? suggestion?.speaker.name ?? suggestion?.speakerAsWritten ?? text.nobodyNamed
}

"use client"

import { useVirtualizer } from "@tanstack/react-virtual"
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react"
import { entries as text } from "../../_messages/entries.en.ts"
import { matching } from "../_parts/matching.ts"
import { useAlive } from "../use-form-habits.ts"
import type { KindId, Listed } from "./entry-book.ts"

const ROW_PX = 52

/**
 * One list of one kind, with a field that finds in it. Only what is in sight is drawn, so that thousands are as quick as ten.
 * The arrow keys work from the field and from the list alike; Enter opens.
 */
export function EntryList({
  kind,
  all,
  open,
  onOpen,
}: {
  kind: KindId
  all: Listed[]
  open: string | null
  onOpen: (id: string) => void
}) {
  const [typed, setTyped] = useState("")
  const [active, setActive] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const found = useMemo(
    () => matching(all, typed, (one) => [one.name, one.detail, ...one.search]),
    [all, typed],
  )
  const virtual = useVirtualizer({
    count: found.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  })
  const alive = useAlive()
  const heading = text.kinds[kind].heading
  const index = Math.min(active, found.length - 1)
  const current = found[index]
  // only what is drawn can be pointed at
  const drawn = virtual.getVirtualItems().some((item) => item.index === index)
  const pointed = current && drawn ? `entry-${current.id}` : undefined
  // only when another is opened: what is typed or saved must not make the list jump
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (!alive || shown.current === open) return
    shown.current = open
    const at = found.findIndex((one) => one.id === open)
    if (at < 0) return
    setActive(at)
    virtual.scrollToIndex(at)
  }, [alive, open, found, virtual])

  function press(event: KeyboardEvent) {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + 8, PageUp: index - 8 }[event.key]
    if (to !== undefined) {
      const next = Math.max(0, Math.min(to, found.length - 1))
      setActive(next)
      virtual.scrollToIndex(next)
    } else if (event.key === "Enter" && current) onOpen(current.id)
    else if (event.key === "Escape" && typed !== "") setTyped("")
    else return
    event.preventDefault()
  }

  return (
    <div className="entry-list">
      <label htmlFor="entry-search" className="visually-hidden">
        {text.search(heading)}
      </label>
      <input
        id="entry-search"
        type="search"
        className="field"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded="true"
        aria-controls="entry-options"
        aria-activedescendant={pointed}
        aria-describedby="entry-hint"
        placeholder={text.search(heading)}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setActive(0)
          virtual.scrollToIndex(0)
        }}
        onKeyDown={press}
      />
      <p id="entry-hint" className="hint">
        {text.searchHint}
      </p>
      <p className="visually-hidden" role="status">
        {typed === "" ? "" : text.found(found.length, all.length)}
      </p>
      <div ref={frame} className="entry-frame">
        {found.length === 0 && <p className="hint">{all.length === 0 ? text.none : text.noMatch}</p>}
        <div
          id="entry-options"
          role="listbox"
          aria-label={heading}
          tabIndex={found.length === 0 ? -1 : 0}
          aria-activedescendant={pointed}
          className="entry-options"
          // set by the page itself: the content policy refuses a style that comes with the HTML
          style={alive ? { blockSize: virtual.getTotalSize() } : undefined}
          onKeyDown={press}
        >
          {virtual.getVirtualItems().map((item) => {
            const one = found[item.index]
            if (!one) return null
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
              <div
                key={one.id}
                id={`entry-${one.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={one.id === open}
                aria-setsize={found.length}
                aria-posinset={item.index + 1}
                data-active={item.index === index ? "" : undefined}
                className="entry-option"
                style={{ blockSize: ROW_PX, transform: `translateY(${item.start}px)` }}
                onClick={() => {
                  setActive(item.index)
                  onOpen(one.id)
                }}
              >
                <span className="entry-name" dir="auto">
                  {one.name}
                </span>
                <span className="meta entry-detail" dir="auto">
                  {one.detail}
                </span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

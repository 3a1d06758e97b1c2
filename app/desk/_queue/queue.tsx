"use client"

import { useWindowVirtualizer } from "@tanstack/react-virtual"
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react"
import { queue as text } from "../../_messages/drafts.en.ts"
import { useCommands } from "../_commands/commands.tsx"
import { useAlive } from "../use-form-habits.ts"
import { QueueRow } from "./queue-row.tsx"
import { type Question, type QueuePage, useQueue } from "./use-queue.ts"

const PARTS = ["all", "mine", "review", "returned"] as const

/** The queue of a negotiation's desk: as long as it gets, live, and by the keyboard. Only the rows in sight are there. */
export function Queue({
  question,
  first,
  zone,
  people,
}: {
  question: Question
  first: QueuePage
  zone: string
  people: Readonly<Record<string, string>>
}) {
  const { slug, part, q, me } = question
  const { rows, counts, more, news, failed, live, present, readOn, readFirst } = useQueue(question, first)
  const list = useRef<HTMLOListElement>(null)
  const alive = useAlive()
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => {
    if (list.current) setOffset(list.current.getBoundingClientRect().top + window.scrollY)
  }, [])
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 96,
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => rows[index]?.id ?? index,
    initialRect: { width: 800, height: 1200 },
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= rows.length - 10) void readOn()
  }, [more, last, rows.length, readOn])

  const [wanted, setWanted] = useState<number | null>(null)
  useEffect(() => {
    if (wanted === null) return
    const link = list.current?.querySelector<HTMLElement>(`[data-index="${wanted}"] .gist a`)
    if (!link) return
    link.focus({ preventScroll: true })
    link.closest("li")?.scrollIntoView({ block: "nearest" })
    setWanted(null)
  })
  const move = useCallback(
    (by: number) => {
      const at = list.current?.contains(document.activeElement)
        ? Number(document.activeElement?.closest("li")?.dataset.index)
        : undefined
      const to = at === undefined ? (virtual.getVirtualItemForOffset(window.scrollY)?.index ?? 0) : at + by
      if (to < 0 || to >= rows.length) return
      virtual.scrollToIndex(to)
      setWanted(to)
    },
    [virtual, rows.length],
  )
  useCommands(
    useMemo(
      () => [
        { id: "queue-next", title: text.commands.next, keys: "J", run: () => move(1) },
        { id: "queue-previous", title: text.commands.previous, keys: "K", run: () => move(-1) },
      ],
      [move],
    ),
  )
  const href = (other: string) =>
    `/desk/${slug}?${new URLSearchParams({ part: other, ...(q && { q }) }).toString()}`
  const [before, after] = [
    (items[0]?.start ?? 0) - (items.length > 0 ? offset : 0),
    virtual.getTotalSize() - ((items.at(-1)?.end ?? 0) - (items.length > 0 ? offset : 0)),
  ]
  return (
    <section className="queue" aria-labelledby="queue-heading">
      <h2 id="queue-heading" className="section-title">
        {text.heading}
      </h2>
      <div className="queue-ask">
        <nav aria-label={text.partsLabel}>
          <ul className="queue-parts">
            {PARTS.map((each) => (
              <li key={each}>
                <a href={href(each)} aria-current={each === part ? "page" : undefined}>
                  {text.parts[each]} <span className="queue-count">{counts[each]}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <search className="queue-search">
          {" "}
          <form action={`/desk/${slug}`}>
            <input type="hidden" name="part" value={part} />
            <input
              type="search"
              name="q"
              className="field"
              aria-label={text.search}
              placeholder={text.search}
              defaultValue={q}
              dir="auto"
            />
          </form>
        </search>
      </div>
      <p role="status" className="queue-news" data-news={news > 0 || failed || live === false}>
        {news > 0 && (
          <button
            type="button"
            className="button"
            onClick={() => {
              window.scrollTo({ top: 0 })
              void readFirst()
            }}
          >
            {text.news(news)}
          </button>
        )}
        {live === false && <span>{text.offline} </span>}
        {failed && (
          <>
            <span>{text.failed}</span>{" "}
            <button type="button" className="button" onClick={() => void readFirst()}>
              {text.again}
            </button>
          </>
        )}
      </p>
      {rows.length === 0 && <p className="hint desk-none">{q ? text.nothingFound : text.empty[part]}</p>}
      <ol
        ref={list}
        className="feed queue-list"
        aria-label={text.list}
        // once alive: in the server's page the content policy allows no styles
        style={alive ? { paddingBlockStart: before, paddingBlockEnd: Math.max(0, after) } : undefined}
        onKeyDown={(event) => {
          const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
          if (by === 0 || event.altKey || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          move(by)
        }}
      >
        {items.map(({ index, key }) => {
          const row = rows[index]
          if (!row) return null
          const { speaker, institution, speakerAsDescribed } = row.content
          return (
            <li
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              aria-posinset={index + 1}
              aria-setsize={more ? -1 : rows.length}
            >
              <QueueRow
                {...{ row, slug, me, zone }}
                speaker={(speaker && people[speaker]) || institution || speakerAsDescribed || text.unnamed}
                inside={present
                  .filter((each) => each.statement === row.id && each.id !== me)
                  .map(({ name }) => name)}
              />
            </li>
          )
        })}
      </ol>
      {more && <p className="hint">{text.loading}</p>}
      <p className="hint queue-keys">{text.keys}</p>
    </section>
  )
}

"use client"

import { useQuery } from "@tanstack/react-query"
import { useRouter, useSearchParams } from "next/navigation"
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react"
import { entries as text } from "../../_messages/entries.en.ts"
import { useTRPC } from "../../_trpc/browser.tsx"
import { ActForm } from "./act-form.tsx"
import { missingPoints } from "./agenda-kind.ts"
import { kindOf } from "./all-kinds.ts"
import { type Act, type Book, type Done, isOffered, KIND_IDS, type KindId } from "./entry-book.ts"
import { EntryList } from "./entry-list.tsx"
import { EntryPanel } from "./entry-panel.tsx"
import { OrderList } from "./order-list.tsx"

/**
 * Everything that a negotiation knows: the kinds, one list, and the entry that is open beside it. Where one is stands in the
 * address (`?kind=people&id=putin`), so that any entry can be linked to.
 */
export function EntriesScreen({ book: given, isEditor }: { book: Book; isEditor: boolean }) {
  const trpc = useTRPC()
  const router = useRouter()
  const params = useSearchParams()
  const query = useQuery(trpc.cast.entries.queryOptions({ slug: given.slug }, { initialData: given.entries }))
  const book = useMemo(() => ({ ...given, entries: query.data }), [given, query.data])
  const kind = kindOf(params.get("kind"))
  const id = kind.id === "settings" ? book.slug : params.get("id")
  const adding = params.get("add")
  const [said, setSaid] = useState("")
  const unsaved = useRef(new Set<string>())
  const listed = useMemo(() => kind.list(book), [kind, book])
  const add = kind.add?.(book)
  const mayAdd = add && isOffered(add, isEditor)
  const points = kind.id === "issues" && isEditor ? missingPoints(book) : null

  const show = useCallback((next: { kind: KindId; id?: string; add?: "one" | "points" }) => {
    if (unsaved.current.size > 0 && !window.confirm(text.leave)) return
    unsaved.current.clear()
    const at = new URLSearchParams({ kind: next.kind })
    if (next.id) at.set("id", next.id)
    if (next.add) at.set("add", next.add)
    window.history.pushState(null, "", `?${at}`)
  }, [])
  const onDirty = useCallback((act: string, dirty: boolean) => {
    if (dirty) unsaved.current.add(act)
    else unsaved.current.delete(act)
  }, [])
  const again = useCallback(async () => {
    await query.refetch()
    // the negotiation's own title and settings stand in what the page was made of
    if (kind.id === "settings") router.refresh()
  }, [query, kind.id, router])
  const onDone = (done: Done) => {
    // what stays open says it itself
    setSaid(done.open ? done.said : "")
    if (!done.open) return
    unsaved.current.clear()
    show(done.open)
  }
  const close = () => {
    show({ kind: kind.id })
    document.getElementById("entry-search")?.focus()
  }
  const follow = (next: Parameters<typeof show>[0]) => (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    setSaid("")
    show(next)
  }
  const sheet: Act | null = adding === "points" ? points : adding && mayAdd ? add : null
  const isOpen = id !== null || sheet !== null

  return (
    <div className="entries" data-open={isOpen ? "" : undefined}>
      <nav className="entry-kinds" aria-label={text.tabs}>
        <ul>
          {KIND_IDS.map((one) => (
            <li key={one}>
              <a
                href={`?kind=${one}`}
                aria-current={one === kind.id ? "page" : undefined}
                onClick={follow({ kind: one })}
              >
                {text.kinds[one].heading}
                {one !== "settings" && <span className="meta"> {book.entries[one].length}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="entry-columns" data-one={kind.id === "settings" ? "" : undefined}>
        {kind.id !== "settings" && (
          <section className="entry-left" aria-label={text.kinds[kind.id].heading}>
            <EntryList
              key={kind.id}
              kind={kind.id}
              all={listed}
              open={id}
              onOpen={(chosen) => {
                setSaid("")
                show({ kind: kind.id, id: chosen })
              }}
            />
            <p className="desk-actions">
              {mayAdd && (
                <a
                  className="button"
                  href={`?kind=${kind.id}&add=one`}
                  onClick={follow({ kind: kind.id, add: "one" })}
                >
                  {text.add(text.kinds[kind.id].one)}
                </a>
              )}
              {points && (
                <a
                  className="button"
                  href={`?kind=${kind.id}&add=points`}
                  onClick={follow({ kind: kind.id, add: "points" })}
                >
                  {text.issue.points}
                </a>
              )}
            </p>
          </section>
        )}
        <section className="entry-right">
          <p role="status" className="desk-done" tabIndex={-1}>
            {said}
          </p>
          {sheet ? (
            <Sheet key={sheet.id} act={sheet} {...{ again, onDone, onDirty }} onClose={close} />
          ) : id !== null ? (
            <EntryPanel
              key={`${kind.id} ${id}`}
              {...{ book, kind, id, isEditor, again, onDone, onDirty }}
              onClose={close}
            />
          ) : (
            <>
              <p className="hint">{text.chooseOne}</p>
              {isEditor && (kind.id === "issues" || kind.id === "actors") && (
                <details className="desk-fold entry-part">
                  <summary>{text.issue.order}</summary>
                  <OrderList
                    slug={book.slug}
                    kind={kind.id === "issues" ? "issues" : "parties"}
                    again={again}
                    items={
                      kind.id === "issues"
                        ? listed
                        : listed.filter((one) =>
                            book.entries.actors.some((a) => a.id === one.id && a.roles.length > 0),
                          )
                    }
                  />
                </details>
              )}
            </>
          )}
        </section>
      </div>
    </div>
  )
}

/** A form of its own beside the list, such as for a new entry. */
function Sheet({
  act,
  onClose,
  ...common
}: {
  act: Act
  again: () => Promise<unknown>
  onDone: (done: Done) => void
  onDirty: (act: string, dirty: boolean) => void
  onClose: () => void
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the form from wherever the focus is in it
    <div
      className="entry-panel"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <button type="button" className="desk-quiet entry-back" onClick={onClose}>
        {text.back}
      </button>
      <h2 ref={heading} tabIndex={-1} className="section-title">
        {act.title}
      </h2>
      <ActForm act={act} {...common} />
    </div>
  )
}

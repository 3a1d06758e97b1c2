"use client"

import { useRef, useState } from "react"
import { entries as text } from "../../_messages/entries.en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { problemIn } from "../problem.ts"

/** Puts a few into another order, one step at a time; each step is at once on the board. */
export function OrderList({
  slug,
  kind,
  items,
  again,
}: {
  slug: string
  kind: "parties" | "issues" | "options"
  items: { id: string; name: string }[]
  again: () => Promise<unknown>
}) {
  const client = useTRPCClient()
  const list = useRef<HTMLOListElement>(null)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState("")
  const [wrong, setWrong] = useState("")

  async function move(from: number, to: number) {
    const moved = items[from]
    if (busy || !moved || to < 0 || to >= items.length) return
    const order = items
      .map(({ id }) => id)
      .toSpliced(from, 1)
      .toSpliced(to, 0, moved.id)
    setBusy(true)
    setWrong("")
    try {
      await client.agenda.reorder.mutate({ slug, kind, order })
      await again()
      setSaid(text.issue.moved(moved.name, to + 1))
      const way = to < from ? "up" : "down"
      // the focus goes along, so that one can go on moving the same one
      requestAnimationFrame(() =>
        list.current
          ?.querySelector<HTMLElement>(`[data-id="${CSS.escape(moved.id)}"] [data-way=${way}]`)
          ?.focus(),
      )
    } catch (error) {
      setWrong(problemIn(error).detail)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <ol ref={list} className="desk-rows">
        {items.map(({ id, name }, i) => (
          <li key={id} data-id={id}>
            <span dir="auto">{name}</span>
            <span className="desk-actions">
              <button
                type="button"
                className="desk-quiet"
                data-way="up"
                aria-disabled={i === 0}
                onClick={() => move(i, i - 1)}
              >
                <span aria-hidden="true">↑</span>
                <span className="visually-hidden">{text.issue.up(name)}</span>
              </button>
              <button
                type="button"
                className="desk-quiet"
                data-way="down"
                aria-disabled={i === items.length - 1}
                onClick={() => move(i, i + 1)}
              >
                <span aria-hidden="true">↓</span>
                <span className="visually-hidden">{text.issue.down(name)}</span>
              </button>
            </span>
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {wrong && <p className="desk-wrong">{wrong}</p>}
    </>
  )
}

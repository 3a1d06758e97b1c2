import { useCallback, useEffect, useRef, useState } from "react"
import { type Inputs, type Outputs, useTRPCClient } from "../../_trpc/browser.tsx"
import type { DeskChange } from "../_drafts/follow-desk.ts"
import { useDeskStream } from "../_drafts/use-desk-stream.ts"
import { problemIn } from "../problem.ts"

export type QueuePage = Outputs["drafts"]["list"]
export type QueueRow = QueuePage["items"][number]
export type QueuePart = NonNullable<Inputs["drafts"]["list"]["part"]>

export interface Question {
  slug: string
  part: QueuePart
  q: string
  me: string
}

const PAGE = 50
const GATHER_MS = 150

/**
 * The queue as it was read with the page, read further as one scrolls, and true as long as it is open: a row that changed
 * is shown as it stands, one that left is taken away, and what is new comes in front, or waits while one is reading
 * further down, so that nothing that is being read moves.
 */
export function useQueue(question: Question, first: QueuePage) {
  const { slug, part, q, me } = question
  const client = useTRPCClient()
  const [rows, setRows] = useState(first.items)
  const [counts, setCounts] = useState(first.counts)
  const [cursor, setCursor] = useState(first.nextCursor)
  const [news, setNews] = useState(0)
  const [failed, setFailed] = useState(false)
  const reading = useRef(false)
  /** How often it was read from the start: what was asked for before that belongs to an older list. */
  const turn = useRef(0)
  const changed = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const shown = useRef(rows)
  useEffect(() => {
    shown.current = rows
  }, [rows])
  useEffect(() => () => clearTimeout(timer.current), [])

  const read = useCallback(
    (after?: string) =>
      client.drafts.list.query({ slug, part, q: q || undefined, cursor: after, limit: PAGE }),
    [client, slug, part, q],
  )

  const readFirst = useCallback(async () => {
    const mine = ++turn.current
    try {
      const page = await read()
      if (mine !== turn.current) return
      setRows(page.items)
      setCounts(page.counts)
      setCursor(page.nextCursor)
      setNews(0)
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }, [read])

  const readOn = useCallback(async () => {
    if (cursor === null || reading.current) return
    reading.current = true
    const mine = turn.current
    try {
      const page = await read(cursor)
      if (mine !== turn.current) return
      setRows((all) => {
        const known = new Set(all.map(({ id }) => id))
        return [...all, ...page.items.filter(({ id }) => !known.has(id))]
      })
      setCursor(page.nextCursor)
      setFailed(false)
    } catch {
      setFailed(true)
    } finally {
      reading.current = false
    }
  }, [cursor, read])

  const belongs = useCallback(
    (row: QueueRow) => {
      if (part === "mine") return row.author === me
      if (part === "review") return row.status === "in_review"
      return part === "all" || row.returned !== null
    },
    [part, me],
  )

  /** Reads again the drafts that the stream named, and puts each where it belongs now. */
  const takeChanges = useCallback(async () => {
    const ids = [...changed.current]
    changed.current.clear()
    // more than one looks at: they are counted, and read when they are asked for
    const asked = ids.slice(0, PAGE)
    const answers = await Promise.all(
      asked.map((id) =>
        client.drafts.get.query({ slug, id }).then(
          (row) => ({ id, row }),
          (error) => (problemIn(error).code === "not_found" ? { id, row: null } : undefined),
        ),
      ),
    )
    const known = answers.filter((answer) => answer !== undefined)
    const now = new Map(known.map(({ id, row }) => [id, row && belongs(row) ? row : null]))
    const there = new Set(shown.current.map(({ id }) => id))
    const fresh = [...now.values()].filter((row) => row !== null).filter(({ id }) => !there.has(id))
    const atTop = window.scrollY < 200 && ids.length === asked.length
    // what a search finds is the server's to say
    const inFront = atTop && q === "" ? fresh : []
    setRows((all) => [
      ...inFront
        .filter((row) => !all.some(({ id }) => id === row.id))
        .sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)),
      ...all.flatMap((row) => {
        const next = now.get(row.id)
        return next === undefined ? [row] : next === null ? [] : [next]
      }),
    ])
    const waiting = fresh.length - inFront.length + ids.length - asked.length
    if (waiting > 0) setNews((n) => n + waiting)
    const page = await client.drafts.list.query({ slug, limit: 1 }).catch(() => undefined)
    if (page) setCounts(page.counts)
  }, [client, slug, belongs, q])

  const change = ({ statement }: DeskChange) => {
    changed.current.add(statement)
    clearTimeout(timer.current)
    timer.current = setTimeout(takeChanges, GATHER_MS)
  }
  const missed = () => {
    if (shown.current.length <= PAGE && window.scrollY < 200) void readFirst()
    else setNews((n) => Math.max(1, n))
  }
  const { present, live } = useDeskStream(slug, null, { change, missed })
  return { rows, counts, more: cursor !== null, news, failed, live, present, readOn, readFirst }
}

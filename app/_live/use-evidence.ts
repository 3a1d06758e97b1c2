"use client"

import { useCallback, useEffect, useState } from "react"
import type { PublicStatement } from "../../server/domain/public-statement.ts"
import type { Received } from "./follow-board.ts"

/** What is open beside the board: the evidence of a cell, or of an issue's pairs. */
export type Opened = { cell: string } | { issue: string } | null

/** What is open, kept in the address so that it can be shared, and left with the Back button. */
export function useOpened(initial: Opened): [Opened, (next: Opened) => void] {
  const [opened, setOpened] = useState<Opened>(initial)
  useEffect(() => {
    const follow = () => setOpened(openedIn(new URLSearchParams(window.location.search)))
    window.addEventListener("popstate", follow)
    return () => window.removeEventListener("popstate", follow)
  }, [])
  const open = useCallback((next: Opened) => {
    setOpened(next)
    const address = new URL(window.location.href)
    address.searchParams.delete("cell")
    address.searchParams.delete("issue")
    for (const [key, value] of Object.entries(next ?? {})) address.searchParams.set(key, value)
    window.history.pushState(null, "", address)
  }, [])
  return [opened, open]
}

export function openedIn(params: URLSearchParams): Opened {
  const cell = params.get("cell")
  if (cell) return { cell }
  const issue = params.get("issue")
  return issue ? { issue } : null
}

export type Statements = ReadonlyMap<string, PublicStatement | "failed">

/** The statements behind what is open: those that came with the page, those that were heard, the rest fetched once. */
export function useStatements(
  slug: string,
  wanted: string[],
  initial: PublicStatement[],
  received: Received[],
): Statements {
  const [read, setRead] = useState<Statements>(
    () => new Map(initial.map((statement) => [statement.id, statement])),
  )
  const heard = new Map(
    received.flatMap(({ change: { statement } }) => (statement ? [[statement.id, statement]] : [])),
  )
  const missing = wanted.filter((id) => !read.has(id) && !heard.has(id)).join("\n")
  useEffect(() => {
    if (missing === "") return
    const stop = new AbortController()
    for (const id of missing.split("\n")) {
      void fetchStatement(slug, id, stop.signal).then((statement) => {
        if (!stop.signal.aborted) setRead((before) => new Map(before).set(id, statement ?? "failed"))
      })
    }
    return () => stop.abort()
  }, [slug, missing])
  return new Map([...read, ...heard])
}

async function fetchStatement(
  slug: string,
  id: string,
  signal: AbortSignal,
): Promise<PublicStatement | undefined> {
  try {
    const path = `/api/v1/negotiations/${encodeURIComponent(slug)}/statements/${encodeURIComponent(id)}`
    const response = await fetch(path, { signal })
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}

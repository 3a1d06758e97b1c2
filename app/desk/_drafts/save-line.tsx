"use client"

import { useEffect, useState } from "react"
import { merging, saving as text } from "../../_messages/drafts.en.ts"
import type { Stage } from "../_form/use-statement.ts"
import type { SaveState } from "./use-autosave.ts"

/** Where one's words are: "Saved 2 s ago", why they are in this browser only, or where the other's version stands. */
export function SaveLine({
  state,
  kept,
  note,
  conflict,
}: {
  state: SaveState
  kept: boolean
  note?: string | undefined
  conflict: { id: string; name: string } | null
}) {
  const at = state.kind === "saved" ? state.at : null
  const ago = useAgo(at)
  if (conflict) {
    return (
      <span className="save-line" data-state="kept">
        <span dir="auto">{merging.heading(conflict.name || merging.somebody)}</span>.{" "}
        <a href={`#${conflict.id}`}>{merging.compare}</a>
      </span>
    )
  }
  const words = wordsOf(state, kept, ago)
  return (
    <span className="save-line" data-state={state.kind}>
      {note ? `${words.replace(/\.$/, "")}. ${note}` : words}
    </span>
  )
}

/** What is to be known besides of how this form is saved. */
export function saveNote(stage: Stage, newDocument: boolean, changed: boolean): string | undefined {
  if (newDocument) return text.newDocument
  if (stage.kind === "draft" && stage.status === "in_review") return text.inReview
  return stage.kind === "published" && changed ? text.correcting : undefined
}

function wordsOf(state: SaveState, kept: boolean, ago: string): string {
  switch (state.kind) {
    case "saving":
      return text.saving
    case "begun":
      return text.begun
    case "waiting":
      return text.waiting
    case "saved":
      return state.at === null ? text.saved : text.savedAgo(ago)
    case "kept":
      return kept ? text.kept(state.why) : text.lost(state.why)
    default:
      return state satisfies never
  }
}

function useAgo(at: number | null): string {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (at === null) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [at])
  if (at === null) return ""
  const seconds = Math.round((now - at) / 1_000)
  if (seconds < 1) return text.now
  if (seconds < 60) return text.secondsAgo(seconds)
  if (seconds < 600) return text.minutesAgo(Math.floor(seconds / 60))
  return text.at(timeOf(at))
}

/** Hours and minutes in the reader's zone, with the day where it is another. */
export function timeOf(at: number, now = Date.now()): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString()
  const day = today ? {} : ({ day: "numeric", month: "short" } as const)
  return new Intl.DateTimeFormat("en-GB", { ...day, hour: "2-digit", minute: "2-digit" }).format(at)
}

"use client"

import { type FormEvent, useState } from "react"
import { clip as text } from "../../_messages/clip.en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { ShowProblem, TextField } from "../_parts/field.tsx"
import { type Problem, problemIn } from "../problem.ts"

/** Asks when an article was published that does not say so; what was found in it is then read again, with its days. */
export function DateForm({ clip }: { clip: string }) {
  const client = useTRPCClient()
  const [date, setDate] = useState("")
  const [problem, setProblem] = useState<Problem | null>(null)
  async function submit(event: FormEvent) {
    event.preventDefault()
    try {
      await client.clips.date.mutate({ id: clip, publishedAt: date.trim() })
      // every suggestion may have another day now; what was begun is kept by the drafts
      window.location.reload()
    } catch (error) {
      setProblem(problemIn(error))
    }
  }
  return (
    <ShowProblem value={problem && { field: "publishedAt", detail: problem.detail }}>
      <form className="clip-date" onSubmit={submit}>
        <TextField
          label={text.published}
          name="publishedAt"
          placeholder="2025-03-13"
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <button type="submit" className="button">
          {text.setDate}
        </button>
      </form>
    </ShowProblem>
  )
}

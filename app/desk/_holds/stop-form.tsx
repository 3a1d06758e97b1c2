import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useLayoutEffect, useRef } from "react"
import { holds as text } from "../../_messages/holds.en.ts"
import { useTRPC } from "../../_trpc/browser.tsx"
import { ShowProblem, TextField } from "../_parts/field.tsx"
import { problemIn } from "../problem.ts"
import { useFocusOnProblem } from "../use-form-habits.ts"

/** Asks why an alert is stopped, and stops it. Enter stops, Escape lets it go out. */
export function StopForm({
  slug,
  seq,
  onAnswered,
}: {
  slug: string
  seq: number
  /** Once it is stopped, or is let go. */
  onAnswered: () => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const stop = useMutation(
    trpc.holds.stop.mutationOptions({
      onSuccess: async () => {
        // what is shown next is what became of it
        await queries.invalidateQueries(trpc.holds.list.queryFilter({ negotiation: slug }))
        onAnswered()
      },
    }),
  )
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("[name=why]")?.focus(), [])
  useFocusOnProblem(form, stop.error)
  const problem = stop.error ? problemIn(stop.error) : null
  const shown = problem && { field: problem.path === "why" ? "why" : undefined, detail: problem.detail }
  return (
    <ShowProblem value={shown}>
      <form
        ref={form}
        className="held-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const why = new FormData(event.currentTarget).get("why")
          if (!stop.isPending && typeof why === "string") stop.mutate({ negotiation: slug, seq, why })
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return
          event.stopPropagation()
          onAnswered()
        }}
      >
        <TextField label={text.why} hint={text.whyHint} name="why" maxLength={1_000} />
        {shown && shown.field === undefined && (
          <p className="desk-wrong" tabIndex={-1} data-problem="">
            {shown.detail}
          </p>
        )}
        <p className="desk-actions">
          <button type="submit" className="button button-primary" aria-disabled={stop.isPending}>
            {stop.isPending ? text.stopping : text.confirm}
          </button>
          <button type="button" className="button" onClick={onAnswered}>
            {text.letGo}
          </button>
        </p>
      </form>
    </ShowProblem>
  )
}

"use client"

import { useMutation, useQuery } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { useForm } from "react-hook-form"
import { actions as text } from "../../_messages/desk.en.ts"
import { effect as effectText } from "../../_messages/signals.en.ts"
import { useTRPC } from "../../_trpc/browser.tsx"
import { ShowProblem, TextArea } from "../_parts/field.tsx"
import { useDesk } from "../desk-context.tsx"
import { problemIn } from "../problem.ts"
import { useFocusOnProblem } from "../use-form-habits.ts"
import { Effects } from "./preview-panel.tsx"

/** Takes a statement back with a note: a tombstone where it was public, out of the queue where it never was. */
export function WithdrawForm({
  id,
  version,
  isPublic,
  onDone,
  onCancel,
}: {
  id: string
  version?: number
  isPublic: boolean
  onDone: () => void
  onCancel?: () => void
}) {
  const { data } = useDesk()
  const trpc = useTRPC()
  const ref = useRef<HTMLFormElement>(null)
  const withdraw = useMutation(trpc.statements.withdraw.mutationOptions({ onSuccess: onDone }))
  const effects = useQuery({
    ...trpc.statements.previewWithdrawal.queryOptions({ slug: data.slug, id }),
    enabled: isPublic,
    // it says what would be taken away now, not when it was last looked at
    gcTime: 0,
  })
  const { register, handleSubmit, setFocus } = useForm({ defaultValues: { note: "" } })
  useEffect(() => {
    if (isPublic) setFocus("note")
  }, [isPublic, setFocus])
  const problem = withdraw.error ? problemIn(withdraw.error) : null
  const shown = problem && { field: problem.path === "note" ? "note" : undefined, detail: problem.detail }
  useFocusOnProblem(ref, withdraw.error)
  return (
    <ShowProblem value={shown}>
      <form
        ref={ref}
        className="desk-fields"
        noValidate
        onSubmit={handleSubmit(({ note }) => {
          if (!withdraw.isPending) withdraw.mutate({ slug: data.slug, id, note, version })
        })}
      >
        <p>{isPublic ? text.withdrawText : text.discardText}</p>
        {effects.data && (
          <section className="desk-preview" aria-label={effectText.ofWithdrawal}>
            <h3 className="desk-legend">{effectText.ofWithdrawal}</h3>
            <Effects preview={effects.data} />
          </section>
        )}
        <TextArea
          label={isPublic ? text.note : text.discardNoteLabel}
          hint={isPublic ? text.withdrawNote : text.discardNote}
          {...register("note")}
        />
        {shown && shown.field === undefined && (
          <p className="desk-wrong" tabIndex={-1} data-problem="">
            {shown.detail}
          </p>
        )}
        <p className="desk-actions">
          <button type="submit" className="button button-primary" aria-disabled={withdraw.isPending}>
            {withdraw.isPending ? text.withdrawing : isPublic ? text.withdraw : text.discard}
          </button>
          {onCancel && (
            <button type="button" className="button" onClick={onCancel}>
              {text.cancel}
            </button>
          )}
        </p>
      </form>
    </ShowProblem>
  )
}

"use client"

import { useMutation } from "@tanstack/react-query"
import { useRouter } from "next/navigation"
import { useEffect, useRef, useState } from "react"
import { Controller, type UseFormReturn, useForm, useWatch } from "react-hook-form"
import { entries as text } from "../../_messages/desk.en.ts"
import { useTRPC } from "../../_trpc/browser.tsx"
import { AgreementConditions } from "../_form/agreement-conditions.tsx"
import { SelectField, ShowProblem, TextArea, TextField } from "../_parts/field.tsx"
import { Picks } from "../_parts/picks.tsx"
import { useDesk } from "../desk-context.tsx"
import { problemIn } from "../problem.ts"
import { useAlive, useFocusOnProblem } from "../use-form-habits.ts"
import type { EntryField, EntryKind, EntryValues } from "./entry-kinds.ts"

/** Adds one entry of a kind. What was typed stays until the server has taken it. */
export function EntryForm({ kind }: { kind: EntryKind }) {
  const { data } = useDesk()
  const router = useRouter()
  const trpc = useTRPC()
  const ref = useRef<HTMLFormElement>(null)
  const done = useRef<HTMLParagraphElement>(null)
  const [added, setAdded] = useState("")
  const amend = useMutation(trpc.negotiations.amend.mutationOptions())
  const fields = kind.fields(data)
  const { register, control, handleSubmit, reset } = useForm<EntryValues>({ defaultValues: blank(fields) })
  const values = useWatch({ control })
  const shownFields = fields.filter((field) => field.when?.(filled(values)) ?? true)
  const problem = amend.error ? problemIn(amend.error) : null
  const field = problem ? fieldOf(problem.path, shownFields) : undefined
  useFocusOnProblem(ref, amend.error)
  const alive = useAlive()
  useEffect(() => {
    if (added !== "") done.current?.focus()
  }, [added])

  const send = handleSubmit(async (asked) => {
    if (amend.isPending) return
    setAdded("")
    try {
      await amend.mutateAsync({ slug: data.slug, ...kind.entries(asked, data) })
    } catch {
      return // shown beside its field
    }
    setAdded(text.added(kind.named(asked, data)))
    reset(blank(fields))
    router.refresh()
  })

  return (
    <ShowProblem value={problem && { field, detail: problem.detail }}>
      <details className="desk-fold">
        <summary>{text.add(text.kinds[kind.id].one)}</summary>
        <form ref={ref} className="desk-fields" noValidate inert={!alive} onSubmit={send}>
          {shownFields.map((shown) => (
            <Entry key={shown.name} field={shown} {...{ register, control }} />
          ))}
          {problem && field === undefined && (
            <p className="desk-wrong" tabIndex={-1} data-problem="">
              {problem.detail}
            </p>
          )}
          <p className="desk-actions">
            <button type="submit" className="button button-primary" aria-disabled={amend.isPending}>
              {amend.isPending ? text.adding : text.add(text.kinds[kind.id].one)}
            </button>
          </p>
          <p ref={done} tabIndex={-1} role="status" className="desk-done">
            {added}
          </p>
        </form>
      </details>
    </ShowProblem>
  )
}

function Entry({
  field,
  register,
  control,
}: {
  field: EntryField
} & Pick<UseFormReturn<EntryValues>, "register" | "control">) {
  const { label, hint, options = [] } = field
  const agreement = useWatch({ control, name: "agreement" })
  switch (field.type) {
    case "text":
      return <TextField {...{ label, hint }} {...register(field.name)} />
    case "lines":
      return <TextArea {...{ label, hint }} {...register(field.name)} />
    case "select":
      return (
        <SelectField {...{ label, hint }} {...register(field.name)}>
          {options.map(([value, called]) => (
            <option key={value} value={value}>
              {called}
            </option>
          ))}
        </SelectField>
      )
    case "picks":
      return (
        <Controller
          control={control}
          name={field.name}
          render={({ field: { value, onChange } }) => (
            <Picks
              {...{ hint, options }}
              legend={label}
              name={field.name}
              value={Array.isArray(value) ? value : []}
              onChange={onChange}
            />
          )}
        />
      )
    case "conditions":
      return (
        <Controller
          control={control}
          name={field.name}
          render={({ field: { value, onChange } }) => (
            <AgreementConditions
              name={field.name}
              agreement={String(agreement ?? "")}
              value={Array.isArray(value) ? value : []}
              onChange={onChange}
            />
          )}
        />
      )
    default:
      return field.type satisfies never
  }
}

function blank(fields: EntryField[]): EntryValues {
  return Object.fromEntries(
    fields.map(({ name, type, options }) => [
      name,
      type === "picks" || type === "conditions" ? [] : type === "select" ? (options?.[0]?.[0] ?? "") : "",
    ]),
  )
}

function filled(values: Partial<EntryValues>): EntryValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** "people[0].offices[0].title" means the field "office"; the last step that is a field counts. */
function fieldOf(path: string | undefined, fields: EntryField[]): string | undefined {
  const steps = (path ?? "").split(/[.[\]]/).filter(Boolean)
  const meant = steps.includes("offices") ? steps.map((step) => (step === "title" ? "office" : step)) : steps
  return meant.findLast((step) => fields.some(({ name }) => name === step))
}

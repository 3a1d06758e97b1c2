"use client"

import { useMutation } from "@tanstack/react-query"
import { useRef } from "react"
import { useForm, useWatch } from "react-hook-form"
import { CHECKLIST } from "../../server/domain/checklist.ts"
import { slugOf } from "../../server/domain/slug.ts"
import { REVIEW_POLICIES, STAGES, VISIBILITIES } from "../../server/domain/vocabulary.ts"
import { setUp as text } from "../_messages/desk.en.ts"
import { words } from "../_messages/en.ts"
import { useTRPC } from "../_trpc/browser.tsx"
import { oneOf } from "./_form/statement-values.ts"
import { Values } from "./_form/words-section.tsx"
import { Fields, SelectField, ShowProblem, TextArea, TextField } from "./_parts/field.tsx"
import { problemIn } from "./problem.ts"
import { useAlive, useFocusOnProblem } from "./use-form-habits.ts"

interface SetUpValues {
  title: string
  slug: string
  summary: string
  timeZone: string
  stage: string
  review: string
  visibility: string
  checklist: string[]
}

const POINTS = CHECKLIST.flatMap(({ points }) => points)
const NAMED = ["title", "slug", "summary", "timeZone", "stage", "review", "visibility", "checklist"]

/** A new negotiation out of the 30-point agenda checklist. */
export function SetUpForm() {
  const trpc = useTRPC()
  const ref = useRef<HTMLFormElement>(null)
  const setUp = useMutation(
    trpc.negotiations.setUp.mutationOptions({
      onSuccess: (done) => {
        if ("negotiation" in done) window.location.assign(`/desk/${done.negotiation}/entries`)
      },
    }),
  )
  const { register, control, handleSubmit, setValue, getFieldState } = useForm<SetUpValues>({
    defaultValues: {
      title: "",
      slug: "",
      summary: "",
      timeZone: "",
      stage: "pre_negotiation",
      review: "risky",
      visibility: "public",
      checklist: POINTS.map((_, i) => String(i + 1)),
    },
  })
  const chosen = useWatch({ control, name: "checklist" })
  const problem = setUp.error ? problemIn(setUp.error) : null
  const field = NAMED.find((name) => problem?.path?.split(/[.[]/).includes(name))
  const shown = problem && { field, detail: problem.detail }
  useFocusOnProblem(ref, setUp.error)
  const alive = useAlive()
  const send = handleSubmit((values) => {
    if (setUp.isPending) return
    setUp.mutate({
      title: values.title.trim(),
      slug: values.slug.trim(),
      summary: values.summary.trim(),
      timeZone: values.timeZone.trim(),
      stage: oneOf(STAGES, values.stage),
      review: oneOf(REVIEW_POLICIES, values.review),
      visibility: oneOf(VISIBILITIES, values.visibility),
      checklist: values.checklist.map(Number),
    })
  })
  return (
    <ShowProblem value={shown}>
      <form ref={ref} className="desk-fields desk-plain" noValidate inert={!alive} onSubmit={send}>
        <TextField
          label={text.title}
          hint={text.titleHint}
          {...register("title", {
            onChange: (event) => {
              if (!getFieldState("slug").isDirty) setValue("slug", slugOf(event.target.value))
            },
          })}
        />
        <TextField
          label={text.slug}
          hint={text.slugHint}
          dir="ltr"
          {...register("slug", { onChange: () => undefined })}
        />
        <TextArea label={text.summary} {...register("summary")} />
        <div className="desk-two">
          <TextField label={text.timeZone} hint={text.timeZoneHint} dir="ltr" {...register("timeZone")} />
          <SelectField label={text.stage} {...register("stage")}>
            <Values of={STAGES} called={words.stage} />
          </SelectField>
        </div>
        <SelectField label={text.review} hint={text.reviewHint} {...register("review")}>
          <Values of={REVIEW_POLICIES} called={text.policies} />
        </SelectField>
        <SelectField label={text.visibility} {...register("visibility")}>
          <Values of={VISIBILITIES} called={text.visibilities} />
        </SelectField>
        <Fields legend={text.checklist} name="checklist" hint={text.checklistHint}>
          <p className="desk-actions">
            <button
              type="button"
              className="button"
              onClick={() =>
                setValue(
                  "checklist",
                  POINTS.map((_, i) => String(i + 1)),
                )
              }
            >
              {text.all}
            </button>
            <button type="button" className="button" onClick={() => setValue("checklist", [])}>
              {text.none}
            </button>
            <span className="hint">{text.chosen(chosen.length)}</span>
          </p>
          {CHECKLIST.map(({ group, points }) => (
            <fieldset key={group} className="desk-points">
              <legend>{group}</legend>
              {points.map((point) => {
                const number = POINTS.indexOf(point) + 1
                return (
                  <label key={point}>
                    <input type="checkbox" value={number} {...register("checklist")} />
                    <span>
                      {number}. {point}
                    </span>
                  </label>
                )
              })}
            </fieldset>
          ))}
        </Fields>
        {shown && field === undefined && (
          <p className="desk-wrong" tabIndex={-1} data-problem="">
            {shown.detail}
          </p>
        )}
        <p>
          <button type="submit" className="button button-primary" aria-disabled={setUp.isPending}>
            {setUp.isPending ? text.working : text.submit}
          </button>
        </p>
      </form>
    </ShowProblem>
  )
}

"use client"

import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useState,
} from "react"

/** The sentence of the last refusal and the field it belongs to. */
export interface ShownProblem {
  field: string | undefined
  detail: string
}
const ProblemContext = createContext<ShownProblem | null>(null)
export const ShowProblem = ProblemContext.Provider

export function useProblemAt(name: string): string | undefined {
  const problem = useContext(ProblemContext)
  return problem?.field === name ? problem.detail : undefined
}

interface Labelled {
  label: string
  name: string
  hint?: ReactNode
  /** True where what stands beside the field says it to those who see. */
  unseenLabel?: boolean
}

export function TextField({ label, hint, ...input }: Labelled & ComponentProps<"input">) {
  const { id, wrong, described } = useField(input.name, hint)
  return (
    <Frame {...{ id, label, hint, wrong }}>
      <input dir="auto" autoComplete="off" {...input} {...{ id, className: "field", ...described }} />
    </Frame>
  )
}

export function TextArea({ label, hint, ...area }: Labelled & ComponentProps<"textarea">) {
  const { id, wrong, described } = useField(area.name, hint)
  return (
    <Frame {...{ id, label, hint, wrong }}>
      <textarea dir="auto" rows={2} {...area} {...{ id, className: "field desk-area", ...described }} />
    </Frame>
  )
}

export function SelectField({
  label,
  hint,
  unseenLabel,
  children,
  ...select
}: Labelled & ComponentProps<"select">) {
  const { id, wrong, described } = useField(select.name, hint)
  return (
    <Frame {...{ id, label, hint, wrong, unseenLabel }}>
      <select {...select} {...{ id, className: "field", ...described }}>
        {children}
      </select>
    </Frame>
  )
}

/** Several inputs under one legend; the first of them takes the focus where the whole is refused. */
export function Fields({
  legend,
  name,
  hint,
  children,
  className = "desk-fields",
}: {
  legend: string
  name: string
  hint?: ReactNode
  children: ReactNode
  className?: string
}) {
  const { id, wrong } = useField(name, hint)
  return (
    <fieldset
      className={className}
      data-wrong={wrong ? "" : undefined}
      aria-describedby={[hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ") || undefined}
    >
      <legend>{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {children}
      <Wrong id={id} text={wrong} />
    </fieldset>
  )
}

/** Hides what is seldom filled; opens by itself where something in it was refused. */
export function Fold({
  summary,
  names,
  open: initially = false,
  children,
}: {
  summary: string
  names: readonly string[]
  open?: boolean
  children: ReactNode
}) {
  const problem = useContext(ProblemContext)
  const [open, setOpen] = useState(initially)
  const asked = problem?.field !== undefined && names.includes(problem.field)
  useEffect(() => {
    if (asked) setOpen(true)
  }, [asked])
  return (
    <details
      className="desk-fold"
      open={open || asked}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{summary}</summary>
      <div className="desk-fields">{children}</div>
    </details>
  )
}

export function Wrong({ id, text }: { id: string; text: string | undefined }) {
  if (!text) return null
  return (
    <p id={`${id}-wrong`} className="desk-wrong">
      {text}
    </p>
  )
}

function Frame({
  id,
  label,
  hint,
  wrong,
  unseenLabel,
  children,
}: Omit<Labelled, "name"> & { id: string; wrong: string | undefined; children: ReactNode }) {
  return (
    <div className="desk-field">
      <label htmlFor={id} className={unseenLabel ? "visually-hidden" : undefined}>
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <Wrong id={id} text={wrong} />
    </div>
  )
}

function useField(name: string, hint: ReactNode) {
  const id = useId()
  const wrong = useProblemAt(name)
  const by = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ")
  return {
    id,
    wrong,
    described: { "aria-invalid": wrong ? true : undefined, "aria-describedby": by || undefined },
  }
}

"use client"

import { useRouter } from "next/navigation"
import { type ReactNode, useId, useRef, useState } from "react"
import { clip as text } from "../../_messages/clip.en.ts"
import { type Problem, problemIn } from "../problem.ts"
import { useFocusOnProblem } from "../use-form-habits.ts"
import { ShowProblem } from "./field.tsx"

/**
 * A few fields in the midst of a form that add what the form then refers to, without leaving it. Enter adds, Escape leaves.
 * `fieldOf` says which field a refusal is about.
 */
export function AddInline({
  label,
  legend,
  open: initially = false,
  fieldOf,
  onAdd,
  children,
}: {
  label: string
  legend: string
  open?: boolean
  fieldOf: (path: string) => string | undefined
  /** Adds; what it throws is shown. */
  onAdd: () => Promise<void>
  children: ReactNode
}) {
  const [open, setOpen] = useState(initially)
  const [working, setWorking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const place = useRef<HTMLFieldSetElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const router = useRouter()
  const id = useId()
  useFocusOnProblem(place, problem)

  const close = () => {
    setOpen(false)
    // unless what was added leads it elsewhere
    setTimeout(() => document.activeElement === document.body && opener.current?.focus())
  }
  const add = async () => {
    if (working) return
    setWorking(true)
    setProblem(null)
    try {
      await onAdd()
      close()
      router.refresh()
    } catch (error) {
      setProblem(problemIn(error))
    } finally {
      setWorking(false)
    }
  }

  if (!open) {
    return (
      <button ref={opener} type="button" className="button desk-start" onClick={() => setOpen(true)}>
        {label}
      </button>
    )
  }
  const field = problem?.path === undefined ? undefined : fieldOf(problem.path)
  return (
    <ShowProblem value={problem && { field, detail: problem.detail }}>
      <fieldset
        ref={place}
        id={id}
        className="desk-fields desk-condition"
        onKeyDown={(event) => {
          const { target } = event
          if (event.key === "Escape" && !isListOpen(target)) {
            event.stopPropagation()
            close()
          } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
            // a button does what it says, and an open list takes what is found in it
            if (target instanceof HTMLButtonElement || isListOpen(target)) return
            event.preventDefault()
            void add()
          }
        }}
      >
        <legend>{legend}</legend>
        {children}
        {problem && field === undefined && (
          <p className="desk-wrong" tabIndex={-1} data-problem="">
            {problem.detail}
          </p>
        )}
        <p className="desk-actions">
          <button type="button" className="button button-primary" aria-disabled={working} onClick={add}>
            {working ? text.adding : text.add}
          </button>
          <button type="button" className="button" onClick={close}>
            {text.cancel}
          </button>
        </p>
      </fieldset>
    </ShowProblem>
  )
}

function isListOpen(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute("aria-expanded") === "true"
}

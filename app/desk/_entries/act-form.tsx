"use client"

import { useEffect, useMemo, useRef, useState } from "react"
import { entries as text } from "../../_messages/entries.en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { ShowProblem } from "../_parts/field.tsx"
import { type Problem, problemIn } from "../problem.ts"
import { useAlive, useFocusOnProblem, useUnsaved } from "../use-form-habits.ts"
import { ActField } from "./act-field.tsx"
import type { Act, Done, Values } from "./entry-book.ts"
import { rows } from "./entry-book.ts"

/**
 * Does one thing to an entry. What was typed stays until the server has taken it; a refusal stands at its field. Where
 * somebody else changed the entry meanwhile, nothing is overwritten, and one can take it as it stands now.
 */
export function ActForm({
  act,
  again,
  onDone,
  onDirty,
}: {
  act: Act
  /** Reads the entries again. */
  again: () => Promise<unknown>
  onDone: (done: Done) => void
  onDirty: (act: string, dirty: boolean) => void
}) {
  const client = useTRPCClient()
  const ref = useRef<HTMLFormElement>(null)
  const said = useRef<HTMLParagraphElement>(null)
  const [values, setValues] = useState(act.values)
  const [base, setBase] = useState(act.values)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState("")
  const [problem, setProblem] = useState<Problem | null>(null)
  const alive = useAlive()
  const shown = act.fields.filter((one) => one.when?.(values) ?? true)
  const dirty = useMemo(() => JSON.stringify(values) !== JSON.stringify(base), [values, base])
  const fresh = JSON.stringify(act.values) !== JSON.stringify(base)
  const clean = !dirty && !busy
  const field = problem ? fieldOf(problem.path, values) : undefined
  useUnsaved(dirty)
  useFocusOnProblem(ref, problem)
  useEffect(() => {
    onDirty(act.id, dirty)
    return () => onDirty(act.id, false)
  }, [act.id, dirty, onDirty])
  useEffect(() => {
    // what somebody else saved is shown at once, unless one is changing it oneself
    if (!fresh || !clean) return
    setBase(act.values)
    setValues(act.values)
  }, [act.values, fresh, clean])
  useEffect(() => {
    if (done !== "") said.current?.focus()
  }, [done])

  async function send() {
    if (busy) return
    setBusy(true)
    setDone("")
    setProblem(null)
    try {
      const outcome = await act.send(client, values)
      await again()
      setBase(values)
      // where it leads elsewhere, it is said there
      if (!outcome.open) setDone(outcome.said)
      onDirty(act.id, false)
      onDone(outcome)
    } catch (error) {
      const found = problemIn(error)
      setProblem(found)
      if (found.code === "version_conflict") await again()
    } finally {
      setBusy(false)
    }
  }

  const takeFresh = () => {
    setBase(act.values)
    setValues(act.values)
    setProblem(null)
  }

  return (
    <ShowProblem value={problem && { field, detail: problem.detail }}>
      <form
        ref={ref}
        className="desk-fields"
        noValidate
        inert={!alive}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return
          event.preventDefault()
          void send()
        }}
      >
        {act.text && <p className="hint">{act.text}</p>}
        {shown.map((one) => (
          <ActField
            key={one.name}
            field={one}
            values={values}
            set={(name, value) => setValues((now): Values => ({ ...now, [name]: value }))}
          />
        ))}
        {problem && field === undefined && (
          <p className="desk-wrong" tabIndex={-1} data-problem="">
            {problem.detail}
          </p>
        )}
        <p className="desk-actions">
          <button type="submit" className="button button-primary" aria-disabled={busy}>
            {busy ? text.saving : act.button}
          </button>
          {problem?.code === "version_conflict" && (
            <button type="button" className="button" onClick={takeFresh}>
              {text.reset}
            </button>
          )}
        </p>
        <p ref={said} tabIndex={-1} role="status" className="desk-done">
          {done}
        </p>
      </form>
    </ShowProblem>
  )
}

/** "people[0].offices[1].from" means the field "offices.1.from"; "names.uk" the row of that language. */
function fieldOf(path: string | undefined, values: Values): string | undefined {
  if (!path) return undefined
  const steps = path
    .replace(/^(actors|parties|people|sources|issues|options|proposals|events|agreements)\[0\]\./, "")
    .replace(/^history\[\d+\]\./, "")
    .split(/[.[\]]+/)
    .filter(Boolean)
  const [name, row, inner] = steps
  if (name === undefined || !(name in values)) return undefined
  const list = rows(values, name)
  if (list.length === 0 || row === undefined) return name
  if (/^\d+$/.test(row)) return inner === undefined ? name : `${name}.${row}.${inner}`
  const n = list.findIndex((one) => one.language === row)
  return n < 0 ? name : `${name}.${n}.language`
}

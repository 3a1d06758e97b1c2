"use client"

import { type ComponentProps, type FormEvent, useEffect, useId, useRef, useState } from "react"
import { admin } from "../_messages/accounts.en.ts"
import type { Problem } from "./ask.ts"

/** A labelled input with its hint and, beside it, what is wrong with it. It keeps what was typed. */
export function Field({
  label,
  name,
  hint,
  problem,
  ...input
}: { label: string; name: string; hint?: string; problem: Problem | null } & ComponentProps<"input">) {
  const id = useId()
  const wrong = problem?.path === name ? problem.detail : undefined
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ")
  return (
    <div className="account-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        name={name}
        className="field"
        aria-invalid={wrong ? true : undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {wrong && (
        <p id={`${id}-wrong`} className="account-wrong">
          {wrong}
        </p>
      )}
    </div>
  )
}

/** Says what went wrong with the whole of a form; a screen reader hears it at once. */
export function FormProblem({ problem, fields }: { problem: Problem | null; fields: readonly string[] }) {
  const ofNoField = problem !== null && (problem.path === undefined || !fields.includes(problem.path))
  if (!ofNoField) return null
  return (
    <p className="account-wrong" role="alert">
      {problem.detail}
    </p>
  )
}

/**
 * Runs a form: one submission at a time, the fields as text, and where it is refused the focus on the field at fault.
 * `send` answers with what is wrong, or null.
 */
export function useForm(send: (values: Record<string, string>) => Promise<Problem | null>) {
  const form = useRef<HTMLFormElement>(null)
  const [working, setWorking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus()
  }, [problem])
  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (working) return
    const values = textsOf(event.currentTarget)
    setWorking(true)
    setProblem(null)
    setProblem(await send(values))
    setWorking(false)
  }
  // sent by post where the script has not loaded yet: what was typed must not end up in an address
  const props = { ref: form, method: "post", onSubmit, noValidate: true, "aria-busy": working }
  return { working, problem, props }
}

/** Sends the form, and says that it is being sent; it keeps the focus meanwhile. */
export function Submit({ label, working }: { label: string; working: string | false }) {
  return (
    <button type="submit" className="button button-primary" aria-disabled={working !== false}>
      {working === false ? label : working}
    </button>
  )
}

/**
 * Tells what has happened, and takes the focus, since what was pressed may be gone: that has it read, too. Left out while
 * the same is done once more, it tells that anew.
 */
export function Done({ text }: { text: string }) {
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (text !== "") line.current?.focus()
  }, [text])
  if (text === "") return null
  return (
    <p ref={line} tabIndex={-1} className="account-done">
      {text}
    </p>
  )
}

/** A secret that is shown once, with a button that copies it. */
export function ShownOnce({ label, value }: { label: string; value: string }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [told, setTold] = useState("")
  useEffect(() => {
    input.current?.focus()
  }, [])
  async function copy() {
    input.current?.select()
    try {
      await navigator.clipboard.writeText(value)
      setTold(admin.copied)
    } catch {
      // a page over plain http from another machine may not write to the clipboard
      setTold(admin.copyByHand)
    }
  }
  return (
    <div className="account-field">
      <label htmlFor={id}>{label}</label>
      <div className="account-once">
        <input
          ref={input}
          id={id}
          className="field"
          readOnly
          value={value}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" className="button" onClick={copy}>
          {admin.copy}
        </button>
      </div>
      <Done text={told} />
    </div>
  )
}

/** A button that asks before it does what cannot be undone. */
export function ConfirmButton({
  label,
  name,
  question,
  text,
  onConfirm,
}: {
  label: string
  /** The button's whole name for those who do not see the row it stands in. */
  name: string
  question: string
  text: string
  onConfirm: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  return (
    <>
      <button type="button" className="button" aria-label={name} onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog
        ref={dialog}
        className="account-dialog"
        aria-labelledby={`${id}-q`}
        aria-describedby={`${id}-t`}
      >
        <h2 id={`${id}-q`} className="section-title">
          {question}
        </h2>
        <p id={`${id}-t`}>{text}</p>
        <form method="dialog" className="account-actions">
          <button type="submit" className="button">
            {admin.cancel}
          </button>
          <button type="submit" className="button button-primary" onClick={onConfirm}>
            {label}
          </button>
        </form>
      </dialog>
    </>
  )
}

function textsOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  )
  return Object.fromEntries(entries)
}

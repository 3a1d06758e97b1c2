"use client"

import { type FormEvent, type RefObject, startTransition, useActionState, useEffect, useRef } from "react"
import type { Problem } from "../../account/ask.ts"
import type { Answer } from "../answers.ts"

/**
 * A form that asks the server by one of the actions: one submission at a time; where it is refused, what was typed stays and the
 * field at fault has the focus. Without JavaScript the browser sends it, and the page comes back with the same answer.
 */
export function useAnswer<T>(action: (before: Answer<T>, form: FormData) => Promise<Answer<T>>): {
  done: T | null
  problem: Problem | null
  working: boolean
  send: (form: FormData) => void
  props: {
    ref: RefObject<HTMLFormElement | null>
    action: (form: FormData) => void
    onSubmit: (event: FormEvent<HTMLFormElement>) => void
  }
} {
  const ref = useRef<HTMLFormElement>(null)
  const [answer, send, working] = useActionState<Answer<T>, FormData>(action, null)
  const problem = answer && "problem" in answer ? answer.problem : null
  useEffect(() => {
    if (problem) ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus()
  }, [problem])
  return {
    done: answer && "done" in answer ? answer.done : null,
    problem,
    working,
    send: (form) => startTransition(() => send(form)),
    props: {
      ref,
      action: send,
      onSubmit(event) {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        if (!working) startTransition(() => send(form))
      },
    },
  }
}

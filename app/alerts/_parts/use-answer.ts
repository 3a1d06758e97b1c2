"use client"

import { unstable_rethrow } from "next/navigation"
import { type FormEvent, type RefObject, startTransition, useActionState, useEffect, useRef } from "react"
import { failures } from "../../_messages/accounts.en.ts"
import type { Problem } from "../../account/ask.ts"
import type { Answer, Typed } from "../answers.ts"

/**
 * A form that asks the server by one of the actions: one submission at a time; where it is refused or the server is not
 * reached, what was typed stays and the field at fault has the focus. Without JavaScript the browser sends it, and the page
 * comes back with the same answer and, where the action gives it back, with what was typed.
 */
export function useAnswer<T>(action: (before: Answer<T>, form: FormData) => Promise<Answer<T>>): {
  done: T | null
  problem: Problem | null
  typed: Typed
  working: boolean
  send: (form: FormData) => void
  props: {
    ref: RefObject<HTMLFormElement | null>
    action: (form: FormData) => void
    onSubmit: (event: FormEvent<HTMLFormElement>) => void
  }
} {
  const ref = useRef<HTMLFormElement>(null)
  // the action itself, since only that can be sent without JavaScript
  const [first, bare] = useActionState<Answer<T>, FormData>(action, null)
  const [next, send, working] = useActionState<Answer<T>, FormData>(async (before, form) => {
    try {
      return await action(before, form)
    } catch (error) {
      unstable_rethrow(error)
      return { problem: { detail: failures.notReached } }
    }
  }, null)
  const answer = next ?? first
  const problem = answer && "problem" in answer ? answer.problem : null
  useEffect(() => {
    if (problem) ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus()
  }, [problem])
  return {
    done: answer && "done" in answer ? answer.done : null,
    problem,
    typed: (answer && "typed" in answer && answer.typed) || {},
    working,
    send: (form) => startTransition(() => send(form)),
    props: {
      ref,
      action: bare,
      onSubmit(event) {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        if (!working) startTransition(() => send(form))
      },
    },
  }
}

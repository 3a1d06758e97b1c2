"use client"

import Form from "next/form"
import { type FormEvent, type ReactNode, useEffect, useRef } from "react"

/** While somebody types, what it would send is asked for after this pause. */
const PAUSE_MS = 400

/**
 * Puts what is chosen into the address, so that the page says what it sends. With JavaScript it does so at every choice;
 * without it, its button does.
 */
export function WhatForm({ id, action, children }: { id: string; action: string; children: ReactNode }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const send = ({ target, currentTarget }: FormEvent<HTMLFormElement>) => {
    const typed = target instanceof HTMLInputElement && target.type === "text"
    clearTimeout(timer.current)
    timer.current = setTimeout(() => currentTarget.requestSubmit(), typed ? PAUSE_MS : 0)
  }
  return (
    <Form id={id} action={action} replace scroll={false} prefetch={false} onChange={send}>
      {children}
    </Form>
  )
}

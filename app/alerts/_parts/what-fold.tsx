"use client"

import { type ReactNode, useState } from "react"

/** A part that unfolds. Whether it is open is said once: afterwards the reader decides, whatever they untick in it. */
export function WhatFold({
  summary,
  isOpen,
  children,
}: {
  summary: ReactNode
  isOpen: boolean
  children: ReactNode
}) {
  const [wasOpen] = useState(isOpen)
  return (
    <details className="alert-fold" open={wasOpen}>
      <summary>{summary}</summary>
      {children}
    </details>
  )
}

"use client"

import { useEffect, useId, useState } from "react"
import type { Problem } from "../../account/ask.ts"

/** Chooses a time zone by its name; until somebody has chosen, the browser's own stands there. */
export function ZoneField({
  label,
  hint,
  zones,
  initial,
  followsBrowser = false,
  problem,
}: {
  label: string
  hint?: string
  zones: string[]
  initial: string
  followsBrowser?: boolean
  problem: Problem | null
}) {
  const id = useId()
  const [zone, setZone] = useState(initial)
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (followsBrowser && zones.includes(here)) setZone(here)
  }, [followsBrowser, zones])
  const wrong = problem?.path === "timeZone" ? problem.detail : undefined
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ")
  return (
    <div className="account-field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name="timeZone"
        className="field"
        value={zone}
        onChange={(event) => setZone(event.currentTarget.value)}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={described || undefined}
      >
        {zones.map((name) => (
          <option key={name} value={name}>
            {name.replaceAll("_", " ")}
          </option>
        ))}
      </select>
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

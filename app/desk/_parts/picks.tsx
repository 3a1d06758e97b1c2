"use client"

import { useState } from "react"
import { choose as text } from "../../_messages/desk.en.ts"
import { Fields } from "./field.tsx"

/** Several of a few, each a box to tick. Of more than `fold`, only those that are ticked show until the rest is asked for. */
export function Picks({
  legend,
  name,
  hint,
  options,
  value,
  onChange,
  fold = Number.POSITIVE_INFINITY,
}: {
  legend: string
  name: string
  hint?: string
  options: readonly [id: string, label: string][]
  value: readonly string[]
  onChange: (chosen: string[]) => void
  fold?: number
}) {
  const [all, setAll] = useState(false)
  const folded = !all && options.length > fold && value.length > 0
  const shown = folded ? options.filter(([id]) => value.includes(id)) : options
  return (
    <Fields legend={legend} name={name} hint={hint}>
      <div className="desk-choices">
        {shown.map(([id, label]) => (
          <label key={id} className="desk-pick">
            <input
              type="checkbox"
              name={name}
              checked={value.includes(id)}
              // in the order in which they stand, whatever the order of ticking
              onChange={({ currentTarget: { checked } }) =>
                onChange(
                  options
                    .map(([other]) => other)
                    .filter((other) => (other === id ? checked : value.includes(other))),
                )
              }
            />
            <span dir="auto">{label}</span>
          </label>
        ))}
        {folded && (
          <button type="button" className="desk-quiet" onClick={() => setAll(true)}>
            {text.others}
          </button>
        )}
      </div>
    </Fields>
  )
}

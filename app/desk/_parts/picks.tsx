"use client"

import { Fields } from "./field.tsx"

/** Several of a few, each a box to tick. */
export function Picks({
  legend,
  name,
  hint,
  options,
  value,
  onChange,
}: {
  legend: string
  name: string
  hint?: string
  options: readonly [id: string, label: string][]
  value: readonly string[]
  onChange: (chosen: string[]) => void
}) {
  return (
    <Fields legend={legend} name={name} hint={hint}>
      <div className="desk-choices">
        {options.map(([id, label]) => (
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
      </div>
    </Fields>
  )
}

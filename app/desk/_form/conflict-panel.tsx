"use client"

import { useEffect, useId, useRef, useState } from "react"
import { conflict as text } from "../../_messages/desk.en.ts"
import { useDesk } from "../desk-context.tsx"
import { differences } from "./differences.ts"
import type { StatementValues } from "./statement-values.ts"
import type { Conflict } from "./use-statement.ts"

/** Two versions beside each other, field by field; nothing is lost until somebody has chosen. */
export function ConflictPanel({
  conflict,
  yours,
  theirs,
  onMerge,
}: {
  conflict: Conflict
  yours: StatementValues
  theirs: StatementValues | undefined
  onMerge: (merged: StatementValues, theirs: StatementValues, version: number) => void
}) {
  const { data } = useDesk()
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    heading.current?.focus()
    heading.current?.scrollIntoView({ block: "start" })
  }, [])
  const fields = theirs ? differences(theirs, yours, data) : []
  return (
    <section className="desk-conflict" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1} className="section-title">
        {text.heading}
      </h2>
      {!theirs && (
        <>
          <p>{text.gone}</p>
          <p>
            <a href={`/desk/${data.slug}`}>{text.reopen}</a>
          </p>
        </>
      )}
      {theirs && (
        <>
          <p>{fields.length > 0 ? text.text(conflict.version) : text.same}</p>
          {fields.map(({ a: there, b: mine }) => (
            <fieldset key={there.key} className="desk-versions">
              <legend>{there.label}</legend>
              {[
                { words: there.words, label: text.theirs, theirs: true },
                { words: mine.words, label: text.yours, theirs: false },
              ].map((version) => (
                <label key={version.label}>
                  <input
                    type="radio"
                    name={`${id}-${there.key}`}
                    checked={taken.has(there.key) === version.theirs}
                    onChange={() => setTaken(toggled(taken, there.key, version.theirs))}
                  />
                  <span>
                    <span className="meta block">{version.label}</span>
                    <span dir="auto">{version.words || text.empty}</span>
                  </span>
                </label>
              ))}
            </fieldset>
          ))}
          <button
            type="button"
            className="button button-primary desk-start"
            onClick={() => {
              const parts = fields.filter(({ a }) => taken.has(a.key)).flatMap(({ a }) => a.parts)
              const chosen = Object.fromEntries(parts.map((part) => [part, theirs[part]]))
              onMerge({ ...yours, ...chosen }, theirs, conflict.version)
            }}
          >
            {text.apply}
          </button>
        </>
      )}
    </section>
  )
}

function toggled(set: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (on) next.add(key)
  else next.delete(key)
  return next
}

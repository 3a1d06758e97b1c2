"use client"

import { useState } from "react"
import { WordDiff } from "../../_components/word-diff.tsx"
import { conflict as deskText } from "../../_messages/desk.en.ts"
import { merging as text } from "../../_messages/drafts.en.ts"
import { differences, readable } from "../_form/differences.ts"
import type { StatementValues } from "../_form/statement-values.ts"
import type { Conflict } from "../_form/use-statement.ts"
import { useDesk } from "../desk-context.tsx"

type Side = "theirs" | "yours"

/**
 * Two versions beside each other, field by field, each with what it changed in the one that both began from. What only one
 * side changed is chosen already; where both did, somebody has to say. Nothing is lost until then.
 */
export function ConflictPanel({
  id,
  conflict,
  base,
  yours,
  theirs,
  onMerge,
}: {
  /** Of its heading, which takes the focus where one is led here. */
  id: string
  conflict: Conflict
  base: StatementValues
  yours: StatementValues
  theirs: StatementValues | undefined
  onMerge: (merged: StatementValues, theirs: StatementValues) => void
}) {
  const { data } = useDesk()
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map())
  if (!theirs) return <Gone id={id} />
  const before = new Map(readable(base, data).map((field) => [field.key, field.words]))
  const fields = differences(theirs, yours, data).map(({ a, b }) => {
    const was = before.get(a.key) ?? ""
    const both = a.words !== was && b.words !== was
    const usual: Side | undefined = both ? undefined : a.words === was ? "yours" : "theirs"
    return { theirs: a, yours: b, was, both, side: chosen.get(a.key) ?? usual }
  })
  const open = fields.filter(({ side }) => side === undefined)
  const name = conflict.savedByName || text.somebody
  function merge() {
    const [undecided] = open
    if (undecided) return document.getElementById(`${id}-${undecided.theirs.key}-theirs`)?.focus()
    if (!theirs) return
    const parts = fields.filter(({ side }) => side === "theirs").flatMap((field) => field.theirs.parts)
    onMerge({ ...yours, ...Object.fromEntries(parts.map((part) => [part, theirs[part]])) }, theirs)
  }
  return (
    <section className="desk-conflict" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1} className="section-title" dir="auto">
        {text.heading(name)}
      </h2>
      <p>{fields.length > 0 ? text.text(conflict.version) : deskText.same}</p>
      {fields.map((field) => (
        <fieldset key={field.theirs.key} className="desk-versions">
          <legend>
            {field.theirs.label}
            {field.both && <span className="meta draft-both">{text.both}</span>}
          </legend>
          {(["theirs", "yours"] as const).map((side) => (
            <label key={side}>
              <input
                type="radio"
                id={`${id}-${field.theirs.key}-${side}`}
                name={`${id}-${field.theirs.key}`}
                checked={field.side === side}
                onChange={() => setChosen(new Map(chosen).set(field.theirs.key, side))}
              />
              <span>
                <span className="meta block">{side === "theirs" ? text.theirs(name) : text.yours}</span>
                <span dir="auto">
                  {field[side].words ? (
                    <WordDiff before={field.was} after={field[side].words} />
                  ) : (
                    deskText.empty
                  )}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <p className="desk-actions">
        <button
          type="button"
          className="button button-primary"
          aria-disabled={open.length > 0}
          onClick={merge}
        >
          {text.apply}
        </button>
        {open.length > 0 && <span className="hint">{text.open(open.length)}</span>}
      </p>
    </section>
  )
}

function Gone({ id }: { id: string }) {
  const { data } = useDesk()
  return (
    <section className="desk-conflict" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1} className="section-title">
        {deskText.heading}
      </h2>
      <p>{deskText.gone}</p>
      <p>
        <a href={`/desk/${data.slug}`}>{deskText.reopen}</a>
      </p>
    </section>
  )
}

"use client"

import { useMutation } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"
import { importing as text } from "../_messages/desk.en.ts"
import { type Inputs, type Outputs, useTRPC } from "../_trpc/browser.tsx"
import { ShowProblem, TextArea } from "./_parts/field.tsx"
import { problemIn } from "./problem.ts"
import { useAlive, useFocusOnProblem } from "./use-form-habits.ts"

type Imported = Outputs["negotiations"]["import"]

/** A negotiation document, all or nothing: first what it would change, then the import itself. */
export function ImportForm({ editor }: { editor: boolean }) {
  const trpc = useTRPC()
  const form = useRef<HTMLFormElement>(null)
  const [pasted, setPasted] = useState("")
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const take = useMutation(trpc.negotiations.import.mutationOptions())
  const alive = useAlive()
  const result = take.data
  const problem = take.error ? problemIn(take.error) : null
  const detail =
    unreadable ??
    (problem && [problem.path && text.at(problem.path), problem.detail].filter(Boolean).join(": "))
  useFocusOnProblem(form, unreadable === null ? take.error : { unreadable })

  function send(dryRun: boolean) {
    if (take.isPending) return
    const read = documentIn(pasted)
    setUnreadable("why" in read ? read.why : null)
    if ("document" in read) take.mutate({ document: read.document, dryRun })
    else take.reset()
  }

  return (
    <ShowProblem value={detail ? { field: "document", detail } : null}>
      <form
        ref={form}
        className="desk-fields desk-plain"
        noValidate
        inert={!alive}
        onSubmit={(event) => {
          event.preventDefault()
          send(true)
        }}
      >
        <p className="hint">{text.hint}</p>
        <p className="hint">{editor ? text.editor : text.analyst}</p>
        <div className="desk-field">
          <label htmlFor="import-file">{text.file}</label>
          <input
            id="import-file"
            type="file"
            accept="application/json,.json"
            className="field"
            onChange={async (event) => {
              const file = event.currentTarget.files?.[0]
              if (!file) return
              take.reset()
              setPasted(await file.text())
            }}
          />
        </div>
        <TextArea
          label={text.text}
          name="document"
          rows={8}
          dir="ltr"
          spellCheck={false}
          value={pasted}
          onChange={(event) => {
            setPasted(event.currentTarget.value)
            if (take.data) take.reset()
          }}
        />
        <p className="desk-actions">
          <button type="submit" className="button" aria-disabled={take.isPending}>
            {take.isPending && take.variables.dryRun ? text.checking : text.check}
          </button>
          {result?.dryRun && (
            <button type="button" className="button button-primary" onClick={() => send(false)}>
              {take.isPending ? text.working : text.submit}
            </button>
          )}
        </p>
        {result && <Result result={result} />}
      </form>
    </ShowProblem>
  )
}

function Result({ result }: { result: Imported }) {
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer takes the focus anew
  useEffect(() => heading.current?.focus(), [result])
  const lines = Object.entries(text.kinds).flatMap(([kind, called]) => {
    const tally = result.tally[kind]
    if (!tally || tally.added + tally.present === 0) return []
    const said = [
      tally.added > 0 && text.added(tally.added, called),
      tally.present > 0 && text.present(tally.present),
    ]
    return [{ kind, called, said: said.filter(Boolean).join(", "), fresh: tally.added > 0 }]
  })
  const nothing = result.changes === 0 && lines.every((line) => !line.fresh)
  return (
    <section className="desk-preview">
      <h3 ref={heading} tabIndex={-1} className="desk-legend">
        {result.dryRun ? text.wouldChange(result.negotiation) : text.done(result.negotiation)}
      </h3>
      {nothing ? (
        <p>{text.nothingChanges}</p>
      ) : (
        <>
          <p>{text.changes(result.changes)}</p>
          <dl className="details-list">
            {lines.map(({ kind, called, said }) => (
              <div key={kind} className="contents">
                <dt>{called}</dt>
                <dd>{said}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {!result.dryRun && (
        <p>
          <a className="button" href={`/desk/${result.negotiation}`}>
            {text.goTo}
          </a>
        </p>
      )}
    </section>
  )
}

function documentIn(
  pasted: string,
): { document: Inputs["negotiations"]["import"]["document"] } | { why: string } {
  if (pasted.trim() === "") return { why: text.nothing }
  try {
    // the server reads it field by field and says by path what is wrong
    return { document: JSON.parse(pasted) }
  } catch (error) {
    return { why: text.notJson(error instanceof Error ? error.message : "") }
  }
}

"use client"

import { useMutation } from "@tanstack/react-query"
import { useMemo, useRef, useState } from "react"
import { cellWord } from "../../../server/domain/wording.ts"
import { entries as text } from "../../_messages/entries.en.ts"
import { type Outputs, useTRPC } from "../../_trpc/browser.tsx"
import { Choose } from "../_parts/choose.tsx"
import { ShowProblem, TextArea } from "../_parts/field.tsx"
import { problemIn } from "../problem.ts"
import { useAlive, useFocusOnProblem } from "../use-form-habits.ts"
import { type Book, nameIn } from "./entry-book.ts"
import { people } from "./people-kind.ts"

const t = text.person
type Merge = Outputs["cast"]["mergePeople"]

/** Merges an entry into another of the same person: first what it would change is shown, then it is done. */
export function MergeAct({
  book,
  id,
  again,
  onMerged,
}: {
  book: Book
  id: string
  again: () => Promise<unknown>
  onMerged: (said: string, kept: string) => void
}) {
  const trpc = useTRPC()
  const form = useRef<HTMLFormElement>(null)
  const shown = useRef<HTMLHeadingElement>(null)
  const [into, setInto] = useState("")
  const [note, setNote] = useState("")
  const preview = useMutation(trpc.cast.mergePeople.mutationOptions())
  const merge = useMutation(trpc.cast.mergePeople.mutationOptions())
  const alive = useAlive()
  const error = merge.error ?? preview.error
  const problem = error ? problemIn(error) : null
  useFocusOnProblem(form, error)
  const choices = useMemo(
    () =>
      people
        .list(book)
        .filter((one) => one.id !== id)
        .map((one) => ({ id: one.id, label: one.name, detail: one.detail, search: one.search.join(" ") })),
    [book, id],
  )
  const asked = { slug: book.slug, id, into, ...(note.trim() && { note: note.trim() }) }
  const change = (set: () => void) => {
    set()
    preview.reset()
    merge.reset()
  }

  async function see() {
    if (preview.isPending) return
    try {
      await preview.mutateAsync({ ...asked, dryRun: true })
      requestAnimationFrame(() => shown.current?.focus())
    } catch {
      // the refusal is shown
    }
  }

  async function go() {
    if (merge.isPending) return
    try {
      const { merged, kept } = await merge.mutateAsync(asked)
      await again()
      onMerged(t.merged(merged.name, kept.name), kept.id)
    } catch {
      // the refusal is shown
    }
  }

  return (
    <ShowProblem
      value={problem && { field: problem.path === "into" ? "into" : undefined, detail: problem.detail }}
    >
      <form
        ref={form}
        className="desk-fields"
        noValidate
        inert={!alive}
        onSubmit={(event) => {
          event.preventDefault()
          void see()
        }}
      >
        <p className="hint">{t.mergeText}</p>
        <Choose
          label={t.into}
          name="into"
          hint={t.intoHint}
          choices={choices}
          value={into}
          onChoose={(chosen) => change(() => setInto(chosen))}
        />
        <TextArea
          label={t.note}
          name="note"
          hint={t.noteHint}
          value={note}
          onChange={({ currentTarget: { value } }) => change(() => setNote(value))}
        />
        {problem && problem.path !== "into" && (
          <p className="desk-wrong" tabIndex={-1} data-problem="">
            {problem.detail}
          </p>
        )}
        <p className="desk-actions">
          <button type="submit" className="button" aria-disabled={preview.isPending || into === ""}>
            {preview.isPending ? t.looking : t.see}
          </button>
        </p>
        {preview.data && (
          <div className="desk-preview">
            <h3 ref={shown} tabIndex={-1} className="section-title">
              {t.would(preview.data.merged.name, preview.data.kept.name)}
            </h3>
            {preview.data.negotiations.map((one) => (
              <WhatChanges key={one.slug} book={book} one={one} />
            ))}
            <p className="desk-actions">
              <button
                type="button"
                className="button button-primary"
                aria-disabled={merge.isPending}
                onClick={go}
              >
                {merge.isPending ? t.merging : t.doMerge}
              </button>
            </p>
          </div>
        )}
      </form>
    </ShowProblem>
  )
}

function WhatChanges({ book, one }: { book: Book; one: Merge["negotiations"][number] }) {
  const { statements, drafts, effect, risky } = one
  const option = (id: string) => book.entries.options.find((known) => known.id === id)?.text ?? id
  const roles = (id: string) =>
    (book.entries.actors.find((known) => known.id === id)?.roles ?? []).map((role) =>
      typeof role === "string" ? role : role.role,
    )
  return (
    <section>
      {one.slug !== book.slug && (
        <h4 className="desk-legend" dir="auto">
          {one.title}
        </h4>
      )}
      {statements.length + drafts.length === 0 ? (
        <p className="hint">{t.noWords}</p>
      ) : (
        <>
          <p>
            {[
              statements.length > 0 && t.corrected(statements.length),
              drafts.length > 0 && t.drafts(drafts.length),
            ]
              .filter(Boolean)
              .join("; ")}
            . {t.cells(effect.cells.length)}
          </p>
          <ul className="desk-effects">
            {effect.cells.map((cell) => {
              const word = (state: typeof cell.was) => cellWord(state, roles(cell.party)).toLowerCase()
              const [was, is] = [word(cell.was), word(cell)]
              const [party, on] = [nameIn(book.entries.actors, cell.party), option(cell.option)]
              return (
                <li key={`${cell.party} ${cell.option}`} dir="auto">
                  {was === is ? t.cellStays(party, on, is) : t.cell(party, on, was, is)}
                </li>
              )
            })}
          </ul>
          {risky > 0 && <p className="desk-note">{t.risky(risky)}</p>}
        </>
      )}
    </section>
  )
}

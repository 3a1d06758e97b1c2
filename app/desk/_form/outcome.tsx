"use client"

import { useEffect, useRef } from "react"
import { boardHref, statementHref } from "../../_components/addresses.ts"
import { desk as deskText, actions as text } from "../../_messages/desk.en.ts"
import { HeldAlerts } from "../_holds/held-alerts.tsx"
import { useDesk } from "../desk-context.tsx"
import { sentencesOf } from "./effect-sentences.ts"
import type { DocumentValues } from "./statement-values.ts"
import type { Preview } from "./use-preview.ts"

const WORDS = {
  published: text.published,
  in_review: text.sentToReview,
  corrected: text.corrected,
  withdrawn: text.withdrawn,
  discarded: text.discarded,
  source_added: text.sourceAdded,
}
export type OutcomeKind = keyof typeof WORDS

/** What became of it, and where to go from here. */
export function Outcome({
  kind,
  id,
  documents = [],
  preview = null,
}: {
  kind: OutcomeKind
  id: string
  documents?: DocumentValues[]
  preview?: Preview | null
}) {
  const { data, isEditor } = useDesk()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    window.scrollTo({ top: 0 })
  }, [])
  // one that was added to may be a draft: its address at the desk shows either
  const isPublic = kind === "published" || kind === "corrected" || kind === "withdrawn"
  const source = documents[0]?.key
  return (
    <section className="desk-outcome">
      <h2 ref={heading} tabIndex={-1} className="section-title">
        {WORDS[kind]}
      </h2>
      {(kind === "published" || kind === "corrected") && preview && (
        <ul className="desk-effects">
          {sentencesOf(preview, data).map((sentence) => (
            <li key={sentence} dir="auto">
              {sentence}
            </li>
          ))}
        </ul>
      )}
      <p className="desk-actions">
        {(kind === "published" || kind === "in_review" || kind === "source_added") && (
          <a
            className="button button-primary"
            href={`/desk/${data.slug}/log${source ? `?document=${encodeURIComponent(source)}` : ""}`}
          >
            {source ? text.next : text.nextNew}
          </a>
        )}
        {kind === "source_added" && (
          <a className="button" href={`/desk/${data.slug}/statements/${encodeURIComponent(id)}`}>
            {text.addedTo}
          </a>
        )}
        {isPublic && (
          <>
            <a className="button" href={statementHref(data.slug, id)}>
              {text.readPage}
            </a>
            <a className="button" href={boardHref(data.slug)}>
              {text.onBoard}
            </a>
          </>
        )}
        <a className="button" href={`/desk/${data.slug}`}>
          {deskText.back}
        </a>
      </p>
      {isPublic && <HeldAlerts slug={data.slug} isEditor={isEditor} />}
    </section>
  )
}

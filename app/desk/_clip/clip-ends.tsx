"use client"

import { useEffect, useRef } from "react"
import { statementHref } from "../../_components/addresses.ts"
import { clip as text } from "../../_messages/clip.en.ts"
import type { StatementOfClip } from "./clip-items.ts"

/** What is public already is corrected on its own page. */
export function Published({ slug, statement }: { slug: string; statement: StatementOfClip }) {
  const at = encodeURIComponent(statement.id)
  return (
    <div className="clip-published">
      <p className="gist" dir="auto">
        {statement.content.gist}
      </p>
      <p className="desk-actions">
        <a className="button" href={statementHref(slug, statement.id)}>
          {text.publicPage}
        </a>
        <a className="button" href={`/desk/${slug}/statements/${at}`}>
          {text.correct}
        </a>
      </p>
    </div>
  )
}

/** Everything that was found in the clip is logged. */
export function AllDone({ slug }: { slug: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="clip-published">
      <h2 ref={heading} tabIndex={-1} className="section-title">
        {text.done}
      </h2>
      <p>{text.doneText}</p>
      <p className="desk-actions">
        <a className="button button-primary" href={`/desk/${slug}/clip`}>
          {text.clipAnother}
        </a>
        <a className="button" href={`/desk/${slug}`}>
          {text.toQueue}
        </a>
      </p>
    </div>
  )
}

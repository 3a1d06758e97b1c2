"use client"

import { useEffect, useRef } from "react"
import { begun as text } from "../../_messages/alerts.en.ts"
import { ShownOnce } from "../../account/form-parts.tsx"
import type { Begun } from "../answers.ts"
import { managePath, newAlertPath } from "../paths.ts"

/** What came of it, in the place of the form; it takes the focus, since the button that was pressed is gone. */
export function BegunPart({
  begun,
  board,
  link: cameBy,
}: {
  begun: Begun
  board: string | null
  /** The signed link that the reader came by. */
  link: string | undefined
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // of a secret that is shown once its own field has the focus
    if (!begun.secret) heading.current?.focus()
  }, [begun.secret])
  const { state, channel, address, secret } = begun
  const link = begun.link ?? cameBy
  return (
    <section className="alert-begun" aria-labelledby="begun">
      <h3 id="begun" ref={heading} tabIndex={-1} className="section-title">
        {state === "pending" ? text.pendingHeading : text.heading}
      </h3>
      <p dir="auto">{state === "pending" ? text.pending(address) : text[channel]}</p>
      {secret && (
        <>
          <p>{text.secretOnce}</p>
          <ShownOnce label={text.secret} value={secret} />
          <p className="hint">{text.verify}</p>
        </>
      )}
      {begun.link && <p className="hint">{text.link}</p>}
      <p className="account-actions">
        {(state !== "pending" || link) && (
          <a className="button" href={managePath(link)}>
            {text.manage}
          </a>
        )}
        {board && (
          <a className="button" href={board}>
            {text.board}
          </a>
        )}
        <a className="button" href={newAlertPath(link)}>
          {text.another}
        </a>
      </p>
    </section>
  )
}

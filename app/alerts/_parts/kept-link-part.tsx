"use client"

import { useEffect, useState } from "react"
import { alerts as text } from "../../_messages/alerts.en.ts"
import { managePath } from "../paths.ts"
import { keptLink } from "./kept-link.ts"

/** The way back for a browser that is told without an account; nothing where it is not. */
export function KeptLinkPart() {
  const [link, setLink] = useState<string | null>(null)
  useEffect(() => setLink(keptLink()), [])
  if (link === null) return null
  return (
    <section aria-labelledby="browser">
      <h2 id="browser" className="section-title">
        {text.browserHeading}
      </h2>
      <p>{text.browserText}</p>
      <p>
        <a className="button" href={managePath(link)}>
          {text.browserLink}
        </a>
      </p>
    </section>
  )
}

import type { ReactNode } from "react"
import { tellMe } from "../_messages/alerts.en.ts"
import { Glyph } from "./stance-chip.tsx"

/** Leads to where one says what one wants to hear of. A plain link: the reader's page does nothing for it. */
export function TellMe({
  href,
  about,
  children = tellMe.changes,
}: {
  href: string
  /** What it is about, where several stand on one page. */
  about?: string
  children?: ReactNode
}) {
  return (
    <p className="tell-me">
      <a href={href}>
        <Glyph name="g-bell" />
        {children}
        {about && <span className="visually-hidden">: {about}</span>}
      </a>
    </p>
  )
}

import { here as text } from "../../_messages/drafts.en.ts"

/** Somebody published the draft or set it aside while it was open here without words of one's own. */
export function GoneLine({ href }: { href: string }) {
  return (
    <p className="desk-note">
      {text.gone} <a href={href}>{text.goneLink}</a>
    </p>
  )
}

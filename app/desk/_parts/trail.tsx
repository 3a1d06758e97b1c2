import { boardHref } from "../../_components/addresses.ts"
import { shell as text } from "../../_messages/commands.en.ts"
import { desk as deskText } from "../../_messages/desk.en.ts"
import { site } from "../../_messages/en.ts"
import { CommandsButton } from "../_commands/commands.tsx"

type Section = "queue" | "clip" | "log" | "entries" | "import" | "audit"

/** The head of every screen of one negotiation's desk: where one is, what else there is, and the commands. */
export function Trail({
  slug,
  title,
  current,
  where,
  aside,
}: {
  slug: string
  title: string
  current: Section | null
  /** What is open, where it is no part of the desk but one thing in it. */
  where?: string
  /** Stands at the end of the line: who else is here. */
  aside?: React.ReactNode
}) {
  const sections: [Section, string, string][] = [
    ["queue", `/desk/${slug}`, text.queue],
    ["clip", `/desk/${slug}/clip`, text.clip],
    ["log", `/desk/${slug}/log`, text.log],
    ["entries", `/desk/${slug}/entries`, text.entries],
    ["import", `/desk/${slug}/import`, text.import],
    ["audit", `/desk/${slug}/audit`, text.audit],
  ]
  return (
    <div className="desk-head">
      <a className="skip" href="#work">
        {text.skip}
      </a>
      <div className="desk-line">
        <a className="brand" href="/">
          {site.name}
        </a>
        <nav aria-label={text.where}>
          <ol className="desk-crumbs">
            <li>
              <a href="/desk">{deskText.heading}</a>
            </li>
            <li>
              <a href={`/desk/${slug}`} dir="auto">
                {title}
              </a>
            </li>
            {where && (
              <li aria-current="page" dir="auto">
                {where}
              </li>
            )}
          </ol>
        </nav>
        <div className="desk-aside">
          {aside}
          <CommandsButton />
        </div>
      </div>
      <nav className="desk-tabs" aria-label={text.sections}>
        <ul>
          {sections.map(([section, href, label]) => (
            <li key={section}>
              <a href={href} aria-current={section === current ? "page" : undefined}>
                {label}
              </a>
            </li>
          ))}
          <li>
            <a href={boardHref(slug)}>{text.board}</a>
          </li>
        </ul>
      </nav>
      <span id="work" tabIndex={-1} />
    </div>
  )
}

import { boardHref } from "../../_components/addresses.ts"
import { desk as text } from "../../_messages/desk.en.ts"

type Section = "queue" | "log" | "entries"

/** Where one is at the desk of a negotiation, and what else there is. */
export function Trail({ slug, title, current }: { slug: string; title: string; current: Section | null }) {
  const sections: [Section, string, string][] = [
    ["queue", `/desk/${slug}`, text.queue],
    ["log", `/desk/${slug}/log`, text.log],
    ["entries", `/desk/${slug}/entries`, text.entries],
  ]
  return (
    <>
      <p className="lead-small">
        <a href="/desk">{text.heading}</a> <span aria-hidden="true">/</span>{" "}
        <a href={`/desk/${slug}`} dir="auto">
          {title}
        </a>
      </p>
      <nav className="sections desk-sections" aria-label={text.trail}>
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
    </>
  )
}

import { feeds as text } from "../_messages/feeds.en.ts"
import { feedHref } from "./addresses.ts"

const FORMS = [
  ["atom", "application/atom+xml"],
  ["rss", "application/rss+xml"],
  ["json", "application/feed+json"],
] as const

/** Where the feeds of something are: for programs in the head of the page, for people in a line of it. */
export function Feeds({
  slug,
  query = {},
  name = text.ofNegotiation,
}: {
  slug: string
  /** As the feed's own; all of the negotiation without it. */
  query?: Record<string, string | undefined>
  /** What they are feeds of. */
  name?: string
}) {
  return (
    <p className="meta no-print">
      {FORMS.map(([form, type]) => (
        <link
          key={form}
          rel="alternate"
          type={type}
          href={feedHref(slug, form, query)}
          title={`${name} (${text.forms[form]})`}
        />
      ))}
      {name}:{" "}
      {FORMS.map(([form]) => (
        <a key={form} className="me-3 inline-block" href={feedHref(slug, form, query)}>
          {text.forms[form]}
        </a>
      ))}
    </p>
  )
}

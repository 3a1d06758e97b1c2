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
  children,
}: {
  slug: string
  /** As the feed's own; all of the negotiation without it. */
  query?: Record<string, string | undefined>
  /** What they are feeds of. */
  name?: string
  /** What else can be fetched again and again. */
  children?: React.ReactNode
}) {
  const addresses = FORMS.map(([form, type]) => ({ form, type, href: feedHref(slug, form, query) }))
  return (
    <p className="meta no-print flex flex-wrap gap-x-3">
      {addresses.map(({ form, type, href }) => (
        <link key={form} rel="alternate" type={type} href={href} title={`${name} (${text.forms[form]})`} />
      ))}
      <span dir="auto">{name}</span>
      {addresses.map(({ form, href }) => (
        <a key={form} href={href}>
          {text.forms[form]}
        </a>
      ))}
      {children}
    </p>
  )
}

/** The calendar has no filters: it is the negotiation's alone. */
export function NegotiationFeeds({ slug }: { slug: string }) {
  const href = feedHref(slug, "ics")
  return (
    <Feeds slug={slug}>
      <link rel="alternate" type="text/calendar" href={href} title={text.calendarOf} />
      <a href={href}>{text.calendar}</a>
    </Feeds>
  )
}

/** Addresses of the reader's pages, in one place. */

export interface Clocks {
  asOf?: string | undefined
  knownAt?: string | undefined
}

export function boardHref(
  slug: string,
  query: Clocks & { cell?: string; issue?: string; show?: string } = {},
): string {
  return withQuery(`/${slug}`, query)
}

export function statementHref(slug: string, id: string): string {
  return `/${slug}/statements/${encodeURIComponent(id)}`
}

export function statementsHref(slug: string, query: Record<string, string | undefined> = {}): string {
  return withQuery(`/${slug}/statements`, query)
}

export function partyHref(slug: string, party: string): string {
  return `/${slug}/parties/${encodeURIComponent(party)}`
}

/** Where somebody says what they want to hear of; what is given is filled in already. */
export function tellMeHref(query: {
  negotiation: string
  party?: string | undefined
  option?: string | undefined
  person?: string | undefined
  kind?: string | undefined
  text?: string | undefined
}): string {
  return withQuery("/alerts/new", query)
}

/** `form` is how the address ends: `atom`, `rss`, `json`, or `ics` for the calendar. */
export function feedHref(slug: string, form: string, query: Record<string, string | undefined> = {}): string {
  return withQuery(`/feeds/${slug}.${form}`, query)
}

/** Leaves out what is empty, so that a plain page has a plain address. */
function withQuery(path: string, query: object): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (typeof value === "string" && value !== "") params.set(key, value)
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

/** Addresses of the subscriber's own pages; `link` is the signed link of somebody without an account. */

export function managePath(link: string | undefined): string {
  return link === undefined ? "/alerts" : `/alerts/manage/${link}`
}

export function subscriptionPath(id: string, link: string | undefined): string {
  return withQuery(`/alerts/${id}`, { link })
}

export function logPath(id: string, link: string | undefined, cursor?: string): string {
  return withQuery(`/alerts/${id}/log`, { link, cursor })
}

/** Where one follows something; `filled` is what is filled in already. */
export function newAlertPath(link: string | undefined, filled: [string, string][] = []): string {
  const query = new URLSearchParams(filled)
  if (link !== undefined) query.set("link", link)
  return query.size > 0 ? `/alerts/new?${query}` : "/alerts/new"
}

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path
}

export interface OriginPolicy {
  /** The public address; where it is given, only its origin is ours. */
  baseUrl?: string | undefined
}

/**
 * True where a request that may change something comes from a page of ours: with a public address only from that origin,
 * without one from the origin that equals the request's own Host. No Origin is nobody's page.
 */
export function acceptsOrigin(
  policy: OriginPolicy,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  const from = parseOrigin(origin)
  if (!from) return false
  if (policy.baseUrl !== undefined) return parseOrigin(policy.baseUrl)?.origin === from.origin
  // through a URL, so that a Host that names the default port equals an Origin that leaves it out
  return host !== undefined && parseOrigin(`${from.protocol}//${host}`)?.origin === from.origin
}

function parseOrigin(value: string | undefined): URL | undefined {
  if (value === undefined || !URL.canParse(value)) return undefined
  const url = new URL(value)
  return url.protocol === "http:" || url.protocol === "https:" ? url : undefined
}

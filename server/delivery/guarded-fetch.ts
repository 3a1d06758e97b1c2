import { lookup } from "node:dns/promises"
import { isIP, type LookupFunction } from "node:net"
import { Client, type Dispatcher, errors } from "undici"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { isPublicAddress } from "./guarded-address.ts"
import { readLimited } from "./guarded-body.ts"

/** What may be reached, and how names become addresses. */
export interface Network {
  isAllowed(address: string): boolean
  resolve(host: string): Promise<string[]>
}

export interface GuardedRequest {
  method?: "GET" | "POST"
  /** Sent at every hop: nothing secret where redirects are followed. */
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** For all of it: names, connections, redirects and the last byte. */
  timeoutMs: number
  /** Of the answer's body, as it comes and as it is after decompression. */
  maxBytes: number
  /** How many are followed, of a GET; without it a redirect is an answer like others. */
  maxRedirects?: number
  /**
   * Where only status and headers count: the body is let run for a moment, up to `maxBytes`, so that whoever answers can
   * finish, and is thrown away. Whatever it is, the status stands.
   */
  onlyStatus?: boolean
}

export interface GuardedAnswer {
  /** The address that answered, after redirects. */
  url: string
  status: number
  /** By small name; the first where one is sent twice. */
  headers: ReadonlyMap<string, string>
  body: Buffer
}

/** Public addresses only, or any (`PARLEY_ALLOW_PRIVATE_TARGETS`). */
export function networkFor(allowPrivateTargets: boolean): Network {
  return { isAllowed: allowPrivateTargets ? () => true : isPublicAddress, resolve: resolveAll }
}

/**
 * The one client for requests to addresses that somebody gave us. A name is resolved once, every one of its addresses is
 * checked, and the connection is made to those and no others, with the name for TLS and `Host`; each redirect is checked
 * like the first address. Time and size are bounded. It sends no cookies and no credentials and heeds no proxy settings.
 * Out: whatever was answered, or a refusal with a named code.
 */
export async function guardedFetch(
  address: string,
  request: GuardedRequest,
  network: Network,
): Promise<GuardedAnswer | Refusal> {
  const deadline = AbortSignal.timeout(request.timeoutMs)
  const seen = new Set<string>()
  let next = address
  for (;;) {
    const target = await checkedTarget(next, network, deadline)
    if (isRefusal(target)) return target
    seen.add(target.url.href)
    const answer = await ask(target, request, deadline)
    if (isRefusal(answer) || request.maxRedirects === undefined || request.method === "POST") return answer
    const location = answer.headers.get("location")
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer
    if (!URL.canParse(location, target.url)) {
      return refuse("bad_answer", `${target.url.host} redirects to an address that is none.`)
    }
    next = new URL(location, target.url).href
    if (seen.has(next.replace(/#.*/, ""))) {
      return refuse("too_many_redirects", `${target.url.host} redirects in a circle.`)
    }
    if (seen.size > request.maxRedirects) {
      return refuse("too_many_redirects", `This address redirects more than ${request.maxRedirects} times.`)
    }
  }
}

/** Refuses an address that `guardedFetch` would refuse, as its name resolves now: for asking before it is stored. */
export async function targetRefusal(address: string, network: Network): Promise<Refusal | undefined> {
  const target = await checkedTarget(address, network, AbortSignal.timeout(CHECK_MS))
  return isRefusal(target) ? target : undefined
}

interface Target {
  url: URL
  addresses: string[]
}

const CHECK_MS = 5_000
const MOMENT_MS = 1_000
const MAX_HEADER_BYTES = 32_768
const USER_AGENT = "Parley (ceasefire negotiation tracker)"

async function checkedTarget(
  address: string,
  network: Network,
  deadline: AbortSignal,
): Promise<Target | Refusal> {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    return refuse("not_http", "Give an address that begins with https:// or http://.")
  }
  url.hash = ""
  if (url.username || url.password) {
    return refuse("not_http", "An address with a user name or password in it is not asked. Leave them out.")
  }
  // mail, remote shells and the like live below; nobody's page does
  if (url.port !== "" && Number(url.port) < 1024) {
    return refuse("not_http", `Port ${url.port} is no port for the web.`)
  }
  // the parser has read hexadecimal, octal and whole-number forms as the address they mean
  const host = url.hostname.replace(/^\[|\]$/g, "")
  const addresses = isIP(host) ? [host] : await resolved(host, network, deadline)
  if (isRefusal(addresses)) return addresses
  if (!addresses.every((each) => network.isAllowed(each))) {
    return refuse(
      "address_not_public",
      `${url.hostname} leads into a private network. Only public addresses are asked.`,
    )
  }
  return { url, addresses }
}

async function resolved(host: string, network: Network, deadline: AbortSignal): Promise<string[] | Refusal> {
  try {
    const addresses = await Promise.race([network.resolve(host), aborted(deadline)])
    if (addresses.length > 0) return addresses
  } catch {
    if (deadline.aborted) return tooSlow(host)
  }
  return refuse("dns_lookup_failed", `The name ${host} leads to no server. Look at how it is written.`)
}

async function resolveAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

async function ask(
  { url, addresses }: Target,
  request: GuardedRequest,
  deadline: AbortSignal,
): Promise<GuardedAnswer | Refusal> {
  const client = new Client(url.origin, {
    connect: { lookup: pinned(addresses), timeout: request.timeoutMs },
    headersTimeout: request.timeoutMs,
    bodyTimeout: request.timeoutMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  })
  try {
    const response = await client.request({
      path: url.pathname + url.search,
      method: request.method ?? "GET",
      headers: { "user-agent": USER_AGENT, "accept-encoding": "gzip, br", ...request.headers },
      body: request.body ?? null,
      signal: deadline,
    })
    return await answerOf(url, response, request, deadline)
  } catch (error) {
    return deadline.aborted ? tooSlow(url.host) : failed(url.host, error)
  } finally {
    await client.destroy()
  }
}

async function answerOf(
  url: URL,
  { statusCode, headers: raw, body: stream }: Dispatcher.ResponseData,
  { maxBytes, onlyStatus = false }: GuardedRequest,
  deadline: AbortSignal,
): Promise<GuardedAnswer | Refusal> {
  const headers = new Map(
    Object.entries(raw).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value
      return first === undefined ? [] : [[name.toLowerCase(), first] as const]
    }),
  )
  // whoever gives up on a body makes it fail once more, and nobody listens by then
  stream.on("error", () => {})
  if (onlyStatus) {
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(MOMENT_MS)])
    await stream.dump({ limit: maxBytes, signal }).catch(() => {})
    return { url: url.href, status: statusCode, headers, body: Buffer.alloc(0) }
  }
  const body = await readLimited(stream, headers, { host: url.host, maxBytes })
  return isRefusal(body) ? body : { url: url.href, status: statusCode, headers, body }
}

/** Answers with the addresses that were checked, whatever the name means by now. */
function pinned(addresses: string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, options, callback) => {
    const [first] = all
    if (options.all || !first) callback(null, all)
    else callback(null, first.address, first.family)
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason)
    if (signal.aborted) end()
    else signal.addEventListener("abort", end, { once: true })
  })
}

function tooSlow(host: string): Refusal {
  return refuse("too_slow", `${host} did not answer in full within the time there is.`)
}

function failed(host: string, error: unknown): Refusal {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : ""
  if (code === "UND_ERR_HEADERS_OVERFLOW") {
    return refuse("too_large", `${host} answered with more headers than anybody needs.`)
  }
  if (error instanceof errors.HTTPParserError || code.startsWith("UND_ERR_RES")) {
    return refuse("bad_answer", `What answers at ${host} does not speak HTTP.`)
  }
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|EPROTO/.test(code)) {
    return refuse("tls_failed", `${host} has no certificate that can be trusted (${code}).`)
  }
  if (/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|EADDRNOTAVAIL)$/.test(code)) {
    return refuse("connection_refused", `Nothing takes connections at ${host} (${code}).`)
  }
  return refuse("connection_lost", `The connection to ${host} broke off${code && ` (${code})`}.`)
}

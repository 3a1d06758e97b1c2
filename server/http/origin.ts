import type { IncomingHttpHeaders, IncomingMessage } from "node:http"
import { acceptsOrigin } from "../accounts/origin.ts"
import { type Problem, problem } from "./problem.ts"

/** The public origin, or null where nobody said: then a request's own Host is ours. */
export interface OriginRule {
  url: string | null
}

/** Where a request comes from: a page of ours, no page at all (a program), or somebody else's page. */
export type RequestOrigin = "ours" | "none" | "foreign"

export function originOf(rule: OriginRule, headers: IncomingHttpHeaders): RequestOrigin {
  if (headers.origin === undefined) return "none"
  const ours = acceptsOrigin({ baseUrl: rule.url ?? undefined }, headers.origin, headers.host)
  return ours ? "ours" : "foreign"
}

/**
 * For socket handshakes: false where somebody else's page opens one. Without an Origin (a program) it is allowed, and
 * then reads what is public; `originOf` tells the two apart.
 */
export function isAllowedOrigin(rule: OriginRule, headers: IncomingHttpHeaders): boolean {
  return originOf(rule, headers) !== "foreign"
}

/**
 * What is wrong with a request that would change something on the strength of a cookie; undefined where nothing is.
 * A key in `Authorization: Bearer` is no cookie: no other page can make a browser send it.
 */
export function foreignMutation(rule: OriginRule, req: IncomingMessage): Problem | undefined {
  if (isSafeMethod(req.method) || hasBearer(req.headers)) return undefined
  const origin = originOf(rule, req.headers)
  if (origin === "ours") return undefined
  const detail =
    origin === "none"
      ? "A change needs a key, or to be sent from a page of this site (the Origin header is missing)."
      : "This was not sent from a page of this site."
  return problem("origin_not_allowed", detail)
}

/**
 * What is wrong with the Host that a request asks for. Where the public address is known, whatever a browser could be led
 * to send by a name that somebody else points at us is answered under that address alone: what carries a cookie, what
 * would change something, and a handshake that a page opens. Reading what is public, and calls with a key, pass under any
 * name: a probe and a program on the machine itself have no other.
 */
export function strangeHost(
  rule: OriginRule,
  req: Pick<IncomingMessage, "method" | "headers">,
  isHandshake: boolean,
): Problem | undefined {
  const { host } = req.headers
  if (host === undefined) return problem("bad_request", "The Host header is missing.")
  if (!HOST.test(host)) return problem("bad_request", "The Host header is not a host.")
  if (rule.url === null || !isBoundToHost(req, isHandshake)) return undefined
  const served = new URL(rule.url)
  const asked = `${served.protocol}//${host}`
  if (URL.canParse(asked) && new URL(asked).host === served.host) return undefined
  return problem("host_not_served", `This server answers as ${served.host} only.`)
}

const HOST = /^[A-Za-z0-9._~-]+(:\d{1,5})?$|^\[[0-9a-fA-F:.]+\](:\d{1,5})?$/

function isBoundToHost(
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  isHandshake: boolean,
): boolean {
  if (hasBearer(headers)) return false
  if (headers.cookie !== undefined) return true
  // a program's sockets by polling are POSTs too, and change nothing
  return isHandshake ? headers.origin !== undefined : !isSafeMethod(method)
}

export function isSafeMethod(method: string | undefined): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS"
}

export function hasBearer(headers: IncomingHttpHeaders): boolean {
  return /^bearer +\S/i.test(headers.authorization ?? "")
}

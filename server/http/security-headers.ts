import { randomBytes } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"

export interface SecurityHeadersOptions {
  /** True where people come over https. */
  https: boolean
  /** Hot reload evaluates code from strings. */
  dev: boolean
}

/** Headers that every answer has, whatever it is. Its content policy lets nothing run; pages get a wider one. */
export function setSecurityHeaders(res: ServerResponse, { https }: SecurityHeadersOptions): void {
  for (const [name, value] of ALWAYS) res.setHeader(name, value)
  if (https) res.setHeader("strict-transport-security", "max-age=63072000; includeSubDomains")
}

/**
 * Gives a page its content policy, with a nonce for this request alone: on the answer for the browser, and on the request
 * for Next, which stamps its scripts with it. What a client sends under these names is dropped.
 */
export function setPagePolicy(
  req: IncomingMessage,
  res: ServerResponse,
  options: SecurityHeadersOptions,
): void {
  for (const name of INTERNAL) delete req.headers[name]
  const nonce = randomBytes(16).toString("base64")
  const policy = pagePolicy(nonce, options)
  req.headers["content-security-policy"] = policy
  req.headers["x-nonce"] = nonce
  res.setHeader("content-security-policy", policy)
}

function pagePolicy(nonce: string, { dev, https }: SecurityHeadersOptions): string {
  const rules = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // hot reload inserts style elements of its own
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return [...rules, ...(https ? ["upgrade-insecure-requests"] : [])].join("; ")
}

const ALWAYS: readonly [string, string][] = [
  [
    "content-security-policy",
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  ],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "same-origin"],
  [
    "permissions-policy",
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), " +
      "midi=(), payment=(), usb=(), browsing-topics=()",
  ],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["x-frame-options", "DENY"],
]

/** Headers by which Next steers itself, or believes who the client is: nobody outside may set them. */
const INTERNAL = [
  "content-security-policy-report-only",
  "x-middleware-subrequest",
  "x-middleware-rewrite",
  "x-invoke-path",
  "x-invoke-query",
  "x-invoke-status",
  "x-matched-path",
  "x-now-route-matches",
  "x-nextjs-data",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
]

import type { IncomingMessage, ServerResponse } from "node:http"
import { RateLimiterMemory } from "rate-limiter-flexible"
import { type Auth, type AuthOptions, CLIENT_ADDRESS_HEADER } from "./auth.ts"
import { acceptsOrigin } from "./origin.ts"
import { normaliseEmail } from "./people.ts"

const PREFIX = "/api/auth/"
const SIGN_IN = "sign-in/email"

/**
 * All that is reachable of better-auth, with the fields of its answers that are passed on: "all", or none where there is
 * nothing to tell. What is not listed here, signing up first of all, does not exist over HTTP.
 */
const ENDPOINTS: Readonly<Record<string, readonly string[] | "all">> = {
  [SIGN_IN]: ["twoFactorRedirect"],
  "sign-out": [],
  "change-password": [],
  "two-factor/enable": ["totpURI", "backupCodes"],
  "two-factor/verify-totp": [],
  "two-factor/verify-backup-code": [],
  "two-factor/generate-backup-codes": ["backupCodes"],
  "two-factor/disable": [],
  "passkey/generate-register-options": "all",
  "passkey/verify-registration": [],
  "passkey/generate-authenticate-options": "all",
  "passkey/verify-authentication": [],
  "passkey/delete-passkey": [],
}
/** What better-auth answers to GET although it sets a cookie; to our pages everything is a POST. */
const ASKED_BY_GET = new Set(["passkey/generate-register-options", "passkey/generate-authenticate-options"])
const BODY_LIMIT_BYTES = 16 * 1024
/** Wrong passwords for one e-mail address in five minutes, from wherever they come; then even the right one waits. */
const WRONG_PASSWORDS = { points: 20, duration: 300 }

export interface AuthHandlerOptions {
  /** The caller's address for the rate limit, where a trusted proxy tells it; otherwise that of the connection. */
  clientAddress?: ((request: IncomingMessage) => string | undefined) | undefined
  log?: AuthOptions["log"]
}

export type AuthHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Answers `/api/auth/*`: signing in and out, the password, the second factor and passkeys, each a POST of JSON from a page
 * of ours. Success is 204 with the cookies, or 200 with the fields that `ENDPOINTS` lets through; session tokens never
 * stand in a body. A failure is better-auth's `{code, message}`.
 */
export function authHandler(auth: Auth, options: AuthHandlerOptions = {}): AuthHandler {
  const wrongPasswords = new RateLimiterMemory(WRONG_PASSWORDS)
  return async (request, response) => {
    try {
      await handle(auth, options, wrongPasswords, request, response)
    } catch (error) {
      // the client went away, or the database did
      if (response.headersSent || response.destroyed) return
      options.log?.("Sign-in failed", error instanceof Error ? error : undefined)
      answer(response, 500, "INTERNAL", "Signing in does not work just now. Try again in a minute.")
    }
  }
}

async function handle(
  auth: Auth,
  options: AuthHandlerOptions,
  wrongPasswords: RateLimiterMemory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0]?.slice(PREFIX.length) ?? ""
  const told = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined
  if (told === undefined) return answer(response, 404, "NOT_FOUND", "There is nothing at this address.")
  if (request.method !== "POST") {
    response.setHeader("allow", "POST")
    return answer(response, 405, "METHOD_NOT_ALLOWED", "Send this as a POST.")
  }
  if (!acceptsOrigin(auth.policy, request.headers.origin, request.headers.host)) {
    return answer(response, 403, "INVALID_ORIGIN", "This was not sent from a page of this site.")
  }
  if (!request.headers["content-type"]?.startsWith("application/json")) {
    return answer(response, 415, "UNSUPPORTED_MEDIA_TYPE", "Send JSON.")
  }
  const body = await readForm(request)
  if (body === undefined) {
    response.setHeader("connection", "close")
    return answer(response, 413, "TOO_LARGE", "This is larger than any form of ours.")
  }
  const address = options.clientAddress?.(request) ?? request.socket.remoteAddress
  const account = path === SIGN_IN ? accountIn(body) : undefined
  const wrong = account === undefined ? null : await wrongPasswords.get(account)
  if (wrong && wrong.consumedPoints >= WRONG_PASSWORDS.points) {
    response.setHeader("retry-after", Math.max(1, Math.ceil(wrong.msBeforeNext / 1000)))
    return answer(
      response,
      429,
      "TOO_MANY_REQUESTS",
      "These were too many wrong passwords. Try again in a few minutes.",
    )
  }
  const answered = await auth.betterAuth.handler(toRequest(auth, request, path, body, address))
  if (account !== undefined && answered.status === 401) await wrongPasswords.penalty(account)
  await send(response, answered, told)
}

/** Whose password is tried: the e-mail address as accounts have it. Undefined where better-auth will refuse the form. */
function accountIn(body: string): string | undefined {
  try {
    const form: unknown = JSON.parse(body)
    const email = typeof form === "object" && form !== null && "email" in form ? form.email : undefined
    return typeof email === "string" ? (normaliseEmail(email) ?? undefined) : undefined
  } catch {
    return undefined
  }
}

function toRequest(
  auth: Auth,
  request: IncomingMessage,
  path: string,
  body: string,
  address: string | undefined,
): Request {
  const headers = new Headers()
  for (const name of ["content-type", "cookie", "host", "origin", "user-agent"] as const) {
    const value = request.headers[name]
    if (value !== undefined) headers.set(name, value)
  }
  if (address !== undefined) headers.set(CLIENT_ADDRESS_HEADER, address)
  const url = new URL(PREFIX + path, auth.betterAuth.options.baseURL)
  return new Request(url, ASKED_BY_GET.has(path) ? { headers } : { method: "POST", headers, body })
}

/** The body as text, or undefined where it is too large; the rest of a body that is too large is not read. */
async function readForm(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > BODY_LIMIT_BYTES) return undefined
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > BODY_LIMIT_BYTES) return undefined
    chunks.push(bytes)
  }
  return length === 0 ? "{}" : Buffer.concat(chunks).toString("utf8")
}

async function send(
  response: ServerResponse,
  from: Response,
  told: readonly string[] | "all",
): Promise<void> {
  const cookies = from.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader("set-cookie", cookies)
  response.setHeader("cache-control", "no-store")
  if (from.ok) {
    const body = fieldsOf(await from.text(), told)
    if (body === undefined) response.writeHead(204).end()
    else response.writeHead(200, { "content-type": "application/json" }).end(body)
    return
  }
  const retryAfter = from.headers.get("x-retry-after")
  if (retryAfter !== null) response.setHeader("retry-after", retryAfter)
  response.writeHead(from.status, { "content-type": "application/json" })
  response.end(await from.text())
}

/** What is passed on of an answer, as JSON; undefined where that is nothing. */
function fieldsOf(text: string, told: readonly string[] | "all"): string | undefined {
  if (told === "all") return text
  const whole: unknown = told.length > 0 ? JSON.parse(text) : null
  if (typeof whole !== "object" || whole === null) return undefined
  const fields = Object.entries(whole).filter(([name]) => told.includes(name))
  return fields.length > 0 ? JSON.stringify(Object.fromEntries(fields)) : undefined
}

function answer(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
  response.end(JSON.stringify({ code, message }))
}

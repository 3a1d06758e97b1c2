import type { IncomingMessage, ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import type { Logger } from "pino"
import { API_PREFIX, type RequestNote, tooManyRequests } from "./api.ts"
import { clientAddress } from "./client-address.ts"
import { DOCUMENTS_PREFIX } from "./documents.ts"
import { loggable } from "./failure.ts"
import { FEEDS_PREFIX } from "./feeds.ts"
import type { Health } from "./health.ts"
import { STOP_PREFIX } from "./one-click.ts"
import { foreignMutation, isAllowedOrigin, strangeHost } from "./origin.ts"
import { type Problem, problem, problemOf } from "./problem.ts"
import type { RateLimits } from "./rate-limits.ts"
import { logRequest, pageTemplate, requestIds } from "./request-log.ts"
import { hasBody, sendProblem } from "./respond.ts"
import { MEGABYTE } from "./routes.ts"
import { setPagePolicy, setSecurityHeaders } from "./security-headers.ts"
import { SERVICE_WORKER_PATH, sendServiceWorker } from "./service-worker.ts"
import { TRPC_PREFIX } from "./trpc-handler.ts"

export type Handler = (req: IncomingMessage, res: ServerResponse, note: RequestNote) => Promise<void> | void
export type UpgradeHandler = (req: IncomingMessage, socket: Duplex, head: Buffer) => void

/** What stands behind the front, once it runs. */
export interface Behind {
  api: Handler
  trpc: Handler
  auth: Handler
  /** Ending a subscription from a mail program. */
  oneClick: Handler
  /** Feeds and calendars. */
  feeds: Handler
  /** Archived copies. */
  documents?: Handler | undefined
  /** Everything else; absent where the server runs without pages. */
  pages?: Handler | undefined
  sockets?: Handler | undefined
  socketUpgrade?: UpgradeHandler | undefined
  /** In development: hot reload. */
  pageUpgrade?: UpgradeHandler | undefined
}

export interface FrontOptions {
  /** Public origin, or null. */
  url: string | null
  dev: boolean
  log: Logger
  health: Health
  limits: RateLimits
}

export interface Front {
  request(req: IncomingMessage, res: ServerResponse): void
  upgrade: UpgradeHandler
  open(behind: Behind): void
  /** From now on every answer is the last of its connection, also those that are being worked on. */
  drain(): void
}

/**
 * The one door: refuses what no part should see, limits, sets the headers that every answer has, logs, and hands each
 * request to its part. Until `open` it answers 503.
 */
export function createFront(options: FrontOptions): Front {
  const { log, health } = options
  const nextId = requestIds()
  const https = options.url?.startsWith("https:") ?? false
  const security = { https, dev: options.dev }
  let behind: Behind | undefined
  const answering = new Set<ServerResponse>()

  async function dispatch(req: IncomingMessage, res: ServerResponse, note: RequestNote): Promise<void> {
    const url = req.url ?? ""
    if (!isOriginForm(url)) {
      return sendProblem(req, res, problem("bad_request", "Ask for a path of this server."), CLOSE)
    }
    const pathname = url.split("?", 1)[0] ?? "/"
    if (pathname === "/healthz" || pathname === "/readyz") return sendHealth(health, req, res, note, pathname)
    note.template = pathname.startsWith("/api/") ? "/api/*" : pageTemplate(pathname)
    const strange = strangeHost(options, req, isSocketPath(pathname))
    if (strange) return sendProblem(req, res, strange)
    if (!behind) {
      return sendProblem(req, res, problem("unavailable", "Parley is starting. Try again in a moment."), {
        "retry-after": "1",
      })
    }
    if (!pathname.startsWith("/_next/static/")) {
      const reached = await options.limits.request(note.ip)
      if (reached) {
        const { problem, headers } = tooManyRequests(reached)
        return sendProblem(req, res, problem, headers)
      }
    }
    await hand(behind, pathname, req, res, note)
  }

  async function hand(
    to: Behind,
    pathname: string,
    req: IncomingMessage,
    res: ServerResponse,
    note: RequestNote,
  ): Promise<void> {
    // the link itself is the right to do it, and mail programs send no Origin
    if (req.method === "POST" && isBelow(pathname, STOP_PREFIX)) return to.oneClick(req, res, note)
    const part = partOf(pathname)
    // without key and cookie nothing rides on anything: the matrix says what is missing
    const foreign =
      part === "api" && req.headers.cookie === undefined ? undefined : foreignMutation(options, req)
    if (part !== "sockets" && foreign) return sendProblem(req, res, foreign)
    switch (part) {
      case "api":
        return to.api(req, res, note)
      case "trpc":
        return to.trpc(req, res, note)
      case "auth":
        return hasOddBody(req) ? sendProblem(req, res, ODD_BODY) : to.auth(req, res, note)
      case "sockets":
        note.template = "/socket.io/"
        if (!to.sockets || health.draining)
          return sendProblem(req, res, problem("unavailable", "No sockets here now."))
        if (!isAllowedOrigin(options, req.headers)) {
          return sendProblem(
            req,
            res,
            problem("origin_not_allowed", "This was not opened by a page of this site."),
          )
        }
        return to.sockets(req, res, note)
      case "documents":
        if (to.documents) return to.documents(req, res, note)
        return sendProblem(req, res, problem("not_found", "There are no archived copies here."))
      case "feeds":
        return to.feeds(req, res, note)
      case "worker":
        return sendServiceWorker(req, res)
      case "nothing":
        return sendProblem(req, res, problem("not_found", "There is nothing at this address."))
      case "pages":
        if (!to.pages) return sendProblem(req, res, problem("not_found", "This server runs without pages."))
        if (!PAGE_METHODS.has(req.method ?? "")) {
          return sendProblem(req, res, problem("method_not_allowed", "Pages are read with GET."), {
            allow: "GET, HEAD, POST",
          })
        }
        // what can be the address of no page is not found; Next would stumble over some of it
        if (!isPagePath(pathname)) req.url = NOT_FOUND_PAGE
        if (hasOddBody(req)) return sendProblem(req, res, ODD_BODY)
        if (!pathname.startsWith("/_next/static/")) setPagePolicy(req, res, security)
        return to.pages(req, res, note)
    }
  }

  return {
    open: (parts) => {
      behind = parts
    },
    drain() {
      health.drain()
      for (const res of answering) if (!res.headersSent) res.setHeader("connection", "close")
    },
    request(req, res) {
      const ip = clientAddress(req, options.url !== null)
      const note: RequestNote = { requestId: nextId(), ip, template: "*" }
      res.setHeader("x-request-id", note.requestId)
      setSecurityHeaders(res, security)
      if (health.draining) res.setHeader("connection", "close")
      answering.add(res)
      res.once("close", () => answering.delete(res))
      logRequest(log, req, res, note)
      dispatch(req, res, note).catch((error: unknown) => {
        log.error({ requestId: note.requestId, route: note.template, err: loggable(error) }, "request failed")
        if (!res.destroyed) sendProblem(req, res, problemOf(error))
      })
    },
    upgrade(req, socket, head) {
      socket.on("error", () => socket.destroy())
      const refusal = refusedUpgrade(options, req, behind !== undefined && !health.draining)
      if (refusal) return endUpgrade(socket, refusal)
      const pathname = (req.url ?? "").split("?", 1)[0] ?? ""
      const to = isSocketPath(pathname) ? behind?.socketUpgrade : behind?.pageUpgrade
      if (!to) return endUpgrade(socket, problem("not_found", "There is no socket at this address."))
      options.limits.request(clientAddress(req, options.url !== null)).then(
        (reached) => (reached ? endUpgrade(socket, tooManyRequests(reached).problem) : to(req, socket, head)),
        () => socket.destroy(),
      )
    },
  }
}

const CLOSE = { connection: "close" }
const ODD_BODY = problem("length_required", "Send a body of known length, 1 MB at most.")

const PAGE_METHODS = new Set(["GET", "HEAD", "POST"])
const NOT_FOUND_PAGE = "/_not-found"
const LONGEST_SEGMENT = 300

/** Percent signs that mean something, no NUL, and no part longer than any name or link of ours. */
function isPagePath(pathname: string): boolean {
  try {
    const path = decodeURIComponent(pathname)
    return !path.includes("\u0000") && path.split("/").every((part) => part.length <= LONGEST_SEGMENT)
  } catch {
    return false
  }
}

type Part = "api" | "trpc" | "auth" | "sockets" | "documents" | "feeds" | "worker" | "nothing" | "pages"

function partOf(pathname: string): Part {
  if (isBelow(pathname, API_PREFIX)) return "api"
  if (isBelow(pathname, TRPC_PREFIX)) return "trpc"
  if (isBelow(pathname, "/api/auth")) return "auth"
  if (isSocketPath(pathname)) return "sockets"
  if (isBelow(pathname, DOCUMENTS_PREFIX)) return "documents"
  if (isBelow(pathname, FEEDS_PREFIX)) return "feeds"
  if (pathname === SERVICE_WORKER_PATH) return "worker"
  if (["/api", "/socket.io"].some((prefix) => isBelow(pathname, prefix))) return "nothing"
  return "pages"
}

function isBelow(pathname: string, prefix: string): boolean {
  return pathname === prefix || pathname.startsWith(`${prefix}/`)
}

function isSocketPath(pathname: string): boolean {
  return pathname === "/socket.io/"
}

/** A path, not `http://host/`, `*`, nor `//host/`, which some take for one and some for the other. */
function isOriginForm(url: string): boolean {
  return /^\/(?![/\\])/.test(url)
}

/** Parts that read bodies themselves are protected by the length that the client has announced. */
function hasOddBody(req: IncomingMessage): boolean {
  if (!hasBody(req)) return false
  return req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"]) > MEGABYTE
}

function refusedUpgrade(options: FrontOptions, req: IncomingMessage, open: boolean): Problem | undefined {
  if (!isOriginForm(req.url ?? "")) return problem("bad_request", "Ask for a path of this server.")
  const strange = strangeHost(options, req, true)
  if (strange) return strange
  if (!isAllowedOrigin(options, req.headers)) {
    return problem("origin_not_allowed", "This was not opened by a page of this site.")
  }
  return open ? undefined : problem("unavailable", "Parley is starting or stopping. Try again in a moment.")
}

/** An upgrade that is refused gets an ordinary answer, and then the connection ends. */
function endUpgrade(socket: Duplex, { status, title, ...rest }: Problem): void {
  const body = JSON.stringify({ status, title, ...rest })
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}` +
      `\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}

async function sendHealth(
  health: Health,
  req: IncomingMessage,
  res: ServerResponse,
  note: RequestNote,
  pathname: "/healthz" | "/readyz",
): Promise<void> {
  note.template = pathname
  if (req.method !== "GET" && req.method !== "HEAD") {
    return sendProblem(req, res, problem("method_not_allowed", "Read this with GET."), { allow: "GET, HEAD" })
  }
  const answer = pathname === "/healthz" ? { alive: true, ready: true } : await health.check()
  const body = JSON.stringify(pathname === "/healthz" ? { alive: true } : answer)
  res.writeHead(answer.ready ? 200 : 503, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "content-length": Buffer.byteLength(body),
  })
  res.end(body)
}

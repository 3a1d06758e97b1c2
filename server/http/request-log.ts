import { randomBytes } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { performance } from "node:perf_hooks"
import pino, { type Logger } from "pino"
import { RESERVED_SLUGS } from "../domain/negotiation-document.ts"
import type { RequestNote } from "./api.ts"
import { loggable } from "./failure.ts"

/**
 * Structured log on the standard error, one JSON object a line. Errors go through `loggable` whoever logs them, and what
 * smells of a secret is struck out: neither may depend on everybody's care.
 */
export function createLog(level: string, destination?: pino.DestinationStream): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      serializers: { err: (error: unknown) => (error instanceof Error ? loggable(error) : error) },
      redact: { paths: SECRETS, censor: "(struck out)" },
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  )
}

/** Counts requests from 1, with a random part that tells processes apart: short, and nobody can guess the next. */
export function requestIds(): () => string {
  const process = randomBytes(6).toString("base64url")
  let count = 0
  return () => `${process}-${(++count).toString(36)}`
}

/** Logs one line when the request is over. Of the address only the template is told: a path may hold a one-time link. */
export function logRequest(log: Logger, req: IncomingMessage, res: ServerResponse, note: RequestNote): void {
  const start = performance.now()
  res.once("close", () => {
    const ms = Math.round((performance.now() - start) * 10) / 10
    const line = {
      requestId: note.requestId,
      method: req.method,
      route: note.template,
      status: res.statusCode,
      ms,
      ...(note.actor ? { actor: note.actor } : {}),
      ...(res.writableFinished ? {} : { aborted: true }),
    }
    if (res.statusCode >= 500 && note.template !== "/readyz") log.error(line, "request")
    else if (QUIET.has(note.template)) log.debug(line, "request")
    else log.info(line, "request")
  })
}

/** A page's address without anything that could be told from another: `/{negotiation}/*`. */
export function pageTemplate(pathname: string): string {
  if (pathname.startsWith("/_next/")) return "/_next/*"
  const [, first = "", ...rest] = pathname.split("/")
  if (first === "") return "/"
  const name = RESERVED_SLUGS.includes(first) ? first : "{negotiation}"
  return rest.length > 0 ? `/${name}/*` : `/${name}`
}

const QUIET = new Set(["/healthz", "/readyz", "/_next/*", "/socket.io/"])

const SECRETS = ["authorization", "cookie", "password", "token", "secret"].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
])

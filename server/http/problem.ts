import { STATUS_CODES } from "node:http"
import { TRPCError } from "@trpc/server"
import { allOf, REFUSAL_STATUS, type Refusal, type RefusalCode } from "../domain/refusal.ts"
import { UnavailableError } from "./failure.ts"
import { refusalIn } from "./refusal-error.ts"

/** What can go wrong with a request before any capability sees it, with its status. */
export const TRANSPORT_STATUS = {
  bad_request: 400,
  origin_not_allowed: 403,
  method_not_allowed: 405,
  length_required: 411,
  unsupported_media_type: 415,
  host_not_served: 421,
  internal: 500,
  unavailable: 503,
} as const

export type ProblemCode = RefusalCode | keyof typeof TRANSPORT_STATUS

/** RFC 9457, with a stable `code`, and `path` and `currentVersion` where there are such. */
export interface Problem {
  type: "about:blank"
  title: string
  status: number
  detail: string
  code: ProblemCode
  path?: string
  currentVersion?: number
  /** Where several parts of the input are at fault: each of them, the first among them; no more than `MOST_ERRORS`. */
  errors?: { code: ProblemCode; path?: string; detail: string }[]
  /** How many there are in all. */
  errorCount?: number
}

export const MOST_ERRORS = 1_000

/** Builds a problem; its status follows from its code. */
export function problem(
  code: ProblemCode,
  detail: string,
  { path, currentVersion }: { path?: string; currentVersion?: number } = {},
): Problem {
  const status = { ...REFUSAL_STATUS, ...TRANSPORT_STATUS }[code]
  const result: Problem = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail,
    code,
  }
  if (path !== undefined) result.path = path
  if (currentVersion !== undefined) result.currentVersion = currentVersion
  return result
}

export function problemOfRefusal(refusal: Refusal): Problem {
  const result = problem(refusal.code, refusal.detail, refusal)
  const all = allOf(refusal)
  if (all.length === 1) return result
  const errors = all
    .slice(0, MOST_ERRORS)
    .map(({ code, path, detail }) => ({ code, ...(path !== undefined && { path }), detail }))
  return { ...result, errors, errorCount: all.length }
}

/** Any error as a problem. What is not known to be harmless says nothing about its inside. */
export function problemOf(error: unknown): Problem {
  const refusal = refusalIn(error)
  if (refusal) return problemOfRefusal(refusal)
  if (error instanceof UnavailableError) return problem("unavailable", error.message)
  if (error instanceof TRPCError) {
    if (error.cause instanceof UnavailableError) return problem("unavailable", error.cause.message)
    return problemOfTrpc(error)
  }
  return internalProblem()
}

export function internalProblem(): Problem {
  return problem(
    "internal",
    "Something went wrong on our side. Try again; if it happens again, tell the operator the request id of this answer.",
  )
}

/** Errors that tRPC raises by itself, about the request's form. */
function problemOfTrpc(error: TRPCError): Problem {
  switch (error.code) {
    case "NOT_FOUND":
      return problem("not_found", "There is no such procedure.")
    case "PARSE_ERROR":
    case "BAD_REQUEST":
      return problem("invalid", "This request cannot be read: its input has to be JSON.")
    case "METHOD_NOT_SUPPORTED":
      return problem("method_not_allowed", "Read with GET, change with POST.")
    case "UNSUPPORTED_MEDIA_TYPE":
      return problem("unsupported_media_type", "Send JSON, with Content-Type: application/json.")
    case "PAYLOAD_TOO_LARGE":
      return problem("too_large", "This is more than can be sent at once.")
    default:
      return internalProblem()
  }
}

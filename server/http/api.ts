import type { IncomingMessage, ServerResponse } from "node:http"
import { type AnyRouter, TRPCError } from "@trpc/server"
import { textOfFile } from "../domain/file-text.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import type { EncodedJson } from "./answers.ts"
import { parseJson, readBody } from "./body.ts"
import { inputOf } from "./input.ts"
import { type Problem, problem, problemOf, problemOfRefusal } from "./problem.ts"
import { progressLines, type Step, wantsLines } from "./progress-lines.ts"
import { hasBody, sendAnswer, sendProblem } from "./respond.ts"
import { type Route, type RouteTable, routeTable } from "./routes.ts"

/** Where the API lives. */
export const API_PREFIX = "/api/v1"

/** What the request log says of one request; filled in as it becomes known. Holds no secret and nothing that was typed. */
export interface RequestNote {
  requestId: string
  ip: string
  /** Path template, e.g. `/api/v1/negotiations/{slug}/board`. */
  template: string
  /** `user:<id>` or `key:<id>`. */
  actor?: string
}

/** What a context may carry for this API: whom to tell how far a long call has come. */
export interface Telling {
  tell?: (progress: Step) => void
}

export interface ApiOptions<Context> {
  router: AnyRouter
  /** The caller's context, or why there is none (an unknown key). */
  contextOf(req: IncomingMessage, note: RequestNote): Promise<Context | Refusal>
  /** Asked before the body is read. */
  refusalFor(context: Context, procedure: string): Refusal | undefined
  /** Counts the call; a refusal with seconds to wait where it is one too many. */
  limit?(context: Context, route: Route, note: RequestNote): Promise<LimitReached | undefined>
  /** Told of errors that no procedure has reported already. */
  report(error: unknown, note: RequestNote): void
  /** Fixed documents by path below the prefix, e.g. `/openapi.json`. */
  documents?: Record<string, (table: RouteTable) => EncodedJson>
}

export interface LimitReached {
  retryAfterSeconds: number
}

export interface Api {
  table: RouteTable
  handle(req: IncomingMessage, res: ServerResponse, note: RequestNote): Promise<void>
}

/** Serves the procedures that have an HTTP meta, each with its own validators. Every failure is a problem+json. */
export function createApi<Context extends Telling>(options: ApiOptions<Context>): Api {
  const table = routeTable(options.router)
  const documents = new Map<string, EncodedJson>()
  return {
    table,
    async handle(req, res, note) {
      try {
        const { pathname, query } = split(req.url ?? "/")
        const make = options.documents?.[pathname]
        if (make) return await sendDocument(req, res, note, { pathname, make, table, documents })
        await serve(options, table, { req, res, note, pathname, query })
      } catch (error) {
        const answer = problemOf(error)
        if (answer.code === "internal") options.report(error, note)
        if (!res.destroyed) sendProblem(req, res, answer)
      }
    },
  }
}

/** The answer to whoever asks too often. */
export function tooManyRequests(reached: LimitReached): {
  problem: Problem
  headers: Record<string, string>
} {
  const seconds = Math.max(1, Math.ceil(reached.retryAfterSeconds))
  const wait = seconds === 1 ? "a second" : `${seconds} seconds`
  return {
    problem: problem(
      "too_many_requests",
      `These were too many requests. Wait ${wait} and go on more slowly.`,
    ),
    headers: { "retry-after": String(seconds) },
  }
}

interface Exchange {
  req: IncomingMessage
  res: ServerResponse
  note: RequestNote
  pathname: string
  query: URLSearchParams
}

async function serve<Context extends Telling>(
  options: ApiOptions<Context>,
  table: RouteTable,
  x: Exchange,
): Promise<void> {
  const { req, res, note } = x
  const found = table.find(x.pathname)
  if (!found) {
    note.template = `${API_PREFIX}/*`
    return sendProblem(
      req,
      res,
      problem("not_found", "There is nothing at this address. See /api/v1/openapi.json."),
    )
  }
  const method = req.method === "HEAD" ? "GET" : (req.method ?? "")
  const route = found.byMethod.get(method)
  note.template = `${API_PREFIX}${[...found.byMethod.values()][0]?.http.path ?? ""}`
  if (!route) return sendWrongMethod(req, res, [...found.byMethod.keys()])

  const context = await options.contextOf(req, note)
  if (isRefusal(context)) return sendProblem(req, res, problemOfRefusal(context))
  const reached = await options.limit?.(context, route, note)
  if (reached) {
    const { problem, headers } = tooManyRequests(reached)
    return sendProblem(req, res, problem, headers)
  }
  const refusal = options.refusalFor(context, route.name)
  if (refusal) return sendProblem(req, res, problemOfRefusal(refusal))

  const body = await bodyOf(req, route)
  if (!body.ok) return sendProblem(req, res, body.problem)
  const made = inputOf(route, {
    params: found.params,
    query: x.query,
    body: body.value,
    headers: req.headers,
  })
  if (isRefusal(made)) return sendProblem(req, res, problemOfRefusal(made))

  await call(options, route, made.input, context, x)
}

/** Runs the procedure as tRPC would: the same middleware, the same validators. */
async function call<Context extends Telling>(
  options: ApiOptions<Context>,
  route: Route,
  input: unknown,
  context: Context,
  { req, res, note }: Exchange,
): Promise<void> {
  const lines = route.http.tells && wantsLines(req) ? progressLines(res) : undefined
  const ctx = lines ? { ...context, tell: lines.tell } : context
  const gone = new AbortController()
  const onClose = () => gone.abort()
  res.once("close", onClose)
  try {
    const answer: unknown = await route.procedure({
      ctx,
      input,
      getRawInput: async () => input,
      path: route.name,
      type: route.type,
      signal: gone.signal,
      batchIndex: 0,
    })
    if (lines?.begun()) lines.end({ answer })
    else await sendAnswer(req, res, route.http.status ?? 200, answer)
  } catch (error) {
    const answer = problemOf(error)
    // what a procedure threw, it has reported itself
    if (answer.code === "internal" && !(error instanceof TRPCError)) options.report(error, note)
    if (lines?.begun()) lines.end({ problem: fromBody(answer, route) })
    else sendProblem(req, res, fromBody(answer, route))
  } finally {
    res.off("close", onClose)
  }
}

/** Paths count from the body: who sent one does not know under which name the procedure takes it. */
function fromBody(answer: Problem, route: Route): Problem {
  const key = route.http.body
  if (key === undefined) return answer
  const errors = answer.errors?.map((error) => belowKey(error, key))
  return { ...belowKey(answer, key), ...(errors && { errors }) }
}

function belowKey<T extends { path?: string }>(fault: T, key: string): T {
  const { path } = fault
  if (path === undefined || !path.startsWith(key)) return fault
  const inner = path.slice(key.length)
  if (inner !== "" && !/^[.[]/.test(inner)) return fault
  return inner === "" ? { ...fault, path: undefined } : { ...fault, path: inner.replace(/^\./, "") }
}

async function bodyOf(
  req: IncomingMessage,
  route: Route,
): Promise<{ ok: true; value: unknown } | { ok: false; problem: Problem }> {
  if (route.http.method === "GET" || !hasBody(req)) return { ok: true, value: undefined }
  const read = await readBody(req, route.maxBytes)
  if (!read.ok) return read
  const type = req.headers["content-type"]
  return route.http.consumes === undefined ? parseJson(read.bytes, type) : textOf(read.bytes, type)
}

/** The text of a file. Types that a foreign page could send without being asked are not taken. */
function textOf(
  bytes: Buffer,
  contentType = "",
): { ok: true; value: string } | { ok: false; problem: Problem } {
  if (!/^(text\/(csv|tab-separated-values)|application\/octet-stream)\b/i.test(contentType)) {
    const detail = "Send the file as it is, with Content-Type: text/csv."
    return { ok: false, problem: problem("unsupported_media_type", detail) }
  }
  const text = textOfFile(bytes)
  return isRefusal(text) ? { ok: false, problem: problemOfRefusal(text) } : { ok: true, value: text }
}

async function sendDocument(
  req: IncomingMessage,
  res: ServerResponse,
  note: RequestNote,
  wanted: {
    pathname: string
    make: (table: RouteTable) => EncodedJson
    table: RouteTable
    documents: Map<string, EncodedJson>
  },
): Promise<void> {
  note.template = API_PREFIX + wanted.pathname
  if (req.method !== "GET" && req.method !== "HEAD") return sendWrongMethod(req, res, ["GET"])
  // made when somebody first asks, since it takes a while and most never do
  const document = wanted.documents.get(wanted.pathname) ?? wanted.make(wanted.table)
  wanted.documents.set(wanted.pathname, document)
  await sendAnswer(req, res, 200, document)
}

function sendWrongMethod(req: IncomingMessage, res: ServerResponse, methods: string[]): void {
  const allowed = methods.includes("GET") ? [...methods, "HEAD"] : methods
  const allow = [...allowed, "OPTIONS"].join(", ")
  if (req.method === "OPTIONS") return void res.writeHead(204, { allow }).end()
  const detail = `${req.method ?? "This"} is not possible here. Use ${allowed.join(" or ")}.`
  sendProblem(req, res, problem("method_not_allowed", detail), { allow })
}

/** By hand: `new URL` would take `//host/` for another server and tidy up what should be refused. */
function split(url: string): { pathname: string; query: URLSearchParams } {
  const at = url.indexOf("?")
  const pathname = (at < 0 ? url : url.slice(0, at)).slice(API_PREFIX.length)
  return { pathname, query: new URLSearchParams(at < 0 ? "" : url.slice(at + 1)) }
}

import type { IncomingMessage, ServerResponse } from "node:http"
import type { AnyRouter } from "@trpc/server"
import { fetchRequestHandler } from "@trpc/server/adapters/fetch"
import type { RequestNote } from "./api.ts"
import { readBody } from "./body.ts"
import { hasBody, sendProblem, sendText } from "./respond.ts"
import { MEGABYTE, procedures } from "./routes.ts"

export const TRPC_PREFIX = "/api/trpc"

export interface TrpcOptions<Context> {
  router: AnyRouter
  /** The caller's context; throws a refusal where there is none. */
  contextOf(req: IncomingMessage, res: ServerResponse, note: RequestNote): Promise<Context>
  /** Told of errors that no procedure has reported already. */
  report(error: unknown, note: RequestNote): void
}

/** Calls that a page may send at once. */
const BATCH_LIMIT = 20
/** What may be larger than the rest, where it is called alone. */
const LARGE_BODIES: ReadonlyMap<string, number> = new Map([
  ["negotiations.import", 50 * MEGABYTE],
  ["clips.create", 16 * MEGABYTE],
])

/** Serves the router to our own pages over tRPC: bodies are bounded, answers compressed. */
export function createTrpcHandler<Context>(options: TrpcOptions<Context>) {
  const known = new Set(procedures(options.router).map(([name]) => name))
  return async (req: IncomingMessage, res: ServerResponse, note: RequestNote): Promise<void> => {
    const url = req.url ?? "/"
    const names = (url.split("?", 1)[0] ?? "").slice(TRPC_PREFIX.length + 1)
    const called = safeDecode(names).split(",")
    note.template = `${TRPC_PREFIX}/${called.every((name) => known.has(name)) ? called.join(",") : "*"}`
    const body = await bodyOf(req, LARGE_BODIES.get(called.join()) ?? MEGABYTE)
    if (!body.ok) return sendProblem(req, res, body.problem)
    const response = await fetchRequestHandler({
      endpoint: TRPC_PREFIX,
      req: toRequest(req, url, body.bytes),
      router: options.router,
      createContext: () => options.contextOf(req, res, note),
      maxBatchSize: BATCH_LIMIT,
      onError: ({ error, ctx }) => {
        // once there is a context, the procedures report their own errors
        if (ctx === undefined && error.code === "INTERNAL_SERVER_ERROR")
          options.report(error.cause ?? error, note)
      },
    })
    res.setHeader("cache-control", "no-store")
    const type = response.headers.get("content-type") ?? "application/json"
    await sendText(req, res, response.status, type, await response.text())
  }
}

async function bodyOf(req: IncomingMessage, maxBytes: number): ReturnType<typeof readBody> {
  return hasBody(req) ? readBody(req, maxBytes) : { ok: true, bytes: Buffer.alloc(0) }
}

/** Only what tRPC needs goes in: cookies and keys are read elsewhere. */
function toRequest(req: IncomingMessage, url: string, bytes: Buffer): Request {
  const headers = new Headers()
  for (const name of ["content-type", "accept", "trpc-accept"]) {
    const value = req.headers[name]
    if (typeof value === "string") headers.set(name, value)
  }
  const method = req.method ?? "GET"
  const body = method === "GET" || method === "HEAD" ? undefined : new Uint8Array(bytes)
  return new Request(`http://parley${url}`, { method, headers, body })
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return "*"
  }
}

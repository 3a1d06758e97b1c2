import { initTRPC, TRPCError } from "@trpc/server"
import { type Actor, may } from "../capabilities/matrix.ts"
import { isRefusal, REFUSAL_STATUS, type Refusal, type RefusalCode, refuse } from "../domain/refusal.ts"
import { isZodError, refusalOfZod } from "../domain/zod-refusals.ts"
import { knownFailure, loggable, UnavailableError } from "../http/failure.ts"
import type { Meta } from "../http/meta.ts"
import { problemOf } from "../http/problem.ts"
import { RefusalError, refusalIn } from "../http/refusal-error.ts"
import { refuseUnsafeInput } from "../http/unsafe-input.ts"
import type { RuntimeParts } from "../runtime.ts"

/** What every procedure knows of its call. */
export interface Context {
  /** Who is asking; null where nobody signed in. */
  actor: Actor | null
  /** The running parts of this server. */
  runtime: RuntimeParts
  /** Address of the caller, for limits; never stored. */
  ip: string
  /** Stands in the log and in the answer's `X-Request-Id`. */
  requestId: string
  /** Where the caller wants to know how far a long call has come. */
  tell?: (progress: { phase: string }) => void
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    // what the app sees of a failure: the same words as over HTTP
    errorFormatter: ({ shape, error }) => {
      const { code, status, detail, path, currentVersion, errors, errorCount } = problemOf(error)
      return {
        ...shape,
        message: detail,
        data: { code, httpStatus: status, detail, path, currentVersion, errors, errorCount },
      }
    },
  })

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/**
 * The one builder of all procedures. It asks the matrix before the input is even read, and turns refusals (returned or
 * thrown), complaints of validators and failures of the database into errors that carry a `Refusal` as their cause.
 * A resolver returns `unlessRefused(await capability(...))`, which keeps the refusal out of its type.
 */
export const procedure = t.procedure.use(async ({ ctx, path, getRawInput, next }) => {
  const refusal = refusalByRole(ctx.actor, path) ?? refuseUnsafeInput(await getRawInput())
  if (refusal) throw trpcError(refusal)
  const result = await next()
  if (result.ok) {
    if (isRefusal(result.data)) throw trpcError(result.data)
    return result
  }
  throw understood(result.error, ctx, path)
})

/** Refuses whom the matrix does not let call the procedure; undefined where they may. */
export function refusalByRole(actor: Actor | null, path: string): Refusal | undefined {
  if (may(actor?.role ?? null, path)) return undefined
  return actor === null
    ? refuse("not_signed_in", "Sign in first, or send a key: Authorization: Bearer <key>.")
    : refuse("not_allowed", `As ${actor.role} you may not do this. Ask an administrator for another role.`)
}

/** The error that carries a refusal through tRPC. */
export function trpcError(refusal: Refusal): TRPCError {
  const code = TRPC_CODES[REFUSAL_STATUS[refusal.code]]
  return new TRPCError({ code, message: refusal.detail, cause: new RefusalError(refusal) })
}

type TrpcCode = TRPCError["code"]
const TRPC_CODES: Readonly<Record<(typeof REFUSAL_STATUS)[RefusalCode], TrpcCode>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  412: "PRECONDITION_FAILED",
  413: "PAYLOAD_TOO_LARGE",
  422: "UNPROCESSABLE_CONTENT",
  428: "PRECONDITION_REQUIRED",
  429: "TOO_MANY_REQUESTS",
}

function understood(error: TRPCError, ctx: Context, path: string): TRPCError {
  const refusal = refusalIn(error)
  if (refusal) return trpcError(refusal)
  if (isZodError(error.cause)) {
    // a complaint about what we answer is no complaint about what was asked
    if (error.code === "BAD_REQUEST") return trpcError(refusalOfZod(error.cause))
  }
  const known = knownFailure(error)
  const level = known ? "warn" : "error"
  ctx.runtime.log[level](
    { requestId: ctx.requestId, procedure: path, err: loggable(error) },
    "procedure failed",
  )
  if (known instanceof UnavailableError) {
    return new TRPCError({ code: "SERVICE_UNAVAILABLE", message: known.message, cause: known })
  }
  if (known) return trpcError(known)
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: problemOf(undefined).detail })
}

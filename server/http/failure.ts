import { type Refusal, refuse } from "../domain/refusal.ts"

/** The database or another part does not answer at the moment; trying again is right. */
export class UnavailableError extends Error {}

/** A failure of the database that the caller can do something about, as a refusal or as "try again". */
export function knownFailure(error: unknown): Refusal | UnavailableError | undefined {
  const code = codeIn(error)
  if (code === undefined) return undefined
  // a value passed every check and still does not fit: the caller's, and never a failure of ours
  if (code.startsWith("22")) return refuse("invalid", "One of these values does not fit what can be stored.")
  if (code === "23505") {
    return refuse(
      "already_exists",
      "The same was stored by somebody else a moment ago. Read it and try again.",
    )
  }
  const busy =
    /^(40001|40P01|55P03|57014|53\w{3}|57P\w{2}|08\w{3}|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/
  if (busy.test(code) || code === POOL_TIMEOUT) {
    return new UnavailableError("The database does not answer at the moment. Try again in a few seconds.")
  }
  return undefined
}

const POOL_TIMEOUT = "pool_timeout"

function codeIn(error: unknown): string | undefined {
  let inner = error
  for (let depth = 0; depth < 5 && inner instanceof Error; depth++) {
    if (/^(timeout exceeded when trying to connect|Connection terminated)/.test(inner.message))
      return POOL_TIMEOUT
    if ("code" in inner && typeof inner.code === "string" && isDatabaseError(inner)) return inner.code
    inner = inner.cause
  }
  return undefined
}

/** The driver's errors carry a severity; those of its connection a system call. */
function isDatabaseError(error: Error): boolean {
  return "severity" in error || ("syscall" in error && error.syscall === "connect") || "routine" in error
}

/**
 * An error as it may be logged: its kind, its place, and the message only where it cannot hold what somebody typed
 * (drivers put whole queries with their values into theirs).
 */
export function loggable(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const inner = error.cause instanceof Error && error.cause !== error ? loggable(error.cause) : undefined
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line))
  const silent = error.name === "DrizzleQueryError" || /^Failed query/.test(error.message)
  const fields: Record<string, unknown> = {
    type: error.name,
    ...(silent || codeIn(error)?.startsWith("22") ? {} : { message: error.message.slice(0, 500) }),
    stack: frames?.slice(0, 12).join("\n"),
  }
  for (const key of ["code", "table", "column", "constraint", "routine", "syscall"]) {
    const value: unknown = Object.getOwnPropertyDescriptor(error, key)?.value
    if (typeof value === "string") fields[key] = value
  }
  return inner ? { ...fields, cause: inner } : fields
}

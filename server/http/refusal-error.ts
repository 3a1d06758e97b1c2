import { isRefusal, type Refusal, type RefusalCode } from "../domain/refusal.ts"

/**
 * A refusal on its way through code that only passes exceptions on. It is itself a `Refusal`, so that whoever catches
 * it can ask `isRefusal(error.cause)` without knowing this class.
 */
export class RefusalError extends Error implements Refusal {
  readonly refused = true
  readonly code: RefusalCode
  readonly detail: string
  readonly path: string | undefined
  readonly currentVersion: number | undefined
  readonly more: readonly Refusal[]

  constructor(refusal: Refusal) {
    super(refusal.detail)
    this.name = "RefusalError"
    this.code = refusal.code
    this.detail = refusal.detail
    this.path = refusal.path
    this.currentVersion = refusal.currentVersion
    this.more = refusal.more ?? []
  }
}

/** The value itself, unless it is a refusal: that is thrown, and reaches the caller as one. */
export function unlessRefused<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new RefusalError(value)
  return value
}

/** The refusal inside an error, however deep it was wrapped. */
export function refusalIn(error: unknown): Refusal | undefined {
  let inner = error
  for (let depth = 0; depth < 5 && inner instanceof Error; depth++) {
    if (isRefusal(inner)) return inner
    inner = inner.cause
  }
  return isRefusal(inner) ? inner : undefined
}

import { TRPCClientError } from "@trpc/client"
import { failures } from "../_messages/desk.en.ts"

/** Why the server did not do what was asked, in its own sentence. */
export interface Problem {
  detail: string
  code: string
  /** Path of the offending part of what was sent, where it is about one. */
  path: string | undefined
  /** For `version_conflict`: the version that stands now. */
  currentVersion: number | undefined
}

export function problemIn(error: unknown): Problem {
  const data: unknown = error instanceof TRPCClientError ? error.data : undefined
  const [code, detail, path] = [textIn(data, "code"), textIn(data, "detail"), textIn(data, "path")]
  if (detail === "") return problem(failures.notReached)
  const version = valueIn(data, "currentVersion")
  return {
    detail: code === "not_signed_in" ? failures.signedOut : detail,
    code,
    path: path || undefined,
    currentVersion: typeof version === "number" ? version : undefined,
  }
}

/** True where the server may have done what was asked, and only its answer did not come. */
export function outcomeUnknown({ code }: Problem): boolean {
  return code === "" || code === "unavailable" || code === "internal"
}

/** A problem that is seen before anything is sent. */
export function problem(detail: string, path?: string): Problem {
  return { detail, code: "", path, currentVersion: undefined }
}

function textIn(value: unknown, key: string): string {
  const found = valueIn(value, key)
  return typeof found === "string" ? found : ""
}

function valueIn(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined
}

import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client"
import type { AppRouter } from "../../server/routers/app-router.ts"
import { failures } from "../_messages/accounts.en.ts"

/** Why something did not happen, for the person who asked for it. */
export interface Problem {
  detail: string
  /** The field it concerns, where it concerns one. */
  path?: string | undefined
}

/** The server's procedures, from the browser. Each change is a request of its own. */
export const procedures = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] })

/** The answer of a procedure, or the server's sentence why there is none. */
export async function ask<T>(answer: Promise<T>): Promise<{ done: T } | { problem: Problem }> {
  try {
    return { done: await answer }
  } catch (error) {
    return { problem: problemIn(error) }
  }
}

export interface AuthFailure {
  status: number
  code: string
  message: string
  retryAfterSeconds: number
}

/** Posts to one of the addresses of signing in; null where it went well. */
export async function postAuth(path: string, body: object): Promise<AuthFailure | null> {
  const answer = await askAuth<null>(path, body)
  return "failure" in answer ? answer.failure : null
}

/** Posts to one of the addresses of signing in, for its answer; null where there is nothing to tell. */
export async function askAuth<T>(
  path: string,
  body: object,
): Promise<{ done: T | null } | { failure: AuthFailure }> {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    if (response.status === 204) return { done: null }
    if (response.ok) return { done: await response.json() }
    const answer: unknown = await response.json().catch(() => null)
    const failure = {
      status: response.status,
      code: textIn(answer, "code"),
      message: textIn(answer, "message") || textIn(answer, "detail") || failures.notReached,
      retryAfterSeconds: Number(response.headers.get("retry-after") ?? 60),
    }
    return { failure }
  } catch {
    return { failure: { status: 0, code: "", message: failures.notReached, retryAfterSeconds: 0 } }
  }
}

function problemIn(error: unknown): Problem {
  if (!(error instanceof TRPCClientError)) return { detail: failures.notReached }
  const data: unknown = error.data
  if (textIn(data, "code") === "not_signed_in") return { detail: failures.signedOut }
  const detail = textIn(data, "detail")
  if (detail === "") return { detail: failures.notReached }
  return { detail, path: textIn(data, "path") || undefined }
}

function textIn(value: unknown, key: string): string {
  if (typeof value !== "object" || value === null) return ""
  const found: unknown = Reflect.get(value, key)
  return typeof found === "string" ? found : ""
}

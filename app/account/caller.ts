import { headers } from "next/headers"
import { redirect } from "next/navigation"
import { cache } from "react"
import type { OwnAccount } from "../../server/capabilities/read-own-account.ts"
import { isRefusal, type Refusal } from "../../server/domain/refusal.ts"
import type { AppCaller } from "../../server/routers/app-router.ts"
import { RUNTIME, type Runtime } from "../../server/runtime.ts"

/** The procedures of the server, called in the name of whoever asked for this page, who is looked up once a request. */
export const accountCaller = cache(async (): Promise<AppCaller> => {
  const runtime: unknown = Reflect.get(globalThis, RUNTIME)
  if (!isRuntime(runtime)) throw new Error("This page needs the running server: start it by `npm start`.")
  return await runtime.createCaller(await headers())
})

/** Who is signed in; whoever is not is sent to sign in and comes back to `path` afterwards. */
export async function signedInOrRedirect(path: string): Promise<OwnAccount> {
  const own = await (await accountCaller()).accounts.me()
  if (!own) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  return own
}

/** What a procedure answers, or its refusal as a value; other failures stay failures. */
export async function orRefusal<T>(answer: Promise<T>): Promise<T | Refusal> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Error && isRefusal(error.cause)) return error.cause
    throw error
  }
}

function isRuntime(value: unknown): value is Runtime {
  return typeof value === "object" && value !== null && "createCaller" in value
}

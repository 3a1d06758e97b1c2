import { headers } from "next/headers"
import { notFound } from "next/navigation"
import { cache } from "react"
import type { Change } from "../../server/domain/change.ts"
import { isRefusal, type Refusal } from "../../server/domain/refusal.ts"
import { RUNTIME, type Runtime } from "../../server/runtime.ts"
import type { PublicStatementDetail, ReaderApi } from "./reader-api.ts"

/** The procedures, called in process for whoever sent the request. The single place where a page fetches. */
export const serverCaller = cache(async (): Promise<ReaderApi> => {
  const runtime: Runtime | undefined = Reflect.get(globalThis, RUNTIME)
  if (!runtime) {
    throw new Error(
      "The pages run without the server behind them. Start Parley with npm start or npm run dev.",
    )
  }
  return runtime.createCaller(await headers())
})

/** One negotiation, read once a request however many parts of the page ask. */
export const readNegotiation = cache(async (slug: string) =>
  found((await serverCaller()).negotiations.get({ slug })),
)

/** A statement that is public; at the desk's own pages an analyst finds the others. */
export const readPublicStatement = cache(async (slug: string, id: string): Promise<PublicStatementDetail> => {
  const { status, ...statement } = await found((await serverCaller()).statements.get({ slug, id }))
  if (status === "draft" || status === "in_review") notFound()
  return { ...statement, status }
})

/** The answer, or the page "not found" where there is no such thing (or the reader may not know of it). */
export async function found<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (refusalOf(error)?.code === "not_found") notFound()
    throw error
  }
}

/** The answer, or the refusal of a question that cannot be answered, such as an impossible date. */
export async function foundOrRefused<T>(answer: Promise<T>): Promise<T | Refusal> {
  try {
    return await found(answer)
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal) return refusal
    throw error
  }
}

/** The lines of the log with these numbers; each is read by itself, since they may lie far apart. */
export async function changesOf(api: ReaderApi, slug: string, seqs: number[]): Promise<Change[]> {
  const pages = await Promise.all(seqs.map((seq) => api.changes.list({ slug, after: seq - 1, limit: 1 })))
  return pages.flatMap((page) => page.changes)
}

function refusalOf(error: unknown): Refusal | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return isRefusal(cause) ? cause : undefined
}

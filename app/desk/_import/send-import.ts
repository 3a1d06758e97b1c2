import type { Imported } from "../../../server/capabilities/import-negotiation.ts"
import type { ImportPreview } from "../../../server/domain/import-preview.ts"
import type { Progress } from "../../../server/domain/progress.ts"
import { failures } from "../../_messages/desk.en.ts"
import { importing as text } from "../../_messages/imports.en.ts"
import type { Source } from "./read-source.ts"

/** Why an import was not done, in the server's own words. */
export interface ImportProblem {
  code: string
  detail: string
  path?: string
}

export type Sent<T> = { answer: T } | { problem: ImportProblem } | { cancelled: true }

interface Listening {
  signal: AbortSignal
  tell: (progress: Progress) => void
}

/** Asks what an import would do. `slug` is the negotiation that tables go into. */
export function askForPreview(
  slug: string | null,
  sources: Source[],
  to: Listening,
): Promise<Sent<ImportPreview>> {
  return send(pathOf(slug, sources, true), sources, to)
}

/** Imports. Closing the connection, by the signal or with the page, calls it off. */
export function askForImport(slug: string | null, sources: Source[], to: Listening): Promise<Sent<Imported>> {
  return send(pathOf(slug, sources, false), sources, to)
}

const MOST_BYTES = 50 * 1_048_576
const LINES = "application/x-ndjson"

function pathOf(slug: string | null, [first]: Source[], isPreview: boolean): string {
  if (first?.table === null) return isPreview ? "/import/preview" : "/import"
  return `/negotiations/${slug}/import/tables${isPreview ? "?dryRun=1" : ""}`
}

async function send<T>(path: string, sources: Source[], { signal, tell }: Listening): Promise<Sent<T>> {
  const [first] = sources
  const body =
    first?.table === null
      ? first.text
      : JSON.stringify(sources.map(({ table, text: csv }) => ({ table, csv })))
  if (new Blob([body]).size > MOST_BYTES) return { problem: { code: "too_large", detail: text.tooLarge } }
  try {
    const response = await fetch(`/api/v1${path}`, {
      method: "POST",
      headers: { accept: `${LINES}, application/json`, "content-type": "application/json" },
      body,
      signal,
    })
    const lines = response.headers.get("content-type")?.startsWith(LINES)
    if (lines && response.body) return await readLines<T>(response.body, tell)
    return response.ok ? { answer: await response.json() } : { problem: await response.json() }
  } catch {
    return signal.aborted
      ? { cancelled: true }
      : { problem: { code: "not_reached", detail: failures.notReached } }
  }
}

/** Lines of progress, and the last with the answer. */
async function readLines<T>(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  tell: (progress: Progress) => void,
): Promise<Sent<T>> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ""
  for (;;) {
    const { done, value } = await reader.read()
    if (done) throw new Error("The answer ended without its last line.")
    rest += value
    const lines = rest.split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) {
      const step: { progress: Progress } | { answer: T } | { problem: ImportProblem } = JSON.parse(line)
      if ("progress" in step) tell(step.progress)
      else return step
    }
  }
}

import { Worker } from "node:worker_threads"
import { z } from "zod"
import { type ClipContext, type Suggestion, suggestionSchema } from "../domain/clip.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import { type Article, articleSchema } from "./article.ts"
import type { Captured } from "./capture.ts"

/** What a worker is asked to do. */
export type Reading =
  | { task: "read"; captured: Captured; outlet: string | null }
  | { task: "suggest"; text: string; context: ClipContext }

/**
 * Reads an article out of its bytes, in a worker of bounded memory and time: whatever a page holds, the server goes on.
 * `outlet` is whose article it is, where somebody has said.
 */
export function readInWorker(
  captured: Captured,
  { outlet = null, limitMs = LIMIT_MS }: { outlet?: string | null; limitMs?: number } = {},
): Promise<Article | Refusal> {
  return run({ task: "read", captured, outlet }, articleSchema, limitMs)
}

/** Finds who said what in a text, bounded in the same way. */
export function suggestInWorker(text: string, context: ClipContext): Promise<Suggestion[] | Refusal> {
  return run({ task: "suggest", text, context }, z.array(suggestionSchema), LIMIT_MS)
}

/** An ordinary page takes well under a second and 50 MB. */
const LIMIT_MS = 10_000
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }
/** How many read at once, and how many may wait for them. */
const MOST_RUNNING = 2
const MOST_WAITING = 10

let running = 0
const waiting: (() => void)[] = []

async function run<T>(reading: Reading, schema: z.ZodType<T>, limitMs: number): Promise<T | Refusal> {
  if (running >= MOST_RUNNING) {
    if (waiting.length >= MOST_WAITING) {
      return refuse(
        "too_many_requests",
        "Many articles are being read at this moment. Try again in a minute.",
      )
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    const result = await oneWorker(reading, limitMs)
    return isRefusal(result) ? result : schema.parse(result)
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

/** Resolves with what the worker says, or why it said nothing. Its death is a refusal, never an error of ours. */
function oneWorker(reading: Reading, limitMs: number): Promise<unknown> {
  const worker = new Worker(new URL("./reading-worker.ts", import.meta.url), {
    workerData: reading,
    resourceLimits: LIMITS,
    env: {},
    execArgv: [],
  })
  return new Promise<unknown>((resolve) => {
    const timer = setTimeout(() => resolve(TOO_SLOW), limitMs)
    worker.once("message", resolve)
    worker.once("error", (error) => resolve(whyNot(error)))
    worker.once("exit", () => {
      clearTimeout(timer)
      resolve(TOO_HARD)
    })
  }).finally(() => worker.terminate())
}

const TOO_SLOW = refuse(
  "too_slow",
  "Reading this takes longer than any article should. Paste the article's text instead.",
)
const TOO_HARD = refuse(
  "unprocessable",
  "This could not be read: it is too large or too deep. Paste the article's text instead.",
)

function whyNot(error: unknown): Refusal {
  const isLimit = error instanceof RangeError || (error instanceof Error && /MEMORY/.test(codeOf(error)))
  if (isLimit || !(error instanceof Error)) return TOO_HARD
  return refuse(
    "unprocessable",
    `This could not be read (${error.name}: ${error.message.slice(0, 200)}). Paste the article's text instead.`,
  )
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : ""
}

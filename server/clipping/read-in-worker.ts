import type { ClipContext, Suggestion } from "../domain/clip.ts"
import type { Refusal } from "../domain/refusal.ts"
import type { Article } from "./article.ts"
import type { Captured } from "./capture.ts"
import { suggestStatements } from "./quotations/suggest-statements.ts"
import { readArticle } from "./read-article.ts"

/** What is read, with its result. */
export type Reading =
  | { task: "read"; captured: Captured }
  | { task: "suggest"; text: string; context: ClipContext }

export async function readInWorker(reading: { task: "read"; captured: Captured }): Promise<Article | Refusal>
export async function readInWorker(reading: {
  task: "suggest"
  text: string
  context: ClipContext
}): Promise<Suggestion[] | Refusal>
export async function readInWorker(reading: Reading): Promise<Article | Suggestion[] | Refusal> {
  if (reading.task === "suggest") return suggestStatements(reading.text, reading.context)
  return readArticle(reading.captured)
}

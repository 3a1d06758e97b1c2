import { parentPort, workerData } from "node:worker_threads"
import type { Reading } from "./read-in-worker.ts"

// Runs one reading and ends. What it is given comes from `readInWorker` alone, so that its shape is known.
const reading: Reading = workerData
parentPort?.postMessage(await read())

async function read(): Promise<unknown> {
  if (reading.task === "suggest") {
    const { suggestStatements } = await import("./quotations/suggest-statements.ts")
    return suggestStatements(reading.text, reading.context)
  }
  const { readArticle } = await import("./read-article.ts")
  return readArticle(reading.captured, reading.outlet)
}

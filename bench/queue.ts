/**
 * `npm run bench queue`: the desk's lists over the API in a negotiation of 10,000 drafts and 10,000 statements: the queue
 * by parts, by words and far down, published statements, and the audit. One after another, on the embedded engine.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { api, type BenchServer, startProduct } from "./support/processes.ts"
import { ms, percentile, printTable } from "./support/stats.ts"
import { statementOf, tableOf } from "./support/table.ts"

const EACH = 10_000
const ASKED = 100
const SLUG = "long"
const [PARTIES, OPTIONS] = [12, 30]

interface Page {
  items: unknown[]
  nextCursor: string | null
}

const folder = mkdtempSync(join(tmpdir(), "parley-bench-"))
const server = await startProduct(folder, { pages: false })
const rows: string[][] = []
try {
  const statements = Array.from({ length: 2 * EACH }, (_, n) => ({
    ...statementOf(n, 2 * EACH, PARTIES, OPTIONS),
    status: n % 2 === 0 ? ("draft" as const) : ("published" as const),
  }))
  await api(server, "POST", "import", { ...tableOf(SLUG, PARTIES, OPTIONS), statements })
  const list = `negotiations/${SLUG}`
  await measure("queue, first page", `${list}/drafts`)
  await measure("queue, mine", `${list}/drafts?part=mine`)
  await measure("queue, to review", `${list}/drafts?part=review`)
  await measure("queue, found by a word", `${list}/drafts?q=${encodeURIComponent("bench-000124")}`)
  await measure(
    "queue, after 9,000",
    `${list}/drafts?cursor=${await cursorAfter(server, `${list}/drafts`, 9_000)}`,
  )
  await measure("published statements, first page", `${list}/statements`)
  await measure(
    "published statements, after 9,000",
    `${list}/statements?cursor=${await cursorAfter(server, `${list}/statements`, 9_000)}`,
  )
  await measure("audit, first page", `${list}/audit`)
  await measure(
    "audit, after 9,000",
    `${list}/audit?cursor=${await cursorAfter(server, `${list}/audit`, 9_000)}`,
  )
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
printTable([`GET, 50 of ${EACH.toLocaleString("en")}`, "p50", "p95"], rows)

async function measure(title: string, path: string): Promise<void> {
  const latencies: number[] = []
  for (let n = -10; n < ASKED; n += 1) {
    const started = performance.now()
    await api(server, "GET", path)
    if (n >= 0) latencies.push(performance.now() - started)
  }
  rows.push([title, ...[0.5, 0.95].map((share) => ms(percentile(latencies, share)))])
}

async function cursorAfter(on: BenchServer, path: string, count: number): Promise<string> {
  let cursor: string | null = null
  for (let read = 0; read < count; read += 200) {
    const page: Page = await api(on, "GET", `${path}?limit=200${cursor ? `&cursor=${cursor}` : ""}`)
    cursor = page.nextCursor
    if (cursor === null) throw new Error(`${path} ends after ${read + page.items.length}.`)
  }
  return cursor ?? ""
}

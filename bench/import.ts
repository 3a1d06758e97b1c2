/**
 * `npm run bench import [-- --quick]`: how long a preview and an import of 10,000 and 100,000 statements take, as a
 * negotiation document and as CSV; how long a CSV in which every row is wrong takes; what memory the server needs at most;
 * and how long it keeps everybody else waiting meanwhile.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { csvOf } from "../server/capabilities/export-csv.ts"
import { API_KEY, api, type BenchServer, cpuMs, startProduct } from "./support/processes.ts"
import { printTable } from "./support/stats.ts"
import { statementOf, tableOf } from "./support/table.ts"

const SIZES = process.argv.includes("--quick") ? [10_000] : [10_000, 100_000]
const folder = mkdtempSync(join(tmpdir(), "parley-bench-"))
const server = await startProduct(folder, { pages: false })
try {
  const rows: string[][] = []
  for (const size of SIZES) {
    const frame = tableOf(`document-${size}`, 12, 30)
    const statements = Array.from({ length: size }, (_, n) => statementOf(n, size, 12, 30))
    const document = JSON.stringify({ ...frame, statements })
    const csv = csvOf({ ...frame, statements }, "statements")
    const faulty = csvOf(
      { ...frame, statements: statements.map((each) => ({ ...each, saidAt: "March", for: "nobody" })) },
      "statements",
    )
    const other = { ...frame, negotiation: { ...frame.negotiation, slug: `csv-${size}` } }
    await api(server, "POST", "import", other)
    const intoCsv = `negotiations/csv-${size}/import.csv?table=statements`
    rows.push(
      await measured(server, `${size} statements, document: preview`, "import/preview", document),
      await measured(server, `${size} statements, document: import`, "import", document),
      await measured(server, `${size} statements, document: import again`, "import", document),
      await measured(server, `${size} statements, CSV: every row wrong`, `${intoCsv}&dryRun=1`, faulty),
      await measured(server, `${size} statements, CSV: preview`, `${intoCsv}&dryRun=1`, csv),
      await measured(server, `${size} statements, CSV: import`, intoCsv, csv),
    )
  }
  printTable(["", "sent", "time", "server CPU", "longest wait of a reader", "memory at most"], rows)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measured(to: BenchServer, title: string, path: string, body: string): Promise<string[]> {
  forgetPeak(to.pid)
  let done = false
  let longest = 0
  const reader = (async () => {
    while (!done) {
      const asked = performance.now()
      await fetch(`${to.url}/healthz`).then((response) => response.text())
      longest = Math.max(longest, performance.now() - asked)
      await pause(5)
    }
  })()
  const before = cpuMs(to.pid)
  const started = performance.now()
  const response = await fetch(`${to.url}/api/v1/${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${API_KEY}`,
      accept: "application/x-ndjson",
      "content-type": path.includes(".csv") ? "text/csv" : "application/json",
    },
    body,
  })
  const answer = await response.text()
  const time = performance.now() - started
  done = true
  await reader
  if (!response.ok || answer.trimEnd().split("\n").at(-1)?.includes('"problem"'))
    throw new Error(`${title}: ${response.status} ${answer.slice(-500)}`)
  return [
    title,
    `${(body.length / 1e6).toFixed(1)} MB`,
    `${(time / 1_000).toFixed(1)} s`,
    `${((cpuMs(to.pid) - before) / 1_000).toFixed(1)} s`,
    `${Math.round(longest)} ms`,
    `${Math.round(peakMb(to.pid))} MB`,
  ]
}

/** Linux keeps the most memory that a process ever had, until it is told to begin anew. */
function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5")
}

function peakMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024
}

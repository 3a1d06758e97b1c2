/**
 * `npm run bench log-statement`: from the request to the answer, when a published statement is logged over the API. The
 * answer comes once the statement is on disk and this node's board shows it. One after another, on the embedded engine.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { api, cpuMs, startProduct } from "./support/processes.ts"
import { ms, percentile, printTable } from "./support/stats.ts"
import { statementOf, tableOf } from "./support/table.ts"

const WARM_UP = 150
const STATEMENTS = 400
const folder = mkdtempSync(join(tmpdir(), "parley-bench-"))
const rows: string[][] = []
const server = await startProduct(folder, { pages: !process.argv.includes("--no-pages") })
try {
  await measure("new negotiation, 4 parties, 6 options", "small", 4, 6, 0)
  await measure("after 10,000 statements, 12 parties, 30 options", "large", 12, 30, 10_000)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
printTable(["POST /statements, published", "p50", "p95", "p99", "server CPU"], rows)

async function measure(
  title: string,
  slug: string,
  parties: number,
  options: number,
  before: number,
): Promise<void> {
  const count = before + WARM_UP + STATEMENTS
  const said = Array.from({ length: before }, (_, n) => statementOf(n, count, parties, options))
  await api(server, "POST", "import", { ...tableOf(slug, parties, options), statements: said })
  const latencies: number[] = []
  let cpu = 0
  for (let n = before; n < count; n += 1) {
    if (n === before + WARM_UP) cpu = cpuMs(server.pid)
    const body = JSON.stringify(statementOf(n, count, parties, options))
    const started = performance.now()
    await api(server, "POST", `negotiations/${slug}/statements`, body)
    if (n >= before + WARM_UP) latencies.push(performance.now() - started)
  }
  const each = (cpuMs(server.pid) - cpu) / STATEMENTS
  rows.push([title, ...[0.5, 0.95, 0.99].map((share) => ms(percentile(latencies, share))), ms(each)])
}

/**
 * `npm run bench feeds`: the feeds of a negotiation whose log has 10,000 changes: how many readers a second are told that
 * nothing has changed, how many are given the feed, and what it takes to write one that nobody has asked for before.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { Agent, get } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { api, cpuMs, startProduct } from "./support/processes.ts"
import { ms, percentile, printTable } from "./support/stats.ts"
import { statementOf, tableOf } from "./support/table.ts"

const SLUG = "bench"
const [CHANGES, PARTIES, OPTIONS] = [10_000, 12, 30]
const [AT_ONCE, LASTS_MS, FIRST_TIMES] = [16, 5_000, 30]

const folder = mkdtempSync(join(tmpdir(), "parley-bench-"))
const server = await startProduct(folder, { pages: false })
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
try {
  const statements = Array.from({ length: CHANGES }, (_, n) => statementOf(n, CHANGES, PARTIES, OPTIONS))
  await api(server, "POST", "import", { ...tableOf(SLUG, PARTIES + 1, OPTIONS), statements })
  const path = `/feeds/${SLUG}.atom`
  const { etag } = await ask(path)
  const rows = [
    await overAndOver("not changed: 304", path, 304, { "if-none-match": etag }),
    await overAndOver("given, compressed by gzip", path, 200, { "accept-encoding": "gzip" }),
    await overAndOver("given as it is", path, 200),
  ]
  printTable(["GET, 16 at once", "a second", "p95", "server's CPU for each", "bytes"], rows)
  console.log()
  printTable(
    ["asked for the first time, one after another", "p50", "p95"],
    [
      await eachOnce("the latest 50", (n) => `${path}?from=2023-01-01&to=2026-01-01T00:00:${seconds(n)}Z`),
      await eachOnce(
        "of a party that speaks often",
        (n) => `${path}?party=party-1&to=2026-01-01T00:00:${seconds(n)}Z`,
      ),
      await eachOnce("of a party that has said nothing", (n) => `${path}?party=party-${PARTIES}&q=bench${n}`),
      await eachOnce("with words that nobody has said", (n) => `${path}?q=nothing${n}`),
    ],
  )
} finally {
  agent.destroy()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function overAndOver(
  title: string,
  path: string,
  status: number,
  headers: Record<string, string> = {},
): Promise<string[]> {
  for (let n = 0; n < 200; n += 1) await ask(path, headers)
  const latencies: number[] = []
  const [started, cpu] = [performance.now(), cpuMs(server.pid)]
  let bytes = 0
  const reader = async () => {
    while (performance.now() - started < LASTS_MS) {
      const asked = performance.now()
      const answer = await ask(path, headers)
      if (answer.status !== status) throw new Error(`${path}: ${answer.status} in place of ${status}`)
      latencies.push(performance.now() - asked)
      bytes = answer.bytes
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, reader))
  const took = performance.now() - started
  return [
    title,
    Math.round((latencies.length / took) * 1_000).toLocaleString("en"),
    ms(percentile(latencies, 0.95)),
    ms((cpuMs(server.pid) - cpu) / latencies.length),
    bytes.toLocaleString("en"),
  ]
}

/** `pathOf` gives another question each time, so that none has been written yet. */
async function eachOnce(title: string, pathOf: (n: number) => string): Promise<string[]> {
  const latencies: number[] = []
  for (let n = 0; n < FIRST_TIMES; n += 1) {
    const started = performance.now()
    const { status } = await ask(pathOf(n))
    // the first of them warm up
    if (n >= 10) latencies.push(performance.now() - started)
    if (status !== 200) throw new Error(`${pathOf(n)}: ${status}`)
  }
  return [title, ...[0.5, 0.95].map((share) => ms(percentile(latencies, share)))]
}

function seconds(n: number): string {
  return String(n).padStart(2, "0")
}

function ask(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; etag: string; bytes: number }> {
  return new Promise((resolve, reject) => {
    get(server.url + path, { agent, headers }, (response) => {
      let bytes = 0
      response.on("data", (part: Buffer) => {
        bytes += part.length
      })
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, etag: response.headers.etag ?? "", bytes }),
      )
    }).on("error", reject)
  })
}

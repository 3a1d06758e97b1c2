/**
 * `npm run bench board-at`: the board of a negotiation with 10,000 statements over 12 parties and 30 options, at random
 * instants: how long the database takes for it, how long it takes over HTTP, how large it is; and the board of now.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { Agent, get } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openDatabase } from "../db/client.ts"
import { startEmbeddedDatabase } from "../db/embedded.ts"
import { NOW_KNOWN_MS, readLedgerAt } from "../server/change-log/read-ledger.ts"
import { api, type BenchServer, startProduct } from "./support/processes.ts"
import { ms, percentile, printTable } from "./support/stats.ts"
import { DAY_MS, FIRST_DAY, randomOf, statementOf, tableOf } from "./support/table.ts"

const SLUG = "bench"
const [STATEMENTS, PARTIES, OPTIONS] = [10_000, 12, 30]
const INSTANTS = 300
const random = randomOf(2025)
const folder = mkdtempSync(join(tmpdir(), "parley-bench-"))
const database = await startEmbeddedDatabase(folder)
const server = await startProduct(folder, {
  databaseUrl: database.url,
  pages: !process.argv.includes("--no-pages"),
})
try {
  const said = Array.from({ length: STATEMENTS }, (_, n) => statementOf(n, STATEMENTS, PARTIES, OPTIONS))
  await api(server, "POST", "import", { ...tableOf(SLUG, PARTIES, OPTIONS), statements: said })
  await inTheDatabase(database.url)
  await overHttp(server)
} finally {
  await server.stop()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}

function randomInstant(): number {
  return FIRST_DAY + Math.floor(random() * 3 * 365) * DAY_MS + Math.floor(random() * DAY_MS)
}

interface Prepared {
  name: string
  values: (string | number | null)[]
}

interface Explained {
  rows: { "QUERY PLAN": [{ "Execution Time": number }] }[]
}

/** The statements of the server itself, as it prepares them, run through EXPLAIN ANALYZE on one connection. */
async function inTheDatabase(url: string): Promise<void> {
  const db = openDatabase(url, 1)
  const { rows } = await db.$client.query<{ id: number }>("select id from negotiation where slug = $1", [
    SLUG,
  ])
  const negotiation = { id: rows[0]?.id ?? 0, slug: SLUG, zone: "Europe/Kyiv" }
  const original = db.$client.query
  const query = (what: Prepared | string): Promise<Explained> => Reflect.apply(original, db.$client, [what])
  let asked: Prepared[] = []
  Reflect.set(db.$client, "query", (prepared: Prepared) => {
    asked.push(prepared)
    return query(prepared)
  })
  const times = new Map<string, number[]>()
  const all: number[] = []
  // the first few: as often as it takes the database to settle on a plan
  for (let n = -12; n < INSTANTS; n += 1) {
    asked = []
    await readLedgerAt(db, negotiation, randomInstant(), NOW_KNOWN_MS)
    if (n < 0) continue
    let sum = 0
    for (const { name, values } of asked) {
      const literals = values.map((value) => (value === null ? "null" : `'${value}'`))
      const plan = await query(
        `explain (analyze, timing off, format json) execute "${name}" (${literals.join(", ")})`,
      )
      const time = plan.rows[0]?.["QUERY PLAN"][0]["Execution Time"] ?? Number.NaN
      times.set(name, [...(times.get(name) ?? []), time])
      sum += time
    }
    all.push(sum)
  }
  await db.$client.end()
  printTable(
    ["in the database, board at T", "p50", "p95"],
    [...times, ["all of it", all] as const].map(([name, list]) => [
      name,
      ms(percentile(list, 0.5)),
      ms(percentile(list, 0.95)),
    ]),
  )
}

async function overHttp(server: BenchServer): Promise<void> {
  const agent = new Agent({ keepAlive: true })
  const rows: string[][] = []
  const measure = async (title: string, query: () => string) => {
    const latencies: number[] = []
    const sizes: number[] = []
    for (let n = 0; n < INSTANTS + 30; n += 1) {
      const started = performance.now()
      const size = await bytesOf(agent, `${server.url}/api/v1/negotiations/${SLUG}/board${query()}`)
      if (n < 30) continue
      latencies.push(performance.now() - started)
      sizes.push(size)
    }
    const [p50, p95] = [percentile(latencies, 0.5), percentile(latencies, 0.95)]
    rows.push([title, ms(p50), ms(p95), `${(Math.max(...sizes) / 1_000).toFixed(1)} kB`])
  }
  await measure("board at T", () => `?asOf=${new Date(randomInstant()).toISOString()}`)
  await measure("board of now", () => "")
  agent.destroy()
  console.log()
  printTable(["over HTTP, compressed", "p50", "p95", "largest"], rows)
}

function bytesOf(agent: Agent, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { "accept-encoding": "gzip" } }, (response) => {
      let bytes = 0
      response.on("data", (part: Buffer) => {
        bytes += part.length
      })
      response.on("end", () => {
        if (response.statusCode === 200) resolve(bytes)
        else reject(new Error(`${url}: ${response.statusCode}`))
      })
    }).on("error", reject)
  })
}

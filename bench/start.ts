/**
 * `npm run bench start`: a warm start in production, from the process to the first `/readyz` that says yes, with the
 * embedded database, the demonstration and the pages.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startProduct } from "./support/processes.ts"
import { median, ms } from "./support/stats.ts"

const STARTS = 5
const folder = mkdtempSync(join(tmpdir(), "parley-bench-"))
const options = { pages: !process.argv.includes("--no-pages"), demo: true }
try {
  const first = await timeStart()
  const warm: number[] = []
  for (let n = 0; n < STARTS; n += 1) warm.push(await timeStart())
  console.log(`First start, which makes the database: ${ms(first)}`)
  console.log(
    `Warm start: ${ms(median(warm))}, at worst ${ms(Math.max(...warm))} (of ${STARTS}; at most 3 s)`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function timeStart(): Promise<number> {
  const started = performance.now()
  const server = await startProduct(folder, options)
  const ready = await fetch(`${server.url}/readyz`)
  const time = performance.now() - started
  await server.stop()
  if (!ready.ok) throw new Error(`/readyz says ${ready.status}.`)
  return time
}

/**
 * `npm run bench first-visit`: all JavaScript that a first visit to the demonstration's board loads before anything is
 * touched, compressed as the server sends it.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { get } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startProduct } from "./support/processes.ts"
import { printTable } from "./support/stats.ts"

const folder = mkdtempSync(join(tmpdir(), "parley-bench-"))
const server = await startProduct(folder, { demo: true })
try {
  const page = await load("/russia-ukraine-2025")
  const html = page.body.toString()
  const scripts = [
    ...new Set(
      [...html.matchAll(/(?:src|href)="(\/_next\/[^"]+?\.js)[^"]*"/g)].map(([, path]) => path ?? ""),
    ),
  ]
  const rows: [string, number][] = []
  for (const path of scripts) {
    // what only browsers of another age load is no visit of today
    if (new RegExp(`<script[^>]*${path}[^>]*noModule`, "i").test(html)) continue
    rows.push([path, (await load(path)).bytes])
  }
  printTable(
    ["script", "compressed"],
    rows.toSorted((a, b) => b[1] - a[1]).map(([path, bytes]) => [path, kB(bytes)]),
  )
  console.log(
    `\nAll ${rows.length} scripts: ${kB(rows.reduce((sum, [, bytes]) => sum + bytes, 0))} (at most 200 kB); the page: ${kB(page.bytes)}`,
  )
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

function load(path: string): Promise<{ bytes: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { "accept-encoding": path.endsWith(".js") ? "gzip" : "identity" }
    get(server.url + path, { headers }, (response) => {
      const parts: Buffer[] = []
      response.on("data", (part: Buffer) => parts.push(part))
      response.on("end", () => {
        const body = Buffer.concat(parts)
        if (response.statusCode === 200) resolve({ bytes: body.length, body })
        else reject(new Error(`${path}: ${response.statusCode}`))
      })
    }).on("error", reject)
  })
}

function kB(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`
}

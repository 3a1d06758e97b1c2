/**
 * `npm run bench fan-out [-- --quick]`: what it costs and how long it takes to tell many readers of a change. The whole
 * product, bare Socket.IO and bare `ws` send the same bytes to as many readers, by turns in one run; medians of several
 * windows. The product's share holds all of it: the statement that comes over the API, is decided, stored and logged.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { type Load, loadOn } from "./support/load.ts"
import type { Kind } from "./support/load-process.ts"
import { API_KEY, api, type BenchServer, cpuMs, startBare, startProduct } from "./support/processes.ts"
import { median, ms, percentile, printTable, sharedNowMs } from "./support/stats.ts"
import { markOf, statementOf, tableOf } from "./support/table.ts"

const SLUG = "bench"
const quick = process.argv.includes("--quick")
const READERS = 1_000
const MANY_READERS = 5_000
const WINDOWS = quick ? 3 : 5
const CHANGES_PER_WINDOW = quick ? 4 : 10
const BURST = 50

interface Side {
  kind: Kind
  server: BenchServer
  load: Load
  sent: Map<string, number>
  cpuPerThousand: number[]
  latencies: number[][]
}

const folder = mkdtempSync(join(tmpdir(), "parley-bench-"))
let next = 0
let template = ""
const sides: Side[] = []
try {
  await prepare()
  await measure()
  await burst()
  await manyReaders()
} finally {
  for (const side of sides) side.load.stop()
  for (const side of sides) await side.server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function prepare(): Promise<void> {
  const product = await startProduct(folder)
  sides.push(sideOf("product", product))
  await api(product, "POST", "import", tableOf(SLUG, 4, 6))
  for (let n = 0; n < 5; n += 1) await publish(sides[0]!)
  const { changes } = await api<{ changes: unknown[] }>(
    product,
    "GET",
    `negotiations/${SLUG}/changes?after=5`,
  )
  template = JSON.stringify(changes.at(-1))
  for (const kind of ["socket.io", "ws"] as const) sides.push(sideOf(kind, await startBare(kind)))
  // a server that has run for a while: what it does often is compiled by now
  for (let n = 0; n < 200; n += 1) for (const side of sides) await publish(side)
  for (const side of sides) await side.load.open(READERS, 500)
  for (let n = 0; n < 20; n += 1) for (const side of sides) await publish(side)
  await pause(1_000)
  for (const side of sides) await side.load.take()
  console.log(`${READERS} readers each, a change of ${Buffer.byteLength(template)} bytes every second\n`)
}

function sideOf(kind: Kind, server: BenchServer): Side {
  return {
    kind,
    server,
    load: loadOn(server, kind, SLUG),
    sent: new Map(),
    cpuPerThousand: [],
    latencies: [],
  }
}

async function measure(): Promise<void> {
  for (let window = 0; window < WINDOWS; window += 1) {
    const before = sides.map((side) => cpuMs(side.server.pid))
    for (let n = 0; n < CHANGES_PER_WINDOW; n += 1) {
      for (const side of sides) {
        const started = sharedNowMs()
        await publish(side)
        await pause(Math.max(0, 333 - (sharedNowMs() - started)))
      }
    }
    for (const [index, side] of sides.entries()) {
      const cpu = cpuMs(side.server.pid) - before[index]!
      const { latencies } = await takeLatencies(side, READERS, CHANGES_PER_WINDOW)
      side.latencies.push(latencies)
      side.cpuPerThousand.push(cpu / (latencies.length / 1_000))
    }
  }
  const of = (side: Side, share: number) => median(side.latencies.map((window) => percentile(window, share)))
  printTable(
    ["", "server CPU per 1,000 deliveries", "p50", "p95", "p99"],
    sides.map((side) => [
      side.kind,
      ms(median(side.cpuPerThousand)),
      ms(of(side, 0.5)),
      ms(of(side, 0.95)),
      ms(of(side, 0.99)),
    ]),
  )
  const [product, socketIo] = sides as [Side, Side]
  const ratio = median(product.cpuPerThousand) / median(socketIo.cpuPerThousand)
  const later = of(product, 0.95) - of(socketIo, 0.95)
  console.log(
    `\nCPU: ${ratio.toFixed(2)} times bare Socket.IO (at most 1.5). p95: ${ms(later)} more (at most 15 ms).`,
  )
}

async function burst(): Promise<void> {
  const product = sides[0]!
  const started = sharedNowMs()
  await Promise.all(Array.from({ length: BURST }, () => publish(product)))
  const { latencies } = await takeLatencies(product, READERS, BURST)
  const lost = BURST * READERS - latencies.length
  const { disordered, closed } = product.load.faults()
  const whole = Math.max(...latencies)
  console.log(
    `Burst of ${BURST}: ${lost} lost, ${disordered} out of order, ${closed} connections lost; the last was there after`,
    `${ms(Math.max(whole, 0))} (in all ${ms(sharedNowMs() - started)}).`,
  )
}

async function manyReaders(): Promise<void> {
  for (const side of sides.filter((each) => each.kind !== "ws")) {
    await side.load.open(MANY_READERS - READERS, 1_000)
    await publish(side)
    await takeLatencies(side, MANY_READERS, 1)
    const before = cpuMs(side.server.pid)
    const changes = quick ? 5 : 20
    for (let n = 0; n < changes; n += 1) {
      await publish(side)
      await pause(1_000)
    }
    const cpu = cpuMs(side.server.pid) - before
    const { latencies } = await takeLatencies(side, MANY_READERS, changes)
    console.log(
      `${MANY_READERS} readers, ${side.kind}: p50 ${ms(percentile(latencies, 0.5))}, p99 ${ms(percentile(latencies, 0.99))},`,
      `${ms(cpu / (latencies.length / 1_000))} of server CPU per 1,000 deliveries, ${side.load.faults().closed} connections lost.`,
    )
    side.load.stop()
  }
}

async function publish(side: Side): Promise<void> {
  const n = next
  next += 1
  const mark = markOf(n)
  const body =
    side.kind === "product"
      ? JSON.stringify(statementOf(n, 100_000, 4, 6))
      : template.replaceAll(/bench-\d{6}/g, mark)
  const path = side.kind === "product" ? `/api/v1/negotiations/${SLUG}/statements` : "/"
  side.sent.set(mark, sharedNowMs())
  const response = await fetch(`${side.server.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" },
    body,
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  await response.arrayBuffer()
}

/** Waits until everybody has everything, or nothing more comes; publish to receipt, over all readers. */
async function takeLatencies(side: Side, readers: number, changes: number): Promise<{ latencies: number[] }> {
  const latencies: number[] = []
  for (let tries = 0; tries < 100 && latencies.length < readers * changes; tries += 1) {
    for (const [mark, times] of Object.entries(await side.load.take())) {
      const sent = side.sent.get(mark)
      if (sent !== undefined) for (const time of times) latencies.push(time - sent)
    }
    if (latencies.length < readers * changes) await pause(50)
  }
  return { latencies }
}

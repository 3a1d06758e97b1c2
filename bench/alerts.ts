/**
 * `npm run bench alerts [-- --quick]`: one change to 10,000 webhooks and one to 10,000 mails, to real receivers on this
 * machine: how long planning takes, how many leave in a second, what processor time the server and the database take for
 * it. Then readers beside alerts: a change a second to 1,000 readers, with and without 200 webhooks for each, by turns.
 * The hold is none, since all times count from its end.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { openDatabase } from "../db/client.ts"
import { startEmbeddedDatabase } from "../db/embedded.ts"
import { loadOn } from "./support/load.ts"
import { api, cpuMs, startProduct } from "./support/processes.ts"
import { startReceivers } from "./support/receivers.ts"
import { median, ms, percentile, printTable, sharedNowMs } from "./support/stats.ts"
import { addSubscribers, removeSubscribers } from "./support/subscribers.ts"
import { markOf, statementOf, tableOf } from "./support/table.ts"

const quick = process.argv.includes("--quick")
const SLUG = "bench"
const RECIPIENTS = 10_000
const RUNS = quick ? 2 : 3
const READERS = 1_000
const HOOKS_BESIDE = 200
const WINDOWS = quick ? 3 : 6
const CHANGES_PER_WINDOW = quick ? 5 : 10

const folder = mkdtempSync(join(tmpdir(), "parley-bench-"))
const database = await startEmbeddedDatabase(folder)
const receivers = await startReceivers()
const server = await startProduct(folder, {
  pages: false,
  databaseUrl: database.url,
  env: {
    PARLEY_ALERT_HOLD_SECONDS: "0",
    PARLEY_ALLOW_PRIVATE_TARGETS: "1",
    PARLEY_URL: "http://parley.example",
    SMTP_URL: receivers.smtp,
  },
})
const db = openDatabase(database.url, 2)
let next = 0
try {
  await api(server, "POST", "import", tableOf(SLUG, 4, 6))
  for (let n = 0; n < 100; n += 1) await publish()
  await sending("webhook", `'${receivers.http}/' || n`)
  await sending("email", "'reader-' || n || '@example.org'")
  await besideReaders()
} finally {
  await db.$client.end()
  await server.stop()
  receivers.stop()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function sending(type: "webhook" | "email", address: string): Promise<void> {
  await addSubscribers(db, { type, count: RECIPIENTS, address })
  const rows: { planned: number; sent: number; cpu: number }[] = []
  for (let run = 0; run < RUNS; run += 1) {
    await receivers.take()
    const before = cpuMs(server.pid)
    const started = sharedNowMs()
    await publish()
    const planned = await untilPlanned(started)
    const ended = await untilReceived(type)
    await untilSettled()
    rows.push({ planned, sent: ended - started - planned, cpu: cpuMs(server.pid) - before })
  }
  await removeSubscribers(db)
  const of = (key: "planned" | "sent" | "cpu") => median(rows.map((row) => row[key]))
  console.log(
    `${RECIPIENTS} ${type === "email" ? "mails" : "webhooks"}: planned in ${ms(of("planned"))}; sent at`,
    `${Math.round(RECIPIENTS / (of("sent") / 1_000))} a second; ${ms(of("cpu") / (RECIPIENTS / 1_000))} of server CPU for 1,000.`,
  )
}

/** The plan is one transaction: it is there whole or not at all. */
async function untilPlanned(started: number): Promise<number> {
  for (;;) {
    const { rows } = await db.$client.query("select 1 from alert where recorded_at > $1 limit 1", [
      Math.floor(Date.now() - (sharedNowMs() - started)) - 1,
    ])
    if (rows.length > 0) return sharedNowMs() - started
    await pause(5)
  }
}

async function untilReceived(type: "webhook" | "email"): Promise<number> {
  let count = 0
  for (;;) {
    const { webhooks, mails, lastMailMs } = await receivers.take()
    const times = Object.values(webhooks).flat()
    count += type === "email" ? mails : times.length
    if (count >= RECIPIENTS) return type === "email" ? lastMailMs : Math.max(...times)
    await pause(50)
  }
}

async function untilSettled(): Promise<void> {
  for (;;) {
    const { rows } = await db.$client.query(
      "select 1 from message where state in ('waiting', 'sending') limit 1",
    )
    if (rows.length === 0) return
    await pause(20)
  }
}

async function besideReaders(): Promise<void> {
  const load = loadOn(server, "product", SLUG)
  await load.open(READERS, 500)
  const windows = { without: [] as number[][], beside: [] as number[][], alerts: [] as number[][] }
  for (let window = 0; window < WINDOWS; window += 1) {
    for (const side of ["without", "beside"] as const) {
      await setActive(side === "beside" ? HOOKS_BESIDE : 0)
      await publish()
      await pause(1_500)
      await load.take()
      await receivers.take()
      const sent = new Map<string, number>()
      for (let n = 0; n < CHANGES_PER_WINDOW; n += 1) {
        const started = sharedNowMs()
        sent.set(await publish(), started)
        await pause(Math.max(0, 1_000 - (sharedNowMs() - started)))
      }
      await pause(1_500)
      const since = (receipts: Record<string, number[]>) =>
        Object.entries(receipts).flatMap(([mark, times]) => {
          const at = sent.get(mark)
          return at === undefined ? [] : times.map((time) => time - at)
        })
      windows[side].push(since(await load.take()))
      if (side === "beside") windows.alerts.push(since((await receivers.take()).webhooks))
    }
  }
  const of = (side: keyof typeof windows, share: number) =>
    median(windows[side].map((times) => percentile(times, share)))
  printTable(
    ["publish to receipt", "p50", "p95", "p99"],
    [
      [`${READERS} readers, no alerts`, ...[0.5, 0.95, 0.99].map((share) => ms(of("without", share)))],
      [
        `the same, ${HOOKS_BESIDE} webhooks beside`,
        ...[0.5, 0.95, 0.99].map((share) => ms(of("beside", share))),
      ],
      ["the webhooks themselves", ...[0.5, 0.95, 0.99].map((share) => ms(of("alerts", share)))],
    ],
  )
  const ratio = of("beside", 0.95) / of("without", 0.95)
  console.log(`\nFan-out p95 with alerts beside it: ${ratio.toFixed(2)} times that without (at most 1.3).`)
  load.stop()
}

/** So many of the webhooks are subscribed. */
async function setActive(count: number): Promise<void> {
  await removeSubscribers(db)
  await db.$client.query("update subscription_counter set version = version + 1")
  await db.$client.query(
    `update subscription set state = 'active', version = (select version from subscription_counter)
      where id in (select id from subscription where id like 'webhook-%' order by id limit $1)`,
    [count],
  )
}

async function publish(): Promise<string> {
  const n = next
  next += 1
  await api(server, "POST", `negotiations/${SLUG}/statements`, statementOf(n, 100_000, 4, 6))
  return markOf(n)
}

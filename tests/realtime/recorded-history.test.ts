import { createHash } from "node:crypto"
import { once } from "node:events"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { readChanges, readEpoch, readHead } from "../../server/change-log/read-changes.ts"
import { verifyLog } from "../../server/change-log/verify-log.ts"
import { canonicalJson } from "../../server/domain/change.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { waitUntil } from "../support/wait-until.ts"
import { type Readers, startReaders } from "./support/readers.ts"
import { publish, setUpTable, statementNo, tableOf } from "./support/table.ts"

/*
 * Publishers, readers and a nemesis, each with a log of its own, and a checker over the logs at the end. The nemesis
 * kills the server while changes are being committed and sent, cuts readers, and cuts the server off its database. Some
 * publishers go through the API and others commit past the server, so that there are changes that no relay ever sent.
 */
const SLUG = "quarrel"
const READERS = 60
/** What the nemesis does in one round, in an order of its own each time. It ends after so many rounds, or so long. */
const DECK = ["kill", "kill", "cut", "cut", "sever", "freeze"] as const
const ROUNDS = 2
const NEMESIS_MS = 22_000

let database: TestDatabase
let db: Database
let ear: pg.Client
let server: TestServer
let readers: Readers

beforeAll(async () => {
  database = await createTestDatabase()
  // a name of its own: the nemesis cuts the server off its database, not the publishers
  const url = new URL(database.url)
  url.searchParams.set("application_name", "publisher")
  db = openDatabase(url.href)
  await setUpTable(db, tableOf(SLUG))
  ear = new pg.Client({ connectionString: url.href })
  await ear.connect()
  await ear.query("listen parley_change")
  server = await startServer({ databaseUrl: database.url })
  readers = await startReaders(server.url, SLUG, READERS, 3)
}, 60_000)

afterAll(async () => {
  await readers?.stop()
  await server?.kill()
  await ear?.end()
  await db?.$client.end()
  await database?.drop()
})

test("every acknowledged publish reaches every reader exactly once and in order, whatever is killed or cut", async () => {
  const publishing = new AbortController()
  const acknowledged = new Map<string, number>()
  const publishers = [0, 1, 2, 3].map((who) =>
    publishUntil(publishing.signal, who, who < 2 ? throughTheApi : pastTheServer, acknowledged),
  )
  const bites = await nemesis(performance.now() + NEMESIS_MS)
  publishing.abort()
  await Promise.all(publishers)

  const head = await readHead(db, SLUG)
  const last = head!.seq
  await readers.waitFor(last, 15_000).catch(() => {}) // the checker says more than a timeout would
  const log = await readLog(head!.id, last)
  const reports = await readers.report()

  // the log itself: no number missing, the chain whole, every acknowledged statement in it once, under its number
  expect(log.map((line) => line.seq)).toEqual(Array.from({ length: last }, (_, n) => n + 1))
  expect((await verifyLog(db)).filter((verdict) => verdict.broken)).toEqual([])
  const places = log.flatMap((line) => (line.statement ? [[line.statement, line.seq] as const] : []))
  expect(new Map(places).size).toBe(places.length)
  for (const [id, seq] of acknowledged) expect([id, new Map(places).get(id)]).toEqual([id, seq])

  // every reader: each change after the board it began with, once, in order, as it stands in the log
  const lines = new Map(log.map((line) => [line.seq, [line.seq, line.hash, line.digest]]))
  for (const { from, applied } of reports) {
    expect(applied).toEqual(Array.from({ length: last - from }, (_, n) => lines.get(from + n + 1)))
  }
  const board = await (await fetch(`${server.url}/api/v1/negotiations/${SLUG}/board`)).json()
  for (const report of reports) expect(report.board).toEqual(board)

  // and the test has tested something
  expect(reports).toHaveLength(READERS)
  const sum = (of: "connects" | "caughtUp" | "holes" | "known" | "resyncs") =>
    reports.reduce((total, report) => total + report[of], 0)
  console.info(
    `${acknowledged.size} acknowledged, ${reports.length} readers, ${JSON.stringify(bites)},`,
    `connects ${sum("connects")}, caught up ${sum("caughtUp")}, holes ${sum("holes")}, known ${sum("known")}`,
  )
  expect(bites.kills).toBeGreaterThanOrEqual(2)
  expect(acknowledged.size).toBeGreaterThan(100)
  expect(sum("connects")).toBeGreaterThan(READERS * 2)
  expect(sum("caughtUp")).toBeGreaterThan(READERS)
  expect(sum("resyncs")).toBe(0)
}, 58_000)

type Publish = (n: number, id: string) => Promise<number | undefined>

/** Goes on with a statement until it is acknowledged, under the same id, as a client should that got no answer. */
async function publishUntil(
  signal: AbortSignal,
  who: number,
  attempt: Publish,
  acknowledged: Map<string, number>,
): Promise<void> {
  for (let n = 0; !signal.aborted; n += 1) {
    const id = `p${who}-${n}`
    let seq: number | undefined
    while (seq === undefined) {
      seq = await attempt(n * 4 + who, id)
      if (seq === undefined) await pause(50)
    }
    acknowledged.set(id, seq)
    await pause(Math.random() * 200)
  }
}

const throughTheApi: Publish = async (n, id) => {
  try {
    const response = await fetch(`${server.url}/api/v1/negotiations/${SLUG}/statements`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(statementNo(n, id)),
      signal: AbortSignal.timeout(10_000),
    })
    const body = await response.text()
    if (response.ok) return JSON.parse(body).seq
    if (response.status < 500) throw new Error(`${response.status}: ${body}`)
    return undefined
  } catch (error) {
    if (error instanceof Error && /^\d{3}: /.test(error.message)) throw error
    return undefined // no answer: nobody knows whether it was committed
  }
}

/** As another node would, of which this server's relay knows nothing but the log. */
const pastTheServer: Publish = (n, id) => publish(db, SLUG, statementNo(n, id)).catch(() => undefined)

async function nemesis(until: number) {
  const bites = { kills: 0, cuts: 0, severed: 0, frozen: 0, died: 0 }
  const rounds = Array.from({ length: ROUNDS }, () => DECK.toSorted(() => Math.random() - 0.5))
  // the worst comes first, so that it comes also where the machine is slow
  const deck = ["kill", "sever", "kill", ...rounds.flat()] as const
  for (const bite of deck) {
    if (performance.now() > until) break
    await pause(100 + Math.random() * 500)
    switch (bite) {
      case "kill":
        // at the very moment of a commit: after it, and before the relay has sent it
        await once(ear, "notification", { signal: AbortSignal.timeout(5_000) })
        await server.kill()
        bites.kills += 1
        await pause(Math.random() * 300)
        await restart()
        break
      case "cut": {
        const count = 1 + Math.floor(Math.random() * READERS)
        readers.cut(count)
        bites.cuts += count
        break
      }
      case "sever":
        // every connection of the server to its database, the listening one too
        await db.$client.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and application_name like 'parley%'`,
        )
        bites.severed += 1
        break
      case "freeze":
        if (!send("SIGSTOP")) break
        await pause(300)
        send("SIGCONT")
        bites.frozen += 1
        break
    }
    await waitUntil(
      "the server to be ready again, or gone",
      async () => !isAlive() || (await isReady()),
      20_000,
    )
    if (!isAlive()) {
      bites.died += 1
      await restart()
    }
  }
  return bites
}

/** At the same address, as readers expect it. */
async function restart(): Promise<void> {
  server = await startServer({ databaseUrl: database.url, env: { PORT: new URL(server.url).port } })
}

function isAlive(): boolean {
  return send(0)
}

function send(signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(server.pid, signal)
  } catch {
    return false
  }
}

async function isReady(): Promise<boolean> {
  return (await fetch(`${server.url}/readyz`).catch(() => undefined))?.ok ?? false
}

async function readLog(negotiationId: number, last: number) {
  const changes = await readChanges(db, negotiationId, await readEpoch(db), 0, last + 1)
  return changes.map(({ json }) => {
    const change = JSON.parse(json)
    return {
      seq: change.seq as number,
      hash: change.hash as string,
      statement: change.statement?.id as string | undefined,
      digest: createHash("sha256").update(canonicalJson(change)).digest("hex"),
    }
  })
}

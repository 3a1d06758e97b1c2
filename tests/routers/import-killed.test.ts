import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { csvOf } from "../../server/capabilities/export-csv.ts"
import { verifyLog } from "../../server/change-log/verify-log.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { holdNegotiation } from "../support/hold-negotiation.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { statement, table } from "../support/table.ts"
import { waitUntil } from "../support/wait-until.ts"

// several starts of the real server in one test, on machines that may be busy
vi.setConfig({ testTimeout: 90_000 })

const ROWS = 1_500
/** The server is killed in each phase of an import, some while into it, when a first portion is written among them. */
const KILLS = ["checking", "storing", "logging"]
const { slug } = table.negotiation

let database: TestDatabase
let db: Database

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})
afterAll(async () => {
  await db.$client.end()
  await database.drop()
})

const csv = csvOf(
  { ...table, statements: Array.from({ length: ROWS }, (_, i) => statement({ id: `k${i}` })) },
  "statements",
)

function send(server: TestServer, path: string, type: string, body: string, signal?: AbortSignal) {
  return fetch(`${server.url}/api/v1${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${server.apiKey}`,
      "content-type": type,
      accept: "application/x-ndjson",
    },
    body,
    ...(signal && { signal }),
  })
}

const take = (server: TestServer, more = "", signal?: AbortSignal) =>
  send(server, `/negotiations/${slug}/import.csv?table=statements${more}`, "text/csv", csv, signal)

/** Imports the table, to its end: the answer begins with the progress, before anything is stored. */
async function lay(server: TestServer): Promise<void> {
  const answer = await send(server, "/import", "application/json", JSON.stringify(table))
  expect(await answer.text()).toContain('"added"')
}

/** What of the import is in the database: in each table that it writes, and in the log. */
async function stored(): Promise<number[]> {
  const { rows } = await db.$client.query<{ n: number }>(
    `select count(*)::int as n from statement union all select count(*)::int from statement_revision
     union all select count(*)::int from coding union all select count(*)::int from change where kind = 'statement.published'`,
  )
  return rows.map(({ n }) => n)
}
const NOTHING = [0, 0, 0, 0]
const WHOLE = [ROWS, ROWS, ROWS, ROWS]

/** Reads an answer until this stands in it. */
async function until(response: Response, text: string): Promise<void> {
  let read = ""
  for await (const chunk of response.clone().body!.pipeThrough(new TextDecoderStream())) {
    read += chunk
    if (read.includes(text)) return
  }
  throw new Error(`The import ended without ${text}: ${read}`)
}

test("a server that is killed at any point of an import leaves all of it or nothing, and the repeat is whole", async () => {
  let server = await startServer({ databaseUrl: database.url })
  await lay(server)
  const found: number[][] = []
  for (const phase of KILLS) {
    const response = await take(server)
    await until(response, `"phase":"${phase}"`)
    await pause(Math.random() * 20)
    await server.kill()
    await response.text().catch(() => {})
    server = await startServer({ databaseUrl: database.url })
    found.push(await stored())
  }
  expect(found.filter((each) => String(each) !== String(NOTHING) && String(each) !== String(WHOLE))).toEqual(
    [],
  )
  // the first came early in the first import
  expect(found[0]).toEqual(NOTHING)
  const repeat = await (await take(server)).text()
  expect(repeat).toContain('"answer"')
  expect(await stored()).toEqual(WHOLE)
  expect((await verifyLog(db)).filter((verdict) => verdict.broken)).toEqual([])
  const again = JSON.parse((await (await take(server)).text()).trimEnd().split("\n").at(-1) ?? "")
  expect((again.answer ?? again).seq).toBeNull()
  await server.stop()
})

test("a caller who hangs up calls the import off, and the negotiation is free again at once", async () => {
  const server = await startServer()
  const other = openDatabase(server.databaseUrl)
  await lay(server)
  // somebody else is saving here, so that the import is still under way when the caller hangs up
  const busy = await holdNegotiation(server.databaseUrl, slug)
  const hangUp = new AbortController()
  const response = await take(server, "", hangUp.signal)
  const first = await response.body!.getReader().read()
  expect(new TextDecoder().decode(first.value)).toContain('{"progress":')
  hangUp.abort()
  await waitUntil("the server sees that nobody listens", () => server.output().includes('"aborted":true'))
  await busy.letGo()
  const logged = await send(
    server,
    `/negotiations/${slug}/statements`,
    "application/json",
    JSON.stringify(statement({ id: "after" })),
  )
  expect(logged.status).toBe(201)
  const { rows } = await other.$client.query("select id from statement")
  expect(rows).toEqual([{ id: "after" }])
  await other.$client.end()
  await server.stop()
})

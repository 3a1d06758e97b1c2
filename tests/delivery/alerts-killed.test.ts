import { afterEach, beforeEach, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { subscribe } from "../support/subscribe.ts"
import { statement, table } from "../support/table.ts"
import { waitUntil } from "../support/wait-until.ts"
import { openReceiver, type Receiver } from "./alerts-given.ts"

let database: TestDatabase
let db: Database
let server: TestServer
let receiver: Receiver

beforeEach(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  server = await start()
  receiver = await openReceiver()
})
afterEach(async () => {
  await server.stop()
  await receiver.close()
  await db.$client.end()
  await database.drop()
})

const start = () =>
  startServer({
    databaseUrl: database.url,
    env: { PARLEY_ALERT_HOLD_SECONDS: "0", PARLEY_ALLOW_PRIVATE_TARGETS: "1" },
  })
const post = async (path: string, body: object): Promise<boolean> => {
  const headers = { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" }
  return fetch(`${server.url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) }).then(
    (answer) => answer.ok,
    () => false,
  )
}

const KILLS = 4
const BETWEEN_KILLS = 6

test("a process that is killed again and again loses no alert and doubles none: one webhook-id for each, the inbox once", async () => {
  const document = { ...table, negotiation: { ...table.negotiation, slug: "talks", review: "off" } }
  expect(await post("/import", document)).toBe(true)
  await subscribe(db, { id: "inbox" }, { endpoint: { type: "inbox", address: "" } })
  const published: string[] = []
  const expected: string[] = []
  for (let kill = 0; kill < KILLS; kill += 1) {
    // a new one each time: those of before wait for what died with its sender
    const path = `/hook-${kill}`
    await subscribe(
      db,
      { hearsFrom: Date.now() },
      { endpoint: { type: "webhook", address: receiver.url + path } },
    )
    for (let n = 0; n < BETWEEN_KILLS; n += 1) {
      const said = { ...statement(), status: "published" }
      // what was not acknowledged is sent again, as a program does
      while (!(await post("/negotiations/talks/statements", said))) server = await start()
      published.push(said.id ?? "")
      for (let hook = 0; hook <= kill; hook += 1) expected.push(`/hook-${hook} ${said.id}`)
    }
    // it dies at another moment each time: while planning, while sending, while noting what came of it
    await waitUntil(
      "some were received",
      () => receiver.received.filter((one) => one.path === path).length >= kill,
    )
    await server.kill()
    server = await start()
  }

  const told = () =>
    Map.groupBy(receiver.received, ({ path, body }) => `${path} ${JSON.parse(body).data.statement.id}`)
  await waitUntil("every webhook was told of every change", () => told().size >= expected.length, 60_000)
  expect([...told().keys()].sort()).toEqual(expected.sort())
  for (const [what, receipts] of told())
    expect(new Set(receipts.map(({ headers }) => headers["webhook-id"])).size, what).toBe(1)
  const inbox = async () => {
    const { rows } = await db.$client.query<{ id: string }>(
      `select substr(c.subject, 11) as id
         from message m join endpoint e on e.id = m.endpoint_id
         join change c on c.negotiation_id = m.negotiation_id and c.audience = 'public' and c.seq = m.seq
        where e.type = 'inbox' and m.state = 'delivered' order by m.seq`,
    )
    return rows.map(({ id }) => id)
  }
  await waitUntil("the inbox has everything", async () => (await inbox()).length >= published.length, 60_000)
  expect(await inbox()).toEqual(published)
}, 180_000)

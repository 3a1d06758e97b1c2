import { afterAll, beforeAll, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { listFailingEndpoints } from "../../server/capabilities/list-failing-endpoints.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { subscribe } from "../support/subscribe.ts"

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

test("an operator sees the places that fail, the longest first, and no more of an address than its host", async () => {
  const day = 86_400_000
  const hook = (id: string, more: object) =>
    subscribe(
      db,
      {},
      {
        endpoint: {
          id,
          type: "webhook",
          address: `https://${id}.example/secret/path`,
          state: "active",
          ...more,
        },
      },
    )
  await hook("works", {})
  await hook("young", { failingSince: 20 * day, failures: 2 })
  await hook("old", { failingSince: 10 * day, failures: 30, state: "disabled" })
  await hook("over", { failingSince: 5 * day, failures: 30, state: "ended" })
  const failing = await listFailingEndpoints(db)
  expect(failing.map(({ id, state, address, failures }) => ({ id, state, address, failures }))).toEqual([
    { id: "old", state: "disabled", address: "old.example", failures: 30 },
    { id: "young", state: "active", address: "young.example", failures: 2 },
  ])
  expect(failing[0]?.failingSince).toBe("1970-01-11T00:00:00.000Z")
})

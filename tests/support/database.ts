import { randomBytes } from "node:crypto"
import pg from "pg"
import { inject } from "vitest"

export type TestDatabase = { url: string; drop(): Promise<void> }

/**
 * A database of its own with the whole schema and no rows, for one test file or one test. It is dropped with all
 * connections to it still open; one that is never dropped goes with the run.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject("adminDatabaseUrl")
  const name = `${inject("testDatabasePrefix")}${randomBytes(4).toString("hex")}`
  await run(adminUrl, `create database ${name} template ${inject("templateDatabase")}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(adminUrl, `drop database if exists ${name} with (force)`) }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

import { randomBytes } from "node:crypto"
import { setTimeout as delay } from "node:timers/promises"
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
  return { url: url.href, drop: () => drop(adminUrl, name) }
}

/**
 * `pool.end()` answers before its connections are gone, and one that is terminated while it says goodbye throws where
 * nobody catches: such are given a moment to go by themselves.
 */
async function drop(adminUrl: string, name: string): Promise<void> {
  const isOpen = `select 1 from pg_stat_activity where datname = '${name}'`
  for (let looks = 0; looks < 20 && (await run(adminUrl, isOpen)) > 0; looks++) await delay(10)
  await run(adminUrl, `drop database if exists ${name} with (force)`)
}

/** Runs one statement; gives how many rows it answered with. */
async function run(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rowCount ?? 0
  } finally {
    await client.end()
  }
}

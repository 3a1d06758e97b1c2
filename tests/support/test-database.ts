import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import type { TestProject } from "vitest/node"
import { isAlive, isServerOf } from "../../db/embedded/process.ts"
import { startEmbeddedDatabase } from "../../db/embedded.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Where databases can be made and dropped. */
    adminDatabaseUrl: string
    /** A database with the schema and nothing in it, to be copied. */
    templateDatabase: string
    /** What the names of this run's databases begin with. */
    testDatabasePrefix: string
  }
}

/**
 * One server for the whole run: TEST_DATABASE_URL where that is given, else one of our own in the temp folder. All
 * that it made is gone afterwards; what a killed run left behind is removed by the next.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? { url: given, stop: async () => {} } : await startTemporaryServer()
  // the project's name is part of it, since each project has a set-up of its own
  const prefix = `parley_test_${process.pid}_${project.name}_`
  const template = `${prefix}template`
  try {
    await dropDatabasesOfDeadRuns(server.url)
    await makeTemplate(server.url, template)
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide("adminDatabaseUrl", server.url)
  project.provide("templateDatabase", template)
  project.provide("testDatabasePrefix", prefix)
  return async () => {
    if (given) await dropDatabases(server.url, (name) => name.startsWith(prefix))
    await server.stop()
  }
}

async function startTemporaryServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  await removeServersOfDeadRuns()
  const folder = mkdtempSync(join(tmpdir(), `parley-tests-${process.pid}-`))
  // what is lost when the machine fails is no loss here
  const settings = { fsync: "off", full_page_writes: "off", max_connections: "200" }
  const database = await startEmbeddedDatabase(folder, { settings })
  // a run that is interrupted never gets to its teardown
  const removeAtExit = () => removeAtOnce(folder, database.dataDir)
  process.once("exit", removeAtExit)
  return {
    url: database.url,
    stop: async () => {
      await database.stop()
      process.off("exit", removeAtExit)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function removeAtOnce(folder: string, dataDir: string): void {
  const lock = join(dataDir, "postmaster.pid")
  const pid = existsSync(lock) ? Number(readFileSync(lock, "utf8").split("\n", 1)[0]) : 0
  if (pid > 0 && isServerOf(dataDir, pid)) process.kill(pid, "SIGQUIT")
  try {
    // once more while the server is still writing: nothing can be waited for when a process exits
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 25 })
  } catch {
    // the next run removes what is left
  }
}

async function removeServersOfDeadRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^parley-tests-(\d+)-/.exec(name)?.[1]
    if (!pid || isAlive(Number(pid))) continue
    const folder = join(tmpdir(), name)
    try {
      if (existsSync(join(folder, "postgres/data-18/postmaster.pid"))) {
        const left = await startEmbeddedDatabase(folder) // joins the server that may still run there
        await left.stop()
      }
      rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      console.warn(`Could not remove ${folder}, left by an earlier run: ${error}`)
    }
  }
}

/** Makes the database that the tests' databases are copies of: migrating once is quicker than every time. */
async function makeTemplate(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, (client) => client.query(`create database ${name} template template0`))
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const { migrate } = await import("../../db/migrate.ts")
  await migrate(url.href)
}

async function dropDatabasesOfDeadRuns(adminUrl: string): Promise<void> {
  await dropDatabases(adminUrl, (name) => {
    const pid = /^parley_test_(\d+)_/.exec(name)?.[1]
    return pid !== undefined && !isAlive(Number(pid))
  })
}

async function dropDatabases(adminUrl: string, wanted: (name: string) => boolean): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>("select datname from pg_database")
    for (const { datname } of rows.filter((row) => wanted(row.datname))) {
      await client.query(`drop database if exists "${datname}" with (force)`)
    }
  })
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres"
import pg from "pg"

/** Drizzle for ordinary statements, `$client` for the few hot ones; over the pool or over one transaction's client. */
export type Database = NodePgDatabase & { $client: pg.Pool }
export type Transaction = NodePgDatabase & { $client: pg.PoolClient }
/** What reads: either of the two. */
export type Reader = Database | Transaction

/**
 * Opens a pool on `url`. A connection that cannot be had within five seconds and a query of over 30 seconds are errors.
 * Losing an idle connection is not: the pool opens another.
 */
export function openDatabase(url: string, max = 12): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: "parley",
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    types: { getTypeParser },
  })
  pool.on("error", () => {})
  return drizzle(pool)
}

/**
 * Runs `work` in one transaction: commits what it returns, rolls back what it throws.
 * Inside, use only the handle that is given; `isolation` is for readers that need one snapshot.
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  isolation: "read committed" | "repeatable read read only" = "read committed",
): Promise<T> {
  const client = await db.$client.connect()
  let broken: Error | undefined
  // a connection that is lost between two queries tells nobody else: unheard, that would end the process
  const lose = (error: Error) => {
    broken = error
  }
  client.on("error", lose)
  try {
    await client.query(`begin isolation level ${isolation}`)
    const result = await work(drizzle(client))
    await client.query("commit")
    return result
  } catch (error) {
    await client.query("rollback").catch((cause: Error) => {
      broken = cause
    })
    throw error
  } finally {
    client.off("error", lose)
    client.release(broken)
  }
}

/** bigint holds epoch milliseconds and sequence numbers here, all far below 2^53: they are read as numbers. */
function getTypeParser(oid: number, format?: "text" | "binary") {
  if (oid === pg.types.builtins.INT8 && format !== "binary") return Number
  return format === "binary" ? pg.types.getTypeParser(oid, format) : pg.types.getTypeParser(oid, "text")
}

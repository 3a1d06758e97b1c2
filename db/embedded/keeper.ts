import pg from "pg"

/**
 * One connection per app process. Its lock says that the process needs the server, and is gone when the process
 * is, however it ends; its end says that the server is gone.
 */
export type Keeper = {
  /** Settles when the connection has ended, by us or by the server. */
  ended: Promise<void>
  /** Gives the lock back. True: nobody else holds one, and the server is ours to stop. */
  release(): Promise<boolean>
  close(): Promise<void>
}

/** The number of the lock; it means nothing, and must never change while an older app may be running. */
const neededLock = 742_001

/** Connects and takes the lock. Waits while another process is stopping the server, and is then cut off. */
export async function openKeeper(url: string): Promise<Keeper> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "parley-keeper",
    connectionTimeoutMillis: 10_000,
  })
  const ended = new Promise<void>((resolve) => client.once("end", () => resolve()))
  client.on("error", () => {}) // "end" follows
  try {
    await client.connect()
    await client.query("select pg_advisory_lock_shared($1)", [neededLock])
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  return {
    ended,
    async release() {
      await client.query("select pg_advisory_unlock_shared($1)", [neededLock])
      const { rows } = await client.query("select pg_try_advisory_lock($1) as last", [neededLock])
      return rows[0]?.last === true
    },
    close: () => client.end().catch(() => {}),
  }
}

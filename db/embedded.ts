import { settleCluster } from "./embedded/cluster.ts"
import { removeAbandonedDrafts } from "./embedded/draft.ts"
import { findNativeFolder, settleEngine } from "./embedded/engine.ts"
import { settleHome, settleSocketFolder } from "./embedded/home.ts"
import { bringUp, type RunningServer, type Server, shutDown } from "./embedded/server.ts"

export type EmbeddedDatabase = {
  /** How to connect, over a socket in a folder that only we may enter. Stays the same when the server restarts. */
  url: string
  /** True when the server was running already: another process of ours uses it, or one left it behind. */
  adopted: boolean
  /** The data folder to use from here on; another than the one asked for when it had to move. */
  home: string
  /** The one asked for, when it had to move. */
  movedFrom: string | undefined
  /** PostgreSQL's own folder. */
  dataDir: string
  /** Leaves the server, and stops it when no other process needs it. Safe to call twice. */
  stop(): Promise<void>
}

export type EmbeddedDatabaseOptions = {
  /** PostgreSQL settings that go before ours, for tests. */
  settings?: Record<string, string>
  startTimeoutMs?: number
  /** How many times the server is brought back within ten minutes. */
  restartLimit?: number
  /** Where data folders go that root may not keep below its private folders. */
  sparePlace?: string
  /** The server had died and is back; listening connections have to be made again. */
  onRestart?: () => void
  /** The server is gone for good. The process should say so and end; without this it ends by an uncaught error. */
  onGone?: (error: Error) => void
}

/**
 * Starts a PostgreSQL of our own in the data folder, or joins the one that runs there. The last process to stop
 * takes it down; one that dies without stopping leaves it running for the next to find.
 */
export async function startEmbeddedDatabase(
  folder: string,
  options: EmbeddedDatabaseOptions = {},
): Promise<EmbeddedDatabase> {
  findNativeFolder() // before any folder is made on a machine that has no server
  const home = settleHome(folder, options.sparePlace ?? "/var/lib/parley")
  removeAbandonedDrafts(home.serverFolder)
  const engine = settleEngine(home)
  const server: Server = {
    engine,
    home,
    data: await settleCluster(engine, home),
    socket: settleSocketFolder(home),
    settings: options.settings ?? {},
    startTimeoutMs: options.startTimeoutMs ?? 60_000,
  }
  const first = await bringUp(server)
  const stop = keepUp(server, first, options)
  return {
    url: first.url,
    adopted: first.adopted,
    home: home.folder,
    movedFrom: home.movedFrom,
    dataDir: server.data,
    stop,
  }
}

/** Brings the server back whenever it dies, within reason, until the function that this returns is called. */
function keepUp(server: Server, first: RunningServer, options: EmbeddedDatabaseOptions): () => Promise<void> {
  const restartLimit = options.restartLimit ?? 5
  const onGone = options.onGone ?? throwUncaught
  let deaths: number[] = []
  let stopping: Promise<void> | undefined
  let running: Promise<RunningServer | undefined> = Promise.resolve(first)

  function watch(current: RunningServer): void {
    void current.keeper.ended.then(() => {
      if (!stopping) running = recover()
    })
  }

  async function recover(): Promise<RunningServer | undefined> {
    try {
      const tenMinutesAgo = Date.now() - 600_000
      deaths = [...deaths.filter((at) => at > tenMinutesAgo), Date.now()]
      if (deaths.length > restartLimit) {
        throw new Error(`The embedded database died ${deaths.length} times within ten minutes.`)
      }
      const next = await bringUp(server)
      if (stopping) return next
      if (next.url !== first.url) {
        await next.keeper.close()
        throw new Error("The embedded database came back at another address, started by another process.")
      }
      watch(next)
      options.onRestart?.()
      return next
    } catch (error) {
      if (!stopping) onGone(error instanceof Error ? error : new Error(String(error)))
      return undefined
    }
  }

  async function leave(): Promise<void> {
    const last = await running
    if (!last) return
    try {
      if (await last.keeper.release()) await shutDown(server, last.pid)
    } catch {
      // the server went away by itself, and with it all that there was to leave
    } finally {
      await last.keeper.close()
    }
  }

  watch(first)
  return () => {
    stopping ??= leave()
    return stopping
  }
}

function throwUncaught(error: Error): void {
  setImmediate(() => {
    throw error
  })
}

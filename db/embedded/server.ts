import { type ChildProcess, spawn } from "node:child_process"
import {
  closeSync,
  constants,
  existsSync,
  fchownSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs"
import { join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"
import { serverEnvironment } from "./cluster.ts"
import type { Engine } from "./engine.ts"
import { type Home, hasCode } from "./home.ts"
import { type Keeper, openKeeper } from "./keeper.ts"
import { isAlive, isServerOf } from "./process.ts"

/** All that is needed to start the server, to find a running one, and to stop it. */
export type Server = {
  engine: Engine
  home: Home
  data: string
  socket: { folder: string; temporary: boolean }
  settings: Record<string, string>
  startTimeoutMs: number
}

export type RunningServer = { url: string; pid: number; adopted: boolean; keeper: Keeper }

/**
 * For one app on one machine: little memory, no replication, no parallel workers, and what is acknowledged is on
 * disk. The log keeps the server's life and no failed statements, since those carry unpublished words.
 */
const settings: Record<string, string> = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "60",
  shared_buffers: "64MB",
  huge_pages: "off",
  io_method: "sync",
  jit: "off",
  max_parallel_workers_per_gather: "0",
  max_parallel_maintenance_workers: "0",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  min_wal_size: "32MB",
  max_wal_size: "256MB",
  checkpoint_timeout: "15min",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "log",
  log_checkpoints: "off",
  logging_collector: "off",
}

/** How long the data of a killed server may still be held by the last of its children. */
const stillHeldMs = 20_000
const stillHeld = /still in use|lock file .* already exists/
/** How many launches in a row may fail for any other reason. */
const failingLaunches = 3

/** Joins the server that runs on this data, or starts one, and comes back when it answers. */
export async function bringUp(server: Server): Promise<RunningServer> {
  const deadline = Date.now() + server.startTimeoutMs
  const heldUntil = Date.now() + stillHeldMs
  let launched: ChildProcess | undefined
  let launches = 0
  let lastRefusal = ""
  for (;;) {
    const status = readStatus(server.data)
    if (status?.ready) {
      try {
        const url = urlOf(status)
        return { url, pid: status.pid, adopted: status.pid !== launched?.pid, keeper: await openKeeper(url) }
      } catch (error) {
        lastRefusal = String(error) // stale, stopping, or not quite there: what follows tells them apart
      }
    }
    if (Date.now() > deadline) throw failure(server, lastRefusal)
    if (launched && hasExited(launched)) {
      const mayPass = stillHeld.test(readIfThere(logOf(server))) && Date.now() < heldUntil
      if (launches >= failingLaunches && !mayPass) throw failure(server, lastRefusal)
      launched = undefined
      await delay(100)
    } else if (launched || (status && isServerOf(server.data, status.pid))) {
      if (status?.ready) stopIfUnreachable(server, status)
      await delay(10)
    } else {
      if (status && isAlive(status.pid)) removeStaleLocks(server, status)
      launched = launch(server)
      launches += 1
    }
  }
}

/** Ends the server and waits until it is gone. Does nothing when that process is no server of this data. */
export async function shutDown(server: Server, pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 5_000],
  ] as const) {
    if (!isServerOf(server.data, pid)) break
    process.kill(pid, signal)
    const deadline = Date.now() + patienceMs
    while (isServerOf(server.data, pid) && Date.now() < deadline) await delay(10)
  }
  if (server.socket.temporary) {
    try {
      rmdirSync(server.socket.folder)
    } catch {
      // a server that was started at this moment has its socket there
    }
  }
}

type Status = { text: string; pid: number; port: number; socketFolder: string; ready: boolean }

/** What the server says of itself in its lock file, line by line; undefined while it has not said all of it. */
function readStatus(data: string): Status | undefined {
  const text = readIfThere(join(data, "postmaster.pid"))
  const lines = text.split("\n").map((line) => line.trim())
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!(pid > 0)) return undefined
  return { text, pid, port, socketFolder: lines[4] ?? "", ready: lines[7] === "ready" }
}

function urlOf(status: Status): string {
  // the host is the query's; the one before it is there because not every parser takes an address without
  return `postgresql://postgres@localhost:${status.port}/postgres?host=${encodeURIComponent(status.socketFolder)}`
}

function launch(server: Server): ChildProcess {
  const options = {
    ...settings,
    ...server.settings,
    unix_socket_directories: `"${server.socket.folder.replaceAll('"', '""')}"`,
  }
  const flags = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const log = openLog(server)
  const child = spawn(server.engine.postgres, ["-D", server.data, "-p", "5432", ...flags], {
    ...server.home.serverUser,
    cwd: server.home.serverFolder,
    env: serverEnvironment(),
    detached: true, // Ctrl-C in a terminal goes to the app, which then stops the server in good order
    stdio: ["ignore", log, log],
  })
  child.on("error", () => {}) // it counts as exited, and the caller says so in the end
  child.unref()
  closeSync(log)
  return child
}

function openLog(server: Server): number {
  const path = logOf(server)
  try {
    renameSync(path, `${path}.1`)
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error
  }
  const log = openSync(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW,
    0o600,
  )
  if (server.home.serverUser) fchownSync(log, server.home.serverUser.uid, server.home.serverUser.gid)
  return log
}

function hasExited(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

/** A cleaner of temp folders may take the socket of a running server, which then nobody can reach again. */
function stopIfUnreachable(server: Server, status: Status): void {
  const lost = !existsSync(join(status.socketFolder, `.s.PGSQL.${status.port}`))
  if (lost && isServerOf(server.data, status.pid)) process.kill(status.pid, "SIGINT")
}

/**
 * The locks of a server that was killed, while another process has come to have its number: PostgreSQL would take
 * that one for the server. The lock is moved away first and looked at again, since another start may have put a
 * valid one there in the meantime.
 */
function removeStaleLocks(server: Server, status: Status): void {
  const lock = join(server.data, "postmaster.pid")
  const moved = `${lock}.stale-${process.pid}`
  try {
    renameSync(lock, moved)
  } catch (error) {
    if (hasCode(error, "ENOENT")) return
    throw error
  }
  if (readIfThere(moved) === status.text) {
    rmSync(join(status.socketFolder, `.s.PGSQL.${status.port}.lock`), { force: true })
  } else {
    linkSync(moved, lock)
  }
  rmSync(moved)
}

function failure(server: Server, lastRefusal: string): Error {
  const tail = readIfThere(logOf(server)).trim().split("\n").slice(-12).join("\n")
  return new Error(
    `The embedded database did not start. ${lastRefusal}\nThe end of ${logOf(server)}:\n${tail}`,
  )
}

function logOf(server: Server): string {
  return join(server.home.serverFolder, "server.log")
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return ""
  }
}

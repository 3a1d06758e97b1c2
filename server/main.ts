import { enableCompileCache } from "node:module"
import { fileURLToPath } from "node:url"
import type { Logger } from "pino"
import type { Database } from "../db/client.ts"
import { type EmbeddedDatabase, startEmbeddedDatabase } from "../db/embedded.ts"
import type { Connected } from "./connect.ts"
import { type Env, EnvironmentError, keepNextQuiet, readEnv, type SecretPlace } from "./env.ts"
import { loggable } from "./http/failure.ts"
import { createFront, type Front } from "./http/front.ts"
import { createHealth } from "./http/health.ts"
import { addressOf, drain, type Listening, listen, StartError } from "./http/listen.ts"
import { type Pages, startPages } from "./http/pages.ts"
import { createRateLimits } from "./http/rate-limits.ts"
import { createLog } from "./http/request-log.ts"

/*
 * Starts and stops the server. The parts are made and joined in connect.ts. What is large is loaded by `import()` while
 * the database starts, out of a cache of compiled code. `--no-pages` leaves Next out.
 */
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/parley", import.meta.url)))

/** How long requests that are under way may take when the server stops, and how long all of stopping. */
const DRAIN_MS = 10_000
const STOP_MS = 25_000

/** What runs, so that it can be stopped in the order in which it has to be. */
interface Running {
  log?: Logger
  front?: Front
  listening?: Listening
  pages?: Pages | undefined
  connected?: Connected
  db?: Database
  embedded?: EmbeddedDatabase
}

const running: Running = {}
const health = createHealth()
let stopping = false

// before anything else: in development Next swallows what nobody catches
const starting = start().catch((error: unknown) => stop(1, sentenceOf(error)))
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    // a second one means: at once
    if (stopping) process.exit(1)
    void stop(0)
  })
}

async function start(): Promise<void> {
  const env = readEnv()
  const log = createLog(env.logLevel)
  running.log = log
  const dev = env.mode !== "production"
  if (!dev) surviveAccidents(log)
  const limits = createRateLimits()
  const front = createFront({ url: env.url, dev, log, health, limits })
  running.front = front
  const listening = await listen(front, env.host, env.port)
  running.listening = listening
  const address = addressOf(listening, env.host)
  log.info({ address }, "listening")
  keepNextQuiet()
  const withPages = !process.argv.includes("--no-pages")
  // the database is another process: what we have to load ourselves is loaded meanwhile
  const [store, parts, pages] = await allOrNone([
    openStore(env, log),
    import("./connect.ts"),
    withPages ? startPages({ dev, hostname: env.host, port: portOf(address) }) : undefined,
  ])
  running.pages = pages
  if (stopping) return
  const first = await parts.firstStart(env, store.db)
  if (stopping) return
  running.connected = await parts.connect({ env, log, limits, front, pages, ...store })
  health.started({ db: store.db, isFollowing: running.connected.isFollowing })
  await untilReady()
  announce(env.url ?? address, first.invitationPath)
}

/** The operator's database, or one of our own; with this version's schema in either case. */
async function openStore(
  env: Env,
  log: Logger,
): Promise<{ db: Database; databaseUrl: string; secrets: SecretPlace }> {
  const [databaseUrl, { openDatabase }, { migrate }] = await allOrNone([
    env.databaseUrl ?? startOwn(env, log).then(({ url }) => url),
    import("../db/client.ts"),
    import("../db/migrate.ts"),
  ])
  await migrate(databaseUrl)
  const db = openDatabase(databaseUrl)
  running.db = db
  const secrets = running.embedded ? { folder: running.embedded.home } : { database: db.$client }
  return { db, databaseUrl, secrets }
}

async function startOwn(env: Env, log: Logger): Promise<EmbeddedDatabase> {
  const embedded = await startEmbeddedDatabase(env.dataFolder, {
    onRestart: () => log.error("embedded_database_restarted"),
    onGone: (error) => void stop(1, `The embedded database is gone: ${error.message}`),
  })
  running.embedded = embedded
  if (embedded.movedFrom) {
    say(`The database cannot live in ${embedded.movedFrom}. The data folder is ${embedded.home} from now on.`)
  }
  return embedded
}

/** All of them, and where one fails none is left half-made when its failure is told. */
async function allOrNone<T extends readonly unknown[]>(
  work: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

async function untilReady(): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!stopping && !(await health.check()).ready) {
    if (Date.now() > deadline)
      throw new StartError("The change log cannot be followed. Look at the log above.")
    await pause(10)
  }
}

function announce(address: string, invitationPath: string | null): void {
  say(`Parley is ready: ${address}`)
  if (invitationPath !== null)
    say(`Become its administrator by this one-time link: ${address}${invitationPath}`)
}

/**
 * Stops everything in order: no new work, goodbye to sockets, the requests under way, then what they needed. Ends the
 * process with `exitCode`, after `STOP_MS` in any case.
 */
async function stop(exitCode: number, why?: string): Promise<void> {
  if (stopping) return
  stopping = true
  running.front?.drain()
  const { log } = running
  if (why !== undefined) complain(why)
  log?.info({ exitCode }, "stopping")
  setTimeout(() => {
    log?.error("stopping_took_too_long")
    process.exit(exitCode === 0 ? 1 : exitCode)
  }, STOP_MS).unref()
  if (exitCode === 0) await starting
  const { listening, connected, pages, db, embedded } = running
  const farewell = step("sockets", () => connected?.closeSockets())
  const drained = listening && drain(listening, exitCode === 0 ? DRAIN_MS : 500, farewell)
  await farewell
  await step("requests", () => drained)
  await step("pages", () => pages?.close())
  await step("live boards", () => connected?.stop())
  await step("database", () => db?.$client.end())
  await step("embedded database", () => embedded?.stop())
  log?.info("stopped")
  process.exit(exitCode)
}

async function step(name: string, work: () => Promise<unknown> | undefined): Promise<void> {
  try {
    await work()
  } catch (error) {
    running.log?.error({ err: loggable(error), step: name }, "stopping_failed")
  }
}

/** One request's accident must not end everybody's; what is thrown outside of all does, since nobody knows what is left. */
function surviveAccidents(log: Logger): void {
  process.on("unhandledRejection", (error) => log.error({ err: loggable(error) }, "unhandled_rejection"))
  process.on("uncaughtException", (error) => {
    log.fatal({ err: loggable(error) }, "uncaught_exception")
    void stop(1, `Parley has to stop, by an error that nobody expected: ${error.message}`)
  })
}

function sentenceOf(error: unknown): string {
  if (error instanceof EnvironmentError) return `Parley cannot start with this environment.\n${error.message}`
  if (error instanceof StartError) return error.message
  return `Parley could not start. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

function portOf(address: string): number {
  return Number(new URL(address).port || 80)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}

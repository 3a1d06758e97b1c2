import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { createTestDatabase } from "./database.ts"

export interface TestServer {
  /** Where it listens, e.g. `http://127.0.0.1:41234`. */
  url: string
  databaseUrl: string
  /** The key that it was started with; an editor's. */
  apiKey: string
  /** Path of the one-time link to become administrator, where there is none. */
  invitationPath: string | undefined
  pid: number
  /** Everything it has written, the log among it. */
  output(): string
  /** Asks it to stop (SIGTERM) and waits; gives its exit code. Its database is dropped where it was its own. */
  stop(): Promise<number | null>
  /** Ends it at once (SIGKILL); the database stays, for the next to be started on it. */
  kill(): Promise<void>
}

export interface TestServerOptions {
  /** A database that is there already; one of its own without it. */
  databaseUrl?: string
  /** With Next: needs a build. Without it the server answers everything but pages. */
  pages?: boolean
  /** Further environment; `undefined` removes a variable. */
  env?: Record<string, string | undefined>
  timeoutMs?: number
}

const TEST_KEY = "a-key-for-tests-of-more-than-32-characters"

/** Starts the real server as a process of its own, on a free port and on a real database, and waits until it is ready. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const own = options.databaseUrl === undefined ? await createTestDatabase() : undefined
  const databaseUrl = options.databaseUrl ?? own?.url ?? ""
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL("../../server/main.ts", import.meta.url)),
      ...(options.pages ? [] : ["--no-pages"]),
    ],
    { env: environment(databaseUrl, options.env ?? {}), stdio: ["ignore", "pipe", "pipe"] },
  )
  // a test that is interrupted leaves nobody behind
  const endWithUs = () => child.kill("SIGKILL")
  process.once("exit", endWithUs)
  const ended = once(child, "exit").then(() => {
    process.off("exit", endWithUs)
  })
  let output = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text
  })
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text
  })
  const url = await untilReady(child, () => output, options.timeoutMs ?? 25_000)
  return {
    url,
    databaseUrl,
    apiKey: TEST_KEY,
    invitationPath: /one-time link: \S*(\/invitation\/\S+)/.exec(output)?.[1],
    pid: child.pid ?? 0,
    output: () => output,
    async stop() {
      child.kill("SIGTERM")
      await ended
      await own?.drop()
      return child.exitCode
    },
    async kill() {
      child.kill("SIGKILL")
      await ended
    },
  }
}

/** Runs the server where it is expected to give up; gives its exit code and what it said. */
export async function startServerInVain(
  env: Record<string, string | undefined>,
): Promise<{ exitCode: number | null; output: string }> {
  const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url))
  const child = spawn(process.execPath, [main, "--no-pages"], {
    env: environment("postgresql://127.0.0.1:1/nothing", env),
    stdio: ["ignore", "pipe", "pipe"],
  })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text
    })
  }
  await once(child, "close")
  return { exitCode: child.exitCode, output }
}

/** Nothing of the developer's own environment reaches a server under test, but for what a process needs to run. */
function environment(databaseUrl: string, more: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT", "TEMP"].map((name) => [
    name,
    process.env[name],
  ])
  const all = {
    ...Object.fromEntries(kept),
    NODE_ENV: "production",
    PORT: "0",
    DATABASE_URL: databaseUrl,
    PARLEY_API_KEY: TEST_KEY,
    PARLEY_DEMO: "0",
    PARLEY_LOG_LEVEL: "info",
    ...more,
  }
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return { ...given, NODE_ENV: all.NODE_ENV }
}

/** The log tells the port itself; the line for people names PARLEY_URL where there is one. */
async function untilReady(child: ChildProcess, output: () => string, timeoutMs: number): Promise<string> {
  const deadline = Date.now() + timeoutMs
  while (!output().includes("Parley is ready")) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${output()}`)
    if (Date.now() > deadline) throw new Error(`The server is not ready after ${timeoutMs} ms:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const url = /"address":"([^"]+)"/.exec(output())?.[1]
  if (!url) throw new Error(`The log does not say where the server listens:\n${output()}`)
  const ready = await fetch(`${url}/readyz`)
  if (ready.status !== 200) throw new Error(`/readyz says ${ready.status}:\n${output()}`)
  return url
}

import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

export interface BenchServer {
  url: string
  pid: number
  stop: () => Promise<void>
}

export const API_KEY = "a-key-for-benchmarks-of-more-than-32-characters"

export interface ProductOptions {
  /** With Next's pages, which need a build. */
  pages?: boolean
  /** A database that is there already, in place of an embedded one in the data folder. */
  databaseUrl?: string
  /** With the demonstration negotiation. */
  demo?: boolean
  /** Further environment. */
  env?: Record<string, string>
}

/** The product as `npm start` runs it. */
export function startProduct(
  dataFolder: string,
  { pages = true, databaseUrl, demo = false, env = {} }: ProductOptions = {},
): Promise<BenchServer> {
  return startServer("../../server/main.ts", pages ? [] : ["--no-pages"], {
    PARLEY_DATA: dataFolder,
    PARLEY_API_KEY: API_KEY,
    PARLEY_DEMO: demo ? "1" : "0",
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...env,
  })
}

/** A server to compare with: it sends whatever is posted to it to all who are connected, and does nothing else. */
export function startBare(kind: "socket.io" | "ws"): Promise<BenchServer> {
  return startServer(kind === "ws" ? "bare-ws.ts" : "bare-socket-io.ts", [], {})
}

async function startServer(file: string, args: string[], env: Record<string, string>): Promise<BenchServer> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const url = await readyUrl(child)
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      const gone = once(child, "exit")
      child.kill("SIGTERM")
      await gone
    },
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  let output = ""
  return new Promise((resolve, reject) => {
    const read = (part: Buffer) => {
      output = `${output}${part}`.slice(-20_000)
      const found = /is ready: (\S+)/.exec(output)?.[1]
      // the line for people names the public address, the log where it listens
      if (found) resolve(/"address":"([^"]+)"/.exec(output)?.[1] ?? found)
    }
    child.stdout?.on("data", read)
    child.stderr?.on("data", read)
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${output}`)))
  })
}

/** Processor time that a process has had so far, all its threads together (Linux keeps it in nanoseconds). */
export function cpuMs(pid: number): number {
  let ns = 0
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0])
  }
  return ns / 1e6
}

/** Calls the product's API as an editor. */
export async function api<T>(server: BenchServer, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

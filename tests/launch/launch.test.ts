import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, expect, test } from "vitest"
import { waitUntil } from "../support/wait-until.ts"

const repository = fileURLToPath(new URL("../..", import.meta.url))

/**
 * Stands in for npm, which would need the network. Notes how it was called, waits while there is a file "gate",
 * and then installs a stand-in for Next, which notes that it was called.
 */
const npm = `
  const fs = require("node:fs")
  fs.appendFileSync("calls", "npm " + process.argv[2] + " " + (process.env.NODE_ENV ?? "unset") + "\\n")
  fs.rmSync("node_modules", { recursive: true, force: true })
  fs.mkdirSync("node_modules/next/dist/bin", { recursive: true })
  const finish = () => {
    if (fs.existsSync("gate")) return setTimeout(finish, 10)
    if (fs.existsSync("refuse-" + process.argv[2])) process.exit(1)
    fs.writeFileSync("node_modules/next/dist/bin/next", 'require("node:fs").appendFileSync("calls", "next build\\\\n")')
    fs.appendFileSync("calls", "npm done\\n")
  }
  finish()
`
const server = `
  if (process.argv[2] === "wait") {
    process.on("SIGTERM", () => process.exit(7))
    setInterval(() => {}, 1000)
    console.log("waiting", process.env.NODE_ENV)
  } else {
    console.log("served", process.env.NODE_ENV, ...process.argv.slice(2))
  }
`

let place: string
let root: string
let children: ChildProcess[] = []

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "parley-launch-"))
  root = join(place, "a clone, with spaces")
  mkdirSync(join(root, "app"), { recursive: true })
  cpSync(join(repository, "server/launch"), join(root, "server/launch"), { recursive: true })
  cpSync(join(repository, "server/launch.mjs"), join(root, "server/launch.mjs"))
  write("server/main.ts", server)
  write("app/page.tsx", "one")
  write("package.json", `{ "type": "module" }`)
  write("package-lock.json", `{ "packages": {} }`)
  writeFileSync(join(place, "npm.cjs"), npm)
})

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL")
  rmSync(join(root, "gate"), { force: true })
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  children = []
})

test("a bare clone is installed and built before it is served, and the second time only served", async () => {
  expect(await launch("start", "--quick").ended).toMatchObject({
    code: 0,
    output: "served production --quick\n",
  })
  expect(calls()).toEqual(["npm ci unset", "npm done", "next build"])
  expect(await launch("start").ended).toMatchObject({ code: 0, output: "served production\n" })
  expect(calls()).toHaveLength(3)
})

test("a changed source is built again, and a changed lockfile installed", async () => {
  await launch("start").ended
  write("app/page.tsx", "two")
  await launch("start").ended
  expect(calls().slice(3)).toEqual(["next build"])
  write("package-lock.json", `{ "packages": {}, "changed": true }`)
  await launch("dev").ended
  expect(calls().slice(4)).toEqual(["npm ci unset", "npm done"])
})

test("a lockfile that npm ci refuses is installed as far as it goes", async () => {
  write("refuse-ci", "")
  expect(await launch("start").ended).toMatchObject({ code: 0 })
  expect(calls().slice(0, 2)).toEqual(["npm ci unset", "npm install unset"])
})

test("an install that fails serves nothing, and is tried again by the next start", async () => {
  write("refuse-ci", "")
  write("refuse-install", "")
  expect(await launch("start").ended).toMatchObject({ code: 1, output: "" })
  expect(existsSync(join(root, ".launch.lock"))).toBe(false)
  rmSync(join(root, "refuse-ci"))
  expect(await launch("start").ended).toMatchObject({ code: 0 })
})

test("starts at once install and build once", async () => {
  const ended = await Promise.all([launch("start"), launch("start"), launch("start")].map((one) => one.ended))
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0])
  expect(calls()).toEqual(["npm ci unset", "npm done", "next build"])
})

test("a start waits for the npm of a start that was killed, and installs after it", async () => {
  write("gate", "")
  const killed = launch("start")
  await waitUntil("npm has been called", () => existsSync(join(root, "calls")))
  const lock = join(root, ".launch.lock")
  await waitUntil("the lock names npm as well", () => readFileSync(lock, "utf8").includes(" "))
  killed.child.kill("SIGKILL")
  await once(killed.child, "exit") // not the end of its output, which npm still holds
  const next = launch("start")
  await waitUntil("it says that it waits", () => next.errors().includes("Waiting for another start"))
  expect(calls()).toEqual(["npm ci unset"])
  rmSync(join(root, "gate"))
  expect(await next.ended).toMatchObject({ code: 0 })
  expect(calls().slice(1)).toEqual(["npm done", "npm ci unset", "npm done", "next build"])
})

test("a start that is told to end while it installs ends npm too and gives the lock back", async () => {
  write("gate", "")
  const start = launch("start")
  await waitUntil("npm has been called", () => existsSync(join(root, "calls")))
  start.child.kill("SIGTERM")
  expect(await start.ended).toMatchObject({ code: 143, output: "" })
  expect(existsSync(join(root, ".launch.lock"))).toBe(false)
  expect(calls()).toEqual(["npm ci unset"])
})

test("the server gets the signal, and its exit code is ours", async () => {
  const start = launch("start", "wait")
  await waitUntil("the server runs", () => start.outputSoFar().includes("waiting"))
  start.child.kill("SIGTERM")
  expect(await start.ended).toMatchObject({ code: 7 })
})

test("the server ends when npm is told to end, which tells only its shell", async () => {
  await launch("start").ended
  const shell = spawn("/bin/sh", ["-c", `"$0" "$1" start wait; :`, process.execPath, launcher()], {
    env: { ...environment(), npm_lifecycle_event: "start" },
    stdio: ["ignore", "pipe", "inherit"],
  })
  children.push(shell)
  let output = ""
  const outputEnded = new Promise<void>((resolve) => shell.stdout.once("close", () => resolve()))
  shell.stdout.on("data", (chunk: Buffer) => {
    output += chunk
  })
  await waitUntil("the server runs", () => output.includes("waiting"))
  shell.kill("SIGTERM")
  await outputEnded // the launch and the server held the other end
})

test("a verb that is not there is answered with those that are", async () => {
  const { code, errors } = await launch("fly").ended
  expect(code).toBe(1)
  expect(errors).toContain('Unknown: "fly". There is start, dev, parley')
  expect(existsSync(join(root, "calls"))).toBe(false)
})

function launch(...args: string[]) {
  const child = spawn(process.execPath, [launcher(), ...args], {
    cwd: tmpdir(),
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  })
  children.push(child)
  let output = ""
  let errors = ""
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk
  })
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk
  })
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.once("close", (code) => resolve({ code, output, errors }))
  })
  return { child, ended, outputSoFar: () => output, errors: () => errors }
}

function launcher(): string {
  return join(root, "server/launch.mjs")
}

function environment(): NodeJS.ProcessEnv {
  const npm = { npm_execpath: join(place, "npm.cjs"), npm_node_execpath: process.execPath }
  return { ...process.env, NODE_ENV: "production", npm_lifecycle_event: undefined, ...npm }
}

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text)
}

function calls(): string[] {
  const path = join(root, "calls")
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : []
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { isServerOf } from "../../db/embedded/process.ts"
import { waitUntil } from "../support/wait-until.ts"

const appScript = fileURLToPath(new URL("../support/embedded-app.ts", import.meta.url))
const isRoot = process.getuid?.() === 0
const isLinux = process.platform === "linux"
/** An account that every Unix has, to be an ordinary user when the tests run as root. */
const ordinaryUser = 1
/** Dropping root's rights needs code that other users may read, which a clone below a private folder is not. */
const codeIsReadable =
  isRoot && spawnSync("/bin/sh", ["-c", 'test -r "$0"', appScript], { uid: ordinaryUser }).status === 0

type Ready = { url: string; adopted: boolean; home: string; movedFrom?: string; dataDir: string }
type Line = { event: "ready" | "restarted" | "gone" | "refused"; message?: string } & Partial<Ready>
type AppOptions = {
  sparePlace?: string
  restartLimit?: number
  platform?: string
  uid?: number
  env?: NodeJS.ProcessEnv
}
type App = { lines: Line[]; process: ChildProcess; exited: Promise<number | null> }
type ReadyApp = App & Ready & { serverPid: number }

/** A data folder as an earlier start has left it: most tests need no first start, which takes a second. */
let earlier: string
let place: string
let apps: App[] = []
let bystanders: ChildProcess[] = []
let servers: { dataDir: string; pid: number }[] = []

beforeAll(async () => {
  earlier = place = makePlace()
  await stopApp(await startApp(join(earlier, "data")))
})

afterAll(() => rmSync(earlier, { recursive: true }))

beforeEach(() => {
  place = makePlace()
})

afterEach(async () => {
  for (const child of [...apps.map((app) => app.process), ...bystanders]) child.kill("SIGKILL")
  await Promise.all(apps.map((app) => app.exited))
  for (const { dataDir, pid } of servers.filter((server) => isServerOf(server.dataDir, server.pid))) {
    process.kill(pid, "SIGQUIT")
    await waitUntil("the server is gone", () => !isServerOf(dataDir, pid))
  }
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  apps = []
  bystanders = []
  servers = []
})

describe("starting", () => {
  test("a first start gives a database that keeps what it acknowledges and finds names in any script", async () => {
    const app = await startApp(join(place, "data"))
    expect(app.adopted).toBe(false)
    expect(app.home).toBe(join(place, "data"))
    const [settings] = await query(
      app.url,
      `select current_setting('fsync') fsync, current_setting('jit') jit,
      current_setting('synchronous_commit') sync, current_setting('server_version_num')::int / 10000 as major`,
    )
    expect(settings).toEqual({ fsync: "on", jit: "off", sync: "on", major: 18 })
    await query(app.url, "create extension pg_trgm")
    const [found] = await query(
      app.url,
      "select cardinality(show_trgm('Зеленський')) cyrillic, cardinality(show_trgm('محمد')) arabic",
    )
    expect(found).toEqual({ cyrillic: 11, arabic: 5 })
  })

  test("a second start finds what the first one stored", async () => {
    const first = await startApp(join(place, "data"))
    await storeRow(first.url)
    await stopApp(first)
    expect(isServerOf(first.dataDir, first.serverPid)).toBe(false)
    const second = await startApp(join(place, "data"))
    expect(second.adopted).toBe(false)
    expect(second.url).toBe(first.url)
    expect(await countRows(second.url)).toBe(1)
  })

  test("starts at once on an empty folder share one server, and the last one out stops it", async () => {
    const folder = join(place, "data")
    const three = await Promise.all([startApp(folder), startApp(folder), startApp(folder)])
    expect(new Set(three.map((app) => app.serverPid)).size).toBe(1)
    expect(three.filter((app) => app.adopted)).toHaveLength(2)
    const [first, second, third] = three
    await Promise.all([stopApp(first!), stopApp(second!)])
    await storeRow(third!.url)
    expect(await countRows(third!.url)).toBe(1)
    await stopApp(third!)
    expect(isServerOf(third!.dataDir, third!.serverPid)).toBe(false)
    expect(readdirSync(join(folder, "postgres")).sort()).toEqual(["data-18", "run", "server.log"])
  })

  test("a start while the last app is stopping the server gets a server that stays", async () => {
    const folder = join(place, "data")
    const leaving = await startApp(folder)
    leaving.process.kill("SIGTERM")
    const coming = await startApp(folder)
    expect(await leaving.exited).toBe(0)
    await storeRow(coming.url)
    expect(await countRows(coming.url)).toBe(1)
  })

  test.each([
    ["as soon as there is a draft", (folder: string) => draftsIn(folder).length > 0],
    [
      "halfway through",
      (folder: string) => draftsIn(folder).some((draft) => existsSync(join(draft, "base/1"))),
    ],
    [
      "when the server has just been launched",
      (folder: string) => existsSync(join(folder, "postgres/data-18/postmaster.pid")),
    ],
  ])("a first start that is killed %s leaves nothing in the way of the next", async (_when, reached) => {
    const folder = join(place, "data")
    const killed = launchApp(folder)
    await waitUntil("the moment to kill", () => existsSync(join(folder, "postgres")) && reached(folder))
    await killApp(killed)
    const next = await startApp(folder)
    await storeRow(next.url)
    await stopApp(next)
    const last = await startApp(folder)
    expect(await countRows(last.url)).toBe(1)
    // an initdb that lost its parent may have been at work until after the second start
    await stopApp(last)
    expect(draftsIn(folder)).toEqual([])
  })

  test("a machine without a server of its own is told to set DATABASE_URL", async () => {
    const refused = await refusalOf(join(place, "data"), { platform: "sunos" })
    expect(refused).toMatch(/no embedded database for sunos-.*set DATABASE_URL/)
    expect(existsSync(join(place, "data"))).toBe(false)
  })

  test("the data of another major version is refused, not passed over", async () => {
    mkdirSync(join(place, "data", "postgres", "data-17"), { recursive: true })
    if (isRoot) chownSync(join(place, "data", "postgres", "data-17"), 65534, 65534)
    expect(await refusalOf(join(place, "data"))).toMatch(/data-17.*this one is 18.*backup/)
  })
})

describe("after a kill", () => {
  test("the server of an app that was killed is adopted with all that it holds", async () => {
    const folder = usedFolder("data")
    const killed = await startApp(folder)
    await storeRow(killed.url)
    await killApp(killed)
    expect(isServerOf(killed.dataDir, killed.serverPid)).toBe(true)
    const next = await startApp(folder)
    expect(next).toMatchObject({ adopted: true, serverPid: killed.serverPid, url: killed.url })
    expect(await countRows(next.url)).toBe(1)
    await stopApp(next)
    expect(isServerOf(killed.dataDir, killed.serverPid)).toBe(false)
  })

  test("app and server killed together lose nothing that was committed", async () => {
    const folder = usedFolder("data")
    const killed = await startApp(folder)
    await storeRow(killed.url)
    killed.process.kill("SIGKILL")
    process.kill(killed.serverPid, "SIGKILL")
    await killed.exited
    const next = await startApp(folder)
    expect(next.adopted).toBe(false)
    expect(await countRows(next.url)).toBe(1)
  })

  test.runIf(isLinux)(
    "a process that got a killed server's number is neither taken for it nor harmed",
    async () => {
      const folder = usedFolder("data")
      const killed = await startApp(folder)
      await storeRow(killed.url)
      const socketLock = join(socketFolderOf(killed.url), ".s.PGSQL.5432.lock")
      killed.process.kill("SIGKILL")
      process.kill(killed.serverPid, "SIGKILL")
      await killed.exited
      await waitUntil("the server is gone", () => !isServerOf(killed.dataDir, killed.serverPid))
      const bystander = startBystander(lstatSync(killed.dataDir).uid)
      for (const lock of [join(killed.dataDir, "postmaster.pid"), socketLock]) {
        writeFileSync(lock, readFileSync(lock, "utf8").replace(/^\d+/, String(bystander.pid)))
      }
      const next = await startApp(folder)
      expect(next.adopted).toBe(false)
      expect(await countRows(next.url)).toBe(1)
      await stopApp(next)
      expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
    },
  )

  test("a server that dies later is brought back at the same address, for every app that uses it", async () => {
    const folder = usedFolder("data")
    const [one, other] = [await startApp(folder), await startApp(folder)]
    await storeRow(one.url)
    process.kill(one.serverPid, "SIGKILL")
    await Promise.all([waitForLine(one, "restarted"), waitForLine(other, "restarted")])
    expect(readServerPid(one.dataDir)).not.toBe(one.serverPid)
    expect(await countRows(one.url)).toBe(1)
    await stopApp(one)
    expect(await countRows(other.url)).toBe(1)
    await stopApp(other)
    expect(existsSync(join(one.dataDir, "postmaster.pid"))).toBe(false)
  })

  test("a server that dies again and again is given up with a clear word", async () => {
    const app = await startApp(usedFolder("data"), { restartLimit: 1 })
    process.kill(app.serverPid, "SIGKILL")
    await waitForLine(app, "restarted")
    process.kill(readServerPid(app.dataDir), "SIGKILL")
    expect((await waitForLine(app, "gone")).message).toBe(
      "The embedded database died 2 times within ten minutes.",
    )
    expect(await app.exited).toBe(3)
  })

  test("a server that cannot be brought back is given up with the end of its log", async () => {
    const app = await startApp(usedFolder("data"))
    rmSync(join(app.dataDir, "global", "pg_control"))
    process.kill(app.serverPid, "SIGKILL")
    const { message } = await waitForLine(app, "gone")
    expect(message).toMatch(/did not start[\s\S]*pg_control/)
  })

  test("a server whose socket a cleaner has taken away is replaced", async () => {
    const folder = usedFolder("data")
    const killed = await startApp(folder)
    await storeRow(killed.url)
    await killApp(killed)
    rmSync(join(socketFolderOf(killed.url), ".s.PGSQL.5432"))
    const next = await startApp(folder)
    expect(next.adopted).toBe(false)
    expect(await countRows(next.url)).toBe(1)
  })
})

describe("paths", () => {
  test("a path with spaces, quotes, commas and letters of any script works", async () => {
    const folder = usedFolder(`my "own", data's Дані`)
    const first = await startApp(folder)
    await storeRow(first.url)
    await killApp(first)
    const second = await startApp(folder)
    expect(second.adopted).toBe(true)
    expect(await countRows(second.url)).toBe(1)
    await stopApp(second)
  })

  test("a path too long for a socket works, and leaves nothing in the temp folder", async () => {
    const folder = usedFolder("long".repeat(25), "data")
    const first = await startApp(folder)
    const socketFolder = socketFolderOf(first.url)
    expect(dirname(socketFolder)).toBe(tmpdir())
    expect(lstatSync(socketFolder).mode & 0o007).toBe(0)
    await storeRow(first.url)
    await killApp(first)
    const second = await startApp(folder)
    expect(second.adopted).toBe(true)
    expect(await countRows(second.url)).toBe(1)
    await stopApp(second)
    expect(existsSync(socketFolder)).toBe(false)
  })

  test("a folder for the socket that somebody else has put into the temp folder is refused", async () => {
    const folder = usedFolder("long".repeat(25), "data")
    const first = await startApp(folder)
    const socketFolder = socketFolderOf(first.url)
    await stopApp(first)
    try {
      symlinkSync(place, socketFolder)
      expect(await refusalOf(folder)).toContain("made by somebody else")
      rmSync(socketFolder)
      if (isRoot) {
        mkdirSync(socketFolder)
        chownSync(socketFolder, ordinaryUser, ordinaryUser)
        expect(await refusalOf(folder)).toContain("made by somebody else")
      }
    } finally {
      rmSync(socketFolder, { recursive: true })
    }
    await stopApp(await startApp(folder))
  })
})

describe.runIf(isRoot && isLinux)("as root", () => {
  test("the server runs as nobody, in a group that other processes of nobody do not have", async () => {
    const app = await startApp(join(place, "data"))
    const { uid, gid } = lstatSync(app.dataDir)
    expect(uid).toBe(65534)
    expect(gid).toBeGreaterThan(60_000)
    expect(gid).not.toBe(65534)
    expect(idsOf(app.serverPid)).toEqual({ uid, gid, groups: "" })
    for (const path of [app.dataDir, socketFolderOf(app.url), join(app.home, "postgres", "server.log")]) {
      const asNobody = spawnSync("ls", [path], { uid: 65534, gid: 65534, cwd: "/" })
      expect(asNobody.status, `${path} can be entered by other processes of nobody`).not.toBe(0)
    }
  })

  test("the server knows none of the app's secrets", async () => {
    const env = {
      ...process.env,
      PARLEY_SECRET: "canary",
      SMTP_URL: "smtp://canary",
      PGDATA: "/nowhere",
      PGPORT: "1",
    }
    const app = await startApp(usedFolder("data"), { env })
    const environment = readFileSync(`/proc/${app.serverPid}/environ`, "utf8")
    expect(environment).not.toContain("canary")
    expect(environment).toContain("LC_ALL=C")
  })

  test("below a private folder the whole data folder moves, once for all starts, and a note says where", async () => {
    const folder = join(place, "private", "data")
    mkdirSync(dirname(folder), { mode: 0o700 })
    const [one, other] = await Promise.all([startApp(folder), startApp(folder)])
    expect(dirname(one.home)).toBe(join(place, "spare"))
    expect(one.movedFrom).toBe(folder)
    expect(other).toMatchObject({ home: one.home, movedFrom: folder, serverPid: one.serverPid })
    expect(readFileSync(join(folder, "MOVED.txt"), "utf8")).toContain(one.home)
    expect(readdirSync(join(place, "spare"))).toHaveLength(1)
    await storeRow(one.url)
    await Promise.all([stopApp(one), stopApp(other)])
    // it stays where it is also when the folder is private no longer
    chmodSync(dirname(folder), 0o755)
    const next = await startApp(folder)
    expect(next.home).toBe(one.home)
    expect(await countRows(next.url)).toBe(1)
    await stopApp(next)
    // whoever deletes the data folder wants to start afresh
    rmSync(folder, { recursive: true })
    const fresh = await startApp(folder)
    expect(fresh.home).toBe(folder)
  })

  test("a note that root did not write moves nothing", async () => {
    const folder = join(place, "data")
    mkdirSync(folder)
    writeFileSync(join(folder, "MOVED.txt"), `${place}/elsewhere\n`)
    chownSync(join(folder, "MOVED.txt"), ordinaryUser, ordinaryUser)
    expect(await refusalOf(folder)).toMatch(/MOVED.txt was not written by root/)
    expect(existsSync(join(place, "elsewhere"))).toBe(false)
  })

  test("a database whose folder becomes private is refused, not replaced by an empty one", async () => {
    const folder = usedFolder("closing", "data")
    chmodSync(dirname(folder), 0o700)
    expect(await refusalOf(folder)).toMatch(/has become private.*chmod o\+x/)
    expect(existsSync(join(place, "spare"))).toBe(false)
  })

  test("an empty data folder that is private itself is used where it is", async () => {
    const folder = mkdtempSync(join(place, "fresh-"))
    const app = await startApp(folder)
    expect(app.home).toBe(folder)
  })

  test.runIf(codeIsReadable)("the database of an ordinary user is run as that user", async () => {
    const folder = join(place, "theirs")
    makeTheirs(folder)
    const theirs = await startApp(folder, { uid: ordinaryUser })
    await storeRow(theirs.url)
    await stopApp(theirs)
    const ours = await startApp(folder)
    expect(idsOf(ours.serverPid).uid).toBe(ordinaryUser)
    expect(await countRows(ours.url)).toBe(1)
    await stopApp(ours)
    const theirsAgain = await startApp(folder, { uid: ordinaryUser })
    expect(await countRows(theirsAgain.url)).toBe(1)
  })
})

describe.runIf(!isRoot || codeIsReadable)("as an ordinary user", () => {
  const uid = isRoot ? ordinaryUser : undefined

  test("the server runs as that user, and nobody else may enter its folder", async () => {
    const folder = join(place, "data")
    makeTheirs(folder)
    const app = await startApp(folder, { uid })
    expect(lstatSync(app.dataDir).uid).toBe(uid ?? process.getuid?.())
    expect(lstatSync(join(folder, "postgres")).mode & 0o077).toBe(0)
    await storeRow(app.url)
    await killApp(app)
    process.kill(app.serverPid, "SIGKILL")
    const next = await startApp(folder, { uid })
    expect(await countRows(next.url)).toBe(1)
  })

  test.runIf(isRoot)("another user's database is refused", async () => {
    const folder = usedFolder("data")
    chownSync(folder, ordinaryUser, ordinaryUser)
    expect(await refusalOf(folder, { uid })).toMatch(/belongs to user 0 .*Start Parley as that user/)
  })
})

/** A folder in the temp folder that other users may enter, so that root's server may too. */
function makePlace(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-embedded-"))
  chmodSync(folder, 0o755)
  return folder
}

function usedFolder(...path: string[]): string {
  const folder = join(place, ...path)
  mkdirSync(dirname(folder), { recursive: true })
  spawnSync("cp", ["-a", join(earlier, "data"), folder])
  return folder
}

function launchApp(folder: string, { uid, env, ...options }: AppOptions = {}): App {
  const child = spawn(
    process.execPath,
    [appScript, JSON.stringify({ folder, sparePlace: join(place, "spare"), ...options })],
    {
      uid,
      gid: uid,
      cwd: "/",
      env,
      stdio: ["ignore", "pipe", "inherit"],
    },
  )
  const app: App = {
    lines: [],
    process: child,
    exited: new Promise((resolve) => child.once("close", (code) => resolve(code))),
  }
  let text = ""
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk
    const complete = text.split("\n")
    text = complete.pop() ?? ""
    app.lines.push(...complete.map((line) => JSON.parse(line)))
  })
  apps.push(app)
  return app
}

async function startApp(folder: string, options: AppOptions = {}): Promise<ReadyApp> {
  const app = launchApp(folder, options)
  const line = await waitUntil("the database is ready", () => app.lines[0], 30_000)
  if (line.event !== "ready") throw new Error(`Not ready: ${line.message}`)
  const { url = "", adopted = false, home = "", movedFrom, dataDir = "" } = line
  const serverPid = readServerPid(dataDir)
  servers.push({ dataDir, pid: serverPid })
  return { ...app, url, adopted, home, movedFrom, dataDir, serverPid }
}

async function refusalOf(folder: string, options: AppOptions = {}): Promise<string> {
  const app = launchApp(folder, options)
  const line = await waitForLine(app, "refused")
  expect(await app.exited).toBe(2)
  return line.message ?? ""
}

async function stopApp(app: App): Promise<void> {
  app.process.kill("SIGTERM")
  expect(await app.exited).toBe(0)
}

async function killApp(app: App): Promise<void> {
  app.process.kill("SIGKILL")
  await app.exited
}

function waitForLine(app: App, event: Line["event"]): Promise<Line> {
  return waitUntil(`the app says "${event}"`, () => app.lines.find((line) => line.event === event), 30_000)
}

function readServerPid(dataDir: string): number {
  const pid = Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n", 1)[0])
  servers.push({ dataDir, pid })
  return pid
}

function startBystander(uid: number): ChildProcess {
  const bystander = spawn("sleep", ["600"], isRoot ? { uid, stdio: "ignore" } : { stdio: "ignore" })
  bystanders.push(bystander)
  return bystander
}

function draftsIn(folder: string): string[] {
  const serverFolder = join(folder, "postgres")
  return readdirSync(serverFolder)
    .filter((name) => name.startsWith("draft-"))
    .map((name) => join(serverFolder, name))
}

function makeTheirs(folder: string): void {
  mkdirSync(folder, { mode: 0o700 })
  if (isRoot) chownSync(folder, ordinaryUser, ordinaryUser)
}

function socketFolderOf(url: string): string {
  return new URL(url).searchParams.get("host") ?? ""
}

function idsOf(pid: number): { uid: number; gid: number; groups: string } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8")
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*$`, "m").exec(status)?.[1] ?? ""
  return {
    uid: Number(field("Uid").split("\t")[1]),
    gid: Number(field("Gid").split("\t")[1]),
    groups: field("Groups"),
  }
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on("error", () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

async function storeRow(url: string): Promise<void> {
  await query(url, "create table if not exists kept (id int); insert into kept values (1)")
}

async function countRows(url: string): Promise<unknown> {
  const [row] = await query(url, "select count(*)::int as rows from kept")
  return row?.rows
}

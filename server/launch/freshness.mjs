import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { holdingLock } from "./lock.mjs"
import { removeBundledNodeIfUnusable } from "./node.mjs"
import { Failure, root, run } from "./run.mjs"

const installStamp = join(root, "node_modules", ".parley-installed")
const buildStamp = join(root, ".next", "parley-built")

/** Output goes to standard error, so that a command's own output can be piped. */
const quietly = ["ignore", 2, 2]

/** Installs when the lockfile is another than the one last installed here. */
export async function installIfStale() {
  const wanted = installKey()
  if (readStamp(installStamp) === wanted) return
  await holdingLock(async (noteChild) => {
    if (readStamp(installStamp) === wanted) return // somebody else has just done it
    if (!isInstalledByHand()) await install(noteChild)
    removeBundledNodeIfUnusable()
    writeStamp(installStamp, wanted)
  })
}

/** Builds when the sources are others than those last built here. */
export async function buildIfStale(node) {
  const wanted = buildKey()
  if (readStamp(buildStamp) === wanted) return
  await holdingLock(async (noteChild) => {
    if (readStamp(buildStamp) === wanted) return
    console.error("Building, since the sources have changed ...")
    rmSync(buildStamp, { force: true }) // a build that is killed leaves neither the old one nor the new
    const env = { NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: "1" }
    const options = { stdio: quietly, onSpawn: noteChild }
    const code = await run(node, ["node_modules/next/dist/bin/next", "build"], env, options)
    if (code !== 0) throw new Failure("", code)
    writeStamp(buildStamp, wanted)
  })
}

async function install(noteChild) {
  console.error("Installing, since the lockfile is another than the one installed ...")
  const flags = ["--include=dev", "--no-audit", "--no-fund"]
  let code = await npm(["ci", ...flags], noteChild)
  if (code !== 0 && code < 128) {
    // npm ci refuses a lockfile without the packages for other systems, and those are left out of one that was
    // written where the registry does not carry them. Everything that it does name is installed as named.
    console.error("Trying again with what the lockfile does name ...")
    code = await npm(["install", "--no-save", ...flags], noteChild)
  }
  if (code !== 0)
    throw new Failure("npm could not install what Parley needs; what it printed says why.", code)
}

function npm(args, noteChild) {
  const env = { NODE_ENV: undefined } // "production" would leave out what the build needs
  const options = { stdio: quietly, onSpawn: noteChild }
  const script = process.env.npm_execpath ?? ""
  if (!/\.c?js$/.test(script)) return run("npm", args, env, options)
  // npm's own Node, since ours may be the one that this very install removes
  return run(process.env.npm_node_execpath ?? process.execPath, [script, ...args], env, options)
}

/**
 * Whether what npm says it has installed is what the lockfile asks for, as after `npm install`: then there is
 * nothing to do. npm writes that list when it is done, so half an install has none.
 */
function isInstalledByHand() {
  const list = join(root, "node_modules", ".package-lock.json")
  if (!existsSync(list)) return false
  const present = JSON.parse(readFileSync(list, "utf8")).packages
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages
  return Object.entries(wanted).every(([path, { version, optional, os, cpu, libc }]) => {
    if (path === "" || present[path]) return path === "" || present[path].version === version
    const isOurs = !libc && os?.includes(process.platform) && (cpu?.includes(process.arch) ?? true)
    return optional && !isOurs // npm leaves out what is for other systems, and what only that needs
  })
}

function installKey() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(`${process.platform}-${process.arch}`)
    .digest("hex")
}

function buildKey() {
  const hash = createHash("sha256")
  const sources = [
    "app",
    "server",
    "db",
    "next.config.js",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
  ]
  for (const path of sources.flatMap(filesBelow)) {
    hash.update(path).update("\0")
    hash.update(
      createHash("sha256")
        .update(readFileSync(join(root, path)))
        .digest(),
    )
  }
  return hash.digest("hex")
}

function filesBelow(path) {
  if (!existsSync(join(root, path))) return []
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isFile())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = `${path}/${entry.name}`
      return entry.isDirectory() ? filesBelow(below) : [below]
    })
}

function readStamp(stamp) {
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined
}

function writeStamp(stamp, key) {
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, key)
}

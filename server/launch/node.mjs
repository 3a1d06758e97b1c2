import { spawnSync } from "node:child_process"
import { existsSync, rmSync } from "node:fs"
import { join } from "node:path"
import { Failure, root } from "./run.mjs"

/** The first Node that runs TypeScript as it is, without a flag. */
const oldestUsable = [22, 18]

/** The Node that npm installed with everything else; where there is none, the machine's own if it is new enough. */
export function pickNode() {
  const bundled = bundledNode()
  if (existsSync(bundled)) return bundled
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  const [oldestMajor, oldestMinor] = oldestUsable
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.execPath
  throw new Failure(
    `Parley needs Node ${oldestUsable.join(".")} or later, and npm has none for ${process.platform}-${process.arch}; ` +
      `this is Node ${process.versions.node}. Install a newer Node and run this again.`,
  )
}

/**
 * Removes the installed Node where it does not run, as on systems without glibc: npm puts it before the machine's
 * own, and every further npm script would fail without a word about why.
 */
export function removeBundledNodeIfUnusable() {
  const bundled = bundledNode()
  if (!existsSync(bundled) || spawnSync(bundled, ["--version"]).status === 0) return
  rmSync(bundled)
  rmSync(join(root, "node_modules", ".bin", "node"), { force: true })
}

function bundledNode() {
  const platform = process.platform === "win32" ? "win" : process.platform
  const program = process.platform === "win32" ? "node.exe" : "node"
  return join(root, "node_modules", `node-${platform}-${process.arch}`, "bin", program)
}

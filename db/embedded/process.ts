import { spawnSync } from "node:child_process"
import { readFileSync, readlinkSync, realpathSync } from "node:fs"
import { hasCode } from "./home.ts"

/** Whether any process has this number, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, "EPERM")
  }
}

/**
 * Whether this process is the server of this data folder. Numbers are reused, soon in containers, so it is known
 * by where it works: PostgreSQL goes into its data folder. A dead one that nobody has reaped yet is none.
 */
export function isServerOf(data: string, pid: number): boolean {
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" })
    return stdout.includes("postgres") && stdout.includes(data)
  }
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data) &&
      readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres")
    )
  } catch {
    return false // gone, or somebody else's, and the server would be ours
  }
}

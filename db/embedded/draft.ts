import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { isAlive } from "./process.ts"

/** A new folder in which to make something that must never be seen half made: complete it, then rename it. */
export function makeDraft(serverFolder: string): string {
  return mkdtempSync(join(serverFolder, `draft-${process.pid}-`))
}

/** Removes what starts that were killed left half made. */
export function removeAbandonedDrafts(serverFolder: string): void {
  for (const name of readdirSync(serverFolder)) {
    const pid = /^draft-(\d+)-/.exec(name)?.[1]
    if (pid) removeIfAbandoned(join(serverFolder, name), Number(pid))
  }
}

/** One whose maker still runs is in use; but after an hour that is only another process with its number. */
function removeIfAbandoned(draft: string, pid: number): void {
  try {
    const hourAgo = Date.now() - 3_600_000
    if (isAlive(pid) && statSync(draft).mtimeMs > hourAgo) return
    rmSync(draft, { recursive: true, force: true })
  } catch {
    // an initdb without parent is still at work in it, or somebody else removes it: the next start sees to it
  }
}

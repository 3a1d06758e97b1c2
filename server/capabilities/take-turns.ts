import { setImmediate } from "node:timers/promises"
import type { Progress, Watcher } from "../domain/progress.ts"

/** Steps of a long import between two turns of everybody else. */
const STEPS = 100

/**
 * Lets everybody else have their turn in a long loop, tells how far it has come, and asks whether it was called off.
 * True where it was: then the caller gives up with `CANCELLED`, and its transaction stores nothing.
 */
export async function calledOff(watcher: Watcher, progress: Progress): Promise<boolean> {
  if (progress.done % STEPS !== 0 && progress.done !== progress.total) return false
  watcher.tell?.(progress)
  await setImmediate()
  return watcher.signal?.aborted === true
}

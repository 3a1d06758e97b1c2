import { randomBytes } from "node:crypto"
import {
  appendFileSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"
import { root } from "./run.mjs"

const lock = join(root, ".launch.lock")
const heartbeatMs = 1_000
/** How long a holder may give no sign of life; then its number belongs to some other process by now. */
const patienceMs = 120_000

/**
 * Lets one launch at a time change what all of them use. The work is given a function to name the process that it
 * starts: that one may outlive a launch that is killed, and the lock is held as long as either lives.
 */
export async function holdingLock(work) {
  await take()
  const heartbeat = setInterval(() => {
    try {
      utimesSync(lock, new Date(), new Date())
    } catch {
      // somebody has removed it by hand
    }
  }, heartbeatMs)
  try {
    return await work((childPid) => appendFileSync(lock, ` ${childPid}`))
  } finally {
    clearInterval(heartbeat)
    rmSync(lock, { force: true })
  }
}

async function take() {
  let seen = { sign: "", at: performance.now() }
  let told = false
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" })
      return
    } catch (error) {
      if (error.code !== "EEXIST") throw error
    }
    const holder = readHolder()
    if (!holder) continue // it was given back in this moment
    if (holder.sign !== seen.sign) seen = { sign: holder.sign, at: performance.now() }
    // measured by our own clock: a laptop that slept has not been without a sign of life for that time
    const silentMs = performance.now() - seen.at
    const isDead = holder.pids.length > 0 ? !holder.pids.some(isAlive) : silentMs > 2 * heartbeatMs
    if (isDead || silentMs > patienceMs) {
      breakLock(holder.text)
      continue
    }
    if (!told) console.error("Waiting for another start that is installing or building ...")
    told = true
    await delay(100)
  }
}

function readHolder() {
  try {
    const text = readFileSync(lock, "utf8")
    return {
      text,
      sign: `${text} ${statSync(lock).mtimeMs}`,
      pids: text.split(" ").filter(Boolean).map(Number),
    }
  } catch {
    return undefined
  }
}

/** Moves the lock away and looks again, since another launch may have broken it and taken it in the meantime. */
function breakLock(judgedText) {
  const moved = `${lock}.${randomBytes(4).toString("hex")}`
  try {
    renameSync(lock, moved)
    if (readFileSync(moved, "utf8") !== judgedText) linkSync(moved, lock)
  } catch {
    // another one was quicker, which the next attempt to take it will show
  }
  rmSync(moved, { force: true })
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === "EPERM"
  }
}

import { spawn } from "node:child_process"
import { constants } from "node:os"
import { fileURLToPath } from "node:url"

/** The repository's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url))

/** Ends the launch with a sentence for a person, without a stack. */
export class Failure extends Error {
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/**
 * Runs a program in the repository's folder and comes back with its exit code. Signals that are meant for us go to
 * it, and it decides when to end.
 */
export function run(program, args, env = {}, { stdio = "inherit", onSpawn = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio,
      env: withoutUndefined({ ...process.env, ...env }),
    })
    const forward = (signal) => {
      // Ctrl-C in a terminal reaches the child without us, and a second one may mean "at once" to it
      if (signal === "SIGINT" && process.stdin.isTTY) return
      child.kill(signal)
    }
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, forward)
    const parentWatch = watchShellOfNpm(() => child.kill("SIGTERM"))
    const settle = () => {
      clearInterval(parentWatch)
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, forward)
    }
    child.on("spawn", () => onSpawn(child.pid))
    child.on("error", (error) => {
      settle()
      reject(new Failure(`${program} could not be started: ${error.message}`))
    })
    child.on("close", (code, signal) => {
      settle()
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

/**
 * npm gives a signal to the shell in which it runs a script, and that shell dies without passing it on. So when the
 * shell is gone the script is meant to end.
 */
function watchShellOfNpm(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    onGone()
  }, 200)
  return watch
}

function withoutUndefined(env) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))
}

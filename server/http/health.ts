import type { Database } from "../../db/client.ts"

/** What `/readyz` tells. Migrations are done before there is a database to be reached. */
export interface Readiness {
  ready: boolean
  database: boolean
  log: boolean
  draining: boolean
}

export interface HealthParts {
  db: Database
  isFollowing(): boolean
}

export interface Health {
  /** The parts run: from now on readiness depends on them. */
  started(parts: HealthParts): void
  /** From now on this process takes no more work. */
  drain(): void
  readonly draining: boolean
  check(): Promise<Readiness>
}

/** Long enough that many who ask cost one query, short enough to be true. */
const FRESH_MS = 300
const TIMEOUT_MS = 1_500

/** Knows whether this process can do its work. */
export function createHealth(): Health {
  let parts: HealthParts | undefined
  let draining = false
  let asked: { at: number; answer: Promise<boolean> } | undefined
  return {
    started: (running) => {
      parts = running
    },
    drain: () => {
      draining = true
    },
    get draining() {
      return draining
    },
    async check() {
      if (!parts) return { ready: false, database: false, log: false, draining }
      const now = Date.now()
      if (!asked || now - asked.at > FRESH_MS) asked = { at: now, answer: reachable(parts.db) }
      const database = await asked.answer
      const log = parts.isFollowing()
      return { ready: database && log && !draining, database, log, draining }
    },
  }
}

async function reachable(db: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), TIMEOUT_MS)
  })
  const answer = db.$client.query("select 1").then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

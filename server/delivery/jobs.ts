import { type Clock, PgBoss, systemClock } from "pg-boss"
import type { Logger } from "pino"
import type { Transaction } from "../../db/client.ts"
import { ENDPOINT_TYPES, type EndpointType } from "../domain/alert-values.ts"

/**
 * The jobs that wake the senders: one for each message that waits, in a queue for each type of endpoint, so that none
 * waits behind another's. A job says only which message; what is sent, and whether it is due at all, its row says.
 */
export interface Jobs {
  /** In the caller's transaction, so that a message without a job cannot be committed. `dueAt` in epoch ms. */
  put: (tx: Pick<Transaction, "$client">, type: EndpointType, jobs: NewJob[]) => Promise<void>
  /**
   * Claims what is due, with SKIP LOCKED; at most a few of one endpoint are out at once, over all nodes. What is due for the
   * endpoints in `except` is left.
   */
  take: (type: EndpointType, count: number, except: string[]) => Promise<TakenJob[]>
  /** In the transaction that says how it went, so that none is done twice or forgotten. */
  finish: (tx: Pick<Transaction, "$client">, type: EndpointType, ids: string[]) => Promise<void>
  /** Tells whoever takes jobs on this node that some come due. */
  onPut: (listener: (type: EndpointType, dueAt: number) => void) => void
  stop: () => Promise<void>
}

export interface NewJob {
  message: string
  endpoint: string
  dueAt: number
}

export interface TakenJob {
  id: string
  message: string
}

/** Jobs of one endpoint that may be out at once: a receiver that does not answer holds up no more than these. */
const MOST_OF_ONE_ENDPOINT = 4

/**
 * A sender that has died is noticed after this long; every attempt ends earlier by itself. A mail waits for a free
 * connection first, and has several waits in it.
 */
const LOST_AFTER_SECONDS: Readonly<Record<EndpointType, number>> = {
  email: 120,
  push: 20,
  webhook: 20,
  inbox: 20,
}

const QUEUE = {
  // jobs come back only where their sender died; how often a message is tried, its own row says
  retryLimit: 1_000,
  retryDelay: 1,
  // a digest may wait for a day, and a retry for longer
  retentionSeconds: 30 * 86_400,
  deleteAfterSeconds: 60,
}

/** Opens the queues in the database's schema `pgboss`, which it makes and migrates. `clock` is another in tests alone. */
export async function openJobs({
  url,
  log,
  clock = systemClock,
}: {
  url: string
  log: Pick<Logger, "error" | "warn">
  clock?: Clock
}): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    clock,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
    // how often the jobs of the dead are looked for
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  })
  boss.on("error", (error) => log.error({ err: error.message }, "alert_jobs_failed"))
  boss.on("warning", ({ message }) => log.warn({ warning: message }, "alert_jobs_warning"))
  await boss.start()
  for (const type of ENDPOINT_TYPES) {
    await boss.createQueue(type, { ...QUEUE, expireInSeconds: LOST_AFTER_SECONDS[type] })
  }
  const listeners: Parameters<Jobs["onPut"]>[0][] = []
  const over = (tx: Pick<Transaction, "$client">) => ({
    db: { executeSql: (text: string, values?: unknown[]) => tx.$client.query(text, values) },
  })
  return {
    async put(tx, type, jobs) {
      if (jobs.length === 0) return
      const rows = jobs.map(({ message, endpoint, dueAt }) => ({
        data: { message },
        group: { id: endpoint },
        startAfter: new Date(dueAt),
      }))
      await boss.insert(type, rows, over(tx))
      const first = jobs.reduce((least, { dueAt }) => Math.min(least, dueAt), Infinity)
      for (const listener of listeners) listener(type, first)
    },
    async take(type, count, except) {
      const options = { batchSize: count, groupConcurrency: MOST_OF_ONE_ENDPOINT, ignoreGroups: except }
      const jobs = await boss.fetch<{ message: string }>(type, options)
      return jobs.map(({ id, data }) => ({ id, message: data.message }))
    },
    async finish(tx, type, ids) {
      if (ids.length > 0) await boss.complete(type, ids, null, over(tx))
    },
    onPut: (listener) => void listeners.push(listener),
    stop: () => boss.stop({ graceful: false }),
  }
}

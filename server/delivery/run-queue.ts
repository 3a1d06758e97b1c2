import { setTimeout as delay } from "node:timers/promises"
import type { Clock, ClockTimer } from "pg-boss"
import type { Logger } from "pino"
import type { EndpointType } from "../domain/alert-values.ts"
import type { Jobs, TakenJob } from "./jobs.ts"

/** What is done with the jobs of one queue. `C` is what was claimed, `D` what came of it. */
export interface QueueWork<C, D> {
  /** Endpoints whose jobs need not be taken now. */
  resting: () => string[]
  claim: (taken: TakenJob[]) => Promise<C[]>
  /** Never rejects: that a receiver fails is an outcome. */
  send: (claimed: C) => Promise<D>
  settle: (done: D[]) => Promise<void>
}

export interface QueueRunner {
  /** Looks now, instead of at the next turn. */
  wake: () => void
  /** Takes nothing more, waits for what is out, and notes how it went. */
  stop: () => Promise<void>
}

/** How often a queue is looked at when nobody says that something is due. */
const LOOK_MS = 2_000
const RETRY_MS = 1_000
/** Timers are kept for what comes due within this; what is later is found by looking. */
const NEAR_MS = 60_000
const MOST_TAKEN = 100
/** What was sent and cannot be noted goes again, so a database that is away for a moment is asked more than once. */
const SETTLE_TRIES = 5
const SETTLE_AGAIN_MS = 1_000

/**
 * Takes the jobs of one queue as they come due, and keeps at most `concurrency` of them out at once. Each goes its own way:
 * a receiver that is slow holds up no other. What came back is settled together, so that much of it costs little.
 */
export function runQueue<C, D>(
  type: EndpointType,
  work: QueueWork<C, D>,
  {
    jobs,
    clock,
    concurrency,
    log,
  }: { jobs: Jobs; clock: Clock; concurrency: number; log: Pick<Logger, "error"> },
): QueueRunner {
  const timers = new Set<ClockTimer>()
  const flying = new Set<Promise<void>>()
  let out = 0
  let stopped = false
  let isAwake = true
  let wakeUp = () => {}
  let done: D[] = []
  let settling: Promise<void> | undefined

  const wake = () => {
    isAwake = true
    wakeUp()
  }

  function wakeIn(ms: number): void {
    const timer = clock.setTimeout(() => {
      timers.delete(timer)
      wake()
    }, ms)
    timers.add(timer)
  }

  async function sleep(ms: number): Promise<void> {
    if (isAwake || stopped) return
    const timer = clock.setTimeout(wake, ms)
    await new Promise<void>((resolve) => {
      wakeUp = resolve
    })
    clock.clearTimeout(timer)
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const free = concurrency - out
      isAwake = false
      try {
        const taken = free > 0 ? await jobs.take(type, Math.min(free, MOST_TAKEN), work.resting()) : []
        for (const claimed of taken.length > 0 ? await work.claim(taken) : []) fly(claimed)
        if (taken.length > 0) continue
      } catch (error) {
        log.error({ queue: type, err: wordsOf(error) }, "alert_queue_failed")
        await sleep(RETRY_MS)
        continue
      }
      await sleep(LOOK_MS)
    }
  }

  function fly(claimed: C): void {
    out += 1
    const flight = work.send(claimed).then((how) => {
      flying.delete(flight)
      done.push(how)
      settling ??= settleAll()
    })
    flying.add(flight)
  }

  /** What comes back while some is being settled is settled with the next. */
  async function settleAll(): Promise<void> {
    while (done.length > 0) {
      const some = done
      done = []
      await settleSome(some)
      out -= some.length
      wake()
    }
    settling = undefined
  }

  async function settleSome(some: D[]): Promise<void> {
    for (let tries = 1; tries <= SETTLE_TRIES; tries += 1) {
      try {
        return await work.settle(some)
      } catch (error) {
        // after the last, their jobs come back as those of a sender that died: each goes again, under the same id
        log.error({ queue: type, messages: some.length, tries, err: wordsOf(error) }, "alerts_not_settled")
        if (tries < SETTLE_TRIES) await delay(SETTLE_AGAIN_MS)
      }
    }
  }

  jobs.onPut((of, dueAt) => {
    const ms = dueAt - clock.now()
    // what is due at once is not committed yet: whoever commits it wakes the queue
    if (of === type && ms > 0 && ms < NEAR_MS) wakeIn(ms)
  })

  const running = run()
  return {
    wake,
    async stop() {
      stopped = true
      wake()
      for (const timer of timers) clock.clearTimeout(timer)
      await running
      await Promise.all(flying)
      await settling
    },
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

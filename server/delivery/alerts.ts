import { type Clock, systemClock } from "pg-boss"
import type { Logger } from "pino"
import { type Database, inTransaction } from "../../db/client.ts"
import type { EndpointType } from "../domain/alert-values.ts"
import { type ClaimedMessage, claimMessages } from "./claim-messages.ts"
import type { ComposedMessage } from "./compose-message.ts"
import { composeMessage } from "./compose-message.ts"
import { type Jobs, openJobs } from "./jobs.ts"
import { createOutbox, type Outbox } from "./outbox.ts"
import type { Outcome } from "./outcome.ts"
import { createPlanner, type Planner } from "./plan-alerts.ts"
import { readAsked, readContents, type ToldChange } from "./read-contents.ts"
import { type QueueRunner, runQueue } from "./run-queue.ts"
import { type Attempted, settleMessages } from "./settle-messages.ts"
import type { SignedLinks } from "./signed-links.ts"

/** Everything between the log and whoever subscribed. */
export interface Alerts {
  outbox: Outbox
  /** The log of some negotiation has grown. */
  wake: () => void
  /** Takes no more, and waits for what is being sent. */
  stop: () => Promise<void>
}

export interface AlertOptions {
  db: Database
  url: string
  log: Pick<Logger, "info" | "warn" | "error">
  /** How long an alert is held before it is sent. */
  holdMs: number
  /** Public origin that links begin with. */
  origin: string
  links: SignedLinks
  /** Sends what is not for the inbox. In development nothing leaves, and the outcome says so. */
  send: (message: ClaimedMessage, composed: Exclude<ComposedMessage, { type: "inbox" }>) => Promise<Outcome>
  /** Of tests, in which days pass. */
  clock?: Clock
  /** For the jitter of retries, between 0 and 1. */
  chance?: () => number
}

/** Messages of one type that are out at once. */
const CONCURRENCY: Readonly<Record<EndpointType, number>> = { email: 20, push: 100, webhook: 100, inbox: 200 }
const TYPES: readonly EndpointType[] = ["email", "push", "webhook", "inbox"]
const LOOK_MS = 2_000
/** What waits for an endpoint that rests is left alone for so long, so that much of it holds up nobody else's. */
const LEFT_ALONE_MS = 10_000

/** Follows the log and sends. What it needs of the database is made first; until then what is put out waits. */
export function openAlerts(options: AlertOptions): Alerts {
  const { url, log, clock = systemClock } = options
  const opening = openJobs({ url, log, clock })
  const started = opening.then((jobs) => start(jobs, options, clock))
  started.catch((error: unknown) => log.error({ err: wordsOf(error) }, "alerts_not_started"))
  return {
    outbox: createOutbox(opening),
    wake: () => void started.then((running) => running.wake()).catch(() => {}),
    async stop() {
      const running = await started.catch(() => undefined)
      await running?.stop()
      await opening.then((jobs) => jobs.stop()).catch(() => {})
    },
  }
}

function start(
  jobs: Jobs,
  options: AlertOptions,
  clock: Clock,
): { wake: () => void; stop: () => Promise<void> } {
  const { db, log, holdMs } = options
  const planner = createPlanner({ db, jobs, log, holdMs })
  const runners = TYPES.map((type) =>
    runQueue(type, workOf(type, jobs, options, clock), { jobs, clock, concurrency: CONCURRENCY[type], log }),
  )
  const planning = keepPlanning(planner, clock, log, runners)
  return {
    wake: planning.wake,
    async stop() {
      await planning.stop()
      await Promise.all(runners.map((runner) => runner.stop()))
    },
  }
}

/** Plans what the logs hold, one look after another: when woken, and every two seconds. */
function keepPlanning(
  planner: Planner,
  clock: Clock,
  log: AlertOptions["log"],
  runners: QueueRunner[],
): { wake: () => void; stop: () => Promise<void> } {
  let again = false
  let stopped = false
  let looking: Promise<void> | undefined
  async function look(): Promise<void> {
    do {
      again = false
      await planAll()
      // what was due at once could not be seen before it was committed
      for (const runner of runners) runner.wake()
    } while (again && !stopped)
    looking = undefined
  }
  async function planAll(): Promise<void> {
    const behind = await planner.behind().catch((error: unknown) => {
      log.error({ err: wordsOf(error) }, "alerts_not_planned")
      return []
    })
    // what is wrong in one negotiation holds up no other
    for (const negotiationId of behind)
      await planner.plan(negotiationId).catch((error: unknown) => {
        log.error({ negotiationId, err: wordsOf(error) }, "alerts_not_planned")
      })
  }
  const wake = () => {
    if (stopped) return
    if (looking) again = true
    else looking = look()
  }
  const timer = clock.setInterval(wake, LOOK_MS)
  wake()
  return {
    wake,
    async stop() {
      stopped = true
      clock.clearInterval(timer)
      await looking
    },
  }
}

function workOf(type: EndpointType, jobs: Jobs, options: AlertOptions, clock: Clock) {
  const { db, origin, links, send, chance = Math.random } = options
  const parts = { origin, links }
  const resting = new Map<string, number>()
  return {
    resting() {
      for (const [endpoint, until] of resting) if (until <= clock.now()) resting.delete(endpoint)
      return [...resting.keys()]
    },
    async claim(taken: Parameters<typeof claimMessages>[3]) {
      const now = clock.now()
      const { claimed, resting: found } = await inTransaction(db, (tx) =>
        claimMessages(tx, jobs, type, taken, now),
      )
      for (const [endpoint, until] of found) resting.set(endpoint, Math.min(until, now + LEFT_ALONE_MS))
      const carrying = claimed.filter(({ notice }) => notice === null)
      const idsOf = (isFirst: boolean) =>
        carrying.filter(({ attempt }) => (attempt === 1) === isFirst).map(({ id }) => id)
      // what was marked as told this moment may be told; of what was told before, it is asked again
      const contents = new Map([
        ...(await readContents(db, idsOf(true), "told")),
        ...(await readContents(db, idsOf(false), "to_tell")),
      ])
      for (const message of claimed)
        if (message.notice?.kind === "confirm")
          message.asked = await readAsked(db, message.notice.subscription)
      return claimed.map((message) => ({ message, told: contents.get(message.id) ?? [] }))
    },
    async send({ message, told }: { message: ClaimedMessage; told: ToldChange[] }): Promise<Attempted> {
      const at = clock.now()
      const began = performance.now()
      const went = await outcomeOf(message, told)
      return { message, at, tookMs: performance.now() - began, ...went }
    },
    settle: (done: Attempted[]) =>
      inTransaction(db, (tx) => settleMessages(tx, jobs, type, done, { now: clock.now(), chance })),
  }

  async function outcomeOf(
    message: ClaimedMessage,
    told: ToldChange[],
  ): Promise<Pick<Attempted, "outcome" | "told">> {
    try {
      // the law has erased what it was to tell, or it may not be told since it was claimed
      if (message.notice === null && told.length === 0)
        return { outcome: { verdict: "nothing_to_send", name: "content_erased" } }
      const composed = composeMessage(message, told, parts)
      if (composed.type === "inbox")
        return { outcome: { verdict: "delivered", name: "delivered" }, told: composed.told }
      return { outcome: await send(message, composed) }
    } catch (error) {
      options.log.error({ message: message.id, err: wordsOf(error) }, "message_not_composed")
      return { outcome: { verdict: "ours", name: "internal_error" } }
    }
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

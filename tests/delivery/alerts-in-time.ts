import { TestClock } from "pg-boss"
import { afterEach, beforeEach } from "vitest"
import type { Alerts } from "../../server/delivery/alerts.ts"
import type { Mailer } from "../../server/delivery/send-mail.ts"
import { waitUntil } from "../support/wait-until.ts"
import { openReceiver, openTalks, type Receiver, startAlerts, type Talks } from "./alerts-given.ts"

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
export const BEGUN = Date.UTC(2026, 2, 2, 9)

/** For each test of a file: talks, a receiver, and alerts whose time passes only when the test says so. */
export class AlertsInTime {
  clock = new TestClock(BEGUN)
  talks!: Talks
  receiver!: Receiver
  #alerts: Alerts | undefined

  constructor() {
    beforeEach(async () => {
      this.clock = new TestClock(BEGUN)
      this.talks = await openTalks(() => this.clock.now())
      this.receiver = await openReceiver()
    })
    afterEach(async () => {
      await this.#alerts?.stop()
      this.#alerts = undefined
      await this.receiver.close()
      await this.talks.close()
    })
  }

  start(holdMs = MINUTE, mailer: Mailer | null = null): void {
    this.#alerts = startAlerts(this.talks, { holdMs, clock: this.clock, chance: () => 0.5 }, mailer)
  }

  get outbox(): Alerts["outbox"] {
    if (!this.#alerts) throw new Error("Start first.")
    return this.#alerts.outbox
  }

  /** Lets time pass until something has come about, in steps in which nothing is both tried and tried again. */
  passUntil<T>(look: () => T | Promise<T>, stepMs = 2_000) {
    const passing = async () => {
      const seen = await look()
      if (!seen) {
        this.#alerts?.wake()
        await this.clock.tick(stepMs)
      }
      return seen
    }
    return waitUntil(look.toString(), passing, 15_000)
  }

  /** The planner has read the whole log; no time passes, however slow the machine is. */
  async untilPlanned(): Promise<void> {
    await this.passUntil(() => this.#isPlanned(), 0)
  }

  /** Lets time pass until everything that is planned has been sent, or will never be. */
  async untilSettled(stepMs = 5_000): Promise<void> {
    await this.passUntil(() => this.isSettled(), stepMs)
  }

  async isSettled(): Promise<boolean> {
    if (!(await this.#isPlanned())) return false
    const waiting = await this.rows("select id from message where state in ('waiting', 'sending')")
    return waiting.length === 0
  }

  /** The outcome of each message. */
  async outcomes(): Promise<string[]> {
    const messages = await this.rows("select outcome from message order by created_at, id")
    return messages.map(({ outcome }) => outcome)
  }

  async #isPlanned(): Promise<boolean> {
    const behind = await this.rows(
      `select n.id from negotiation n left join alert_cursor c on c.negotiation_id = n.id
        where n.seq <> coalesce(c.seq, 0)`,
    )
    return behind.length === 0
  }

  // biome-ignore lint/suspicious/noExplicitAny: rows of any query, which a test compares
  async rows(text: string, values: unknown[] = []): Promise<any[]> {
    return (await this.talks.db.$client.query(text, values)).rows
  }
}

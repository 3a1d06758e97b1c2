import type { Logger } from "pino"
import { openJobs } from "./jobs.ts"
import { createOutbox, type Outbox } from "./outbox.ts"

/** Everything between the log and whoever subscribed. */
export interface Alerts {
  outbox: Outbox
  stop: () => Promise<void>
}

export function openAlerts({
  url,
  log,
}: {
  url: string
  log: Pick<Logger, "info" | "warn" | "error">
}): Alerts {
  const opening = openJobs({ url, log })
  opening.catch((error: unknown) =>
    log.error({ err: error instanceof Error ? error.message : String(error) }, "alert_jobs_not_opened"),
  )
  return {
    outbox: createOutbox(opening),
    stop: async () => (await opening).stop(),
  }
}

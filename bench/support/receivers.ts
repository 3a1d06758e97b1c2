import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Taken } from "./receiver-process.ts"

export interface Receivers {
  /** Where webhooks go. */
  http: string
  /** As `SMTP_URL`. */
  smtp: string
  /** What came since it was asked last. */
  take: () => Promise<Taken>
  stop: () => void
}

/** Starts receivers of webhooks and of mail on this machine. */
export async function startReceivers(): Promise<Receivers> {
  const child = fork(fileURLToPath(new URL("receiver-process.ts", import.meta.url)))
  const [{ http, smtp }] = (await once(child, "message")) as [{ http: string; smtp: string }]
  return {
    http,
    smtp,
    async take() {
      const answer = once(child, "message")
      child.send("take")
      return (await answer)[0] as Taken
    },
    stop: () => void child.kill(),
  }
}

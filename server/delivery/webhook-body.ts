import type { Change } from "../domain/change.ts"

/** What a webhook says besides the change itself. */
export interface WebhookNews {
  /** The change as the log has it, as sockets and `GET /changes` give it. */
  change: Change
  /** The subscriptions of this endpoint that hear of it. */
  subscriptions: readonly string[]
  /** One sentence for people. */
  headline: string
  /** The page that shows it. */
  url: string
  /** True where no filter asked for it: it corrects or withdraws what was sent before. */
  followsUp: boolean
}

/**
 * The body of a webhook: `{type, timestamp, data}`, with the change's own fields at the top of `data`. The same on every
 * attempt; its time is the change's, the attempt's stands in the header.
 */
export function webhookBody({ change, ...news }: WebhookNews): string {
  return JSON.stringify({
    type: change.kind,
    timestamp: change.recordedAt,
    data: { ...change, ...news },
  })
}

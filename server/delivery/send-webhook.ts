import type { Network } from "./guarded-fetch.ts"
import { postMessage, type TimedOutcome } from "./post-message.ts"
import { webhookSignature } from "./webhook-secrets.ts"

/**
 * One attempt to send a webhook, by Standard Webhooks 1.0. In: the message's id, which is the same on every attempt; the
 * attempt's time in epoch seconds; the secrets that sign it, more than one while they change.
 */
export function sendWebhook(
  request: { url: string; id: string; timestamp: number; body: string; secrets: readonly string[] },
  network: Network,
): Promise<TimedOutcome> {
  const { url, id, timestamp, body, secrets } = request
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": webhookSignature(request, secrets),
  }
  return postMessage(url, { headers, body }, network)
}

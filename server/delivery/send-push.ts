import { createHash } from "node:crypto"
import webPush, { type RequestDetails } from "web-push"
import type { Network } from "./guarded-fetch.ts"
import type { Outcome } from "./outcome.ts"
import { postMessage, type TimedOutcome } from "./post-message.ts"
import type { Vapid } from "./vapid.ts"

/** What is to be pushed, and to which browser. */
export interface Push {
  /** What the browser gave when it subscribed. */
  endpoint: { url: string; keys: { p256dh: string; auth: string } }
  payload: string
  /** How long the push service keeps it for a browser that is away. */
  ttlSeconds: number
  urgency: "very-low" | "low" | "normal" | "high"
  /** What waits at the push service under the same topic is replaced. */
  topic?: string | undefined
}

/** One attempt to send a push, encrypted to its browser (RFC 8291) and signed by this site (RFC 8292). */
export async function sendPush(
  { endpoint: { url, keys }, payload, ttlSeconds, urgency, topic }: Push,
  { publicKey, privateKey, subject }: Vapid,
  network: Network,
): Promise<TimedOutcome> {
  let request: RequestDetails & { body: Buffer }
  try {
    request = webPush.generateRequestDetails({ endpoint: url, keys }, payload, {
      vapidDetails: { subject, publicKey, privateKey },
      TTL: ttlSeconds,
      urgency,
      ...(topic === undefined ? {} : { topic: topicName(topic) }),
    })
  } catch {
    // nothing can be encrypted to them
    return { verdict: "refused", name: "push_keys_unusable", tookMs: 0 }
  }
  // the client measures the body itself
  const { "Content-Length": _, ...headers } = request.headers
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)])
  return postMessage(url, { headers: Object.fromEntries(texts), body: request.body }, network, OWN_OUTCOMES)
}

/** What a push service answers that sending the same again will not mend (RFC 8030, RFC 8292). */
const OWN_OUTCOMES: Readonly<Record<number, Outcome>> = {
  400: { verdict: "refused", name: "request_refused" },
  401: { verdict: "refused", name: "vapid_refused" },
  403: { verdict: "refused", name: "vapid_refused" },
  413: { verdict: "refused", name: "payload_too_large" },
}

/** A topic is at most 32 letters that need no quoting (RFC 8030). */
function topicName(topic: string): string {
  return createHash("sha256").update(topic).digest("base64url").slice(0, 32)
}

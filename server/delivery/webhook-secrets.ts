import { createHmac } from "node:crypto"

/** The secrets of webhooks, derived and never stored. */
export interface WebhookSecrets {
  /** The secret of an endpoint's generation, as its owner sees it: "whsec_" and 32 bytes in base64. */
  secretOf: (endpointId: string, generation: number) => string
}

/** In: a secret of this site that all nodes share. */
export function createWebhookSecrets(master: string): WebhookSecrets {
  return {
    secretOf: (endpointId, generation) =>
      SECRET_PREFIX + createHmac("sha256", master).update(`${endpointId}:${generation}`).digest("base64"),
  }
}

/**
 * The value of the header `webhook-signature`: one signature for each secret, so that a receiver may know either while they
 * change. Rule: Standard Webhooks 1.0, scheme v1. `timestamp` in epoch seconds.
 */
export function webhookSignature(
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
  secrets: readonly string[],
): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64")
      return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`
    })
    .join(" ")
}

const SECRET_PREFIX = "whsec_"

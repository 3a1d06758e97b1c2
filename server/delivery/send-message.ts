import type { ClaimedMessage } from "./claim-messages.ts"
import type { ComposedMessage } from "./compose-message.ts"
import type { Network } from "./guarded-fetch.ts"
import type { Outcome } from "./outcome.ts"
import type { Mailer } from "./send-mail.ts"
import { sendPush } from "./send-push.ts"
import { sendWebhook } from "./send-webhook.ts"
import type { Vapid } from "./vapid.ts"
import type { WebhookSecrets } from "./webhook-secrets.ts"

/** What messages are sent with. */
export interface SendParts {
  /** Null where this site sends no mail. */
  mailer: Mailer | null
  network: Network
  vapid: Vapid
  webhookSecrets: WebhookSecrets
  /** Epoch ms. */
  clock: () => number
  /** True in development: nothing leaves, and what would have left is shown on a page. */
  onlyShown: boolean
}

type Sent = Exclude<ComposedMessage, { type: "inbox" }>

/** What was not read by then is of no use as a push. */
const PUSH_TTL_SECONDS = 24 * 3_600

/** Sends composed messages, each over its own channel. The answer is how it went; it never rejects for a receiver's sake. */
export function createSender(
  parts: SendParts,
): (message: ClaimedMessage, composed: Sent) => Promise<Outcome> {
  const { mailer, network, vapid, webhookSecrets, clock, onlyShown } = parts
  return async (message, composed) => {
    if (onlyShown) return { verdict: "delivered", name: "shown_on_page" }
    switch (composed.type) {
      case "email": {
        if (!mailer) return { verdict: "ours", name: "no_mail_server" }
        return mailer.send({ to: message.address, messageId: message.id, ...composed.mail })
      }
      case "push": {
        if (!message.pushKeys) return { verdict: "refused", name: "no_push_keys" }
        const to = { url: message.address, keys: message.pushKeys }
        const urgency = composed.urgent ? "high" : "normal"
        const { payload, topic } = composed
        return sendPush(
          { endpoint: to, payload, ttlSeconds: PUSH_TTL_SECONDS, urgency, topic },
          vapid,
          network,
        )
      }
      case "webhook": {
        const request = {
          url: message.address,
          id: message.id,
          timestamp: Math.floor(clock() / 1_000),
          body: composed.body,
          secrets: secretsOf(message, webhookSecrets, clock()),
        }
        return sendWebhook(request, network)
      }
      default:
        return composed satisfies never
    }
  }
}

/** The secret that is valid, and for a while the one before it, so that a receiver can change over without a gap. */
function secretsOf(
  { endpoint, secretGeneration, secretOverlapUntil }: ClaimedMessage,
  secrets: WebhookSecrets,
  now: number,
): string[] {
  const earlier = secretOverlapUntil !== null && secretOverlapUntil > now ? [secretGeneration - 1] : []
  return [secretGeneration, ...earlier].map((generation) => secrets.secretOf(endpoint, generation))
}

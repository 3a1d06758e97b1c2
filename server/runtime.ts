import type { IncomingHttpHeaders } from "node:http"
import type { Logger } from "pino"
import type { Database } from "../db/client.ts"
import type { Outbox } from "./delivery/outbox.ts"
import type { Mailer } from "./delivery/send-mail.ts"
import type { ShownMessage } from "./delivery/shown-messages.ts"
import type { SignedLinks } from "./delivery/signed-links.ts"
import type { WebhookSecrets } from "./delivery/webhook-secrets.ts"
import type { Refusal } from "./domain/refusal.ts"
import type { PublicEnv } from "./env.ts"
import type { RateLimits } from "./http/rate-limits.ts"
import type { LiveBoards } from "./realtime/live-boards.ts"
import type { AppCaller } from "./routers/app-router.ts"

/**
 * Next bundles copies of modules, so that the running parts are handed over under this name on the one global object.
 * `server/main.ts` puts a `Runtime` there; nothing here opens anything.
 */
export const RUNTIME = Symbol.for("parley.runtime")

/** The running parts of the server. `server/main.ts` makes them once; procedures get them in their context. */
export interface RuntimeParts {
  db: Database
  env: PublicEnv
  log: Logger
  /** Epoch milliseconds; capabilities are given it, and never ask the machine. */
  clock: () => number
  /** The board of now of every negotiation, out of memory. */
  liveBoards: LiveBoards
  /** For procedures that cost more than others. */
  limits: Pick<RateLimits, "clip" | "mailTo">
  /** Null where mail cannot be sent: no mail server or no public address is named. */
  mailer: Mailer | null
  /** How messages to subscribers are sent, in the transaction of whoever wants them sent. */
  outbox: Outbox
  /** Signs and reads the links by which subscribers act without an account. */
  links: SignedLinks
  /** What webhooks are signed with; derived, never stored. */
  webhookSecrets: WebhookSecrets
  /** Asks the guard whether messages may be sent to an address; undefined where they may. */
  refuseTarget: (address: string) => Promise<Refusal | undefined>
  /** Whether this site sends mail, or shows in development what it would send. */
  canMail: boolean
  /** By what push services know this site; public. */
  pushKey: string
  /** What would have been sent; null outside of development. */
  shownMessages: (() => Promise<ShownMessage[]>) | null
}

/** What Next's pages get: the parts, and a caller that acts for whoever sent the request. */
export interface Runtime extends RuntimeParts {
  /** Rejects with a refusal as its cause where the key is wrong; nobody signed in is a caller without a role. */
  createCaller(headers: Headers | IncomingHttpHeaders): Promise<AppCaller>
}

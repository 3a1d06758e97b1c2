import { createTransport } from "nodemailer"
import type { Logger } from "pino"
import type { Outcome } from "./outcome.ts"

export interface Mail {
  to: string
  subject: string
  text: string
  html?: string
  headers?: Record<string, string>
  /** The same on every attempt, so that a mail that was sent twice is recognised. */
  messageId?: string
}

/** Sends mail for this site. Made once, where the operator has named a mail server and the site's public address. */
export interface Mailer {
  /** Public origin that links in mails begin with. */
  origin: string
  /** How it went by the mail server's own answer; a failure is logged by its cause, without the mail's words. */
  send: (mail: Mail) => Promise<Outcome>
  close: () => void
}

const PATIENCE_MS = 10_000

/**
 * Opens the way to the operator's mail server (`SMTP_URL`). Null where there is none, or where no public address
 * (`PARLEY_URL`) is known: a link in a mail must not be made of what a request claims to be its host.
 */
export function openMailer(
  env: { smtpUrl: string | null; mailFrom: string | null; url: string | null },
  log: Pick<Logger, "warn">,
): Mailer | null {
  if (env.smtpUrl === null || env.url === null) return null
  const origin = env.url
  const from = env.mailFrom ?? `Parley <parley@${new URL(origin).hostname}>`
  const options = {
    url: env.smtpUrl,
    // a few connections that stay open: greeting a server for each mail would cost more than the mail
    pool: true,
    maxConnections: 8,
    maxMessages: 500,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    // a mail never reads files or addresses of this machine
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  const transport = createTransport(options, { from })
  return {
    origin,
    async send({ messageId, ...mail }) {
      const id = messageId && { messageId: `<${messageId}@${new URL(origin).hostname}>` }
      try {
        await transport.sendMail({ ...mail, ...id })
        return { verdict: "delivered", name: "delivered" }
      } catch (error) {
        log.warn({ err: causeOf(error) }, "mail_not_sent")
        return outcomeOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** What a mail server answers with 5xx to the recipient is final; anything else is ours to try again. */
function outcomeOf(error: unknown): Outcome {
  const [code, status] = [fieldOf(error, "code"), fieldOf(error, "responseCode")]
  if (typeof status === "number") {
    const isRecipient = code === "EENVELOPE" || code === "EMESSAGE"
    return status >= 500 && isRecipient
      ? { verdict: "refused", name: "recipient_refused", status }
      : { verdict: "ours", name: `mail_server_answered_${status}`, status }
  }
  const name = typeof code === "string" ? MAIL_FAILURES[code] : undefined
  return { verdict: "ours", name: name ?? "mail_server_failed" }
}

const MAIL_FAILURES: Readonly<Record<string, string>> = {
  ECONNECTION: "mail_server_unreachable",
  ECONNREFUSED: "mail_server_unreachable",
  EDNS: "mail_server_unreachable",
  ESOCKET: "mail_server_unreachable",
  ETIMEDOUT: "mail_server_too_slow",
  ETLS: "mail_server_tls_failed",
  EAUTH: "mail_server_refused_us",
}

function fieldOf(error: unknown, key: string): unknown {
  return error instanceof Error ? Reflect.get(error, key) : undefined
}

/** SMTP servers quote what they refuse; only the kind of failure and its number are kept. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown"
  const [code, response] = [fieldOf(error, "code"), fieldOf(error, "responseCode")]
  return [code, response].filter((part) => part !== undefined).join(" ") || error.name
}

import { createTransport } from "nodemailer"
import type { Logger } from "pino"
import type { Outcome } from "./outcome.ts"

export interface Mail {
  to: string
  subject: string
  /** Where there is `html` too: broken as format=flowed (RFC 3676). */
  text: string
  html?: string
  headers?: Record<string, string>
  /** Id of the message, the same on every attempt: so a mail that was sent twice is recognised. */
  messageId?: string
}

/** Sends mail for this site. Made once, where the operator has named a mail server and the site's public address. */
export interface Mailer {
  /** Public origin that links in mails begin with. */
  origin: string
  /**
   * Hands one mail to the mail server, within a minute. How that went, by its own answer; a failure is logged by its name,
   * without address or words. More than `MAILS_AT_ONCE` at a time wait for each other in memory.
   */
  send: (mail: Mail) => Promise<Outcome>
  close: () => void
}

/** Connections that stay open: to greet a server for each mail would cost more than the mail. */
const MAILS_AT_ONCE = 8

/** How long a server may take to answer at all, and for one mail: some look through it before they take it. */
const GREETING_MS = 10_000
const MAIL_MS = 60_000

/**
 * Opens the way to the operator's mail server (`SMTP_URL`). Null where there is none, or where no public address
 * (`PARLEY_URL`) is known: a link in a mail must not be made of what a request claims to be its host.
 */
export function openMailer(
  env: { smtpUrl: string | null; mailFrom: string | null; url: string | null },
  log: Pick<Logger, "warn">,
  patience = { greetingMs: GREETING_MS, mailMs: MAIL_MS },
): Mailer | null {
  if (env.smtpUrl === null || env.url === null) return null
  const origin = env.url
  const from = env.mailFrom ?? `Parley <parley@${new URL(origin).hostname}>`
  const options = {
    url: env.smtpUrl,
    pool: true,
    maxConnections: MAILS_AT_ONCE,
    // some servers end a connection after so many
    maxMessages: 500,
    // once for a connection that the server has ended meanwhile; what fails otherwise is for the caller to try again
    maxRequeues: 1,
    connectionTimeout: patience.greetingMs,
    greetingTimeout: patience.greetingMs,
    socketTimeout: patience.mailMs,
    // a mail never reads files or addresses of this machine
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  const transport = createTransport(options, { from })
  return {
    origin,
    async send({ messageId, html, text, ...mail }) {
      try {
        await transport.sendMail({
          ...mail,
          ...(messageId && { messageId: mailId(messageId, origin) }),
          ...(html === undefined ? { text } : { alternatives: partsOf(text, html) }),
          // a server that answers a little at a time is given up too
          signal: AbortSignal.timeout(patience.mailMs),
        })
        return { verdict: "delivered", name: "delivered" }
      } catch (error) {
        const outcome = outcomeOf(error)
        log.warn({ outcome: outcome.name, status: outcome.status }, "mail_not_sent")
        return outcome
      }
    },
    close: () => transport.close(),
  }
}

/** The Message-ID of the mail that carries this message. */
export function mailId(message: string, origin: string): string {
  return `<${message}@${URL.parse(origin)?.hostname ?? "localhost"}>`
}

/** The better part is the later one (RFC 2046, section 5.1.4). */
function partsOf(text: string, html: string): { contentType: string; content: string }[] {
  return [
    { contentType: "text/plain; charset=utf-8; format=flowed", content: text },
    { contentType: "text/html; charset=utf-8", content: html },
  ]
}

/**
 * A permanent answer (5xx) to the recipient or to the mail is final. All else is between us and our mail server: it is tried
 * again, and the reader's address is not held to account. Source: RFC 5321, section 4.2.1.
 */
function outcomeOf(error: unknown): Outcome {
  const of = (key: string) => (error instanceof Error ? Reflect.get(error, key) : undefined)
  const [code, command, status] = [of("code"), of("command"), of("responseCode")]
  if (typeof status !== "number") {
    const name = TLS_FAULT.test(String(of("originalCode"))) ? FAILURES.ETLS : FAILURES[String(code)]
    return name === "recipient_refused"
      ? { verdict: "refused", name }
      : { verdict: "ours", name: name ?? "mail_server_failed" }
  }
  if (code === "EAUTH") return { verdict: "ours", name: "mail_login_refused", status }
  if (status < 500) return { verdict: "ours", name: `mail_server_answered_${status}`, status }
  if (command === "RCPT TO") return { verdict: "refused", name: "recipient_refused", status }
  if (command === "DATA") return { verdict: "refused", name: "mail_refused", status }
  return command === "MAIL FROM"
    ? { verdict: "ours", name: "mail_sender_refused", status }
    : { verdict: "ours", name: `mail_server_answered_${status}`, status }
}

/** What nodemailer calls what happened before the server gave any answer. */
const FAILURES: Readonly<Record<string, string>> = {
  ECONNECTION: "mail_server_unreachable",
  EDNS: "mail_server_unreachable",
  ESOCKET: "mail_server_unreachable",
  ETIMEDOUT: "mail_server_too_slow",
  EABORT: "mail_server_too_slow",
  ETLS: "mail_server_tls_failed",
  EAUTH: "mail_login_refused",
  EPROTOCOL: "mail_server_answered_nonsense",
  // no server was asked: what is to be sent to is no address
  EENVELOPE: "recipient_refused",
}

/** How the runtime names a certificate that is not trusted, or a server that speaks no TLS where it should. */
const TLS_FAULT = /CERT|SIGNATURE|^ERR_(TLS|SSL)|^EPROTO$/

import { createTransport } from "nodemailer"
import type { Logger } from "pino"

export interface Mail {
  to: string
  subject: string
  text: string
}

/** Sends mail for this site. Made once, where the operator has named a mail server and the site's public address. */
export interface Mailer {
  /** Public origin that links in mails begin with. */
  origin: string
  /** True where the mail server has taken the mail; a failure is logged by its cause, without the mail's words. */
  send: (mail: Mail) => Promise<boolean>
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
    async send(mail) {
      try {
        await transport.sendMail(mail)
        return true
      } catch (error) {
        log.warn({ err: causeOf(error) }, "mail_not_sent")
        return false
      }
    },
    close: () => transport.close(),
  }
}

/** SMTP servers quote what they refuse; only the kind of failure and its number are kept. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown"
  const [code, response] = [Reflect.get(error, "code"), Reflect.get(error, "responseCode")]
  return [code, response].filter((part) => part !== undefined).join(" ") || error.name
}

import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { SMTPServer } from "smtp-server"

export interface ReceivedMail {
  to: string[]
  /** By small name. */
  headers: Map<string, string>
  text: string
  html: string
}

export interface MailReceiver {
  /** As `SMTP_URL`. */
  url: string
  mails: ReceivedMail[]
  /** What it answers instead of taking a mail, where it does. */
  refuse: { at: "recipient" | "data"; status: number } | null
  close: () => Promise<void>
}

/** A real mail server on this machine, which keeps what it is sent. */
export async function openMailReceiver(): Promise<MailReceiver> {
  const refusal = (at: "recipient" | "data") =>
    receiver.refuse?.at === at
      ? Object.assign(new Error("not here"), { responseCode: receiver.refuse.status })
      : undefined
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (_address, _session, done) => done(refusal("recipient")),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on("data", (part: Buffer) => parts.push(part))
      stream.on("end", () => {
        const refused = refusal("data")
        if (refused) return done(refused)
        receiver.mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          ...readMail(Buffer.concat(parts).toString("latin1")),
        })
        done()
      })
    },
  })
  smtp.listen(0, "127.0.0.1")
  await once(smtp.server, "listening")
  const { port } = smtp.server.address() as AddressInfo
  const receiver: MailReceiver = {
    url: `smtp://127.0.0.1:${port}`,
    mails: [],
    refuse: null,
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  }
  return receiver
}

/** Reads a mail of two parts as a mail program does. */
function readMail(raw: string): Pick<ReceivedMail, "headers" | "text" | "html"> {
  const { headers, body } = split(raw)
  const boundary = /boundary="?([^";]+)/.exec(headers.get("content-type") ?? "")?.[1]
  const parts = boundary
    ? body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => split(part.trimStart()))
    : []
  const of = (type: string) => {
    const part = parts.find((one) => one.headers.get("content-type")?.startsWith(type))
    if (!part) return ""
    const text = decoded(part.body, part.headers.get("content-transfer-encoding") ?? "")
    return /format=flowed/i.test(part.headers.get("content-type") ?? "") ? unflowed(text) : text
  }
  return { headers, text: of("text/plain"), html: of("text/html") }
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const end = raw.indexOf("\r\n\r\n")
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":")
      return [line.slice(0, colon).toLowerCase(), encodedWords(line.slice(colon + 1).trim())]
    }),
  )
  return { headers, body: raw.slice(end + 4) }
}

function decoded(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString()
  return encoding === "quoted-printable" ? unquoted(body.replace(/=\r\n/g, "")) : body
}

/** Lines that were broken for width alone are one again (RFC 3676). */
function unflowed(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .replace(/(?<!^--) \n/gm, " ")
    .replace(/^ /gm, "")
}

function unquoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, "latin1").toString()
}

function encodedWords(value: string): string {
  return value
    .replace(/(=\?utf-8\?[bq]\?[^?]*\?=)\s+(?==\?utf-8\?)/gi, "$1")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(text, "base64").toString()
        : unquoted(text.replaceAll("_", " ")),
    )
}

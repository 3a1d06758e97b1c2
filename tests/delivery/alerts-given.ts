import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import pino from "pino"
import { type Database, openDatabase } from "../../db/client.ts"
import { correctStatement } from "../../server/capabilities/correct-statement.ts"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import { type RecordInput, recordStatement } from "../../server/capabilities/record-statement.ts"
import { withdrawStatement } from "../../server/capabilities/withdraw-statement.ts"
import { type AlertOptions, type Alerts, openAlerts } from "../../server/delivery/alerts.ts"
import { networkFor } from "../../server/delivery/guarded-fetch.ts"
import type { Mailer } from "../../server/delivery/send-mail.ts"
import { createSender } from "../../server/delivery/send-message.ts"
import { createSignedLinks } from "../../server/delivery/signed-links.ts"
import { createWebhookSecrets } from "../../server/delivery/webhook-secrets.ts"
import { createTestDatabase } from "../support/database.ts"
import { subscribe } from "../support/subscribe.ts"
import { statement, table } from "../support/table.ts"
import { editor, ok } from "../support/tell.ts"

export interface Talks {
  db: Database
  url: string
  slug: string
  negotiationId: number
  /** Publishes at an instant (epoch ms), the clock's if none is given. Out: the change's number. */
  publish: (fields?: Partial<RecordInput>, at?: number) => Promise<{ id: string; seq: number }>
  correct: (id: string, fields: object, at?: number) => Promise<number>
  withdraw: (id: string, at?: number) => Promise<number>
  close: () => Promise<void>
}

/** A database with one small negotiation in it, and the acts that fill its log. */
export async function openTalks(clock: () => number = Date.now): Promise<Talks> {
  const database = await createTestDatabase()
  const db = openDatabase(database.url)
  const slug = "talks"
  const negotiation = { ...table.negotiation, slug, review: "off" as const }
  ok(await importNegotiation(db, clock, editor, { document: { ...table, negotiation } }))
  const { rows } = await db.$client.query<{ id: number }>("select id from negotiation where slug = $1", [
    slug,
  ])
  const seqOf = ({ seq }: { seq: number | null }): number => {
    if (seq === null) throw new Error("Nothing became public.")
    return seq
  }
  return {
    db,
    url: database.url,
    slug,
    negotiationId: rows[0]?.id ?? 0,
    async publish(fields = {}, at = clock()) {
      const said = { ...statement(), ...fields, status: "published" as const }
      const done = ok(await recordStatement(db, () => at, editor, { slug, statement: said }))
      return { id: said.id ?? "", seq: seqOf(done) }
    },
    correct: async (id, fields, at = clock()) =>
      seqOf(ok(await correctStatement(db, () => at, editor, { slug, id, note: "It was wrong.", fields }))),
    withdraw: async (id, at = clock()) =>
      seqOf(ok(await withdrawStatement(db, () => at, editor, { slug, id, note: "It was never said." }))),
    async close() {
      await db.$client.end()
      await database.drop()
    },
  }
}

export const secrets = createWebhookSecrets("the secret of these tests")
export const links = createSignedLinks("the secret of these links")

/** Follows the log of these talks and sends for real, to this machine too. */
export function startAlerts(
  talks: Talks,
  more: Partial<AlertOptions> = {},
  mailer: Mailer | null = null,
): Alerts {
  const { clock } = more
  const send = createSender({
    mailer,
    network: networkFor(true),
    vapid: { publicKey: "", privateKey: "", subject: "mailto:parley@example.org" },
    webhookSecrets: secrets,
    clock: clock ? () => clock.now() : Date.now,
    onlyShown: false,
  })
  return openAlerts({
    db: talks.db,
    url: talks.url,
    log: pino({ level: process.env.TEST_LOG ?? "silent" }),
    holdMs: 0,
    origin: "https://parley.example",
    links,
    send,
    ...more,
  })
}

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Receiver {
  url: string
  received: Received[]
  /** What it answers; 200 at first. A number is a status; a function may do anything. */
  answer: number | (() => { status: number; headers?: Record<string, string> })
  close: () => Promise<void>
}

/** A real receiver of webhooks on this machine, which keeps what it is sent. */
export async function openReceiver(): Promise<Receiver> {
  const server = createServer((req, res) => {
    let body = ""
    req.setEncoding("utf8").on("data", (part: string) => {
      body += part
    })
    req.on("end", () => {
      receiver.received.push({ path: req.url ?? "", headers: req.headers, body })
      const answer = typeof receiver.answer === "number" ? { status: receiver.answer } : receiver.answer()
      res.writeHead(answer.status, answer.headers).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    answer: 200,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return receiver
}

/** A subscription of a webhook at this receiver. */
export function subscribeWebhook(
  { db, negotiationId }: Talks,
  receiver: Receiver,
  given: Parameters<typeof subscribe>[1] = {},
): ReturnType<typeof subscribe> {
  const id = given.id ?? `hook-${Math.random().toString(36).slice(2)}`
  return subscribe(
    db,
    { negotiationId, ...given, id },
    { endpoint: { type: "webhook", address: `${receiver.url}/${id}` } },
  )
}

/** Receivers of webhooks and of mail in a process of their own. They take what comes and note when, by its mark. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { SMTPServer } from "smtp-server"
import { sharedNowMs } from "./stats.ts"

/** For each change, by its mark, when each receiver got it. */
export interface Taken {
  webhooks: Record<string, number[]>
  mails: number
  lastMailMs: number
}

let webhooks = new Map<string, number[]>()
let mails = 0
let lastMailMs = 0

const http = createServer((req, res) => {
  let body = ""
  req.setEncoding("utf8").on("data", (part: string) => {
    body += part
  })
  req.on("end", () => {
    // the address of the page comes last: others are named by the cells before it
    const mark = body.slice(body.lastIndexOf("bench-")).slice(0, 12)
    const times = webhooks.get(mark)
    if (times) times.push(sharedNowMs())
    else webhooks.set(mark, [sharedNowMs()])
    res.writeHead(204).end()
  })
})
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  onData(stream, _session, done) {
    stream.resume().on("end", () => {
      mails += 1
      lastMailMs = sharedNowMs()
      done()
    })
  },
})

process.on("message", () => {
  const taken: Taken = { webhooks: Object.fromEntries(webhooks), mails, lastMailMs }
  process.send?.(taken)
  webhooks = new Map()
  mails = 0
})
process.on("disconnect", () => process.exit(0))

http.listen(0, "127.0.0.1", () => {
  smtp.listen(0, "127.0.0.1", () => {
    const { port } = http.address() as AddressInfo
    const mailPort = (smtp.server.address() as AddressInfo).port
    process.send?.({ http: `http://127.0.0.1:${port}`, smtp: `smtp://127.0.0.1:${mailPort}` })
  })
})

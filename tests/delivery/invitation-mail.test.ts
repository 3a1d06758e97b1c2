import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { SMTPServer } from "smtp-server"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createInvitation } from "../../server/capabilities/create-invitation.ts"
import { type Mailer, openMailer } from "../../server/delivery/send-mail.ts"
import { givenPerson, granted, openAccounts, refused } from "../capabilities/accounts-given.ts"

let accounts: Awaited<ReturnType<typeof openAccounts>>
let letters: string[]
let refuses = false
let smtp: SMTPServer
let smtpUrl: string
const opened: Mailer[] = []
const warned: unknown[] = []
const log = { warn: (...words: unknown[]) => void warned.push(words) }

beforeAll(async () => {
  accounts = await openAccounts()
  letters = []
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let letter = ""
      stream.on("data", (chunk) => {
        letter += chunk
      })
      stream.on("end", () => {
        if (refuses) return done(new Error("mailbox of person is full"))
        letters.push(letter.replaceAll("=\r\n", "").replaceAll("=3D", "="))
        done()
      })
    },
  })
  smtp.listen(0, "127.0.0.1")
  await once(smtp.server, "listening")
  const { port } = smtp.server.address() as AddressInfo
  smtpUrl = `smtp://127.0.0.1:${port}`
})
afterAll(async () => {
  for (const each of opened) each.close()
  await new Promise<void>((resolve) => smtp.close(() => resolve()))
  await accounts.close()
})

function mailer() {
  const mailer = openMailer({ smtpUrl, mailFrom: null, url: "https://parley.example" }, log)
  if (!mailer) throw new Error("No mailer was opened.")
  opened.push(mailer)
  return mailer
}

test("an invitation goes out by mail, with the link below the public address", async () => {
  const administrator = await givenPerson(accounts.db, "administrator")
  const wanted = { role: "analyst", email: "New@Example.org", mail: true } as const
  const made = granted(await createInvitation(accounts.db, administrator, wanted, mailer()))
  expect(made.mailed).toBe(true)
  expect(letters).toHaveLength(1)
  expect(letters[0]).toContain("To: new@example.org")
  expect(letters[0]).toContain("From: Parley <parley@parley.example>")
  expect(letters[0]).toContain(`https://parley.example${made.path}`)
})

test("a mail that cannot be sent leaves the link good, says so, and logs neither words nor address", async () => {
  const administrator = await givenPerson(accounts.db, "administrator")
  const wanted = { role: "reader", email: "full@example.org", mail: true } as const
  refuses = true
  const made = granted(await createInvitation(accounts.db, administrator, wanted, mailer()))
  refuses = false
  expect(made.mailed).toBe(false)
  expect(made.path).toMatch(/^\/invitation\//)
  expect(JSON.stringify(warned)).toContain("mail_not_sent")
  expect(JSON.stringify(warned)).not.toMatch(/full|person|invitation/)
  const gone = openMailer(
    { smtpUrl: "smtp://127.0.0.1:1", mailFrom: null, url: "https://parley.example" },
    log,
  )
  const other = { ...wanted, email: "other@example.org" }
  expect(granted(await createInvitation(accounts.db, administrator, other, gone)).mailed).toBe(false)
})

test("without a mail server or a public address nothing is sent, and a mail needs an address", async () => {
  expect(openMailer({ smtpUrl: null, mailFrom: null, url: "https://parley.example" }, log)).toBeNull()
  expect(openMailer({ smtpUrl, mailFrom: null, url: null }, log)).toBeNull()
  const administrator = await givenPerson(accounts.db, "administrator")
  const to = { role: "reader", email: "third@example.org", mail: true } as const
  expect(granted(await createInvitation(accounts.db, administrator, to, null)).mailed).toBe(false)
  const nobody = await createInvitation(accounts.db, administrator, { role: "reader", mail: true }, mailer())
  expect(refused(nobody)).toMatchObject({ code: "invalid", path: "email" })
})

import { createOTP } from "@better-auth/utils/otp"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { passkey, twoFactor, user } from "../../db/schema/account.ts"
import { choosePassword } from "../../server/capabilities/choose-password.ts"
import { endInvitation } from "../../server/capabilities/end-invitation.ts"
import { listInvitations } from "../../server/capabilities/list-invitations.ts"
import { recoverAccount } from "../../server/capabilities/recover-account.ts"
import {
  cookieOf,
  givenPerson,
  granted,
  OPERATOR,
  openAccounts,
  PASSWORD,
  refused,
  serveAuth,
  tokenOf,
} from "./accounts-given.ts"

let accounts: Awaited<ReturnType<typeof openAccounts>>
let site: Awaited<ReturnType<typeof serveAuth>>
beforeAll(async () => {
  accounts = await openAccounts()
})
beforeEach(async () => {
  site = await serveAuth(accounts.auth)
  return () => site.close()
})
afterAll(() => accounts.close())

/** Somebody who has set an authenticator app up; `code` is what the app shows now. */
async function givenSecondFactor() {
  const person = await givenPerson(accounts.db, "analyst")
  const cookie = cookieOf(await site.signIn(person.email))
  const enabled = await site.post("two-factor/enable", { password: PASSWORD }, { cookie })
  const { totpURI, backupCodes }: { totpURI: string; backupCodes: string[] } = await enabled.json()
  const secret = new TextDecoder().decode(fromBase32(new URL(totpURI).searchParams.get("secret") ?? ""))
  const code = () => createOTP(secret).totp()
  const confirmed = await site.post("two-factor/verify-totp", { code: await code() }, { cookie })
  expect(confirmed.status).toBe(204)
  return { person, code, backupCodes, cookie: cookieOf(confirmed) }
}

test("once a second factor is on, the password alone lets nobody in", async () => {
  const { person, code } = await givenSecondFactor()
  const first = await site.signIn(person.email)
  expect([first.status, await first.json()]).toEqual([200, { twoFactorRedirect: true }])
  const halfway = cookieOf(first)
  expect(await accounts.whoIs({ cookie: halfway })).toBeNull()
  const wrong = await site.post("two-factor/verify-totp", { code: "000000" }, { cookie: halfway })
  expect(wrong.status).toBe(401)
  const second = await site.post("two-factor/verify-totp", { code: await code() }, { cookie: halfway })
  expect([second.status, await second.text()]).toEqual([204, ""])
  expect(await accounts.whoIs({ cookie: cookieOf(second) })).toMatchObject({ id: person.id })
})

test("a recovery code lets in once", async () => {
  const { person, backupCodes } = await givenSecondFactor()
  const use = async () => {
    const cookie = cookieOf(await site.signIn(person.email))
    return site.post("two-factor/verify-backup-code", { code: backupCodes[0] }, { cookie })
  }
  expect((await use()).status).toBe(204)
  expect((await use()).status).toBe(401)
})

test("guessing codes is cut off", async () => {
  const { person } = await givenSecondFactor()
  const cookie = cookieOf(await site.signIn(person.email))
  const statuses: number[] = []
  for (let i = 0; i < 12; i++) {
    statuses.push((await site.post("two-factor/verify-totp", { code: `00000${i % 10}` }, { cookie })).status)
  }
  expect(statuses.at(-1)).toBe(429)
  expect(statuses).not.toContain(204)
})

test("the secret and the recovery codes are not stored as they are", async () => {
  const { person, backupCodes } = await givenSecondFactor()
  const [row] = await accounts.db.select().from(twoFactor).where(eq(twoFactor.userId, person.userId))
  expect(JSON.stringify(row)).not.toContain(backupCodes[0])
})

test("turning it off asks for the password and ends it", async () => {
  const { person, cookie } = await givenSecondFactor()
  const without = await site.post("two-factor/disable", { password: "another password" }, { cookie })
  expect(without.status).toBe(400)
  expect((await site.signIn(person.email)).status).toBe(200)
  expect((await site.post("two-factor/disable", { password: PASSWORD }, { cookie })).status).toBe(204)
  expect((await site.signIn(person.email)).status).toBe(204)
})

test("a recovery link gives the same account back with a new password, and ends every sign-in and second factor", async () => {
  const { person, cookie } = await givenSecondFactor()
  await accounts.db.insert(passkey).values({
    id: "k1",
    userId: person.userId,
    publicKey: "x",
    credentialID: "c1",
    counter: 0,
    deviceType: "singleDevice",
    backedUp: false,
  })
  const older = granted(await recoverAccount(accounts.db, OPERATOR, { id: person.userId }))
  const link = granted(await recoverAccount(accounts.db, OPERATOR, { id: person.userId }))
  const password = "another horse battery"
  expect(refused(await choosePassword(accounts.db, { token: tokenOf(older), password })).code).toBe(
    "wrong_state",
  )
  expect(await accounts.whoIs({ cookie })).toMatchObject({ id: person.id })
  const weak = refused(await choosePassword(accounts.db, { token: tokenOf(link), password: "short" }))
  expect(weak).toMatchObject({ code: "invalid", path: "password" })

  const claims = await Promise.all(
    [1, 2, 3].map(() => choosePassword(accounts.db, { token: tokenOf(link), password })),
  )
  expect(claims.filter((claim) => "email" in claim)).toEqual([{ email: person.email }])
  expect(await accounts.whoIs({ cookie })).toBeNull()
  expect((await site.signIn(person.email)).status).toBe(401)
  const back = await site.signIn(person.email, password)
  expect(back.status).toBe(204)
  expect(await accounts.whoIs({ cookie: cookieOf(back) })).toMatchObject({ id: person.id })
  expect(await accounts.db.$count(passkey, eq(passkey.userId, person.userId))).toBe(0)
  const [row] = await accounts.db.select().from(user).where(eq(user.id, person.userId))
  expect(row?.twoFactorEnabled).toBe(false)
})

test("nobody makes a recovery link for somebody above them, and an ended link is good for nothing", async () => {
  const administrator = await givenPerson(accounts.db, "administrator")
  const editor = await givenPerson(accounts.db, "editor")
  expect(refused(await recoverAccount(accounts.db, editor, { id: administrator.userId })).code).toBe(
    "not_allowed",
  )
  const link = granted(await recoverAccount(accounts.db, administrator, { id: editor.userId }))
  const { items } = await listInvitations(accounts.db)
  const listed = items.find((item) => item.recovers === editor.name)
  expect(JSON.stringify(items)).not.toContain(tokenOf(link))
  granted(await endInvitation(accounts.db, administrator, { id: listed?.id ?? "" }))
  expect(refused(await endInvitation(accounts.db, administrator, { id: listed?.id ?? "" })).code).toBe(
    "not_found",
  )
  const late = await choosePassword(accounts.db, { token: tokenOf(link), password: "another horse battery" })
  expect(refused(late).code).toBe("wrong_state")
})

function fromBase32(text: string): Uint8Array {
  const bits = [...text.replace(/=+$/, "")]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("")
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}

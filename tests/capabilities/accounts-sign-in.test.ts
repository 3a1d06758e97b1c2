import { eq } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { account, session, user } from "../../db/schema/account.ts"
import { createAuth } from "../../server/accounts/auth.ts"
import { acceptsOrigin } from "../../server/accounts/origin.ts"
import { removeAccount } from "../../server/capabilities/remove-account.ts"
import { setRole } from "../../server/capabilities/set-role.ts"
import {
  cookieOf,
  givenPerson,
  granted,
  OPERATOR,
  openAccounts,
  PASSWORD,
  serveAuth,
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

describe("signing in", () => {
  test("gives a session that says who is calling, in a cookie that scripts and other sites cannot use", async () => {
    const person = await givenPerson(accounts.db, "analyst")
    const answer = await site.signIn(person.email.toUpperCase())
    expect(answer.status).toBe(204)
    expect(await answer.text()).toBe("")
    const [cookie] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^parley\.session_token=/)
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    expect(cookie).toMatch(/; Path=\//i)
    expect(await accounts.whoIs({ cookie: cookieOf(answer) })).toEqual({
      id: person.id,
      role: "analyst",
      name: person.name,
    })
  })

  test("over https gives a cookie that goes no other way", async () => {
    const person = await givenPerson(accounts.db, "reader")
    const secret = "only-for-tests-0123456789-abcdefghijkl"
    const secure = await serveAuth(createAuth({ db: accounts.db, secret, secureCookies: true }))
    const [cookie] = (await secure.signIn(person.email)).headers.getSetCookie()
    expect(cookie).toMatch(/^__Secure-parley\.session_token=.*; Secure/i)
    await secure.close()
  })

  test("with a wrong password and with an unknown address is refused in the same words", async () => {
    const person = await givenPerson(accounts.db, "reader")
    const wrong = await site.signIn(person.email, "not the password")
    const unknown = await site.signIn("nobody@example.org", "not the password")
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(await wrong.text()).toBe(await unknown.text())
    expect(wrong.headers.getSetCookie()).toEqual([])
  })

  test("is slowed down for who guesses", async () => {
    const person = await givenPerson(accounts.db, "reader")
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) statuses.push((await site.signIn(person.email, `guess number ${i}`)).status)
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(statuses.slice(10)).toEqual([429, 429])
    const rightButLate = await site.post(
      "sign-in/email",
      { email: person.email, password: PASSWORD },
      // a header that a client made up does not give it a fresh start
      { "x-forwarded-for": "198.51.100.7", "x-parley-client-address": "198.51.100.7" },
    )
    expect(rightButLate.status).toBe(429)
    expect(Number(rightButLate.headers.get("retry-after"))).toBeGreaterThan(0)
  })

  test("is slowed down for who guesses one account's password from many addresses", async () => {
    const [person, other] = [
      await givenPerson(accounts.db, "reader"),
      await givenPerson(accounts.db, "reader"),
    ]
    const many = await serveAuth(accounts.auth, 5)
    for (let i = 0; i < 20; i++) {
      const email = i % 2 ? person.email : person.email.toUpperCase()
      expect((await many.signIn(email, `guess number ${i}`)).status).not.toBe(429)
    }
    const late = await many.signIn(person.email)
    expect(late.status).toBe(429)
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(200)
    expect((await many.signIn(other.email)).status).toBe(204)
    await many.close()
  })

  test("from the machine itself is let through as often as a run of tests needs", async () => {
    const person = await givenPerson(accounts.db, "reader")
    const secret = "only-for-tests-0123456789-abcdefghijkl"
    const auth = createAuth({ db: accounts.db, secret, secureCookies: false, triesAMinute: () => 600 })
    const here = await serveAuth(auth)
    const statuses = await Promise.all(
      Array.from({ length: 25 }, async () => (await here.signIn(person.email)).status),
    )
    expect(new Set(statuses)).toEqual(new Set([204]))
    await here.close()
  })

  test("from a page of another site, or from no page, is refused", async () => {
    const person = await givenPerson(accounts.db, "reader")
    const body = { email: person.email, password: PASSWORD }
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
      expect((await site.post("sign-in/email", body, { origin })).status).toBe(403)
    }
    const bare = await fetch(`${site.origin}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    expect(bare.status).toBe(403)
    expect(await accounts.db.$count(session, eq(session.userId, person.userId))).toBe(0)
  })

  test("takes JSON of a form's size and nothing else", async () => {
    const form = await site.post("sign-in/email", {}, { "content-type": "application/x-www-form-urlencoded" })
    expect(form.status).toBe(415)
    expect((await site.signIn("a@example.org", "x".repeat(20_000))).status).toBe(413)
    expect((await site.post("sign-in/email", null)).status).toBe(400)
  })
})

test("nobody signs up, and nothing else of better-auth is reachable", async () => {
  const before = await accounts.db.$count(user)
  const stranger = { name: "S", email: "stranger@example.org", password: PASSWORD, role: "administrator" }
  expect((await site.post("sign-up/email", stranger)).status).toBe(404)
  for (const path of [
    "update-user",
    "delete-user",
    "set-password",
    "sign-in/social",
    "request-password-reset",
  ]) {
    expect((await site.post(path, {})).status).toBe(404)
  }
  for (const path of ["get-session", "list-sessions", "ok", "error", "../auth/sign-up/email", ""]) {
    expect((await fetch(`${site.origin}/api/auth/${path}`)).status).toBe(404)
  }
  expect((await fetch(`${site.origin}/api/auth/sign-in/email`)).status).toBe(405)
  // better-auth's own switch is off as well, should another door ever be opened to it
  await expect(accounts.auth.betterAuth.api.signUpEmail({ body: stranger })).rejects.toThrow()
  expect(await accounts.db.$count(user)).toBe(before)
})

describe("a session", () => {
  test("ends by signing out", async () => {
    const person = await givenPerson(accounts.db, "reader")
    const cookie = cookieOf(await site.signIn(person.email))
    expect((await site.post("sign-out", {}, { cookie })).status).toBe(204)
    expect(await accounts.whoIs({ cookie })).toBeNull()
  })

  test("ends at once when the account is removed, on every browser", async () => {
    const person = await givenPerson(accounts.db, "editor")
    const cookies = [cookieOf(await site.signIn(person.email)), cookieOf(await site.signIn(person.email))]
    granted(await removeAccount(accounts.db, OPERATOR, { id: person.userId }))
    for (const cookie of cookies) expect(await accounts.whoIs({ cookie })).toBeNull()
    expect(await accounts.db.$count(session, eq(session.userId, person.userId))).toBe(0)
    expect((await site.signIn(person.email)).status).toBe(401)
  })

  test("carries another role from the next request on", async () => {
    const person = await givenPerson(accounts.db, "reader")
    const cookie = cookieOf(await site.signIn(person.email))
    granted(await setRole(accounts.db, OPERATOR, { id: person.userId, role: "analyst" }))
    expect(await accounts.whoIs({ cookie })).toMatchObject({ role: "analyst" })
  })

  test("that has expired, or whose cookie was tampered with, is nobody's", async () => {
    const person = await givenPerson(accounts.db, "reader")
    const cookie = cookieOf(await site.signIn(person.email))
    const [name, value = ""] = cookie.split("=")
    const forged = `${name}=${value.startsWith("A") ? "B" : "A"}${value.slice(1)}`
    expect(await accounts.whoIs({ cookie: forged })).toBeNull()
    expect(await accounts.whoIs({ cookie: `${name}=` })).toBeNull()
    expect(await accounts.whoIs({ cookie: `${name}=%E0%A4%A` })).toBeNull()
    await accounts.db.update(session).set({ expiresAt: new Date(Date.now() - 1000) })
    expect(await accounts.whoIs({ cookie })).toBeNull()
  })

  test("elsewhere ends with another password, and the new one is hashed", async () => {
    const person = await givenPerson(accounts.db, "reader")
    const here = cookieOf(await site.signIn(person.email))
    const elsewhere = cookieOf(await site.signIn(person.email))
    const change = (newPassword: string, currentPassword = PASSWORD) =>
      site.post(
        "change-password",
        { currentPassword, newPassword, revokeOtherSessions: true },
        { cookie: here },
      )
    expect((await change("too short")).status).toBe(400)
    expect((await change("a much better password", "a wrong password")).status).toBe(400)
    expect(await accounts.whoIs({ cookie: elsewhere })).not.toBeNull()
    const changed = await change("a much better password")
    expect(changed.status).toBe(204)
    expect(await accounts.whoIs({ cookie: elsewhere })).toBeNull()
    expect(await accounts.whoIs({ cookie: cookieOf(changed) })).toMatchObject({ id: person.id })
    const [row] = await accounts.db.select().from(account).where(eq(account.userId, person.userId))
    expect(row?.password).not.toContain("a much better password")
  })
})

test("with neither key nor cookie of ours the database is not asked", async () => {
  const gone = await openAccounts()
  await gone.close()
  expect(await gone.whoIs({})).toBeNull()
  expect(await gone.whoIs({ cookie: "theme=dark", authorization: "Basic YTpi" })).toBeNull()
  await expect(gone.whoIs({ authorization: "Bearer parley_any" })).rejects.toThrow()
})

describe("pages that may ask for a change", () => {
  test("are those of the public address only, where there is one", () => {
    const policy = { baseUrl: "https://parley.example" }
    expect(acceptsOrigin(policy, "https://parley.example", "127.0.0.1:3000")).toBe(true)
    expect(acceptsOrigin(policy, "http://parley.example", "parley.example")).toBe(false)
    expect(acceptsOrigin(policy, "http://127.0.0.1:3000", "127.0.0.1:3000")).toBe(false)
  })

  test("are those of the request's own Host, where there is none", () => {
    expect(acceptsOrigin({}, "http://127.0.0.1:3000", "127.0.0.1:3000")).toBe(true)
    expect(acceptsOrigin({}, "https://parley.example", "parley.example:443")).toBe(true)
    expect(acceptsOrigin({}, "http://127.0.0.1:3001", "127.0.0.1:3000")).toBe(false)
    expect(acceptsOrigin({}, "http://a.example", "b.example")).toBe(false)
    expect(acceptsOrigin({}, "null", "parley.example")).toBe(false)
    expect(acceptsOrigin({}, undefined, "parley.example")).toBe(false)
    expect(acceptsOrigin({}, "file://parley.example", "parley.example")).toBe(false)
  })
})

import { eq, sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { inTransaction } from "../../db/client.ts"
import { account, invitation, user } from "../../db/schema/account.ts"
import { ensureFirstAdministrator } from "../../server/accounts/first-administrator.ts"
import { FIRST_ADMINISTRATOR, issueInvitation } from "../../server/accounts/invitations.ts"
import { hashOf } from "../../server/accounts/tokens.ts"
import { acceptInvitation } from "../../server/capabilities/accept-invitation.ts"
import { createInvitation } from "../../server/capabilities/create-invitation.ts"
import { readInvitation } from "../../server/capabilities/read-invitation.ts"
import { removeAccount } from "../../server/capabilities/remove-account.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import { givenPerson, granted, OPERATOR, openAccounts, PASSWORD, refused, tokenOf } from "./accounts-given.ts"

const NO_SETTINGS = { admin: null }

describe("the first administrator", () => {
  let accounts: Awaited<ReturnType<typeof openAccounts>>
  beforeAll(async () => {
    accounts = await openAccounts()
  })
  afterAll(() => accounts.close())

  test("a fresh link ends the older one, and twenty claims at once on both make one administrator", async () => {
    const { db } = accounts
    const older = granted(await ensureFirstAdministrator(db, NO_SETTINGS))
    const link = granted(await ensureFirstAdministrator(db, NO_SETTINGS))
    if (older.state !== "invited" || link.state !== "invited") throw new Error("no link was made")
    expect(link.path).toMatch(/^\/invitation\/[\w-]{43}$/)
    expect(link.expiresAt.getTime() - Date.now()).toBeGreaterThan(23.9 * 3600_000)
    expect(link.expiresAt.getTime() - Date.now()).toBeLessThan(24.1 * 3600_000)
    expect(refused(await readInvitation(db, { token: tokenOf(older) })).code).toBe("wrong_state")

    // a second link that is good as well: the guard on the role has to hold by itself, not by the link alone
    const second = await inTransaction(db, (tx) =>
      issueInvitation(tx, { role: "administrator", email: null, createdBy: FIRST_ADMINISTRATOR, hours: 1 }),
    )
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        acceptInvitation(db, {
          token: tokenOf(i % 2 === 0 ? link : second),
          name: `Claimant ${i}`,
          email: `claimant-${i}@example.org`,
          password: PASSWORD,
        }),
      ),
    )
    expect(claims.filter((claim) => !isRefusal(claim))).toHaveLength(1)
    expect(claims.filter(isRefusal).every((claim) => claim.code === "wrong_state")).toBe(true)
    expect(await db.$count(user)).toBe(1)
    expect(await db.$count(account)).toBe(1)
    expect(await db.$count(user, eq(user.role, "administrator"))).toBe(1)
  })

  test("no link is made once there is one, and none that is left makes another", async () => {
    const { db } = accounts
    expect(granted(await ensureFirstAdministrator(db, NO_SETTINGS))).toEqual({ state: "exists" })
    const left = await inTransaction(db, (tx) =>
      issueInvitation(tx, { role: "administrator", email: null, createdBy: FIRST_ADMINISTRATOR, hours: 1 }),
    )
    const late = { token: tokenOf(left), name: "Late", email: "late@example.org", password: PASSWORD }
    expect(refused(await acceptInvitation(db, late)).code).toBe("wrong_state")
    expect(await db.$count(user)).toBe(1)
  })
})

test("the first administrator by environment is made once, and never gets another password", async () => {
  const { db, close } = await openAccounts()
  const link = granted(await ensureFirstAdministrator(db, NO_SETTINGS))
  const admin = { email: "Chief@Example.org", password: PASSWORD }
  const starts = await Promise.all([1, 2, 3, 4].map(() => ensureFirstAdministrator(db, { admin })))
  expect(starts.map((start) => granted(start).state).sort()).toEqual([
    "created",
    "exists",
    "exists",
    "exists",
  ])
  const [before] = await db.select({ hash: account.password }).from(account)
  expect(before?.hash).not.toContain(PASSWORD)
  const again = await ensureFirstAdministrator(db, { admin: { ...admin, password: "another password" } })
  expect(again).toEqual({ state: "exists" })
  const accountsNow = await db.select({ hash: account.password }).from(account)
  expect(accountsNow).toEqual([before])
  expect(await db.select({ email: user.email, role: user.role }).from(user)).toEqual([
    { email: "chief@example.org", role: "administrator" },
  ])
  if (link.state !== "invited") throw new Error("no link was made")
  expect(refused(await readInvitation(db, { token: tokenOf(link) })).code).toBe("wrong_state")
  await close()
})

test("an administrator by environment with a short password is refused in a sentence that names the setting", async () => {
  const { db, close } = await openAccounts()
  const short = await ensureFirstAdministrator(db, { admin: { email: "a@example.org", password: "short" } })
  expect(refused(short).detail).toContain("PARLEY_ADMIN_PASSWORD")
  expect(await db.$count(user)).toBe(0)
  await close()
})

describe("an invitation", () => {
  let accounts: Awaited<ReturnType<typeof openAccounts>>
  beforeAll(async () => {
    accounts = await openAccounts()
  })
  afterAll(() => accounts.close())

  const claimant = { name: "Ada", email: "ada@example.org", password: PASSWORD }

  test("makes one account with its role, and is refused once used", async () => {
    const { db } = accounts
    const link = granted(await createInvitation(db, OPERATOR, { role: "analyst" }))
    const first = granted(await acceptInvitation(db, { ...claimant, token: tokenOf(link) }))
    expect(first.role).toBe("analyst")
    const again = await acceptInvitation(db, {
      ...claimant,
      email: "b@example.org",
      token: tokenOf(link),
    })
    expect(refused(again)).toMatchObject({ code: "wrong_state", detail: expect.stringContaining("used") })
    const [row] = await db
      .select()
      .from(invitation)
      .where(eq(invitation.tokenHash, hashOf(tokenOf(link))))
    expect(row?.usedBy).toBe(first.id)
  })

  test("makes one account however many claim it at once", async () => {
    const { db } = accounts
    const link = granted(await createInvitation(db, OPERATOR, { role: "reader" }))
    const before = await db.$count(user)
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        acceptInvitation(db, { ...claimant, email: `racer-${i}@example.org`, token: tokenOf(link) }),
      ),
    )
    expect(claims.filter((claim) => !isRefusal(claim))).toHaveLength(1)
    expect(await db.$count(user)).toBe(before + 1)
  })

  test("is refused once expired, and when it was never made, and no refusal repeats the token", async () => {
    const { db } = accounts
    const link = granted(await createInvitation(db, OPERATOR, { role: "reader" }))
    await db
      .update(invitation)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(invitation.tokenHash, hashOf(tokenOf(link))))
    const expired = refused(await acceptInvitation(db, { ...claimant, token: tokenOf(link) }))
    expect(expired.code).toBe("wrong_state")
    const unknown = refused(await acceptInvitation(db, { ...claimant, token: "never-made-by-anybody" }))
    expect(unknown.code).toBe("not_found")
    expect(JSON.stringify([expired, unknown])).not.toContain(tokenOf(link))
    expect(JSON.stringify([expired, unknown])).not.toContain("never-made-by-anybody")
  })

  test("for an address is good for that address only", async () => {
    const { db } = accounts
    const link = granted(
      await createInvitation(db, OPERATOR, { role: "editor", email: " Grace@Example.org " }),
    )
    expect(granted(await readInvitation(db, { token: tokenOf(link) }))).toMatchObject({
      role: "editor",
      email: "grace@example.org",
      forFirstAdministrator: false,
    })
    const other = await acceptInvitation(db, { ...claimant, token: tokenOf(link) })
    expect(refused(other)).toMatchObject({ code: "invalid", path: "email" })
    granted(
      await acceptInvitation(db, {
        name: "Grace",
        email: "GRACE@example.org",
        password: PASSWORD,
        token: tokenOf(link),
      }),
    )
  })

  test("that is refused for what was typed can be tried again", async () => {
    const { db } = accounts
    const taken = await givenPerson(db, "reader")
    const link = granted(await createInvitation(db, OPERATOR, { role: "reader" }))
    const attempt = (change: Partial<typeof claimant>) =>
      acceptInvitation(db, {
        ...claimant,
        email: "second@example.org",
        ...change,
        token: tokenOf(link),
      })
    expect(refused(await attempt({ name: "  " })).path).toBe("name")
    expect(refused(await attempt({ name: "n".repeat(121) })).path).toBe("name")
    expect(refused(await attempt({ email: "nonsense" })).path).toBe("email")
    expect(refused(await attempt({ password: "elevenchars" })).path).toBe("password")
    expect(refused(await attempt({ password: "p".repeat(129) })).path).toBe("password")
    expect(refused(await attempt({ email: taken.email.toUpperCase() }))).toMatchObject({
      code: "already_exists",
      path: "email",
    })
    granted(await attempt({}))
  })

  test("to a role above one's own, or to an address that has an account, is refused", async () => {
    const { db } = accounts
    const editor = await givenPerson(db, "editor")
    const above = await createInvitation(db, editor, { role: "administrator" })
    expect(refused(above)).toMatchObject({ code: "not_allowed", path: "role" })
    const known = await createInvitation(db, OPERATOR, { role: "reader", email: editor.email })
    expect(refused(known)).toMatchObject({ code: "already_exists", path: "email" })
    const nonsense = await createInvitation(db, OPERATOR, { role: "reader", email: "nobody" })
    expect(refused(nonsense)).toMatchObject({ code: "invalid", path: "email" })
  })

  test("ends with the account of the person who handed it out", async () => {
    const { db } = accounts
    const host = await givenPerson(db, "administrator")
    const link = granted(await createInvitation(db, host, { role: "administrator" }))
    const other = await givenPerson(db, "administrator")
    expect(granted(await removeAccount(db, other, { id: host.userId })).invitationsEnded).toBe(1)
    const late = await acceptInvitation(db, {
      ...claimant,
      email: "x@example.org",
      token: tokenOf(link),
    })
    expect(refused(late).code).toBe("wrong_state")
    expect(refused(await createInvitation(db, host, { role: "reader" })).code).toBe("not_signed_in")
  })
})

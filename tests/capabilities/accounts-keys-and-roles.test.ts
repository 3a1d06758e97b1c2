import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Database } from "../../db/client.ts"
import { apiKey } from "../../db/schema/account.ts"
import { subscription } from "../../db/schema/alert.ts"
import { ensureAutomationKey } from "../../server/accounts/automation-key.ts"
import { acceptInvitation } from "../../server/capabilities/accept-invitation.ts"
import { createInvitation } from "../../server/capabilities/create-invitation.ts"
import { createKey } from "../../server/capabilities/create-key.ts"
import { listAccounts } from "../../server/capabilities/list-accounts.ts"
import { listKeys } from "../../server/capabilities/list-keys.ts"
import type { Actor } from "../../server/capabilities/matrix.ts"
import { readOwnAccount } from "../../server/capabilities/read-own-account.ts"
import { removeAccount } from "../../server/capabilities/remove-account.ts"
import { revokeKey } from "../../server/capabilities/revoke-key.ts"
import { setRole } from "../../server/capabilities/set-role.ts"
import { isRefusal } from "../../server/domain/refusal.ts"
import { subscribe } from "../support/subscribe.ts"
import { givenPerson, granted, OPERATOR, openAccounts, refused, tokenOf } from "./accounts-given.ts"

let accounts: Awaited<ReturnType<typeof openAccounts>>
let db: Database
beforeAll(async () => {
  accounts = await openAccounts()
  db = accounts.db
})
afterAll(() => accounts.close())

const bearer = (key: string) => accounts.whoIs({ authorization: `Bearer ${key}` })

describe("a key", () => {
  test("acts under its own name with its role, until it is revoked: then at once it is refused", async () => {
    const made = granted(await createKey(db, OPERATOR, { label: " Nightly import ", role: "editor" }))
    expect(made.key).toMatch(/^parley_[\w-]{43}$/)
    expect(await bearer(made.key)).toEqual({ id: `key:${made.id}`, role: "editor", name: "Nightly import" })
    expect(await bearer(made.key)).toMatchObject({ role: "editor" })
    const first = granted(await revokeKey(db, OPERATOR, { id: made.id }))
    expect(refused(await bearer(made.key)).code).toBe("not_signed_in")
    expect(granted(await revokeKey(db, OPERATOR, { id: made.id }))).toEqual(first)
    expect(refused(await revokeKey(db, OPERATOR, { id: "none" })).code).toBe("not_found")
  })

  test("takes with it what was subscribed to with it, and nothing else", async () => {
    const made = granted(await createKey(db, OPERATOR, { label: "Bot", role: "reader" }))
    const webhook = { type: "webhook" as const, address: "https://bot.example/hook" }
    const its = await subscribe(db, {}, { subscriber: { keyId: `key:${made.id}` }, endpoint: webhook })
    const other = await subscribe(db, {}, { endpoint: webhook })
    granted(await revokeKey(db, OPERATOR, { id: made.id }))
    const states = await db.select({ id: subscription.id, state: subscription.state }).from(subscription)
    expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [its.id, "ended"],
        [other.id, "active"],
      ]),
    )
  })

  test("that is revoked while it is being looked up is not remembered", async () => {
    const made = granted(await createKey(db, OPERATOR, { label: "Raced", role: "reader" }))
    for (let i = 0; i < 20; i++) {
      await db.update(apiKey).set({ revokedAt: null }).where(sql`${apiKey.id} = ${made.id}`)
      await Promise.all([
        bearer(made.key),
        bearer(made.key),
        revokeKey(db, OPERATOR, { id: made.id }),
        bearer(made.key),
      ])
      expect(isRefusal(await bearer(made.key))).toBe(true)
    }
  })

  test("that is wrong is refused, never taken for nobody", async () => {
    for (const authorization of [
      "Bearer parley_wrong",
      "Bearer",
      "bearer  ",
      "parley_wrong",
      `Bearer ${"x".repeat(5000)}`,
    ]) {
      const answer = refused(await accounts.whoIs({ authorization }))
      expect(answer.code).toBe("not_signed_in")
      expect(answer.detail).not.toContain("wrong")
    }
  })

  test("is listed without anything that lets anybody in", async () => {
    const maker = await givenPerson(db, "administrator")
    const made = granted(await createKey(db, maker, { label: "Listed", role: "analyst" }))
    const { items } = await listKeys(db)
    const listed = items.find((item) => item.id === made.id)
    expect(listed).toMatchObject({ label: "Listed", role: "analyst", createdBy: maker.name, revokedAt: null })
    expect(Object.keys(listed ?? {}).sort()).toEqual([
      "createdAt",
      "createdBy",
      "id",
      "label",
      "revokedAt",
      "role",
    ])
  })

  test("with a role above its maker's, without a label, or made with a revoked key is refused", async () => {
    const editor = await givenPerson(db, "editor")
    const above = await createKey(db, editor, { label: "Up", role: "administrator" })
    expect(refused(above)).toMatchObject({ code: "not_allowed", path: "role" })
    expect(refused(await createKey(db, editor, { label: "  ", role: "reader" })).path).toBe("label")
    expect(refused(await createKey(db, editor, { label: "l".repeat(121), role: "reader" })).path).toBe(
      "label",
    )
    const key = granted(await createKey(db, OPERATOR, { label: "Maker", role: "administrator" }))
    const holder: Actor = { id: `key:${key.id}`, role: "administrator", name: "Maker" }
    granted(await createKey(db, holder, { label: "Made by a key", role: "reader" }))
    granted(await revokeKey(db, OPERATOR, { id: key.id }))
    expect(refused(await createKey(db, holder, { label: "Too late", role: "reader" })).code).toBe(
      "not_signed_in",
    )
  })
})

describe("PARLEY_API_KEY", () => {
  const one = "automation-key-number-one-0123456789"
  const two = "automation-key-number-two-0123456789"

  test("is an editor's key, the same at every start, and ends when it is changed or unset", async () => {
    expect(granted(await ensureAutomationKey(db, one))).toEqual({ registered: true })
    const first = await bearer(one)
    expect(first).toMatchObject({ role: "editor" })
    granted(await ensureAutomationKey(db, one))
    expect(await bearer(one)).toEqual(first)
    granted(await ensureAutomationKey(db, two))
    expect(refused(await bearer(one)).code).toBe("not_signed_in")
    expect(await bearer(two)).toMatchObject({ role: "editor" })
    expect(granted(await ensureAutomationKey(db, null))).toEqual({ registered: false })
    expect(refused(await bearer(two)).code).toBe("not_signed_in")
    granted(await ensureAutomationKey(db, one))
    expect(await bearer(one)).toEqual(first)
  })

  test("shorter than 32 characters, or equal to a key of somebody's, is refused with a sentence", async () => {
    const short = refused(await ensureAutomationKey(db, "x".repeat(31)))
    expect(short.detail).toContain("31 characters")
    const made = granted(await createKey(db, OPERATOR, { label: "Mine", role: "reader" }))
    expect(refused(await ensureAutomationKey(db, made.key)).code).toBe("already_exists")
    expect(await bearer(made.key)).toMatchObject({ role: "reader" })
  })
})

describe("roles", () => {
  test("rise and fall, and with them go keys and links that carried more", async () => {
    const chief = await givenPerson(db, "administrator")
    const person = await givenPerson(db, "administrator")
    const strong = granted(await createKey(db, person, { label: "Strong", role: "administrator" }))
    const weak = granted(await createKey(db, person, { label: "Weak", role: "reader" }))
    granted(await createInvitation(db, person, { role: "administrator" }))
    await bearer(strong.key)
    expect(granted(await setRole(db, chief, { id: person.userId, role: "analyst" }))).toEqual({
      id: person.userId,
      role: "analyst",
      keysRevoked: 1,
      invitationsEnded: 1,
    })
    expect(isRefusal(await bearer(strong.key))).toBe(true)
    expect(await bearer(weak.key)).toMatchObject({ role: "reader" })
    expect(granted(await setRole(db, chief, { id: person.userId, role: "editor" })).keysRevoked).toBe(0)
    const { items } = await listAccounts(db)
    expect(items.find((item) => item.id === person.userId)).toMatchObject({
      role: "editor",
      signedInAt: null,
    })
    expect(await readOwnAccount(db, person)).toMatchObject({ email: person.email })
    expect(await readOwnAccount(db, null)).toBeNull()
    expect(refused(await setRole(db, chief, { id: "nobody", role: "reader" })).code).toBe("not_found")
  })

  test("are not changed by somebody who lost theirs a moment ago", async () => {
    const former = await givenPerson(db, "administrator")
    const victim = await givenPerson(db, "editor")
    granted(await setRole(db, OPERATOR, { id: former.userId, role: "reader" }))
    expect(refused(await setRole(db, former, { id: former.userId, role: "administrator" })).code).toBe(
      "not_allowed",
    )
    expect(refused(await removeAccount(db, former, { id: victim.userId })).code).toBe("not_allowed")
  })

  test("leave the last administrator one, however many step down or are removed at once", async () => {
    const other = await openAccounts()
    const people = await Promise.all([1, 2, 3, 4].map(() => givenPerson(other.db, "administrator")))
    const results = await Promise.all(
      people.map((person, i) =>
        i % 2 === 0
          ? setRole(other.db, OPERATOR, { id: person.userId, role: "reader" })
          : removeAccount(other.db, OPERATOR, { id: person.userId }),
      ),
    )
    expect(results.filter(isRefusal)).toEqual([expect.objectContaining({ code: "wrong_state" })])
    const left = (await listAccounts(other.db)).items.filter((item) => item.role === "administrator")
    expect(left).toHaveLength(1)
    await other.close()
  })
})

test("no password, key or link stands in any table", async () => {
  const canary = "canary-7f3a-password"
  const link = granted(await createInvitation(db, OPERATOR, { role: "reader" }))
  granted(
    await acceptInvitation(db, {
      token: tokenOf(link),
      name: "Canary",
      email: "canary@example.org",
      password: canary,
    }),
  )
  const key = granted(await createKey(db, OPERATOR, { label: "Canary", role: "reader" })).key
  const automation = "canary-automation-key-0123456789abcdef"
  granted(await ensureAutomationKey(db, automation))
  for (const secret of [canary, tokenOf(link), key, automation])
    expect(await tablesHolding(db, secret)).toEqual([])
  // the search does find what is there
  expect(await tablesHolding(db, "canary@example.org")).toEqual(["public.user"])
})

/** Every table with a row that holds the text in whatever column. */
async function tablesHolding(db: Database, text: string): Promise<string[]> {
  const { rows } = await db.$client.query<{ name: string; quoted: string }>(
    `select schemaname || '.' || tablename as name, format('%I.%I', schemaname, tablename) as quoted from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  expect(rows.length).toBeGreaterThan(10)
  const holding: string[] = []
  for (const { name, quoted } of rows) {
    const found = await db.$client.query(`select 1 from ${quoted} t where strpos(t::text, $1) > 0 limit 1`, [
      text,
    ])
    if (found.rowCount) holding.push(name)
  }
  return holding
}

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { acceptInvitation } from "../../server/capabilities/accept-invitation.ts"
import { commentOnDraft } from "../../server/capabilities/comment-on-draft.ts"
import { correctStatement } from "../../server/capabilities/correct-statement.ts"
import { createInvitation } from "../../server/capabilities/create-invitation.ts"
import { createKey } from "../../server/capabilities/create-key.ts"
import { editNegotiation } from "../../server/capabilities/edit-negotiation.ts"
import { editOption } from "../../server/capabilities/edit-option.ts"
import { editPerson } from "../../server/capabilities/edit-person.ts"
import { editStatement } from "../../server/capabilities/edit-statement.ts"
import { findNegotiation } from "../../server/capabilities/find-negotiation.ts"
import { importNegotiation } from "../../server/capabilities/import-negotiation.ts"
import { publishStatement } from "../../server/capabilities/publish-statement.ts"
import { type AuditFilter, readAccountAudit, readAudit } from "../../server/capabilities/read-audit.ts"
import { recordStatement } from "../../server/capabilities/record-statement.ts"
import { removeAccount } from "../../server/capabilities/remove-account.ts"
import { requestReview } from "../../server/capabilities/request-review.ts"
import { returnStatement } from "../../server/capabilities/return-statement.ts"
import { revokeKey } from "../../server/capabilities/revoke-key.ts"
import { setRole } from "../../server/capabilities/set-role.ts"
import { withdrawStatement } from "../../server/capabilities/withdraw-statement.ts"
import { commitChange } from "../../server/change-log/commit-change.ts"
import { endVersion } from "../../server/change-log/write-versions.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { statement, table } from "../support/table.ts"
import { analyst, editor, ok, second } from "../support/tell.ts"
import { OPERATOR, PASSWORD, tokenOf } from "./accounts-given.ts"

let database: TestDatabase
let db: Database
let slug: string
let negotiations = 0

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})
afterAll(async () => {
  await db.$client.end()
  await database.drop()
})
beforeEach(async () => {
  negotiations += 1
  slug = `table-${negotiations}`
  const document = { ...table, negotiation: { ...table.negotiation, slug } }
  ok(await importNegotiation(db, Date.now, editor, { document }))
})

const audit = async (filter: AuditFilter = {}) =>
  ok(await readAudit(db, ok(await findNegotiation(db, editor, slug)), filter))
/** Kind, who, the fields that differ: what a line says. */
const lines = async (filter: AuditFilter = {}) =>
  (await audit(filter)).items.map(({ kind, by, changes }) => [
    kind,
    by,
    Object.fromEntries(changes.map(({ field, before, after }) => [field, [before, after]])),
  ])
const record = async (by = analyst) => {
  const said = { ...statement(), status: "draft" as const }
  return ok(await recordStatement(db, Date.now, by, { slug, statement: said })).id
}

describe("the database", () => {
  test("refuses to change, remove or empty what the audit holds", async () => {
    expect((await audit()).items.length).toBeGreaterThan(0)
    for (const attempt of [
      "update audit set by = 'user:nobody'",
      "update audit set after = null",
      "delete from audit",
      "truncate audit",
      "truncate audit cascade",
    ]) {
      await expect(db.$client.query(attempt), attempt).rejects.toThrow("audit is append-only")
    }
  })

  test("has decided for every column of an audited table whether it is kept", async () => {
    const triggers = await db.$client.query<{ args: string; table: string }>(
      `select c.relname as table, encode(t.tgargs, 'escape') as args
         from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname in ('audited', 'audited_end')`,
    )
    const kept = triggers.rows.map(({ table, args }) => ({ table, names: args.split(/\\000|,/) }))
    const columns = await db.$client.query<{ table: string; column: string }>(
      "select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'",
    )
    const open = columns.rows
      .filter(({ table }) => kept.some((one) => one.table === table))
      .filter(({ table, column }) => !kept.some((one) => one.table === table && one.names.includes(column)))
      .map(({ table, column }) => `${table}.${column}`)
      .sort()
    const leftOut = Object.entries(LEFT_OUT).flatMap(([table, names]) =>
      names.split(" ").map((name) => `${table}.${name}`),
    )
    expect(open).toEqual(leftOut.sort())
  })
})

describe("the audit of a negotiation", () => {
  test("tells every step of a statement: who, before and after, and with which word", async () => {
    const id = await record()
    ok(
      await editStatement(db, Date.now, analyst, { slug, id, version: 1, fields: { gist: "Better words." } }),
    )
    ok(await commentOnDraft(db, Date.now, second, { slug, id, comment: "Who says so?" }))
    ok(await requestReview(db, Date.now, analyst, { slug, id }))
    ok(await returnStatement(db, Date.now, second, { slug, id, comment: "The date." }))
    ok(await publishStatement(db, Date.now, second, { slug, id }))
    ok(
      await correctStatement(db, Date.now, second, {
        slug,
        id,
        note: "It was Geneva.",
        fields: { place: "Geneva" },
      }),
    )
    ok(await withdrawStatement(db, Date.now, second, { slug, id, note: "A hoax." }))
    const { items } = await audit({ subject: `statement:${id}` })
    expect(items.map(({ kind, by, note, version }) => [kind, by, note, version])).toEqual([
      ["statement.withdrawn", second.id, "A hoax.", 7],
      ["statement.corrected", second.id, "It was Geneva.", 6],
      ["statement.published", second.id, null, 5],
      ["review.returned", second.id, "The date.", 4],
      ["review.requested", analyst.id, null, 3],
      ["draft.commented", second.id, "Who says so?", null],
      ["draft.saved", analyst.id, null, 2],
      ["draft.saved", analyst.id, null, 1],
    ])
    expect(items[1]?.changes).toEqual([{ field: "place", before: null, after: "Geneva" }])
    expect(items[6]?.changes).toEqual([
      { field: "gist", before: "Hill could live with a ceasefire.", after: "Better words." },
    ])
    expect(items.at(-1)?.changes.find(({ field }) => field === "speaker")).toMatchObject({
      before: null,
      after: "hanna",
    })
  })

  test("tells what was done to the cast, the agenda and the negotiation, shared entries among them", async () => {
    ok(await editNegotiation(db, Date.now, second, { slug, fields: { title: "Renamed" } }))
    expect((await lines({ about: "negotiation" }))[0]).toEqual([
      "changed",
      second.id,
      { title: ["Hill and Valley", "Renamed"] },
    ])
    ok(await editOption(db, Date.now, second, { slug, id: "truce", text: "A truce" }))
    expect((await lines({ subject: "option:truce" })).slice(0, 1)).toEqual([
      ["changed", second.id, { text: ["A 30-day ceasefire", "A truce"] }],
    ])
    ok(await editPerson(db, Date.now, second, { slug, id: "hugo", fields: { aliases: ["Hugh"] } }))
    const [person] = await lines({ about: "person", by: second.id })
    expect(person).toEqual(["changed", second.id, { aliases: [null, ["Hugh"]] }])
    const made = await lines({ about: "event" })
    expect(made).toEqual([])
    const event = {
      id: "e1",
      type: "talks" as const,
      at: "2025-03-11",
      title: "Talks",
      verification: "claimed" as const,
    }
    const document = {
      format: "parley/1" as const,
      negotiation: { ...table.negotiation, slug },
      events: [event],
    }
    ok(await importNegotiation(db, Date.now, second, { document, mode: "amend" }))
    expect((await lines({ about: "event" }))[0]?.slice(0, 2)).toEqual(["made", second.id])
    const inline = { id: "d2", source: "wire", title: "Another" }
    const said = { ...statement({ documents: [] }), documents: [inline], status: "draft" as const }
    ok(await recordStatement(db, Date.now, analyst, { slug, statement: said }))
    expect((await lines({ subject: "document:d2" }))[0]?.slice(0, 2)).toEqual(["made", analyst.id])
    // an entry that ends, with nothing after it
    const end = await commitChange(
      db,
      { slug, by: second.id },
      Date.now,
      async (tx, { negotiation, now }) => {
        await endVersion(tx, "option", { negotiationId: negotiation.id, now }, "troops")
        return { result: null }
      },
    )
    ok(end)
    expect((await lines({ subject: "option:troops" }))[0]).toMatchObject([
      "removed",
      second.id,
      { text: ["Coastal troops at the line", null] },
    ])
  })

  test("is read page by page without a hole, by who did it, and by when", async () => {
    for (let n = 0; n < 5; n += 1) await record()
    ok(await editOption(db, Date.now, second, { slug, id: "truce", text: "A truce" }))
    const all = (await audit({ limit: 200 })).items.map(({ key }) => key)
    const walked: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await audit({ cursor, limit: 3 })
      walked.push(...page.items.map(({ key }) => key))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(new Set(walked).size).toBe(walked.length)
    expect(walked).toEqual(all)
    expect((await audit({ by: second.id, about: "option" })).items.map(({ subject }) => subject)).toEqual([
      "option:truce",
    ])
    expect((await audit({ to: "2020-01-01" })).items).toEqual([])
    expect((await audit({ from: "2020-01-01", limit: 200 })).items).toHaveLength(all.length)
    expect(await readAudit(db, ok(await findNegotiation(db, editor, slug)), { from: "never" })).toMatchObject(
      { path: "from" },
    )
  })

  test("costs no line where a commit changes nothing of it", async () => {
    const count = async () => (await db.$client.query("select count(*)::int as n from audit")).rows[0].n
    const before = await count()
    await record()
    ok(await editOption(db, Date.now, second, { slug, id: "truce", text: "A 30-day ceasefire" }))
    expect(await count()).toBe(before)
  })
})

test("the audit of accounts tells who did what to whom, and holds no secret", async () => {
  const link = ok(await createInvitation(db, OPERATOR, { role: "editor" }))
  const email = "quiet.person@example.org"
  const person = ok(
    await acceptInvitation(db, { token: tokenOf(link), name: "Quiet Person", email, password: PASSWORD }),
  )
  const boss = { id: `user:${person.id}`, role: "editor" as const, name: "Quiet Person" }
  const key = ok(await createKey(db, boss, { label: "Importer", role: "analyst" }))
  ok(await revokeKey(db, boss, { id: key.id }))
  ok(await setRole(db, OPERATOR, { id: person.id, role: "analyst" }))
  await db.$client.query("update account set password = 'another hash' where user_id = $1", [person.id])
  ok(await removeAccount(db, OPERATOR, { id: person.id }))
  const { items } = ok(await readAccountAudit(db, {}))
  const told = items.map(
    ({ kind, by, subject }) => `${kind} ${subject.replace(/^invitation:.*/, "invitation")} by ${by}`,
  )
  const user = `user:${person.id}`
  for (const line of [
    "made invitation by system",
    `made ${user} by ${user}`,
    `made key:${key.id} by ${user}`,
    `changed key:${key.id} by ${user}`,
    `changed ${user} by system`,
    `changed ${user} by ${user}`,
    `removed ${user} by system`,
  ]) {
    expect(told).toContain(line)
  }
  // whoever is gone keeps the name
  expect(items.find(({ by }) => by === user)?.byName).toBe("Quiet Person")
  const { rows } = await db.$client.query("select before, after, subject from audit")
  const hashes = await db.$client.query<{ hash: string }>(
    "select token_hash as hash from invitation union all select key_hash from api_key",
  )
  const all = JSON.stringify(rows)
  for (const secret of [
    tokenOf(link),
    key.key,
    PASSWORD,
    email,
    "another hash",
    ...hashes.rows.map(({ hash }) => hash),
  ]) {
    expect(all).not.toContain(secret)
  }
})

/**
 * Columns of audited tables that the audit leaves out: ids and places that stand in the subject, instants of its own,
 * counters, what follows from other columns, secrets and addresses. A new column is put here or into the trigger.
 */
const LEFT_OUT = {
  account:
    "access_token access_token_expires_at account_id created_at id id_token refresh_token refresh_token_expires_at scope updated_at",
  agreement: "known_from known_to negotiation_id",
  alert: "held_until negotiation_id recipients recorded_at severity",
  api_key: "created_at key_hash",
  document: "negotiation_id position",
  event: "ends negotiation_id order_no recorded_at starts",
  invitation: "created_at email",
  issue: "known_from known_to negotiation_id",
  negotiation: "created_at desk_head_hash desk_seq head_hash id last_recorded_at next_order seq",
  office: "id",
  option: "closed_from known_from known_to negotiation_id",
  party: "known_from known_to negotiation_id",
  passkey: "aaguid backed_up counter created_at credential_id id public_key transports",
  proposal: "known_from known_to negotiation_id",
  user: "created_at email_verified image updated_at",
}

import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { type Database, openDatabase } from "../../db/client.ts"
import { hashOf } from "../../server/accounts/tokens.ts"
import { acceptInvitation } from "../../server/capabilities/accept-invitation.ts"
import { listKeys } from "../../server/capabilities/list-keys.ts"
import { createTestDatabase, type TestDatabase } from "../support/database.ts"
import { granted, PASSWORD } from "./accounts-given.ts"

const script = fileURLToPath(new URL("../../server/parley.ts", import.meta.url))
const demo = fileURLToPath(new URL("../../db/demo/russia-ukraine-2025.json", import.meta.url))

let database: TestDatabase
let db: Database
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, 2)
  folder = await mkdtemp(join(tmpdir(), "parley command line "))
})
// each command is a process of its own, which a busy machine starts slowly
vi.setConfig({ testTimeout: 90_000 })

afterAll(async () => {
  await db.$client.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** Runs the command as an operator would, beside whatever else uses the database. */
function parley(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: database.url,
    PARLEY_URL: "https://parley.example",
    NODE_ENV: "test",
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err })
    })
  })
}

test("user add prints one link, which makes the account that was asked for", async () => {
  const { code, out, err } = await parley(
    "user",
    "add",
    "--email",
    "Ada@example.org",
    "--role",
    "editor",
    "--name",
    "Ada L",
  )
  expect({ code, err: err.includes("ada@example.org") }).toEqual({ code: 0, err: true })
  const link = new URL(out.trim())
  expect(link.origin).toBe("https://parley.example")
  expect(link.searchParams.get("name")).toBe("Ada L")
  const token = link.pathname.replace("/invitation/", "")
  const made = await acceptInvitation(db, {
    token,
    name: "Ada",
    email: "ada@example.org",
    password: PASSWORD,
  })
  expect(granted(made).role).toBe("editor")
  const again = await parley("user", "add", "--email", "ada@example.org", "--role", "editor")
  expect(again).toMatchObject({ code: 1, out: "", err: expect.stringContaining("has an account") })
})

test("key add prints one key, which is stored hashed", async () => {
  const { code, out } = await parley("key", "add", "--label", "Nightly", "--role", "analyst")
  expect(code).toBe(0)
  expect(out).toMatch(/^parley_[\w-]{43}\n$/)
  const { items } = await listKeys(db)
  expect(items).toMatchObject([{ label: "Nightly", role: "analyst", createdBy: "system" }])
  const { rows } = await db.$client.query("select 1 from api_key where key_hash = $1", [hashOf(out.trim())])
  expect(rows).toHaveLength(1)
})

test("import, export and verify agree, and a repeated import changes nothing", async () => {
  const slug = JSON.parse(await readFile(demo, "utf8")).negotiation.slug
  expect(await parley("import", demo)).toMatchObject({ code: 0 })
  const file = join(folder, "export.json")
  expect(await parley("export", slug, file)).toMatchObject({ code: 0, out: "" })
  const again = await parley("import", file)
  expect(again).toMatchObject({ code: 0, err: expect.stringContaining("statements 0 new") })
  const verified = await parley("verify")
  expect(verified).toMatchObject({ code: 0, out: expect.stringContaining(`${slug} public:`) })
  expect(verified.out).toContain("whole")
})

test("a document that cannot be used is refused by its path, and nothing is stored", async () => {
  const file = join(folder, "wrong.json")
  await writeFile(
    file,
    JSON.stringify({ format: "parley/1", negotiation: { slug: "w", title: "", extra: 1 } }),
  )
  const wrong = await parley("import", file)
  expect(wrong.code).toBe(1)
  expect(wrong.err).toMatch(/^negotiation\.\w+: /)
  await writeFile(file, "{")
  expect(await parley("import", file)).toMatchObject({
    code: 1,
    err: expect.stringContaining("cannot be read as JSON"),
  })
})

test("a table leaves as CSV, comes back, and is told line by line what is wrong with it", async () => {
  const slug = JSON.parse(await readFile(demo, "utf8")).negotiation.slug
  const file = join(folder, "statements.csv")
  expect(await parley("export", slug, file)).toMatchObject({ code: 0, out: "" })
  const csv = await readFile(file, "utf8")
  expect(await parley("import", file, "--into", slug)).toMatchObject({
    code: 0,
    err: expect.stringContaining("statements 0 new"),
  })
  await writeFile(file, csv.replaceAll("on_record", "on the record"))
  const wrong = await parley("import", file, "--into", slug)
  expect(wrong.code).toBe(1)
  expect(wrong.err).toMatch(/^statements, line \d+, column attribution: Write one of: .*\nstatements, line /)
  expect(await parley("import", file)).toMatchObject({ code: 1, err: expect.stringContaining("--into SLUG") })
  expect(await parley("export", slug, "--table", "sheets")).toMatchObject({ code: 2 })
})

test("what is misspelt is told with the usage, and what comes later is told plainly", async () => {
  for (const args of [["usr"], ["key", "add", "--label", "x", "--role", "king"], ["verify", "--fast"]]) {
    const { code, out, err } = await parley(...args)
    expect({ args, code, out, usage: err.includes("npm run parley -- COMMAND") }).toEqual({
      args,
      code: 2,
      out: "",
      usage: true,
    })
  }
  expect(await parley("restore", "x")).toMatchObject({
    code: 2,
    err: expect.stringContaining("later release"),
  })
})

import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { expect, test } from "vitest"
import { EnvironmentError, keptSecret, parseEnv, publicPart } from "../../server/env.ts"
import { createTestDatabase } from "../support/database.ts"

test("without any variable the server listens on this machine alone, on its own database", () => {
  expect(parseEnv({})).toMatchObject({
    mode: "development",
    port: 3000,
    host: "127.0.0.1",
    url: null,
    dataFolder: "./data",
    databaseUrl: null,
    secret: null,
    admin: null,
    apiKey: null,
    demo: true,
    alertHoldSeconds: 60,
    allowPrivateTargets: false,
  })
})

test("an empty variable counts as unset", () => {
  expect(parseEnv({ PORT: "", PARLEY_URL: "", DATABASE_URL: "" })).toEqual(parseEnv({}))
})

test("the public address is an origin, however it was written", () => {
  expect(parseEnv({ PARLEY_URL: "https://Parley.Example:443/" }).url).toBe("https://parley.example")
})

test.each([
  ["PORT", "http"],
  ["PORT", "70000"],
  ["PORT", "-1"],
  ["HOST", "a b"],
  ["PARLEY_URL", "parley.example"],
  ["PARLEY_URL", "https://parley.example/app"],
  ["PARLEY_URL", "ftp://parley.example"],
  ["PARLEY_URL", "https://me:secret@parley.example"],
  ["DATABASE_URL", "mysql://x"],
  ["PARLEY_SECRET", "short"],
  ["PARLEY_API_KEY", "short"],
  ["PARLEY_API_KEY", "a key with spaces that is long enough"],
  ["PARLEY_DEMO", "no"],
  ["PARLEY_ALERT_HOLD_SECONDS", "1.5"],
  ["PARLEY_ADMIN_EMAIL", "nobody"],
  ["PARLEY_ADMIN_PASSWORD", "short"],
  ["SMTP_URL", "http://x"],
  ["NODE_ENV", "live"],
])("%s=%s is refused in a sentence that names it and does not repeat it", (name, value) => {
  const parse = () => parseEnv({ [name]: value })
  expect(parse).toThrow(EnvironmentError)
  expect(parse).toThrow(new RegExp(`${name}.*[.]`))
  if (/SECRET|KEY|PASSWORD|DATABASE/.test(name)) expect(parse).not.toThrow(value)
})

test("an administrator's address without a password is refused", () => {
  expect(() => parseEnv({ PARLEY_ADMIN_EMAIL: "a@b.example" })).toThrow(/PARLEY_ADMIN_PASSWORD/)
})

test("what is handed around holds no secret", () => {
  const env = parseEnv({
    PARLEY_SECRET: "canary".repeat(8),
    PARLEY_API_KEY: "canary".repeat(8),
    DATABASE_URL: "postgresql://u:canary@h/d",
    PARLEY_ADMIN_EMAIL: "canary@b.example",
    PARLEY_ADMIN_PASSWORD: "canary-canary-canary",
    SMTP_URL: "smtp://u:canary@h",
  })
  expect(JSON.stringify(publicPart(env))).not.toContain("canary")
})

test("a secret is made once, kept in the folder, and read by its owner alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-secret-"))
  try {
    const made = await Promise.all(Array.from({ length: 8 }, () => keptSecret({ folder }, "session")))
    expect(new Set(made).size).toBe(1)
    expect(made[0]!.length).toBeGreaterThanOrEqual(43)
    expect(await keptSecret({ folder }, "session")).toBe(made[0])
    expect(readdirSync(folder)).toEqual(["secret-session"])
    expect(statSync(join(folder, "secret-session")).mode & 0o777).toBe(0o600)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test("nodes that share a database share the secret, whoever makes it first", async () => {
  const { url, drop } = await createTestDatabase()
  const database = new pg.Pool({ connectionString: url, max: 8 })
  try {
    const made = await Promise.all(Array.from({ length: 8 }, () => keptSecret({ database }, "session")))
    expect(new Set(made).size).toBe(1)
    expect(await keptSecret({ database }, "other")).not.toBe(made[0])
  } finally {
    await database.end()
    await drop()
  }
})

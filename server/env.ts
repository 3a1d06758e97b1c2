import { randomBytes } from "node:crypto"
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type pg from "pg"
import { z } from "zod"

/** The environment as the rest of the server sees it. Only this file reads `process.env`. */
export interface Env {
  mode: "production" | "development" | "test"
  port: number
  host: string
  /** Public origin without a trailing slash, e.g. `https://parley.example`; null where nobody said. */
  url: string | null
  /** Folder of the embedded database and of the secrets that go with it. */
  dataFolder: string
  /** The operator's PostgreSQL; null means the embedded one. */
  databaseUrl: string | null
  secret: string | null
  admin: { email: string; password: string } | null
  apiKey: string | null
  demo: boolean
  smtpUrl: string | null
  mailFrom: string | null
  alertHoldSeconds: number
  vapid: { publicKey: string; privateKey: string; subject: string | null } | null
  allowPrivateTargets: boolean
  logLevel: (typeof LOG_LEVELS)[number]
}

/** What may be handed around freely: nothing in it is secret. */
export type PublicEnv = Pick<Env, "mode" | "url" | "demo" | "alertHoldSeconds" | "allowPrivateTargets">

/** The environment says something that cannot be followed; the message has one plain sentence for each. */
export class EnvironmentError extends Error {}

/** Reads and checks the environment of this process. */
export function readEnv(): Env {
  return parseEnv(process.env)
}

/** Next tells its makers about every start unless it is told not to; this product tells nobody. */
export function keepNextQuiet(): void {
  process.env.NEXT_TELEMETRY_DISABLED = "1"
}

/** Checks every variable of contract.md and gives them types. An empty variable counts as unset. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""))
  const parsed = variables.safeParse(given)
  const together = pairs.filter(([a, b]) => (given[a] === undefined) !== (given[b] === undefined))
  if (!parsed.success || together.length > 0) {
    const sentences = [
      ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`),
      ...together.map(([a, b]) => `${a} and ${b} go together: set both or neither.`),
    ]
    throw new EnvironmentError(sentences.join("\n"))
  }
  const e = parsed.data
  return {
    mode: e.NODE_ENV,
    port: e.PORT,
    host: e.HOST,
    url: e.PARLEY_URL ?? null,
    dataFolder: e.PARLEY_DATA,
    databaseUrl: e.DATABASE_URL ?? null,
    secret: e.PARLEY_SECRET ?? null,
    admin:
      e.PARLEY_ADMIN_EMAIL && e.PARLEY_ADMIN_PASSWORD
        ? { email: e.PARLEY_ADMIN_EMAIL, password: e.PARLEY_ADMIN_PASSWORD }
        : null,
    apiKey: e.PARLEY_API_KEY ?? null,
    demo: e.PARLEY_DEMO !== "0",
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: e.PARLEY_MAIL_FROM ?? null,
    alertHoldSeconds: e.PARLEY_ALERT_HOLD_SECONDS,
    vapid:
      e.VAPID_PUBLIC_KEY && e.VAPID_PRIVATE_KEY
        ? { publicKey: e.VAPID_PUBLIC_KEY, privateKey: e.VAPID_PRIVATE_KEY, subject: e.VAPID_SUBJECT ?? null }
        : null,
    allowPrivateTargets: e.PARLEY_ALLOW_PRIVATE_TARGETS === "1",
    logLevel: e.PARLEY_LOG_LEVEL ?? (process.stderr.isTTY ? "warn" : "info"),
  }
}

export function publicPart(env: Env): PublicEnv {
  const { mode, url, demo, alertHoldSeconds, allowPrivateTargets } = env
  return { mode, url, demo, alertHoldSeconds, allowPrivateTargets }
}

/** Where generated secrets lie: beside the embedded database, or in the operator's, which all nodes share. */
export type SecretPlace = { folder: string } | { database: pg.Pool }

/** 256 random bits in letters that need no quoting anywhere. */
function newSecret(): string {
  return randomBytes(32).toString("base64url")
}

/**
 * The secret of this name; made and kept on first use. Two nodes or processes that make it at once end up with the same
 * one. In a folder the file can be read by its owner alone.
 */
export async function keptSecret(place: SecretPlace, name: string, make = newSecret): Promise<string> {
  return "folder" in place
    ? secretInFolder(place.folder, name, make)
    : secretInDatabase(place.database, name, make)
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const

const whole = (from: number, to: number, sentence: string) =>
  z
    .string()
    .regex(/^\d{1,6}$/, sentence)
    .transform(Number)
    .refine((n) => n >= from && n <= to, sentence)

const flag = (sentence: string) => z.enum(["0", "1"], sentence).optional()

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.username) {
    return url.origin
  }
  context.addIssue("Write the public origin, such as https://parley.example, without a path.")
  return z.NEVER
})

const variables = z.object({
  NODE_ENV: z
    .enum(["production", "development", "test"], "Write production, development or test.")
    .default("development"),
  PORT: whole(0, 65_535, "Write a port between 0 and 65535.").default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "Write an address to listen on, such as 127.0.0.1.")
    .default("127.0.0.1"),
  PARLEY_URL: origin.optional(),
  PARLEY_DATA: z.string().default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "Write an address that begins with postgresql://.")
    .optional(),
  PARLEY_SECRET: z.string().min(32, "Give it at least 32 random characters.").optional(),
  PARLEY_ADMIN_EMAIL: z.email("Write an e-mail address.").optional(),
  PARLEY_ADMIN_PASSWORD: z
    .string()
    .min(12, "Give the password 12 characters or more.")
    .max(128, "Give the password 128 characters at most.")
    .optional(),
  PARLEY_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{32,256}$/, "Give it 32 to 256 characters (letters, digits and signs, no spaces).")
    .optional(),
  PARLEY_DEMO: flag("Write 0 to start empty, or leave it out."),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "Write an address that begins with smtp:// or smtps://.")
    .optional(),
  PARLEY_MAIL_FROM: z.string().optional(),
  PARLEY_ALERT_HOLD_SECONDS: whole(0, 86_400, "Write a number of seconds, 86400 at most.").default(60),
  VAPID_PUBLIC_KEY: z.string().optional(),
  VAPID_PRIVATE_KEY: z.string().optional(),
  VAPID_SUBJECT: z.string().optional(),
  PARLEY_ALLOW_PRIVATE_TARGETS: flag("Write 1 to allow private addresses, or leave it out."),
  PARLEY_LOG_LEVEL: z.enum(LOG_LEVELS, `Write one of ${LOG_LEVELS.join(", ")}.`).optional(),
})

const pairs: [string, string][] = [
  ["PARLEY_ADMIN_EMAIL", "PARLEY_ADMIN_PASSWORD"],
  ["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"],
]

function secretInFolder(folder: string, name: string, make: () => string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `secret-${name}`)
  const known = readIfThere(file)
  if (known) return known
  // a link appears whole or not at all, and never over another: whoever is first wins
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, make(), { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!readIfThere(file)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(file, "utf8")
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return undefined
  }
}

async function secretInDatabase(pool: pg.Pool, name: string, make: () => string): Promise<string> {
  const key = `secret.${name}`
  await pool.query("insert into setting (key, value) values ($1, $2) on conflict do nothing", [key, make()])
  const { rows } = await pool.query<{ value: string }>("select value from setting where key = $1", [key])
  const [kept] = rows
  if (!kept) throw new Error(`The secret ${name} could not be kept in the database.`)
  return kept.value
}

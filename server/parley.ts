import { writeFile } from "node:fs/promises"
import { basename, resolve } from "node:path"
import { parseArgs } from "node:util"
import type { Database } from "../db/client.ts"
import type { AccountRole } from "../db/schema/account.ts"
import type { Actor } from "./capabilities/matrix.ts"
import type { CsvTable } from "./domain/csv-tables.ts"
import { allOf, isRefusal, type Refusal } from "./domain/refusal.ts"
import { type Env, EnvironmentError, readEnv } from "./env.ts"

// Each command loads what it needs and no more, so that the usage and a misspelt word are answered at once.

const TABLES: readonly CsvTable[] = [
  "statements",
  "stances",
  "conditions",
  "events",
  "agreements",
  "documents",
  "people",
]
const ROLES: readonly AccountRole[] = ["administrator", "editor", "analyst", "reader"]

const USAGE = `npm run parley -- COMMAND      works while the server runs

  user add --email ADDRESS --role ROLE [--name NAME]
                               makes a one-time link for one new account
  key add --label TEXT --role ROLE
                               makes an API key for a program
  import FILE [--dry-run]      takes a negotiation document, all or nothing
  import FILE.csv... --into SLUG [--table TABLE] [--dry-run]
                               takes tables, all or nothing; TABLE else by the file's name
  export SLUG [FILE] [--drafts] [--table TABLE]
                               writes a negotiation document of what is published, or one
                               table as CSV where FILE ends in .csv or TABLE is given
  verify                       recomputes the hash chain of every log

ROLE is ${ROLES.slice(0, -1).join(", ")} or ${ROLES.at(-1)}.
The database is DATABASE_URL, else the embedded one in PARLEY_DATA (./data).
Links and keys go to the standard output, shown this once; everything else that is said goes beside it.
`

/** Whoever may run this may read the database anyway. */
const OPERATOR: Actor = { id: "system", role: "administrator", name: "command line" }
/** Faults told of one import. */
const MOST_LINES = 1_000
const LATER = ["backup", "restore", "move"]

/** The command was not understood; told with how it is written. */
class UsageError extends Error {}
/** It was understood and did not work out; told by its message alone. */
class Failure extends Error {}

type Command = (db: Database, env: Env) => Promise<number>

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const [name = "help"] = args
    if (["help", "--help", "-h"].includes(name)) return print(USAGE)
    if (LATER.includes(name)) {
      say(`"${name}" comes with a later release of Parley. Nothing was done.`)
      return 2
    }
    const command = parseCommand(args)
    return await withDatabase(command)
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\n\n${USAGE}`)
      return 2
    }
    if (error instanceof Failure || error instanceof EnvironmentError) say(error.message)
    else say(error instanceof Error ? `This failed: ${causeOf(error)}` : "This failed.")
    return 1
  }
}

/** Everything is understood before any database is opened. */
function parseCommand(args: string[]): Command {
  const [first, second] = args
  if (first === "user" && second === "add") return addUser(args.slice(2))
  if (first === "key" && second === "add") return addKey(args.slice(2))
  if (first === "import") return importFile(args.slice(1))
  if (first === "export") return exportFile(args.slice(1))
  if (first === "verify") return verify(args.slice(1))
  throw new UsageError(`There is no command "${args.slice(0, 2).join(" ")}".`)
}

function addUser(args: string[]): Command {
  const { values } = parse(args, {
    email: { type: "string" },
    role: { type: "string" },
    name: { type: "string" },
  })
  const email = required(values.email, "--email")
  const role = roleOf(values.role)
  return async (db, env) => {
    const { createInvitation } = await import("./capabilities/create-invitation.ts")
    const made = unlessRefused(await createInvitation(db, OPERATOR, { role, email }))
    const link = new URL(made.path, env.url ?? `http://${env.host}:${env.port}`)
    if (values.name) link.searchParams.set("name", values.name)
    say(
      `Send this link to ${made.email}. It makes one account as ${role} and ends on ${made.expiresAt.toISOString()}.`,
    )
    return print(`${link.href}\n`)
  }
}

function addKey(args: string[]): Command {
  const { values } = parse(args, { label: { type: "string" }, role: { type: "string" } })
  const label = required(values.label, "--label")
  const role = roleOf(values.role)
  return async (db) => {
    const { createKey } = await import("./capabilities/create-key.ts")
    const made = unlessRefused(await createKey(db, OPERATOR, { label, role }))
    say(`A key as ${role} for "${made.label}". It is kept nowhere: copy it now.`)
    return print(`${made.key}\n`)
  }
}

function importFile(args: string[]): Command {
  const { values, positionals } = parse(
    args,
    { "dry-run": { type: "boolean" }, into: { type: "string" }, table: { type: "string" } },
    20,
  )
  const files = positionals.map((file) => resolve(file))
  required(files[0], "FILE")
  const given = { files, into: values.into, table: tableOf(values.table), dryRun: values["dry-run"] === true }
  return async (db) => {
    const { importFiles } = await import("./parley/import-files.ts")
    const result = unlessRefused(await importFiles(db, OPERATOR, given, say))
    const parts = Object.entries(result.tally).map(
      ([kind, { added, present }]) => `${kind} ${added} new, ${present} known`,
    )
    say(`${given.dryRun ? "Would import" : "Imported"} ${result.negotiation}: ${parts.join("; ")}.`)
    return 0
  }
}

function exportFile(args: string[]): Command {
  const { values, positionals } = parse(args, { drafts: { type: "boolean" }, table: { type: "string" } }, 2)
  const slug = required(positionals[0], "SLUG")
  const file = positionals[1] && resolve(positionals[1])
  const named = tableOf(values.table)
  return async (db) => {
    const { findNegotiation } = await import("./capabilities/find-negotiation.ts")
    const { exportNegotiation } = await import("./capabilities/export-negotiation.ts")
    const { csvOf } = await import("./capabilities/export-csv.ts")
    const { isTable } = await import("./parley/import-files.ts")
    const { tableOfFile } = await import("./domain/csv-tables.ts")
    const negotiation = unlessRefused(await findNegotiation(db, OPERATOR, slug))
    // a file is easily passed on: what is not published goes into it only where that is asked for
    const document = await exportNegotiation(db, negotiation, values.drafts ? OPERATOR : null)
    const table = named ?? (file && isTable(file) ? tableOfFile(basename(file), "") : undefined)
    const text = table ? csvOf(document, table) : `${JSON.stringify(document, null, 2)}\n`
    if (!file) return print(text)
    await writeFile(file, text)
    say(`Written to ${file}.`)
    return 0
  }
}

function verify(args: string[]): Command {
  parse(args, {})
  return async (db) => {
    const { verifyLog } = await import("./change-log/verify-log.ts")
    const verdicts = await verifyLog(db)
    for (const { negotiation, audience, changes, erased, broken } of verdicts) {
      const state = broken ? `BROKEN at ${broken.seq} (${broken.what})` : "whole"
      print(`${negotiation} ${audience}: ${changes} changes, ${erased} erased, ${state}\n`)
    }
    if (verdicts.length === 0) say("There is no negotiation yet, so there is nothing to verify.")
    return verdicts.some((verdict) => verdict.broken) ? 1 : 0
  }
}

async function withDatabase(command: Command): Promise<number> {
  const env = readEnv()
  const { openDatabase } = await import("../db/client.ts")
  const { startEmbeddedDatabase } = await import("../db/embedded.ts")
  const { migrate } = await import("../db/migrate.ts")
  const embedded = env.databaseUrl === null ? await startEmbeddedDatabase(env.dataFolder) : null
  try {
    const url = embedded?.url ?? env.databaseUrl ?? ""
    await migrate(url)
    const db = openDatabase(url, 2)
    try {
      return await command(db, env)
    } finally {
      await db.$client.end()
    }
  } finally {
    await embedded?.stop()
  }
}

type Options = NonNullable<Parameters<typeof parseArgs>[0]>["options"]

function parse<O extends NonNullable<Options>>(args: string[], options: O, positionalsAtMost = 0) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true, strict: true })
    const extra = parsed.positionals[positionalsAtMost]
    if (extra !== undefined) throw new Error(`There is one word too many: "${extra}".`)
    return parsed
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function tableOf(value: string | undefined): CsvTable | undefined {
  const table = TABLES.find((each) => each === value)
  if (value !== undefined && !table)
    throw new UsageError(`"${value}" is no table. There are ${TABLES.join(", ")}.`)
  return table
}

function required(value: string | undefined, what: string): string {
  if (value === undefined || value.trim() === "") throw new UsageError(`${what} is missing.`)
  return value
}

function roleOf(value: string | undefined): AccountRole {
  const role = ROLES.find((each) => each === value)
  if (!role) throw new UsageError(value === undefined ? "--role is missing." : `"${value}" is no role.`)
  return role
}

function unlessRefused<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw failureOf(value)
  return value
}

/** Everything that is wrong, a line each. */
function failureOf(refusal: Refusal): Failure {
  const all = allOf(refusal)
  const lines = all.slice(0, MOST_LINES).map(({ path, detail }) => (path ? `${path}: ${detail}` : detail))
  if (all.length > MOST_LINES) lines.push(`These are the first ${MOST_LINES} of ${all.length}.`)
  return new Failure(lines.join("\n"))
}

/** A failed query's own message quotes what was in it, hashes among them: only its cause is told. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message
}

function print(text: string): 0 {
  process.stdout.write(text)
  return 0
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

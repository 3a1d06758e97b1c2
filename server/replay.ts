/**
 * `npm run replay`: tells the demonstration negotiation to a running server, statement by statement in the order in which
 * they were said, through the same API that everybody uses. Whoever has the board open watches it happen.
 */
import { readFile } from "node:fs/promises"
import { setTimeout as pause } from "node:timers/promises"
import { parseArgs } from "node:util"
import { readEdtf } from "./domain/dates.ts"
import {
  type NegotiationDocument,
  negotiationDocumentSchema,
  type StatementContent,
  slugSchema,
} from "./domain/negotiation-document.ts"
import { isRefusal } from "./domain/refusal.ts"
import { EnvironmentError, readEnv } from "./env.ts"

const HELP = `npm run replay -- [--url http://127.0.0.1:3000] [--key KEY] [--every 2s] [--slug NAME]

  --url    where the server is
  --key    an editor's key (or PARLEY_API_KEY in the environment)
  --every  time between two statements: 500ms, 2s, 1m
  --slug   name of the new negotiation; one that was begun before goes on where it stopped`

/** Ends the program with a sentence for a person. */
class Stop extends Error {}

interface Options {
  url: URL
  key: string
  everyMs: number
  slug: string
}

try {
  const options = readOptions()
  if (options) await replay(options)
} catch (error) {
  if (!(error instanceof Stop) && !(error instanceof EnvironmentError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function readOptions(): Options | undefined {
  const { values } = parse()
  if (values.help) {
    console.log(HELP)
    return undefined
  }
  const env = readEnv()
  const given = values.url ?? `http://${env.host}:${env.port}`
  if (!URL.canParse(given))
    throw new Stop(`"${given}" is no address. Write one such as http://127.0.0.1:3000.`)
  const key = values.key ?? env.apiKey
  if (!key) {
    throw new Stop(
      "Telling needs an editor's key. Start the server with PARLEY_API_KEY=... and give the same here, or pass --key KEY.",
    )
  }
  const slug = slugSchema.safeParse(
    values.slug ?? `replay-${new Date().toISOString().slice(0, 19).replace(/\D/g, "")}`,
  )
  if (!slug.success) throw new Stop(`--slug: ${slug.error.issues[0]?.message}`)
  return { url: new URL(given), key, everyMs: readDuration(values.every ?? "2s"), slug: slug.data }
}

function parse() {
  const text = { type: "string" } as const
  try {
    return parseArgs({
      options: { url: text, key: text, every: text, slug: text, help: { type: "boolean", short: "h" } },
    })
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : error}\n\n${HELP}`)
  }
}

function readDuration(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text)
  if (!found) throw new Stop(`--every: "${text}" is no length of time. Write one such as 500ms, 2s or 1m.`)
  return (
    Number(found[1]) * { ms: 1, s: 1_000, m: 60_000 }[found[2] === "ms" || found[2] === "m" ? found[2] : "s"]
  )
}

async function replay(options: Options): Promise<void> {
  const document = await readDemonstration()
  if (options.slug === document.negotiation.slug) {
    throw new Stop(`"${options.slug}" is the demonstration itself. Choose another name with --slug.`)
  }
  const { statements = [], events: _, agreements: __, proposals = [], ...table } = document
  const told = inOrder(statements, document.negotiation.timeZone)
  await ask(options, "POST", "import", {
    ...table,
    negotiation: {
      ...document.negotiation,
      slug: options.slug,
      title: `Replay: ${document.negotiation.title}`,
      // it was all said in public long ago, and nobody stands by to publish what would wait for a second person
      review: "off",
    },
    // what became of a proposal cites statements, which are not told yet
    proposals: proposals.map(({ history: ___, ...proposal }) => proposal),
  })
  console.log(
    `${new URL(options.slug, options.url).href}: ${told.length} statements, one every ${options.everyMs / 1_000} s.`,
  )
  const names = new Map([
    ...(document.people ?? []).map((person) => [person.id, person.name] as const),
    ...(document.actors ?? []).map((actor) => [actor.id, actor.name] as const),
  ])
  const path = `negotiations/${options.slug}/statements`
  let waits = false
  for (const [index, statement] of told.entries()) {
    if (await isTold(options, `${path}/${statement.id}`)) continue
    if (waits) await pause(options.everyMs)
    waits = true
    const { status } = await ask(options, "POST", path, { ...statement, status: "published" })
    if (status !== "published") {
      throw new Stop(
        `${statement.id} is ${status === "in_review" ? "waiting for review" : `a ${status}`}. Publish it at the desk and replay again, or begin anew with another --slug.`,
      )
    }
    const who = statement.speaker ? names.get(statement.speaker) : null
    const voice = who ?? statement.institution ?? statement.speakerAsDescribed ?? "an unnamed source"
    console.log(
      `${String(index + 1).padStart(3)}/${told.length}  ${statement.saidAt}  ${voice}: ${statement.gist}`,
    )
  }
  console.log(waits ? "That was the last one." : "All of it had been told already.")
}

async function readDemonstration(): Promise<NegotiationDocument> {
  const file = new URL("../db/demo/russia-ukraine-2025.json", import.meta.url)
  return negotiationDocumentSchema.parse(JSON.parse(await readFile(file, "utf8")))
}

/** As they were said; but a condition is told before what moves it, where the order of one day is unknown. */
function inOrder(statements: StatementContent[], zone: string): StatementContent[] {
  const saidAt = (statement: StatementContent) => {
    const interval = readEdtf(statement.saidAt, statement.zone ?? zone)
    return isRefusal(interval) ? Infinity : interval.end
  }
  const waiting = statements.toSorted((a, b) => saidAt(a) - saidAt(b))
  const known = new Set<string>()
  const told: StatementContent[] = []
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ conditions, conditionMoves }) => {
      const own = new Set(conditions?.map((condition) => condition.id))
      return (conditionMoves ?? []).every(({ condition }) => known.has(condition) || own.has(condition))
    })
    const [statement] = waiting.splice(Math.max(next, 0), 1)
    if (!statement) break
    told.push(statement)
    for (const condition of statement.conditions ?? []) known.add(condition.id)
  }
  return told
}

/** True where it is public, or was: with a key of the desk a draft is found too. */
async function isTold(options: Options, path: string): Promise<boolean> {
  const response = await send(options, "GET", path)
  if (response.ok) {
    const { status }: { status?: string } = await response.json()
    return status === "published" || status === "withdrawn"
  }
  if (response.status === 404) return false
  throw await stopOf(response, options)
}

async function ask(
  options: Options,
  method: string,
  path: string,
  body: unknown,
): Promise<{ status?: string }> {
  for (;;) {
    const response = await send(options, method, path, body)
    if (response.ok) return response.json()
    if (response.status !== 429) throw await stopOf(response, options)
    await pause(1_000 * (Number(response.headers.get("retry-after")) || 1))
  }
}

async function send(options: Options, method: string, path: string, body?: unknown): Promise<Response> {
  try {
    return await fetch(new URL(`/api/v1/${path}`, options.url), {
      method,
      headers: {
        authorization: `Bearer ${options.key}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch {
    throw new Stop(
      `No server answers at ${options.url.origin}. Start one with npm start, or say where it is with --url.`,
    )
  }
}

async function stopOf(response: Response, options: Options): Promise<Stop> {
  const problem: { detail?: string; path?: string } = await response.json().catch(() => ({}))
  const where = problem.path ? `${problem.path}: ` : ""
  const said = `${where}${problem.detail ?? response.statusText}`
  if (response.status === 401 || response.status === 403) {
    return new Stop(`The server at ${options.url.origin} does not take this key: ${said}`)
  }
  return new Stop(`The server answered ${response.status}: ${said}`)
}

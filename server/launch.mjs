/**
 * What every npm script goes through: `node server/launch.mjs VERB [arguments]`. It installs and builds what is
 * stale, picks the Node that the code is written for, and runs the verb on that. It has no dependencies and runs
 * on Node 20, since on a bare clone there is nothing else.
 */
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { findBrowser, settleBrowser } from "./launch/browser.mjs"
import { buildIfStale, installIfStale } from "./launch/freshness.mjs"
import { pickNode } from "./launch/node.mjs"
import { Failure, root, run } from "./launch/run.mjs"

const verbs = { start, dev, parley, replay, bench, check, test, "test:pg": testOnGivenDatabase }

const [verb = "", ...rest] = process.argv.slice(2)
try {
  const action = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!action) throw new Failure(`Unknown: "${verb}". There is ${Object.keys(verbs).join(", ")}.`)
  await installIfStale()
  process.exitCode = await action(pickNode(), rest)
} catch (error) {
  if (!(error instanceof Failure)) throw error
  if (error.message) console.error(error.message)
  process.exitCode = error.exitCode
}

async function start(node, args) {
  await buildIfStale(node)
  return run(node, ["server/main.ts", ...args], { NODE_ENV: "production" })
}

function dev(node, args) {
  return run(node, ["server/main.ts", ...args], { NODE_ENV: "development" })
}

function parley(node, args) {
  return run(node, ["server/parley.ts", ...args], { NODE_ENV: "production" })
}

function replay(node, args) {
  return run(node, ["server/replay.ts", ...args], { NODE_ENV: "production" })
}

function bench(node, [name, ...args]) {
  const folder = join(root, "bench")
  const names = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3))
  if (!name || !names.includes(name))
    throw new Failure(`Which one? There is ${names.join(", ") || "none yet"}.`)
  return run(node, [`bench/${name}.ts`, ...args], { NODE_ENV: "production" })
}

/** Everything is checked even when the first finds something: one run then shows all there is to mend. */
async function check(node) {
  // TypeScript needs what Next writes about style sheets and pages, which a bare clone does not have yet
  if (!existsSync(join(root, "next-env.d.ts"))) {
    await run(node, ["node_modules/next/dist/bin/next", "typegen"], { NEXT_TELEMETRY_DISABLED: "1" })
  }
  const lint = await run(node, ["node_modules/@biomejs/biome/bin/biome", "check"])
  const types = await run(node, ["node_modules/typescript/bin/tsc", "--noEmit"])
  return lint || types
}

async function test(node, args) {
  await buildIfStale(node)
  const isSelection = args.some((arg) => !arg.startsWith("-") || arg.startsWith("--project"))
  const needsBrowser = !isSelection || args.some((arg) => arg.includes("browser"))
  const browser = needsBrowser ? await settleBrowser(node) : findBrowser()
  return run(node, ["node_modules/vitest/vitest.mjs", "run", ...args], { PARLEY_CHROMIUM: browser })
}

/** What touches the database, on a server that somebody else runs. */
function testOnGivenDatabase(node, args) {
  if (!process.env.TEST_DATABASE_URL) {
    throw new Failure(
      "Set TEST_DATABASE_URL to a PostgreSQL (15 or later, UTF-8) in which databases may be made and dropped, " +
        "for example postgresql://postgres@localhost:5432/postgres.",
    )
  }
  return run(node, ["node_modules/vitest/vitest.mjs", "run", "--project", "db", ...args])
}

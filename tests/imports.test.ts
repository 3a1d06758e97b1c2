import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const root = fileURLToPath(new URL("..", import.meta.url))

/**
 * The rooms, and what each may import besides itself. What is not listed may not: imports run one way, so that each room
 * can be read, tested and changed without those above it.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "server/domain": [],
  // the schema's value lists are the domain's
  db: ["server/domain"],
  "server/change-log": ["db", "server/domain"],
  "server/accounts": ["db", "server/domain", "server/capabilities/matrix"],
  "server/capabilities": ["server/change-log", "server/accounts", "server/clipping", "db", "server/domain"],
  // readers of the log: they call no capability
  "server/realtime": ["server/change-log", "db", "server/domain"],
  "server/delivery": ["server/change-log", "db", "server/domain"],
  // it reaches the outside through the guarded client alone
  "server/clipping": ["server/delivery/guarded-fetch", "db", "server/domain"],
  "server/http": ["server/accounts", "server/capabilities/matrix", "db", "server/domain"],
  "server/routers": [
    "server/capabilities",
    "server/accounts",
    "server/change-log",
    "server/http",
    "db",
    "server/domain",
  ],
  app: ["server/domain"],
}
/** Files that wire, and may see everything. */
const WIRES = [
  "server/main.ts",
  "server/connect.ts",
  "server/first-start.ts",
  "server/parley.ts",
  "server/replay.ts",
]
/** Types may be had from above where a room is handed something that is made there. */
const MAY_IMPORT_TYPES: Readonly<Record<string, readonly string[]>> = {
  "server/runtime.ts": [
    "server/realtime",
    "server/delivery",
    "server/routers",
    "server/http",
    "server/domain",
    "db",
    "server/env.ts",
  ],
  "server/capabilities": ["server/delivery"],
  "server/accounts": ["server/capabilities"],
  "server/http": ["server/env.ts"],
  "server/routers": ["server/runtime.ts", "server/realtime"],
  app: ["server", "db"],
}
/** The one name by which pages find the running server; a file of types otherwise. */
const VALUES_FOR_PAGES = ["server/runtime.ts"]

interface Import {
  file: string
  /** Repository path of what is imported, or the package's name. */
  target: string
  isLocal: boolean
  isType: boolean
}

const files = ["app", "server", "db"].flatMap((folder) => sources(join(root, folder)))
const imports = files.flatMap(importsOf)

test("the check reads the code that it is about", () => {
  expect(files.length).toBeGreaterThan(60)
  expect(imports.filter((each) => each.isLocal).length).toBeGreaterThan(150)
  for (const room of ["server/domain", "server/capabilities", "server/routers", "db", "app"]) {
    expect(files.filter((file) => file.startsWith(`${room}/`)).length, room).toBeGreaterThan(2)
  }
})

test("every file of the server lies in a room, or is one of those that wire", () => {
  const homeless = files.filter(
    (file) => roomOf(file) === undefined && !WIRES.includes(file) && !isEntry(file),
  )
  expect(homeless).toEqual([])
})

test("imports run one way", () => {
  const wrong = imports
    .filter((each) => each.isLocal && !isAllowed(each))
    .map(({ file, target }) => `${file} -> ${target}`)
  expect(wrong).toEqual([])
})

test("the check finds an import that runs the wrong way", () => {
  const up = {
    file: "server/domain/board.ts",
    target: "server/capabilities/read-board.ts",
    isLocal: true,
    isType: false,
  }
  expect(isAllowed(up)).toBe(false)
  expect(isAllowed({ ...up, isType: true })).toBe(false)
  expect(isAllowed({ ...up, file: "app/page.tsx", target: "server/change-log/read-changes.ts" })).toBe(false)
  expect(isAllowed({ ...up, file: "server/realtime/attach.ts" })).toBe(false)
})

test("the domain is pure: it imports no machine, no network and no database", () => {
  const impure = imports.filter(
    ({ file, target, isLocal }) =>
      file.startsWith("server/domain/") && !isLocal && !["zod", "edtf", "temporal-polyfill"].includes(target),
  )
  expect(impure.map(({ file, target }) => `${file} -> ${target}`)).toEqual([])
})

test("pages load nothing of the server but the domain, types and the name of the runtime", () => {
  const values = imports.filter(({ file, target, isLocal, isType }) => {
    const fromServer = target.startsWith("server/") || target.startsWith("db/")
    return file.startsWith("app/") && isLocal && fromServer && !isType && !target.startsWith("server/domain/")
  })
  expect(values.filter(({ target }) => !VALUES_FOR_PAGES.includes(target))).toEqual([])
  const fromBrowser = values.filter(({ file }) =>
    /^\s*["']use client["']/.test(readFileSync(join(root, file), "utf8")),
  )
  expect(fromBrowser).toEqual([])
})

test("what the production server loads needs no build: no JSX, full file names", () => {
  const server = imports.filter(({ file, isLocal }) => isLocal && !file.startsWith("app/"))
  expect(server.filter(({ target }) => !/\.(ts|json|mjs)$/.test(target))).toEqual([])
})

function isAllowed({ file, target, isType }: Import): boolean {
  if (WIRES.includes(file) || isEntry(file)) return true
  const room = roomOf(file) ?? file
  const allowed = [
    room,
    ...(MAY_IMPORT[room] ?? []),
    ...(isType ? [...(MAY_IMPORT_TYPES[room] ?? []), ...(MAY_IMPORT_TYPES[file] ?? [])] : []),
    ...(room === "app" ? VALUES_FOR_PAGES : []),
  ]
  return allowed.some(
    (prefix) => target === prefix || target === `${prefix}.ts` || target.startsWith(`${prefix}/`),
  )
}

/** Small programs around the server, and its environment. */
function isEntry(file: string): boolean {
  return (
    /^server\/(launch\.mjs|launch\/|env\.ts|runtime\.ts|parley\/|replay\/)/.test(file) &&
    file !== "server/runtime.ts"
  )
}

function roomOf(file: string): string | undefined {
  if (file === "server/runtime.ts") return "server/runtime.ts"
  return Object.keys(MAY_IMPORT).find((room) => file.startsWith(`${room}/`))
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "")
  const found: Import[] = []
  const add = (specifier: string, isType: boolean) => {
    const isLocal = specifier.startsWith(".")
    const target = isLocal ? relative(root, resolve(root, dirname(file), specifier)) : specifier
    found.push({ file, target, isLocal, isType })
  }
  for (const [, type, names = "", specifier = ""] of text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?([\w*{}\s,$]*?)\s*(?:from\s*)?["']([^"']+)["']/gm,
  )) {
    const inner = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]
    const onlyTypes = inner
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean)
      .every((name) => name.startsWith("type "))
    add(specifier, type !== undefined || (onlyTypes ?? false))
  }
  for (const [, specifier = ""] of text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)) add(specifier, false)
  return found
}

import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { Failure, run } from "./run.mjs"

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/** The path of a Chromium for the browser's tests: the one named, one that is there, or one that is installed now. */
export async function settleBrowser(node) {
  const named = process.env.PARLEY_CHROMIUM
  if (named && !existsSync(named))
    throw new Failure(`PARLEY_CHROMIUM is ${named}, and there is no such file.`)
  const found = findBrowser()
  if (found) return found
  console.error("Installing a browser for the tests ...")
  if (isDebian() && process.getuid?.() === 0) await installFromDebian()
  else await run(node, [playwrightCommand(), "install", "chromium"])
  const installed = findBrowser()
  if (installed) return installed
  throw new Failure(
    "No Chromium was found and none could be installed: install one and set PARLEY_CHROMIUM to its path.",
  )
}

/** The path of a Chromium that is there already. */
export function findBrowser() {
  return process.env.PARLEY_CHROMIUM || usualPlaces.find((path) => existsSync(path)) || browserOfPlaywright()
}

function browserOfPlaywright() {
  const { chromium } = createRequire(import.meta.url)("playwright-core")
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

/** Debian's own, since it comes with the libraries that it needs. (Ubuntu's is an empty package.) */
async function installFromDebian() {
  const env = { DEBIAN_FRONTEND: "noninteractive" }
  const stdio = ["ignore", 2, 2]
  await run("apt-get", ["update", "-qq"], env, { stdio })
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], env, { stdio })
}

function isDebian() {
  return existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"))
}

function playwrightCommand() {
  return createRequire(import.meta.url)
    .resolve("playwright-core/package.json")
    .replace(/package\.json$/, "cli.js")
}

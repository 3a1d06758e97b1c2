import { gzipSync } from "node:zlib"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { axeFindings, LOOKS, scrollsSideways } from "./axe.ts"
import { importDocument, openBrowser, post, publish, SLUG, shown, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser

beforeAll(async () => {
  server = await startServer({ pages: true })
  await importDocument(server, talks)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const SCREENS = [
  "/",
  `/${SLUG}`,
  `/${SLUG}?cell=north:truce`,
  `/${SLUG}?issue=i-truce`,
  `/${SLUG}?asOf=2025-03-12`,
  `/${SLUG}/statements`,
  `/${SLUG}/statements?q=nothing+like+this`,
  `/${SLUG}/statements/s-ann`,
  `/${SLUG}/parties/north`,
  `/${SLUG}/conditions`,
  `/${SLUG}/method`,
  "/no-such-negotiation",
]

test("a published statement shows on an open board within a second, marked, and is spoken in one sentence", async () => {
  const page = await openLive()
  await publish(server, {
    id: "s-live",
    speaker: "sam",
    for: "south",
    saidAt: "2025-03-14",
    gist: "Accepts monitors in principle.",
    stances: [{ option: "monitor", stance: "accepts_in_principle" }],
  })
  const published = Date.now()
  await page.waitForSelector('td[data-changed] a[data-cell="south:monitor"]')
  expect(Date.now() - published).toBeLessThan(1000)
  const cell = page.locator("td[data-changed]")
  expect(await shown(cell)).toMatch(/In principle[\s\S]*changed/)
  expect(await shown(page.locator('p[aria-live="polite"]'))).toBe(
    "Південь on a mission monitors the line: from none recorded to in principle",
  )
  expect(await shown(page.locator(".latest li").first())).toContain("Accepts monitors in principle.")
  expect(await shown(page.locator(".freshness"))).toMatch(/^Live/)
  await page.context().close()
})

test("new statements wait behind a button once the reader has scrolled", async () => {
  const page = await openLive({ viewport: { width: 1440, height: 500 } })
  await page.evaluate(() => window.scrollTo(0, 300))
  const first = await shown(page.locator(".latest li .gist").first())
  await publish(server, {
    id: "s-wait",
    speaker: "ann",
    for: "north",
    saidAt: "2025-03-15",
    gist: "Waits behind the button.",
  })
  const button = page.getByRole("button", { name: "1 new statement" })
  await button.waitFor()
  expect(await shown(page.locator(".latest li .gist").first())).toBe(first)
  await button.click()
  expect(await shown(page.locator(".latest li .gist").first())).toBe("Waits behind the button.")
  await page.context().close()
})

test("a correction and a withdrawal reach the statement where it stands, and its page tells both", async () => {
  await publish(server, {
    id: "s-wrong",
    speaker: "ann",
    for: "north",
    saidAt: "2025-03-16",
    gist: "Names Thursday for talks.",
  })
  const page = await openLive()
  await post(server, `/negotiations/${SLUG}/statements/s-wrong/correct`, {
    note: "It was Friday.",
    gist: "Names Friday for talks.",
  })
  const item = page.locator(".latest li", { hasText: "Names Friday for talks." })
  await item.waitFor()
  expect(await shown(item)).toContain("Corrected")
  await post(server, `/negotiations/${SLUG}/statements/s-wrong/withdraw`, {
    note: "The outlet took it back.",
  })
  await page.locator(".latest li", { hasText: "Withdrawn" }).waitFor()
  await page.goto(`${server.url}/${SLUG}/statements/s-wrong`)
  const text = await shown(page.locator("main"))
  for (const said of ["This statement was withdrawn", "The outlet took it back.", "It was Friday."])
    expect(text).toContain(said)
  expect(await shown(page.locator("del").first())).toBe("Thursday")
  expect(await shown(page.locator("ins").first())).toBe("Friday")
  await page.context().close()
})

test("a reader whose server went away is told since when, and catches up with what was missed", async () => {
  const port = new URL(server.url).port
  const page = await openLive()
  await server.kill()
  await page.waitForSelector('.freshness[data-state="reconnecting"]')
  expect(await shown(page.locator(".freshness"))).toMatch(/^Reconnecting, as of \d\d:\d\d:\d\d$/)
  server = await startServer({ pages: true, databaseUrl: server.databaseUrl, env: { PORT: port } })
  await publish(server, {
    id: "s-missed",
    speaker: "ann",
    for: "north",
    saidAt: "2025-03-17",
    gist: "Said while it was down.",
    stances: [{ option: "holiday", stance: "open" }],
  })
  await page.waitForSelector('td[data-changed] a[data-cell="north:holiday"]', { timeout: 20_000 })
  expect(await shown(page.locator(".freshness"))).toMatch(/^Live/)
  await page.context().close()
})

test("a page left asleep says on waking how much it missed", async () => {
  const page = await openLive()
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true })
    document.dispatchEvent(new Event("visibilitychange"))
  })
  for (const id of ["s-asleep-1", "s-asleep-2"]) {
    await publish(server, {
      id,
      speaker: "ann",
      for: "north",
      saidAt: "2025-03-18",
      gist: `Said meanwhile, ${id}.`,
    })
  }
  await page.locator(".latest li", { hasText: "Said meanwhile, s-asleep-2." }).waitFor()
  expect(await page.locator(".away").count()).toBe(0)
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true })
    document.dispatchEvent(new Event("visibilitychange"))
  })
  await page.getByText("2 changes while you were away").waitFor()
  await page.getByRole("button", { name: "Dismiss" }).click()
  expect(await page.locator(".away").count()).toBe(0)
  await page.context().close()
})

test("the keyboard moves through the board as a grid, opens the evidence and gives the focus back", async () => {
  const page = await openLive()
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-cell"))
  await page.focus('a[data-cell="north:truce"]')
  await page.keyboard.press("ArrowRight")
  expect(await focused()).toBe("south:truce")
  await page.keyboard.press("ArrowDown")
  expect(await focused()).toBe("south:holiday")
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("Home")
  expect(await focused()).toBe("north:truce")
  await page.keyboard.press("Enter")
  await page.waitForSelector("dialog.evidence[open]")
  expect(page.url()).toContain("cell=north%3Atruce")
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("evidence-title")
  await page.keyboard.press("Escape")
  await page.waitForSelector("dialog.evidence:not([open])", { state: "attached" })
  expect(await focused()).toBe("north:truce")
  const stops = await page.evaluate(
    () =>
      [...document.querySelectorAll<HTMLElement>(".board tbody a, .board tbody summary")].filter(
        (e) => e.tabIndex === 0,
      ).length,
  )
  expect(stops).toBe(1)
  await page.keyboard.press("?")
  expect(await page.getByRole("dialog", { name: "Keys on this page" }).isVisible()).toBe(true)
  await page.keyboard.press("Escape")
  await page.keyboard.press("/")
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("search")
  await page.context().close()
})

test("without JavaScript the board, its evidence, another date and the history are complete", async () => {
  const page = await open(`/${SLUG}`, { javaScriptEnabled: false })
  await page.click('a[data-cell="north:truce"]')
  const evidence = await shown(page.locator("dialog.evidence"))
  for (const said of [
    "In principle",
    "The idea is right.",
    "The Wire",
    "Bob Aide",
    "Objects",
    "Arms are laid down first",
    "tier 1",
  ]) {
    expect(evidence).toContain(said)
  }
  await page.locator("dialog.evidence").getByRole("link", { name: "Close" }).click()
  await page.click(".as-of summary")
  await page.fill("input[name=asOf]", "2025-03-12")
  await page.click(".as-of button")
  expect(await shown(page.locator("main"))).toContain("The board as of 12 March 2025")
  expect(await shown(page.locator("#option-truce"))).not.toContain("In principle")
  await page.context().close()
})

test("what others say of a silent party is shown as an account that does not count", async () => {
  const page = await open(`/${SLUG}?cell=south:truce`)
  const cell = await shown(page.locator('td:has(a[data-cell="south:truce"])'))
  expect(cell).toContain("None recorded")
  expect(cell).toContain("Does not count as Південь's position.")
  expect(await page.locator('td:has(a[data-cell="south:truce"]) .stance').count()).toBe(0)
  expect(await shown(page.locator("dialog.evidence"))).toContain("An account by somebody else.")
  await page.context().close()
})

test("words of a machine-made copy are nowhere shown as a quotation", async () => {
  for (const path of [`/${SLUG}?cell=north:truce`, `/${SLUG}/statements`, `/${SLUG}/statements/s-bob`]) {
    const page = await open(path)
    expect(await shown(page.locator("body"))).not.toContain("garbled wordings of nobody")
    await page.context().close()
  }
})

test("no screen scrolls sideways at 360 pixels, and axe finds nothing in either theme", async () => {
  for (const look of LOOKS) {
    const context = await browser.newContext(look)
    const page = await context.newPage()
    for (const path of SCREENS) {
      await page.goto(server.url + path)
      expect(await scrollsSideways(page), path).toBe(false)
      expect(await axeFindings(page), `${path} ${look.name}`).toEqual([])
    }
    await context.close()
  }
}, 180_000)

test("the first visit to the board stays within its budgets, runs nothing inline, and nothing on it jumps", async () => {
  const page = await newPage()
  const complaints: string[] = []
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()))
  const weight = { script: 0, font: 0 }
  const reading: Promise<void>[] = []
  page.on("response", (response) => {
    const type = response.request().resourceType()
    if (type !== "script" && type !== "font") return
    reading.push(
      response.body().then((body) => {
        weight[type] += type === "font" ? body.length : gzipSync(body).length
      }),
    )
  })
  // letters beyond Latin bring their own faces with them, so the budget is for a board in Latin letters
  await importDocument(server, {
    ...talks,
    negotiation: { ...talks.negotiation, slug: "latin" },
    actors: inLatin,
  })
  await page.goto(`${server.url}/latin`)
  await page.waitForSelector('.freshness[data-state="live"]')
  await Promise.all(reading)
  expect(weight.script).toBeGreaterThan(0)
  expect(weight.script).toBeLessThan(200_000)
  expect(weight.font).toBeLessThan(120_000)
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(list.getEntries().reduce((sum, entry) => sum + Number(Reflect.get(entry, "value")), 0)),
        ).observe({ type: "layout-shift", buffered: true })
        setTimeout(() => resolve(0), 300)
      }),
  )
  expect(shift).toBeLessThan(0.01)
  expect(complaints).toEqual([])
  await page.context().close()
})

const inLatin = talks.actors?.map((actor) => (actor.id === "south" ? { ...actor, name: "South" } : actor))

async function openLive(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open(`/${SLUG}`, options)
  await page.waitForSelector('.freshness[data-state="live"]', { timeout: 15_000 })
  return page
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await newPage(options)
  await page.goto(server.url + path)
  return page
}

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  return context.newPage()
}

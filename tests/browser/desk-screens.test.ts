import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { axeFindings, scrollsSideways } from "./axe.ts"
import {
  ADMINISTRATOR,
  addAccount,
  besideField,
  choose,
  focusedLabel,
  openDesk,
  signIn,
  withAdministrator,
} from "./desk-given.ts"
import { importDocument, openBrowser, post, SLUG, shown, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser
let desk: Page

beforeAll(async () => {
  server = await startServer({ pages: true, env: withAdministrator })
  await importDocument(server, talks)
  await post(server, `/negotiations/${SLUG}/statements`, {
    id: "s-draft",
    speaker: "sam",
    for: "south",
    saidAt: "2025-03-14",
    gist: "A draft in the queue.",
    directness: "paraphrase",
    attribution: "on_record",
    documents: ["d-wire"],
    stances: [{ option: "truce", stance: "open" }],
    conditions: [{ id: "c-draft", option: "truce", kind: "term", text: "Monitors come first" }],
  })
  browser = await openBrowser()
  desk = await signIn(browser, server, ADMINISTRATOR)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const SCREENS = [
  "/desk",
  "/desk?do=set-up",
  "/desk?do=import",
  `/desk/${SLUG}`,
  `/desk/${SLUG}/log`,
  `/desk/${SLUG}/entries`,
  `/desk/${SLUG}/entries?kind=people&id=ann`,
  `/desk/${SLUG}/entries?kind=issues&id=i-truce`,
  `/desk/${SLUG}/statements/s-draft`,
  `/desk/${SLUG}/statements/s-ann`,
]

test("no screen of the desk scrolls sideways at 360 pixels, and axe finds nothing in either theme", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1440]) {
      const page = await signIn(browser, server, ADMINISTRATOR, {
        colorScheme,
        viewport: { width, height: 900 },
        bypassCSP: true,
      })
      for (const path of SCREENS) {
        await openDesk(page, server.url + path)
        expect(await scrollsSideways(page), path).toBe(false)
        expect(await axeFindings(page), `${path} ${colorScheme} ${width}`).toEqual([])
      }
      await page.context().close()
    }
  }
}, 180_000)

test("no screen of the desk breaks the content policy, open lists among it", async () => {
  const complaints: string[] = []
  const page = await desk.context().newPage()
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()))
  page.on("pageerror", (error) => complaints.push(error.message))
  for (const path of SCREENS) await page.goto(server.url + path, { waitUntil: "networkidle" })
  await openDesk(page, `${server.url}/desk/${SLUG}/log`)
  await choose(page, "Person", "ann")
  expect(await page.getByRole("checkbox", { name: "North" }).isChecked()).toBe(true)
  expect(complaints).toEqual([])
  page.once("dialog", (dialog) => dialog.accept())
  await page.close()
})

test("whoever is not signed in is led to the sign-in page, and a reader is told whom to ask", async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await openDesk(page, `${server.url}/desk/${SLUG}/log`)
  const link = page.getByRole("link", { name: "Sign in" }).last()
  expect(await link.getAttribute("href")).toBe(`/sign-in?next=${encodeURIComponent(`/desk/${SLUG}/log`)}`)
  expect(await shown(page.locator("body"))).not.toContain("A draft in the queue.")
  await context.close()

  const reader = await signIn(browser, server, await addAccount(desk, server, "reader"))
  await reader.goto(`${server.url}/desk/${SLUG}`)
  await reader.getByText("The desk is for analysts").waitFor()
  expect(await shown(reader.locator("body"))).not.toContain("A draft in the queue.")
  await reader.context().close()
})

test("a negotiation is set up from points of the checklist, given a party and an option, and is on its board", async () => {
  await openDesk(desk, `${server.url}/desk?do=set-up`)
  await desk.getByLabel("Title").fill("Truce of the Isles")
  expect(await desk.getByLabel("Address").inputValue()).toBe("truce-of-the-isles")
  await desk.getByLabel("Time zone").fill("Nowhere/Town")
  await desk.getByRole("button", { name: "Choose none" }).click()
  await desk.getByRole("checkbox", { name: "5. Duration, extension, expiry" }).check()
  await desk.getByRole("button", { name: "Set up" }).click()
  await desk.locator("[aria-invalid=true]").waitFor()
  expect(await focusedLabel(desk)).toBe("Time zone")
  expect(await besideField(desk, "Time zone")).toContain('"Nowhere/Town" is no time zone.')
  expect(await desk.getByLabel("Title").inputValue()).toBe("Truce of the Isles")
  await desk.getByLabel("Time zone").fill("UTC")
  await desk.getByRole("button", { name: "Set up" }).click()
  await desk.waitForURL("**/desk/truce-of-the-isles/entries")

  const entries = `${server.url}/desk/truce-of-the-isles/entries`
  await openDesk(desk, `${entries}?kind=actors&add=one`)
  await desk.getByLabel("Name", { exact: true }).fill("The Isles")
  await desk.getByRole("button", { name: "Add a role" }).click()
  await desk.getByRole("button", { name: "Add an actor" }).click()
  await desk.getByText("Added: The Isles.").waitFor()
  await openDesk(desk, `${entries}?kind=options&add=one`)
  await desk.getByLabel("Issue").selectOption({ label: "Duration, extension, expiry" })
  await desk.getByLabel("Proposition").fill("A truce of 10 days")
  await desk.getByRole("button", { name: "Add an option" }).click()
  await desk.getByText("Added: A truce of 10 days.").waitFor()
  await desk.goto(`${server.url}/truce-of-the-isles`)
  await desk.getByText("A truce of 10 days").first().waitFor()
})

test("an import first shows what it would change, says by path what is wrong, and then takes all", async () => {
  const document = {
    ...talks,
    negotiation: { ...talks.negotiation, slug: "brought", title: "Brought along" },
  }
  await openDesk(desk, `${server.url}/desk?do=import`)
  const text = desk.getByLabel("Or paste the document")
  await text.fill("{ this is no document")
  await desk.getByRole("button", { name: "See what it would change" }).click()
  expect(await besideField(desk, "Or paste the document")).toContain("This is not JSON")
  const wrong = { ...document, options: [{ id: "o", issue: "nowhere", text: "An option" }] }
  await text.fill(JSON.stringify(wrong))
  await desk.getByRole("button", { name: "See what it would change" }).click()
  await expect.poll(() => besideField(desk, "Or paste the document")).toContain("At options[0].issue")
  expect(await text.inputValue()).toBe(JSON.stringify(wrong))

  await text.fill(JSON.stringify(document))
  await desk.getByRole("button", { name: "See what it would change" }).click()
  await desk.getByText("What it would change: brought").waitFor()
  expect((await fetch(`${server.url}/api/v1/negotiations/brought`)).status).toBe(404)
  await desk.getByRole("button", { name: "Import", exact: true }).click()
  await desk.getByText("Imported: brought").waitFor()
  expect((await fetch(`${server.url}/api/v1/negotiations/brought`)).status).toBe(200)
})

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { holdNegotiation } from "../support/hold-negotiation.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { axeFindings, LOOKS, scrollsSideways } from "./axe.ts"
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
  const clip = await post(server, "/clip", {
    negotiation: SLUG,
    source: "The Wire",
    publishedAt: "2025-03-14",
    text: "“We are ready to talk about it,” Bob Aide told reporters.\n\nThe mission has said that it would come.",
  })
  SCREENS.push(`/desk/${SLUG}/clips/${clip.id}`)
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
  `/desk/${SLUG}/clip`,
  `/desk/${SLUG}/log`,
  `/desk/${SLUG}/entries`,
  `/desk/${SLUG}/entries?kind=people&id=ann`,
  `/desk/${SLUG}/entries?kind=issues&id=i-truce`,
  `/desk/${SLUG}/import`,
  `/desk/${SLUG}/statements/s-draft`,
  `/desk/${SLUG}/statements/s-ann`,
]

test("no screen of the desk scrolls sideways at 360 pixels, and axe finds nothing in either theme", async () => {
  for (const look of LOOKS) {
    const page = await signIn(browser, server, ADMINISTRATOR, look)
    for (const path of SCREENS) {
      await openDesk(page, server.url + path)
      expect(await scrollsSideways(page), path).toBe(false)
      expect(await axeFindings(page), `${path} ${look.name}`).toEqual([])
    }
    await page.context().close()
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
  const refused = desk.getByRole("row").filter({ hasText: "options[0]" })
  await refused.getByText('There is no issue "nowhere".').waitFor()
  await desk.getByRole("button", { name: "Choose something else" }).click()
  expect(await text.inputValue()).toBe(JSON.stringify(wrong))

  await text.fill(JSON.stringify(document))
  await desk.getByRole("button", { name: "See what it would change" }).click()
  await desk.getByText("What it would change: brought").waitFor()
  expect((await fetch(`${server.url}/api/v1/negotiations/brought`)).status).toBe(404)
  await desk.getByRole("button", { name: /^Import \d+ entries$/ }).click()
  await desk.getByText("Imported: brought").waitFor()
  expect((await fetch(`${server.url}/api/v1/negotiations/brought`)).status).toBe(200)
})

test("a table is previewed row by row, mended, called off, and imported, by the keyboard alone", async () => {
  await openDesk(desk, `${server.url}/desk/${SLUG}/import`)
  const heading = "id,status,saidAt,speaker,for,attribution,directness,gist,documents,stances"
  const rows = (n: number, saidAt: (i: number) => string) =>
    [heading, ...Array.from({ length: n }, (_, i) => rowOf(i, saidAt(i)))].join("\n")
  const rowOf = (i: number, saidAt: string) =>
    `row-${i},published,${saidAt},sam,south,on_record,paraphrase,"=Said, ${i}",d-wire,truce=open`
  const choose = (csv: string) =>
    desk
      .getByLabel("Drop files here, or choose them")
      .setInputFiles({ name: "talks-statements.csv", mimeType: "text/csv", buffer: Buffer.from(csv) })

  await choose(rows(300, (i) => (i === 7 || i === 250 ? "13/03/2025" : "2025-03-13")))
  await desk.getByText("2 faults. Nothing can be imported until they are mended.").waitFor()
  expect(await desk.getByRole("button", { name: /^Import/ }).count()).toBe(0)
  const grid = desk.getByRole("grid", { name: "What becomes of each row" })
  await grid.focus()
  await desk.keyboard.press("n")
  await desk.keyboard.press("n")
  const active = () => grid.evaluate((element) => element.getAttribute("aria-activedescendant") ?? "")
  await expect
    .poll(async () => shown(desk.locator(`[id="${await active()}"]`)), { timeout: 10_000 })
    .toMatch(/line 252[\s\S]*saidAt[\s\S]*13\/03\/2025/)
  await desk.getByRole("checkbox", { name: "Only what is at fault" }).press("Space")
  await expect.poll(() => grid.getByRole("row").count()).toBe(3)

  await desk.getByRole("button", { name: "Choose something else" }).press("Enter")
  const good = rows(4_000, () => "2025-03-13")
  await choose(good)
  const start = desk.getByRole("button", { name: "Import 4,000 rows" })
  await start.waitFor()
  // somebody else is saving here, so that the import is still under way when it is called off
  const other = await holdNegotiation(server.databaseUrl, SLUG)
  await start.press("Enter")
  await desk
    .getByText(/^(Sending|Reading)/)
    .first()
    .waitFor()
  await desk.getByRole("button", { name: "Cancel" }).press("Enter")
  await other.letGo()
  await desk.getByText("Cancelled. Nothing was changed.").waitFor()
  const stored = async () => {
    const answer = await fetch(`${server.url}/api/v1/negotiations/${SLUG}/export.csv?table=statements`)
    return (await answer.text()).split("\n").filter((line) => line.startsWith("row-")).length
  }
  expect(await stored()).toBe(0)

  await choose(rows(214, () => "2025-03-13"))
  await desk.getByRole("button", { name: "Import 214 rows" }).press("Enter")
  await desk.getByText(`Imported: ${SLUG}`).waitFor()
  expect(await stored()).toBe(214)
})

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
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
import { importDocument, openBrowser, SLUG, shown, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser
/** Signed in as administrator. */
let desk: Page

beforeAll(async () => {
  server = await startServer({ pages: true, env: withAdministrator })
  await importDocument(server, talks)
  await importDocument(server, {
    ...talks,
    negotiation: { ...talks.negotiation, slug: "reviewed", review: "risky" },
  })
  browser = await openBrowser()
  desk = await signIn(browser, server, ADMINISTRATOR)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test("what is logged, corrected and withdrawn in one window changes a reader's board in another", async () => {
  const reader = await openBoard()
  const cell = reader.locator('td:has(a[data-cell="south:truce"])')
  expect(await shown(cell)).toContain("None recorded")

  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  await fillIn(desk, { gist: "Accepts the ceasefire of 30 days.", stance: "Accepts" })
  const preview = desk.locator(".desk-preview")
  await preview.getByText("Південь on a 30-day ceasefire: from none recorded to accepts").waitFor()
  expect(await shown(cell)).toContain("None recorded")
  await desk.keyboard.press("Control+Enter")
  await desk.getByText("Published. Every open board shows it.").waitFor()
  await cell.locator(".stance", { hasText: "Accepts" }).waitFor()
  expect(await reader.locator('td[data-changed] a[data-cell="south:truce"]').count()).toBe(1)

  await openDesk(desk, desk.url())
  await desk.getByRole("button", { name: "Correct" }).click()
  await desk.getByRole("radio", { name: "Objects" }).focus()
  await desk.keyboard.press("Space")
  await preview.getByText("Південь on a 30-day ceasefire: from accepts to objects").waitFor()
  await desk.getByRole("button", { name: "Publish the correction" }).click()
  expect(await focusedLabel(desk)).toBe("Public note")
  expect(await besideField(desk, "Public note")).toContain("Say in public what was wrong and what is right.")
  await desk.getByLabel("Public note").fill("The outlet had left out a negation.")
  await desk.getByRole("button", { name: "Publish the correction" }).click()
  await desk.getByText("The correction is published, with its note.").waitFor()
  await cell.locator(".stance", { hasText: "Objects" }).waitFor()

  await openDesk(desk, desk.url())
  await desk.getByRole("button", { name: "Withdraw" }).click()
  await desk.getByLabel("Public note").fill("The outlet took the report back.")
  await desk.getByRole("button", { name: "Withdraw" }).click()
  await desk.getByText("Withdrawn. It no longer counts anywhere on the board.").waitFor()
  await cell.getByText("None recorded").waitFor()

  await desk.getByRole("link", { name: "Its public page" }).click()
  for (const note of ["The outlet had left out a negation.", "The outlet took the report back."])
    await desk.getByText(note).first().waitFor()
  await reader.context().close()
})

test("a refused statement shows the server's sentence beside its field and keeps what was typed", async () => {
  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  await fillIn(desk, { gist: "Stays as it was typed.", stance: "Open" })
  await desk.getByLabel("Said", { exact: true }).fill("2025-02-30")
  await desk.keyboard.press("Control+Enter")
  await desk.locator("[aria-invalid=true]").waitFor()
  expect(await focusedLabel(desk)).toBe("Said")
  expect(await besideField(desk, "Said")).toContain('"2025-02-30" is no date that Parley can place.')
  expect(await desk.getByLabel("Gist, in your own words").inputValue()).toBe("Stays as it was typed.")
  expect(await desk.getByRole("radio", { name: "Open" }).isChecked()).toBe(true)

  // the sentence goes with the mistake, and the next one stands beside its own field
  await desk.getByLabel("Said", { exact: true }).fill("2025-03-14")
  await expect.poll(() => desk.locator("[aria-invalid=true]").count()).toBe(0)
  await desk.getByRole("button", { name: "A new document" }).click()
  await choose(desk, "Outlet or office", "wire")
  await desk.getByLabel("Address").fill("not an address")
  await desk.keyboard.press("Control+Enter")
  await desk.locator("[aria-invalid=true]").waitFor()
  expect(await focusedLabel(desk)).toBe("Address")
  expect(await besideField(desk, "Address")).toContain(
    "Write an address that begins with http:// or https://.",
  )
  expect(await desk.getByLabel("Address").inputValue()).toBe("not an address")
  desk.once("dialog", (dialog) => dialog.accept())
})

test("a speaker without an office at that date is refused at the speaker", async () => {
  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  await fillIn(desk, { gist: "Said by the wrong person.", stance: "Open" })
  await desk.getByRole("checkbox", { name: "Південь" }).uncheck()
  await desk.getByRole("checkbox", { name: "North" }).check()
  await desk.keyboard.press("Control+Enter")
  await desk.locator("[aria-invalid=true]").waitFor()
  expect(await focusedLabel(desk)).toBe("Person")
  expect(await besideField(desk, "Person")).toContain("held no office in north on 2025-03-14")
  desk.once("dialog", (dialog) => dialog.accept())
})

test("Enter in a field publishes nothing, and leaving with unsaved work asks first", async () => {
  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  // without a party it cannot save itself
  await desk.getByLabel("Gist, in your own words").fill("Not sent by accident.")
  await desk.getByLabel("Place").fill("Geneva")
  await desk.keyboard.press("Enter")
  await desk.getByRole("button", { name: "Save draft" }).waitFor()
  const asked = new Promise<string>((resolve) =>
    desk.once("dialog", (dialog) => {
      resolve(dialog.type())
      void dialog.accept()
    }),
  )
  await openDesk(desk, `${server.url}/desk/${SLUG}`)
  expect(await asked).toBe("beforeunload")
  expect(await shown(desk.locator("main"))).not.toContain("Not sent by accident.")
})

test("words selected in the pasted text become the quotation, and the text is there for the next statement", async () => {
  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  const text = desk.getByLabel("Text of the source")
  await text.fill("He said: “We will not wait.” Then he left.")
  await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(9, 28))
  await text.press("Alt+q")
  expect(await desk.getByLabel("Words quoted").inputValue()).toBe("We will not wait.")
  expect(await focusedLabel(desk)).toBe("Words quoted")
  desk.once("dialog", (dialog) => dialog.accept())
  await desk.reload()
  await expect.poll(() => text.inputValue()).toContain("We will not wait.")
})

test("what crosses a red line is sent to review by its author and published by a second person", async () => {
  const analyst = await signIn(browser, server, await addAccount(desk, server, "analyst"))
  await openDesk(analyst, `${server.url}/desk/reviewed/log`)
  await fillIn(analyst, { gist: "No foreign troops at all.", stance: "Rejects" })
  await analyst.getByRole("button", { name: "Add a condition" }).click()
  await analyst.getByLabel("The condition", { exact: true }).fill("No foreign troops")
  await analyst.getByLabel("Kind").selectOption("red_line")
  await analyst.getByText("A second person has to publish this: it touches a red line.").waitFor()
  expect(await analyst.getByLabel("Publish without a second person, because").count()).toBe(0)
  await analyst.getByRole("button", { name: "Send to review" }).click()
  await analyst.getByText("Sent to review. Nothing is public yet.").waitFor()

  await openDesk(desk, `${server.url}/desk/reviewed`)
  await desk.getByRole("link", { name: "No foreign troops at all." }).click()
  await desk
    .getByText("It needed a second person, since it touches a red line. You are that person.")
    .waitFor()
  await desk.getByRole("button", { name: /^Publish/ }).click()
  await desk.getByText("Published. Every open board shows it.").waitFor()
  await analyst.context().close()
})

test("an editor alone may set the review aside with a reason", async () => {
  await openDesk(desk, `${server.url}/desk/reviewed/log`)
  await fillIn(desk, { gist: "Backs down from nothing.", stance: "Open", source: "unnamed" })
  await desk.getByText("A second person has to publish this: it rests on an unnamed source.").waitFor()
  await desk.getByLabel("Publish without a second person, because").fill("Nobody else is on duty.")
  await desk.getByRole("button", { name: "Publish without review" }).click()
  await desk.getByText("Published. Every open board shows it.").waitFor()
})

interface Logged {
  gist: string
  stance: string
  source?: "unnamed"
}

/** A statement of the South on the truce, by the keyboard where it matters. */
async function fillIn(page: Page, { gist, stance, source }: Logged): Promise<void> {
  await choose(page, "Find a document", "wire report")
  if (source === "unnamed") {
    await page.getByRole("radio", { name: "An unnamed source" }).check()
    await page.getByLabel("As described").fill("a southern official")
    await page.getByRole("checkbox", { name: "Південь" }).check()
  } else await choose(page, "Person", "голова")
  await page.getByLabel("Said", { exact: true }).fill("2025-03-14")
  await page.getByText("14 March 2025, whole day in UTC").waitFor()
  await page.getByLabel("Gist, in your own words").fill(gist)
  await choose(page, "Find an option", "30-day")
  await page.getByRole("radio", { name: stance, exact: true }).focus()
  await page.keyboard.press("Space")
}

async function openBoard(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${server.url}/${SLUG}`)
  await page.waitForSelector('.freshness[data-state="live"]', { timeout: 15_000 })
  return page
}

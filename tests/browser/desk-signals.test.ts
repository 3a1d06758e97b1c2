import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { ADMINISTRATOR, choose, openDesk, signIn, withAdministrator } from "./desk-given.ts"
import { importDocument, openBrowser, SLUG, shown, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser
let desk: Page

beforeAll(async () => {
  server = await startServer({ pages: true, env: withAdministrator })
  await importDocument(server, {
    ...talks,
    sources: [
      ...(talks.sources ?? []),
      { id: "agency", name: "The Agency", class: "state_controlled_media" },
      { id: "palace", name: "Office of the President", class: "primary_official" },
    ],
    documents: [
      ...(talks.documents ?? []),
      { id: "d-agency", source: "agency", title: "A truce is right, says Ann", publishedAt: "2025-03-13" },
      { id: "d-palace", source: "palace", title: "Transcript", publishedAt: "2025-03-13" },
    ],
  })
  browser = await openBrowser()
  desk = await signIn(browser, server, ADMINISTRATOR)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test("the same words become another source of the statement there is, and are no second statement", async () => {
  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  await choose(desk, "Find a document", "transcript")
  await choose(desk, "Person", "ann")
  await desk.getByLabel("Said", { exact: true }).fill("2025-03-13")
  await desk.getByLabel("Gist, in your own words").fill("North supports the idea, but terms come first.")
  const offered = desk.getByRole("region", { name: "Already logged?" })
  await offered.getByText("Probably the same").waitFor()
  await desk.getByLabel("Words quoted").fill("“The idea is right” indeed.")
  await offered.getByText("The same words").waitFor()
  expect(await shown(offered)).toContain("1 independent origin, 1 document")
  expect(await shown(offered)).toContain("The Wire")
  await offered.getByRole("button", { name: "Add this document as another source" }).click()
  await desk.getByText("Another source added.").waitFor()

  await desk.goto(`${server.url}/${SLUG}/statements/s-ann`)
  await desk.getByText("2 independent origins, 2 documents").waitFor()
  await desk.getByText("Another source added: Office of the President.").waitFor()
  await desk.goto(`${server.url}/desk/${SLUG}`)
  expect(await shown(desk.locator("main"))).not.toContain("North supports the idea, but terms come first.")
})

test("a condition that is written again becomes a move of the one there is, on two axes at once", async () => {
  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  await choose(desk, "Find a document", "agency")
  await choose(desk, "Person", "ann")
  await desk.getByLabel("Said", { exact: true }).fill("2025-03-15")
  await desk.getByLabel("Gist, in your own words").fill("Would settle for a part of the arms.")
  await desk.getByRole("button", { name: "Add a condition" }).click()
  await desk.getByLabel("The condition", { exact: true }).fill("Half of the arms are laid down first")
  await desk.getByRole("button", { name: "Softens it: “Arms are laid down first”" }).click()
  const moves = desk.getByRole("region", { name: "Conditions on record" })
  const holder = moves.getByRole("combobox", { name: /“Arms are laid down first”: The holder/ })
  expect(await holder.inputValue()).toBe("softened")
  expect(await moves.getByLabel("Note on this move").inputValue()).toBe(
    "Half of the arms are laid down first",
  )
  expect(await desk.getByLabel("The condition", { exact: true }).count()).toBe(0)
  await moves.getByRole("combobox", { name: /: Fulfilment/ }).selectOption("pending")
  await desk
    .locator(".desk-preview")
    .getByText("“Arms are laid down first”: from active, unanswered to softened, unanswered, pending")
    .waitFor()
  await desk.keyboard.press("Control+Enter")
  await desk.getByText("Published. Every open board shows it.").waitFor()
  await desk.goto(`${server.url}/${SLUG}/conditions`)
  const page = desk.locator("main")
  await page.getByText("softened", { exact: true }).first().waitFor()
  await page.getByText("pending", { exact: true }).first().waitFor()
})

test("what a spokesperson may not do to a condition cannot be chosen, and is said beforehand", async () => {
  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  await choose(desk, "Person", "bob")
  await desk.getByLabel("Said", { exact: true }).fill("2025-03-15")
  const moves = desk.getByRole("region", { name: "Conditions on record" })
  await moves.getByText("A speaker of tier 3 may only restate or clarify a condition.").waitFor()
  const holder = moves.getByRole("combobox", { name: /: The holder/ })
  expect(await holder.locator("option:disabled").allInnerTexts()).not.toContain("Restates it")
  expect(await holder.locator("option:disabled").allInnerTexts()).toContain("Softens it")
  desk.once("dialog", (dialog) => dialog.accept())
})

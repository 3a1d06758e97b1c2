import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { ADMINISTRATOR, choose, openDesk, signIn, withAdministrator } from "./desk-given.ts"
import { importDocument, openBrowser, publish, SLUG, shown, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser
let desk: Page

const misspelt = {
  id: "anna",
  name: "Анна Лідер",
  offices: [{ actor: "north", title: "President", tier: 1 }],
}

beforeAll(async () => {
  server = await startServer({ pages: true, env: withAdministrator })
  await importDocument(server, { ...talks, people: [...talks.people!, misspelt] })
  await publish(server, {
    id: "s-anna",
    speaker: "anna",
    for: "north",
    saidAt: "2025-03-13",
    gist: "Rejects it after all.",
    stances: [{ option: "truce", stance: "rejects" }],
  })
  browser = await openBrowser()
  desk = await signIn(browser, server, ADMINISTRATOR)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const open = (query: string) => openDesk(desk, `${server.url}/desk/${SLUG}/entries?${query}`)

test("an editor finds an entry in another script and merges it by the keyboard, and the public page shows the trail", async () => {
  await open("kind=people")
  await desk.keyboard.press("/")
  await desk.keyboard.type("anna lider")
  await desk.keyboard.press("Enter")
  await desk.getByRole("heading", { name: "Анна Лідер" }).waitFor()
  expect(new URL(desk.url()).searchParams.get("id")).toBe("anna")
  await desk.locator("summary", { hasText: "Merge into another entry" }).focus()
  await desk.keyboard.press("Enter")
  await choose(desk, "The entry that is kept", "ann leader")
  await desk.getByLabel("Public note").focus()
  await desk.keyboard.type("The ministry gives both spellings.")
  await desk.keyboard.press("Tab")
  await desk.keyboard.press("Enter")
  await desk.getByRole("heading", { name: "Анна Лідер becomes Ann Leader" }).waitFor()
  const preview = await shown(desk.locator(".desk-preview"))
  expect(preview).toContain("1 published statement corrected in public. 1 position on the board changes:")
  expect(preview).toContain("North on A 30-day ceasefire: from contested to rejects")
  await desk.keyboard.press("Tab")
  await desk.keyboard.press("Enter")
  await desk.getByText("Анна Лідер was merged into Ann Leader.").waitFor()
  await desk.getByRole("heading", { name: "Ann Leader" }).waitFor()

  const reader = await browser.newPage()
  await reader.goto(`${server.url}/${SLUG}/statements/s-anna`)
  const trail = await shown(reader.locator("main"))
  expect(trail).toContain(
    "the entry Анна Лідер was merged into Ann Leader. The ministry gives both spellings.",
  )
  expect(trail).toContain("Ann Leader")
  await reader.close()

  // the old address leads to the entry that is kept
  await open("kind=people&id=anna")
  await desk.getByRole("heading", { name: "Ann Leader" }).waitFor()
})

test("a refusal stands at its field in its row, and what was typed stays until it is right", async () => {
  await open("kind=people&id=bob")
  await desk.getByRole("button", { name: "Add an office" }).click()
  const second = desk.locator(".entry-row").nth(1)
  await second.getByLabel("Title").fill("Envoy")
  await second.getByLabel("In").selectOption({ label: "North" })
  await second.getByLabel("Authority").selectOption("2")
  await second.getByLabel("From").fill("2025-13")
  await desk.keyboard.press("Control+s")
  await desk.locator("[aria-invalid=true]").waitFor()
  expect(await second.getByLabel("From").getAttribute("aria-invalid")).toBe("true")
  await second.getByLabel("From").fill("2025-03")
  await desk.keyboard.press("Control+s")
  await desk.getByText("Saved.").waitFor()
  await open("kind=people&id=bob")
  expect(await desk.locator(".entry-row").nth(1).getByLabel("Title").inputValue()).toBe("Envoy")
})

test("an option that is split leads to what was coded on it, and the board shows the new ones", async () => {
  await open("kind=options&id=truce")
  await desk.locator("summary", { hasText: "Split the option" }).click()
  await desk.getByLabel("The new options").fill("A ceasefire on land\nA ceasefire at sea")
  const form = desk.locator("details[open]")
  await form.getByRole("button", { name: "Split the option" }).click()
  await form.locator("[aria-invalid=true]").waitFor()
  expect(await shown(form)).toContain("Write a date.")
  await form.getByLabel("Closed on").fill("2025-03-20")
  await form.getByRole("button", { name: "Split the option" }).click()
  await desk.getByText("(split into “A ceasefire on land” and “A ceasefire at sea”)").first().waitFor()
  // and leads to what was coded on the old one, to be corrected where it meant a new one
  const coded = desk.getByRole("link", { name: "Correct s-anna" })
  expect(await coded.getAttribute("href")).toBe(`/desk/${SLUG}/statements/s-anna`)
  const reader = await browser.newPage()
  await reader.goto(`${server.url}/${SLUG}`)
  await reader.getByText("A ceasefire at sea").first().waitFor()
  await reader.close()
})

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { ADMINISTRATOR, addAccount, focusedLabel, openDesk, signIn, withAdministrator } from "./desk-given.ts"
import { importDocument, openBrowser, SLUG, shown, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser
let editor: Page
let analyst: Page

beforeAll(async () => {
  server = await startServer({ pages: true, env: withAdministrator })
  await importDocument(server, {
    ...talks,
    negotiation: { ...talks.negotiation, review: "always" },
    people: talks.people?.map((one) => (one.id === "ann" ? { ...one, name: "Ann Halloran" } : one)),
  })
  browser = await openBrowser()
  editor = await signIn(browser, server, ADMINISTRATOR)
  analyst = await signIn(browser, server, await addAccount(editor, server, "analyst"))
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const ARTICLE = `title: North takes the truce
source: The Harbour Gazette
published: 2025-03-14

PORT CITY - President Ann Halloran spoke to reporters on Thursday after a night of talks.

“We take the ceasefire of thirty days as it stands,” Halloran said at the harbour.

Karel Novak, a spokesman for the mission, said: “Two hundred observers can be at the line within a week.”

Nobody else was heard that night. The harbour stayed closed until the morning.
`

test("by the keyboard alone an article becomes a draft and a statement that a second account publishes to an open board", async () => {
  const reader = await browser.newPage()
  await reader.goto(`${server.url}/${SLUG}`)
  await reader.waitForSelector('.freshness[data-state="live"]')
  const cell = reader.locator('td:has(a[data-cell="north:truce"])')
  await cell.locator(".stance", { hasText: "In principle" }).waitFor()

  // pasted, and read at once
  const { keyboard } = analyst
  await openDesk(analyst, `${server.url}/desk/${SLUG}/clip`)
  await expect.poll(() => focusedLabel(analyst)).toBe("Address, text or HTML")
  await keyboard.insertText(ARTICLE)
  await keyboard.press("Control+Enter")

  // an outlet that nobody knows is added in its place, without leaving
  await analyst.getByText("Whose article is this?").waitFor()
  expect(await analyst.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe(
    "The Harbour Gazette",
  )
  await keyboard.press("Enter")

  // every quotation is marked, with its speaker
  const queue = analyst.getByRole("navigation", { name: "From this clip" })
  const [first, second] = [queue.getByRole("button").first(), queue.getByRole("button").last()]
  expect(await shown(first)).toMatch(/Ann Halloran\s+We take the ceasefire/)
  expect(await shown(second)).toMatch(/Karel Novak\s+Two hundred observers/)
  await analyst.locator("mark[aria-current]", { hasText: "We take the ceasefire" }).waitFor()

  // coded: gist, option, stance by its number
  await expect.poll(() => focusedLabel(analyst)).toBe("Gist, in your own words")
  await keyboard.type("Accepts the ceasefire of 30 days.")
  await keyboard.press("Alt+p")
  await keyboard.type("30-day")
  await analyst.getByRole("option").first().waitFor()
  await keyboard.press("ArrowDown")
  await keyboard.press("Enter")
  await keyboard.press("2")
  await analyst.getByRole("button", { name: "Send to review" }).waitFor()
  await keyboard.press("Control+Enter")
  await analyst.getByText("Ann Halloran: sent to review. Nothing is public yet.").first().waitFor()

  // the next has come; its speaker is new, and is added with an office
  await analyst.getByText("“Karel Novak” is not among the people here.").waitFor()
  await expect.poll(() => focusedLabel(analyst)).toBe("Person")
  for (let i = 0; i < 4 && (await focusedText(analyst)) !== "Add a person"; i++) await keyboard.press("Tab")
  await keyboard.press("Enter")
  await keyboard.press("Tab")
  expect(await focusedLabel(analyst)).toBe("Name")
  await keyboard.press("Tab")
  await keyboard.type("Mission")
  await analyst.getByRole("option").first().waitFor()
  await keyboard.press("ArrowDown")
  await keyboard.press("Enter")
  await keyboard.press("Enter")
  await expect
    .poll(() => analyst.getByRole("combobox", { name: "Person" }).last().inputValue())
    .toBe("Karel Novak")
  expect(await focusedLabel(analyst)).toBe("Gist, in your own words")
  await keyboard.type("Can send observers within a week.")
  await keyboard.press("Control+s")
  await expect.poll(() => shown(second)).toContain("draft")

  // nothing but the statements says how far each has come
  await openDesk(analyst, analyst.url())
  await expect.poll(() => shown(first)).toContain("in review")
  expect(await shown(second)).toContain("draft")
  await cell.locator(".stance", { hasText: "In principle" }).waitFor()

  // the second account finds what waits for it by a command, and publishes
  await openDesk(editor, `${server.url}/desk/${SLUG}`)
  await editor.keyboard.press("Control+k")
  await editor.getByRole("dialog", { name: "Commands" }).waitFor()
  await editor.keyboard.type("review next")
  await editor.keyboard.press("Enter")
  await editor.waitForURL("**/statements/**")
  await editor.waitForSelector("form[inert]", { state: "detached" })
  await editor.getByText("You are that person.").waitFor()
  await editor.keyboard.press("Control+Enter")
  await editor.getByText("Published. Every open board shows it.").waitFor()
  await cell.locator(".stance", { hasText: "Accepts" }).waitFor()
  await reader.close()
})

test("any words of an article can be selected by walking its sentences, and are logged with their place", async () => {
  const { keyboard } = analyst
  await openDesk(analyst, `${server.url}/desk/${SLUG}/clip`)
  await analyst.getByRole("link", { name: "North takes the truce" }).first().click()
  const queue = analyst.getByRole("navigation", { name: "From this clip" })
  await expect.poll(() => focusedLabel(analyst)).toBe("Gist, in your own words")
  await keyboard.press("Alt+t")
  await keyboard.press("End")
  await keyboard.press("ArrowUp")
  await keyboard.press("Shift+ArrowLeft")
  expect(await analyst.evaluate(() => String(document.getSelection()))).toBe(
    "Nobody else was heard that night",
  )
  await keyboard.press("Enter")
  const own = queue.getByRole("button").filter({ hasText: "Nobody else was heard that night" })
  expect(await own.getAttribute("aria-current")).toBe("true")
  await analyst.locator("mark[aria-current]", { hasText: "Nobody else was heard that night" }).waitFor()
  expect(await focusedLabel(analyst)).toBe("Person")
  // what was begun stays while others are open
  await keyboard.press("Alt+g")
  await keyboard.type("Half a thought")
  await keyboard.press("Alt+ArrowUp")
  await keyboard.press("Alt+ArrowDown")
  const thought = analyst.locator("textarea[name=gist]:visible")
  expect(await thought.inputValue()).toBe("Half a thought")
  // and over the end of the page, although the server could not take it yet: it goes on at its place
  analyst.once("dialog", (dialog) => dialog.accept())
  await openDesk(analyst, analyst.url())
  await own.click()
  expect(await thought.inputValue()).toBe("Half a thought")
  analyst.once("dialog", (dialog) => dialog.accept())
})

test("a page that cannot be fetched leaves its address in the field and asks for its text", async () => {
  const { keyboard } = analyst
  await openDesk(analyst, `${server.url}/desk/${SLUG}/clip`)
  await expect.poll(() => focusedLabel(analyst)).toBe("Address, text or HTML")
  await keyboard.insertText("http://127.0.0.1:9/article")
  await keyboard.press("Enter")
  await analyst.getByLabel("The text of http://127.0.0.1:9/article").waitFor()
  await expect.poll(() => focusedLabel(analyst)).toBe("The text of http://127.0.0.1:9/article")
  expect(await analyst.locator("[name=field]").inputValue()).toBe("http://127.0.0.1:9/article")
  await keyboard.insertText("“It is what it is,” Bob Aide said.")
  await keyboard.press("Control+Enter")
  await analyst.waitForURL("**/clips/**")
  expect(await analyst.getByRole("link", { name: "Open the source" }).getAttribute("href")).toBe(
    "http://127.0.0.1:9/article",
  )
})

test("the list of keys names what the screen can do, and the palette finds a statement by its words", async () => {
  await openDesk(editor, `${server.url}/desk/${SLUG}/log`)
  await editor.keyboard.press("?")
  const keys = editor.getByRole("dialog", { name: "Keys of the desk" })
  for (const words of ["Save draft", "Clip an article", "To the positions"])
    await keys.getByText(words).waitFor()
  await editor.keyboard.press("Escape")
  await keys.waitFor({ state: "detached" })
  await editor.keyboard.press("Control+k")
  await editor.getByRole("dialog", { name: "Commands" }).waitFor()
  await editor.keyboard.type("hasty draft")
  await editor.getByRole("menuitem", { name: "Calls the draft hasty." }).waitFor()
  await editor.keyboard.press("Enter")
  await editor.waitForURL("**/statements/s-bob")
})

function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? "")
}

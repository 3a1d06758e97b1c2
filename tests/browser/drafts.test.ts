import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { ADMINISTRATOR, addAccount, choose, openDesk, signIn, withAdministrator } from "./desk-given.ts"
import { importDocument, openBrowser, SLUG, shown, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser
/** Two people at two machines. */
let desk: Page
let other: Page

beforeAll(async () => {
  server = await startServer({ pages: true, env: withAdministrator })
  await importDocument(server, talks)
  browser = await openBrowser()
  desk = await signIn(browser, server, ADMINISTRATOR)
  other = await signIn(browser, server, await addAccount(desk, server, "analyst"))
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const gist = (page: Page) => page.getByLabel("Gist, in your own words")
const saved = (page: Page) => page.locator('.save-line[data-state="saved"]', { hasText: /^Saved/ }).waitFor()

/** Begins a statement that has what a draft needs, and waits until it has saved itself. */
async function begin(page: Page, words: string): Promise<string> {
  await openDesk(page, `${server.url}/desk/${SLUG}/log`)
  await choose(page, "Person", "голова")
  await page.getByLabel("Said", { exact: true }).fill("2025-03-14")
  await gist(page).fill(words)
  await saved(page)
  await page.waitForURL(/\/statements\/s-/)
  return page.url()
}

test("words save themselves; a tab that dies leaves what was not saved yet, and the next one offers it", async () => {
  const url = await begin(desk, "Saved by itself.")
  const tab = await desk.context().newPage()
  await openDesk(tab, url)
  expect(await gist(tab).inputValue()).toBe("Saved by itself.")

  await gist(tab).fill("Typed, and saved too.")
  await saved(tab)
  await gist(tab).fill("Typed just before the crash.")
  await expect
    .poll(() => tab.evaluate(() => JSON.stringify({ ...localStorage })))
    .toContain("before the crash")
  const crashed = tab.waitForEvent("crash")
  await tab.goto("chrome://crash").catch(() => {})
  await crashed
  await tab.close()

  const back = await desk.context().newPage()
  await back.goto(url)
  await back.getByText(/^Unsaved words of \d\d:\d\d were found$/).waitFor()
  await back.keyboard.press("Enter") // the focus is on "Take them"
  expect(await gist(back).inputValue()).toBe("Typed just before the crash.")
  await saved(back)
  await back.reload()
  await back.waitForSelector("form[inert]", { state: "detached" })
  expect(await gist(back).inputValue()).toBe("Typed just before the crash.")
  await back.close()
})

test("what cannot be stored yet is kept in the browser and said so, and is found when one begins again", async () => {
  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  await gist(desk).fill("Nobody has said this yet.")
  const line = desk.locator(".save-line")
  await line.getByText("Not saved: choose the party that is spoken for.").waitFor()
  expect(await shown(line)).toContain("Your words are kept in this browser.")
  await expect
    .poll(() => desk.evaluate(() => JSON.stringify({ ...localStorage })))
    .toContain("Nobody has said")
  desk.once("dialog", (dialog) => dialog.accept())
  await desk.goto(`${server.url}/desk/${SLUG}/log`)
  await desk.getByText(/^Unsaved words/).waitFor()
  await desk.getByRole("button", { name: "Take them" }).click()
  await expect.poll(() => gist(desk).inputValue()).toBe("Nobody has said this yet.")
  await choose(desk, "Person", "голова")
  await desk.getByLabel("Said", { exact: true }).fill("2025-03-14")
  await saved(desk)
  await openDesk(desk, `${server.url}/desk/${SLUG}/log`)
  expect(await desk.getByText(/^Unsaved words/).count()).toBe(0)
})

test("two in one draft see each other, get each other's words, and where both typed somebody chooses", async () => {
  const url = await begin(desk, "The first wording.")
  await openDesk(other, url)
  await desk.getByText("The analyst is here too").waitFor()
  await other.locator(".draft-here", { hasText: "is here too" }).waitFor()

  // who has typed nothing is shown what the other saved
  await other.getByLabel("Place").fill("Geneva")
  await saved(other)
  await desk.getByText("The analyst saved this a moment ago. The form shows it.").first().waitFor()
  expect(await desk.getByLabel("Place").inputValue()).toBe("Geneva")

  // both typed: nothing is overwritten, and what only one of them changed is chosen already
  await gist(other).fill("Wording of the other.")
  await gist(desk).fill("My own wording.")
  await desk.getByLabel("Venue").fill("press conference")
  await other.keyboard.press("Control+s")
  const conflict = desk.locator(".desk-conflict")
  await conflict.getByText("The analyst saved this meanwhile").waitFor()
  expect(await shown(conflict)).toContain("You both changed this")
  expect(await conflict.getByRole("group", { name: "Venue" }).getByLabel("Yours").isChecked()).toBe(true)
  expect(await conflict.locator("ins", { hasText: "own" }).count()).toBeGreaterThan(0)
  await conflict.getByRole("button", { name: "Go on with these" }).focus()
  await desk.keyboard.press("Enter") // goes to what is still open
  await desk.keyboard.press("Space")
  await conflict.getByRole("button", { name: "Go on with these" }).click()
  await conflict.waitFor({ state: "detached" })
  await desk.keyboard.press("Control+s")
  await desk.locator(".desk-bar").getByText("Draft saved.").waitFor()
  await expect.poll(() => other.getByLabel("Venue").inputValue()).toBe("press conference")
  expect(await gist(other).inputValue()).toBe("Wording of the other.")

  // a tab that dies is gone for the others
  await other.goto(`${server.url}/desk`)
  await expect.poll(() => desk.getByText("is here too").count()).toBe(0)
})

test("the queue is live, shows who is in a draft, and review goes there and back with a word", async () => {
  await other.goto(`${server.url}/desk/${SLUG}`)
  await other.locator(".queue-list li").first().waitFor()
  await begin(desk, "Comes into the queue by itself.")
  const row = other.locator(".queue-list li", { hasText: "Comes into the queue by itself." })
  await row.getByText("is editing").waitFor()

  await choose(desk, "Find a document", "wire report")
  await desk.getByLabel("Say something about it").fill("Is this what was said?")
  await desk.getByRole("button", { name: "Send to review with this word" }).click()
  await desk.getByText("Sent to review. Nothing is public yet.").first().waitFor()
  await row.getByText("to review").waitFor()

  await other.locator("body").press("j")
  await other.keyboard.press("j")
  await other.keyboard.press("k")
  await other.keyboard.press("Enter")
  await other.waitForURL(/\/statements\/s-/)
  await other.getByText("Is this what was said?").waitFor()
  await other.waitForSelector("form[inert]", { state: "detached" })
  await other.getByRole("button", { name: "Return to the author" }).click()
  await other.getByText("Say what is missing, for the author.").waitFor()
  await other.getByLabel("Say something about it").fill("The party is another.")
  await other.getByRole("button", { name: "Return to the author" }).click()
  await other.getByText("Returned to its author.").first().waitFor()

  await desk.goto(`${server.url}/desk/${SLUG}?part=returned`)
  await desk.getByText("The party is another.").waitFor()
})

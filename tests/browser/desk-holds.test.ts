import pg from "pg"
import type { Browser, Locator, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { axeFindings, LOOKS, scrollsSideways } from "./axe.ts"
import {
  ADMINISTRATOR,
  addAccount,
  besideField,
  focusedLabel,
  openDesk,
  signIn,
  withAdministrator,
} from "./desk-given.ts"
import { importDocument, openBrowser, post, publish, SLUG, shown, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser
let database: pg.Client
let editor: Page
let analyst: Page

beforeAll(async () => {
  // longer than all of this takes: a hold ends where a test says so
  const env = { ...withAdministrator, PARLEY_ALERT_HOLD_SECONDS: "3600", PARLEY_ALLOW_PRIVATE_TARGETS: "1" }
  server = await startServer({ pages: true, env })
  database = new pg.Client(server.databaseUrl)
  await database.connect()
  await importDocument(server, talks)
  const channel = { type: "webhook", url: "http://127.0.0.1:18080/" }
  await post(server, "/subscriptions", { negotiation: SLUG, filter: {}, channel })
  browser = await openBrowser()
  editor = await signIn(browser, server, ADMINISTRATOR)
  analyst = await signIn(browser, server, await addAccount(editor, server, "analyst"))
  for (const page of [editor, analyst]) await openDesk(page, `${server.url}/desk/${SLUG}`)
})
afterAll(async () => {
  await browser?.close()
  await database?.end()
  await server?.stop()
})

const say = (id: string, gist: string) =>
  publish(server, { id, speaker: "sam", for: "south", saidAt: "2025-03-14", gist })

/** The line of one alert, by the words of its statement. */
const heldAlert = (page: Page, gist: string): Locator =>
  page
    .getByRole("region", { name: "Alerts before they are sent" })
    .getByRole("listitem")
    .filter({ hasText: gist })

const focusIsIn = (place: Locator) =>
  place.evaluate((element) => element.contains(document.activeElement) && document.activeElement !== element)

test("a held alert is seen at the desk without anything moving, and is stopped with a reason by the keyboard alone; everybody there and the audit say so", async () => {
  const latest = editor.getByText("Latest published")
  const place = await latest.boundingBox()
  await say("s-wrong", "Was never said.")
  const here = heldAlert(editor, "Was never said.")
  await here.getByText(/1 subscription will be told in \d+ min/).waitFor()
  expect(await latest.boundingBox()).toEqual(place)

  await editor.keyboard.press("Control+k")
  await editor.getByRole("dialog", { name: "Commands" }).waitFor()
  await editor.keyboard.type("stop alert never said")
  await editor.getByRole("menuitem", { name: /^Stop alert/ }).waitFor()
  await editor.keyboard.press("Enter")
  await expect.poll(() => focusedLabel(editor)).toBe("Why is it stopped?")
  await editor.keyboard.press("Enter")
  await editor.locator("[aria-invalid=true]").waitFor()
  expect(await besideField(editor, "Why is it stopped?")).toContain("Say why the alert is stopped")
  await editor.keyboard.type("The outlet took it back.")
  await editor.keyboard.press("Enter")
  await here.getByText("stopped it, and nobody is told: The outlet took it back.").waitFor()
  await expect.poll(() => focusIsIn(here)).toBe(true)

  const there = heldAlert(analyst, "Was never said.")
  await there.getByText("stopped it, and nobody is told: The outlet took it back.").waitFor()
  await here.getByRole("button", { name: "Close" }).click()
  await here.waitFor({ state: "detached" })
  await editor.goto(`${server.url}/desk/${SLUG}/audit`)
  await editor.getByText("The outlet took it back.").first().waitFor({ state: "attached" })
  await openDesk(editor, `${server.url}/desk/${SLUG}`)
})

test("who may not stop an alert sees how long it is held and who can", async () => {
  await say("s-held", "Said in passing.")
  const there = heldAlert(analyst, "Said in passing.")
  await there.getByText("An editor can stop it.").waitFor()
  expect(await there.getByRole("button").count()).toBe(0)
})

test("a reason that is let go leaves the alert held and gives the focus back", async () => {
  const here = heldAlert(editor, "Said in passing.")
  await here.waitFor()
  await editor.keyboard.press("Alt+h")
  await expect.poll(() => focusedLabel(editor)).toBe("Why is it stopped?")
  await editor.keyboard.press("Escape")
  await expect.poll(() => focusedLabel(editor)).toContain("Stop alert")
  expect(await shown(here)).toContain("1 subscription will be told")
})

test("what is asked while another alert is being stopped stays asked", async () => {
  await say("s-one", "Said first.")
  await say("s-two", "Said second.")
  const [one, two] = [heldAlert(editor, "Said first."), heldAlert(editor, "Said second.")]
  let letOn = () => {}
  const late = new Promise<void>((resolve) => {
    letOn = resolve
  })
  await editor.route(/holds\.stop/, async (route) => {
    await late
    await route.continue()
  })
  await one.getByRole("button", { name: "Stop alert" }).click()
  await editor.keyboard.type("The outlet took it back.")
  await editor.keyboard.press("Enter")
  await two.getByRole("button", { name: "Stop alert" }).click()
  letOn()
  await one.getByText("nobody is told: The outlet took it back.").waitFor()
  expect(await two.getByRole("textbox").count()).toBe(1)
  expect(await focusedLabel(editor)).toBe("Why is it stopped?")
  await editor.keyboard.press("Escape")
  await editor.unroute(/holds\.stop/)
})

test("an alert whose hold ended while the reason was written is refused in the server's words, and the reason stays", async () => {
  await say("s-late", "Said too late.")
  const here = heldAlert(editor, "Said too late.")
  await here.getByRole("button", { name: "Stop alert" }).click()
  await editor.keyboard.type("Not in time.")
  await database.query("update delivery set state = 'sent'")
  await database.query("update alert set held_until = recorded_at")
  await heldAlert(analyst, "Said too late.").getByText("The hold is over: 1 subscription is told.").waitFor()
  await editor.keyboard.press("Enter")
  await here.getByText("1 of 1 were told already.").waitFor()
  expect(await editor.getByLabel("Why is it stopped?").inputValue()).toBe("Not in time.")
  await editor.keyboard.press("Escape")
  await here.getByText("The hold is over: 1 subscription is told.").waitFor()
  await expect.poll(() => focusIsIn(here)).toBe(true)
})

test("whoever publishes can stop the alert from the same page", async () => {
  await openDesk(editor, `${server.url}/desk/${SLUG}/statements/s-held`)
  await editor.getByRole("button", { name: "Correct" }).click()
  await editor.getByLabel("Gist, in your own words").fill("Said in public.")
  await editor.getByLabel("Public note").fill("It was no passing word.")
  await editor.getByRole("button", { name: "Publish the correction" }).click()
  await editor.getByText("The correction is published, with its note.").waitFor()
  const here = heldAlert(editor, "Said in public.")
  await here.getByRole("button", { name: "Stop alert" }).click()
  await editor.keyboard.type("The note is not clear yet.")
  await editor.keyboard.press("Enter")
  await here.getByText("nobody is told: The note is not clear yet.").waitFor()
})

test("a held alert does not scroll sideways at 360 pixels, and axe finds nothing in either theme", async () => {
  await say("s-axe", "Said for everybody.")
  for (const look of LOOKS) {
    const page = await signIn(browser, server, ADMINISTRATOR, look)
    await openDesk(page, `${server.url}/desk/${SLUG}`)
    const here = heldAlert(page, "Said for everybody.")
    await here.waitFor()
    expect(await axeFindings(page), `held ${look.name}`).toEqual([])
    await here.getByRole("button", { name: "Stop alert" }).click()
    await here.getByRole("textbox").waitFor()
    expect(await axeFindings(page), `stopping ${look.name}`).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    await page.context().close()
  }
})

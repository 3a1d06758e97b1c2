import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { waitUntil } from "../support/wait-until.ts"
import {
  browser,
  linkIn,
  moveOfNorth,
  newest,
  open,
  openAlertsSite,
  pathIn,
  server,
  tabTo,
} from "./alerts-given.ts"
import { axeFindings, LOOKS, scrollsSideways } from "./axe.ts"
import { ADMINISTRATOR, besideField, signIn } from "./desk-given.ts"
import { SLUG, shown } from "./reader-given.ts"

openAlertsSite()

test("the form says in words and in what it would have sent what one will hear of, while one chooses", async () => {
  const page = await open(`/alerts/new?negotiation=${SLUG}&party=north&option=truce`)
  await page.getByRole("heading", { name: "Would have sent 6 in the last 30 days" }).waitFor()
  expect(await page.locator(".alert-preview li").count()).toBe(6)
  expect(await shown(page.locator(".alert-preview li").first())).toMatch(/North on a 30-day ceasefire: from/)
  await page.getByText("Choose what you hear of").click()
  await page.locator("summary", { hasText: "Kinds of change" }).click()
  await page.getByLabel("Deadline near").check()
  await page.getByText("Approaching deadlines that concern North, on a 30-day ceasefire.").waitFor()
  await page.getByRole("heading", { name: "Nothing in the last 30 days" }).waitFor()
  await page.getByLabel("Deadline near").uncheck()
  await page.getByRole("heading", { name: "Would have sent 6" }).waitFor()
  // the group stays open under whoever unticks its last box
  expect(await page.getByLabel("Deadline near").isVisible()).toBe(true)
  expect(await page.locator(".alert-preview [role=status]").textContent()).toMatch(/^Would have sent 6/)
  await page.getByLabel("Words").fill("said by north 3")
  await page.getByRole("heading", { name: "Would have sent 1 in the last 30 days" }).waitFor()
  await page.context().close()
})

test("from a cell to a confirmed subscription by the keyboard alone; the link in its mail ends it", async () => {
  const page = await open(`/${SLUG}`)
  await page.waitForSelector('.freshness[data-state="live"]')
  await page.focus('a[data-cell="north:truce"]')
  await page.keyboard.press("Enter")
  await page.waitForSelector("dialog.evidence[open]")
  await tabTo(page, "Tell me when this changes")
  await page.keyboard.press("Enter")
  await page.waitForURL((url) => url.pathname === "/alerts/new")
  expect(await shown(page.locator("main"))).toContain(
    "Every change that concerns North, on a 30-day ceasefire.",
  )
  await page.waitForFunction(() => document.querySelector("input[value=push]:not(:disabled)"))

  await tabTo(page, "E-mail address")
  await page.keyboard.type("reader@example.org")
  await page.keyboard.press("Enter")
  await page.getByText("We sent a link to reader@example.org, if it can be reached.").waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Look into your mail")

  await page.goto(await linkIn("reader@example.org", "confirm"))
  expect(await shown(page.locator("main"))).toContain(
    "Every change that concerns North, on a 30-day ceasefire",
  )
  await moveOfNorth(7)
  await tabTo(page, "Confirm")
  await page.keyboard.press("Enter")
  await page.getByText("You will be told from now on.").waitFor()
  await moveOfNorth(8)
  await page.reload()
  await page.getByRole("heading", { name: "Confirmed" }).waitFor()
  expect(await page.getByRole("button", { name: "Confirm" }).count()).toBe(0)
  // opening the page of the link had not confirmed it yet: nothing is told of what came before the button
  expect(await newest("reader@example.org", "Said by North, 8.")).not.toContain("Said by North, 7.")

  const stop = await linkIn("reader@example.org", "stop")
  await page.goto(stop)
  await page.goto(stop)
  await page.getByRole("heading", { name: "Stop these alerts?" }).waitFor()
  await tabTo(page, "Stop")
  await page.keyboard.press("Enter")
  await page.getByText("Nothing more of this is sent.").waitFor()
  await page.goto(stop)
  await page.getByText("These have ended. Nothing more is sent.").waitFor()
  await page.goto(await linkIn("reader@example.org", "confirm"))
  await page.getByRole("heading", { name: "This has ended" }).waitFor()
  expect(await page.getByRole("button", { name: "Confirm" }).count()).toBe(0)
  await page.context().close()
})

test("who chooses a negotiation by the keyboard stays at its field, and another's parties do not stay behind", async () => {
  const page = await open("/alerts/new")
  await page.getByRole("heading", { name: "Tell me what changes" }).waitFor()
  await page.waitForFunction(() => document.querySelector("input[value=push]:not(:disabled)"))
  await page.getByLabel("Negotiation").focus()
  await page.getByLabel("Negotiation").selectOption(SLUG)
  await page.locator("summary", { hasText: "Parties" }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("negotiation")
  await page.locator("summary", { hasText: "Parties" }).click()
  await page.getByRole("checkbox", { name: "North" }).check()
  await page.getByText("Every change that concerns North.").waitFor()
  await page.getByLabel("Negotiation").selectOption("")
  await page.getByText("Every change, in all public negotiations.").waitFor()
  await page.context().close()
})

test("what a form cannot offer stays in what one hears of until one unticks it", async () => {
  const page = await open("/alerts/new?party=north&person=ann")
  await page.getByText("Every change that concerns north, said by ann, in all").waitFor()
  await page.getByLabel("E-mail address").fill("whole@example.org")
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.getByText("We sent a link to whole@example.org").waitFor()
  await page.goto(await linkIn("whole@example.org", "confirm"))
  await page.getByRole("button", { name: "Confirm" }).click()
  await page.getByRole("heading", { name: "Confirmed" }).waitFor()
  expect(await shown(page.locator("main"))).not.toContain("Nothing is sent")
  await page.getByRole("link", { name: "Change or end what you follow" }).click()

  await page.getByRole("link", { name: "Change: Every" }).click()
  await page.getByLabel("How soon").selectOption("daily")
  await page.getByRole("button", { name: "Save" }).click()
  await page.getByText("The change is saved.").waitFor()
  expect(await shown(page.locator(".alert-list"))).toMatch(
    /Every change that concerns north, said by ann[\s\S]*once a day/,
  )
  await page.getByRole("link", { name: "Change: Every" }).click()
  await page.getByLabel("ann").uncheck()
  await page.getByText("Every change that concerns north, in all").waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute("value"))).toBe("ann")
  await page.getByRole("link", { name: "What you follow" }).click()
  await page.getByRole("button", { name: "Stop: Every" }).click()
  await page.getByRole("link", { name: "Follow it again" }).click()
  await page.getByText("Every change that concerns north, said by ann, in all").waitFor()
  await page.getByLabel("How soon").selectOption("daily")
  await page.getByText("Your daily mail comes at 8:00, ").waitFor()
  await page.context().close()
})

test("what was typed stays where the server cannot be reached", async () => {
  const page = await open(`/alerts/new?negotiation=${SLUG}`)
  await page.waitForFunction(() => document.querySelector("input[value=push]:not(:disabled)"))
  await page.getByLabel("E-mail address").fill("tunnel@example.org")
  await page.context().setOffline(true)
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.getByText("The server could not be reached.").waitFor()
  expect(await page.getByLabel("E-mail address").inputValue()).toBe("tunnel@example.org")
  await page.context().setOffline(false)
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.getByText("We sent a link to tunnel@example.org").waitFor()
  await page.context().close()
})

test("what one has chosen is what one asks for, however quickly one sends it", async () => {
  const page = await open(`/alerts/new?negotiation=${SLUG}&party=north`)
  await page.waitForFunction(() => document.querySelector("input[value=push]:not(:disabled)"))
  await page.getByText("Choose what you hear of").click()
  await page.getByLabel("E-mail address").fill("quick@example.org")
  await page.getByLabel("Words").fill("prisoners")
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.getByText("We sent a link to quick@example.org").waitFor()
  await page.goto(await linkIn("quick@example.org", "confirm"))
  expect(await shown(page.locator("main"))).toContain(
    "Every change that concerns North, with the words “prisoners”",
  )
  await page.context().close()
})

test("without JavaScript one follows, confirms, changes, stops, and reads the log", async () => {
  const page = await open(`/${SLUG}/parties/north`, { javaScriptEnabled: false })
  await page.getByRole("link", { name: "Tell me when this changes" }).click()
  await page.getByText("Choose what you hear of").click()
  await page.locator("summary", { hasText: "Kinds of change" }).click()
  await page.getByLabel("Position moved").check()
  await page.getByRole("button", { name: "Show what this sends" }).click()
  expect(await shown(page.locator("main"))).toContain("Moved positions that concern North.")

  await page.getByLabel("E-mail address").fill("no address")
  await page.getByRole("button", { name: "Tell me" }).click()
  expect(await besideField(page, "E-mail address")).toContain("Enter an e-mail address")
  await page.getByLabel("E-mail address").fill("plain@example.org")
  await page.getByRole("button", { name: "Tell me" }).click()
  expect(await shown(page.locator("main"))).toContain("We sent a link to plain@example.org")

  await page.goto(await linkIn("plain@example.org", "confirm"))
  await page.getByRole("button", { name: "Confirm" }).click()
  await page.getByRole("link", { name: "Change or end what you follow" }).click()
  expect(await shown(page.locator("main"))).toContain("Moved positions that concern North")
  await moveOfNorth(9)
  await newest("plain@example.org", "Said by North, 9.")

  await page.getByRole("link", { name: "Delivery log: Moved" }).click()
  await waitUntil("the message stands in the log", async () => {
    await page.reload()
    return (await shown(page.locator("main"))).includes("The receiver has taken it")
  })
  expect(await page.locator(".alert-outcome, .alert-id").count()).toBe(0)
  await page.getByRole("link", { name: "What you follow" }).click()

  await page.getByRole("link", { name: "Change: Moved" }).click()
  await page.getByLabel("Position moved").uncheck()
  await page.getByLabel("Correction").check()
  await page.getByRole("button", { name: "Show what this sends" }).click()
  await page.getByLabel("How soon").selectOption("daily")
  await page.getByRole("button", { name: "Save" }).click()
  expect(await shown(page.locator("main"))).toContain("The change is saved.")
  expect(await shown(page.locator(".alert-list"))).toMatch(/Corrections that concern North[\s\S]*once a day/)

  await page.getByLabel("Daily mail at").selectOption("18:00")
  await page.getByLabel("From").fill("22:30")
  await page.getByRole("button", { name: "Save" }).click()
  expect(await shown(page.locator("main"))).toContain("fill in both, or neither")
  await page.getByLabel("From").fill("22:30")
  await page.getByLabel("To", { exact: true }).fill("06:45")
  await page.getByLabel("Daily mail at").selectOption("18:00")
  await page.getByRole("button", { name: "Save" }).click()
  expect(await shown(page.locator("main"))).toContain("Saved.")
  expect(await page.getByLabel("From").inputValue()).toBe("22:30")
  expect(await page.getByLabel("Daily mail at").inputValue()).toBe("18")

  const earlier = page.url()
  await page.getByText("Renew the links").first().click()
  await page.getByRole("button", { name: "Renew the links" }).click()
  expect(await shown(page.locator("main"))).toContain("Every earlier link")
  const renewed = page.url()
  await page.goto(earlier)
  expect(await shown(page.locator("main"))).toContain("This link cannot be used")
  await page.goto(renewed)

  await page.getByRole("button", { name: "Stop: Corrections" }).click()
  expect(await shown(page.locator("main"))).toContain("Stopped: Corrections that concern North.")
  expect(await page.locator(".alert-list li").count()).toBe(0)
  await page.getByRole("link", { name: "Follow it again" }).click()
  expect(await shown(page.locator("main"))).toContain("Corrections that concern North.")
  await page.context().close()
})

test("a link that is forged or for something else changes nothing and says so; the outbox is for development", async () => {
  const page = await open("/alerts/stop/forged.link")
  expect(await shown(page.locator("main"))).toContain("This link cannot be used")
  await page.goto(`${server.url}/alerts/confirm/forged.link`)
  expect(await shown(page.locator("main"))).toContain("This link cannot be used")
  await page.goto(`${server.url}/alerts/manage/forged.link`)
  expect(await shown(page.locator("main"))).toContain("This link cannot be used")
  expect((await page.goto(`${server.url}/alerts/outbox`))?.status()).toBe(404)
  await page.goto(`${server.url}/alerts`)
  await page.getByLabel("E-mail address").fill("nobody@example.org")
  await page.getByRole("button", { name: "Send the link" }).click()
  await page.getByText("If anything is sent to this address, the link is on its way to it.").waitFor()
  await page.context().close()
})

test("no screen of alerts scrolls sideways at 360 pixels, and axe finds nothing in either theme", async () => {
  const asked = `/alerts/new?negotiation=${SLUG}&party=north&open=1&kind=red_line`
  const [confirm, stop] = [
    await pathIn("plain@example.org", "confirm"),
    await pathIn("reader@example.org", "stop"),
  ]
  const manage = await pathIn("reader@example.org", "manage")
  const everybody = ["/alerts", "/alerts/new", asked, confirm, stop, manage]
  for (const look of LOOKS) {
    const stranger = await open("/", look)
    for (const path of everybody) await looksRight(stranger, path, look.name)
    await stranger.context().close()
    const page = await signIn(browser, server, ADMINISTRATOR, look)
    await page.request.post(`${server.url}/api/trpc/subscriptions.create`, {
      data: { negotiation: SLUG, filter: { parties: ["north"] }, channel: { type: "inbox" } },
      headers: { origin: server.url },
    })
    await page.goto(`${server.url}/alerts`)
    const own = await page.locator('.alert-list a[href^="/alerts/"]').first().getAttribute("href")
    for (const path of ["/alerts", asked, own ?? "", `${own}/log`, "/admin/deliveries"]) {
      await looksRight(page, path, look.name)
    }
    await page.context().close()
  }
}, 180_000)

async function looksRight(page: Page, path: string, how: string): Promise<void> {
  await page.goto(server.url + path)
  expect(await scrollsSideways(page), `${path} ${how}`).toBe(false)
  expect(await axeFindings(page), `${path} ${how}`).toEqual([])
}

import { createServer as createHttpServer, type IncomingHttpHeaders } from "node:http"
import { type AddressInfo, createServer } from "node:net"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { Webhook } from "standardwebhooks"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type MailReceiver, openMailReceiver } from "../delivery/mail-receiver.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { waitUntil } from "../support/wait-until.ts"
import { axeFindings, scrollsSideways } from "./axe.ts"
import { ADMINISTRATOR, besideField, signIn, withAdministrator } from "./desk-given.ts"
import { post as apiPost, importDocument, openBrowser, publish, SLUG, shown, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser
let post: MailReceiver

beforeAll(async () => {
  post = await openMailReceiver()
  const port = await freePort()
  server = await startServer({
    pages: true,
    env: {
      ...withAdministrator,
      PORT: String(port),
      // links in mails lead here
      PARLEY_URL: `http://127.0.0.1:${port}`,
      SMTP_URL: post.url,
      PARLEY_ALERT_HOLD_SECONDS: "0",
      // the webhooks of these tests are on this machine
      PARLEY_ALLOW_PRIVATE_TARGETS: "1",
    },
  })
  await importDocument(server, talks)
  for (const n of [1, 2, 3, 4, 5, 6]) await moveOfNorth(n)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await post?.close()
})

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

test("somebody with an account is told in the inbox while the page is open, and each is told once", async () => {
  const page = await signIn(browser, server, ADMINISTRATOR)
  await page.goto(`${server.url}/alerts`)
  await page.getByText("You follow nothing yet.").waitFor()
  await page.goto(`${server.url}/alerts/new?negotiation=${SLUG}&party=north`)
  await page.getByLabel("Inbox on this site").check()
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.getByText("Changes come into your inbox on this site.").waitFor()

  await page.getByRole("link", { name: "What you follow" }).click()
  await page.getByText("Nothing has come yet.").waitFor()
  await untilSocketKnows(page)
  await moveOfNorth(10)
  await page.locator(".masthead .alert-count", { hasText: "1" }).waitFor()
  await page.getByRole("button", { name: "Show 1 new alert" }).click()
  await page.locator(".feed li", { hasText: "North on a 30-day ceasefire: from" }).waitFor()
  expect(await shown(page.locator(".masthead-links"))).toMatch(/Alerts\s*1/)
  await page.getByText("1 unread", { exact: true }).waitFor()
  expect(await page.locator(".feed > li").count()).toBe(1)
  await page.getByRole("button", { name: /^Mark as read/ }).click()
  await page.getByText("All read").waitFor()
  await page.locator(".alert-count").waitFor({ state: "detached" })
  await page.context().close()
})

test("a webhook's bad address is refused at its field; the secret that is shown once verifies what a good one gets", async () => {
  const received: { headers: Record<string, string>; body: string }[] = []
  const receiver = createHttpServer(async (request, response) => {
    let body = ""
    for await (const part of request) body += part
    received.push({ headers: textsOf(request.headers), body })
    response.end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve))
  const { port } = receiver.address() as AddressInfo
  const page = await signIn(browser, server, ADMINISTRATOR)
  await page.goto(`${server.url}/alerts/new?negotiation=${SLUG}&party=north`)
  await page.getByRole("radio", { name: /^Webhook/ }).check()
  await page.getByLabel("Address of the webhook").fill("ftp://newsroom.example/parley")
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.locator('[name="channel.url"][aria-invalid]').waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("channel.url")
  expect(await page.getByLabel("Address of the webhook").inputValue()).toBe("ftp://newsroom.example/parley")

  await page.getByLabel("Address of the webhook").fill(`http://127.0.0.1:${port}/parley`)
  await page.getByRole("button", { name: "Tell me" }).click()
  const secret = await page.getByLabel("Secret of the webhook").inputValue()
  await moveOfNorth(11)
  const [first] = await waitUntil("the webhook is called", () => received.length > 0 && received)
  expect(new Webhook(secret).verify(first!.body, first!.headers)).toMatchObject({
    type: "statement.published",
  })

  await page.getByRole("link", { name: "What you follow" }).click()
  await page.getByRole("button", { name: "New secret" }).click()
  expect(await page.getByLabel("Secret of the webhook").inputValue()).not.toBe(secret)
  await page.reload()
  expect(await page.getByLabel("Secret of the webhook").count()).toBe(0)
  await page.context().close()
  receiver.close()
})

test("without JavaScript a refused webhook keeps its choice and its address, beside what is wrong with it", async () => {
  const signedIn = await signIn(browser, server, ADMINISTRATOR)
  const storageState = await signedIn.context().storageState()
  await signedIn.context().close()
  const page = await open("/alerts/new?party=north", { storageState, javaScriptEnabled: false })
  await page.getByRole("radio", { name: /^Webhook/ }).check()
  await page.getByLabel("Address of the webhook").fill("ftp://newsroom.example/parley")
  await page.getByRole("button", { name: "Tell me" }).click()
  expect(await besideField(page, "Address of the webhook")).toContain("http")
  expect(await page.getByLabel("Address of the webhook").isVisible()).toBe(true)
  expect(await page.getByLabel("Address of the webhook").inputValue()).toBe("ftp://newsroom.example/parley")
  await page.context().close()
})

test("an administrator sees what fails and every delivery, by state and channel, and sends one again", async () => {
  const url = `http://127.0.0.1:${await freePort()}/nobody`
  await apiPost(server, "/subscriptions", { negotiation: SLUG, channel: { type: "webhook", url } })
  await moveOfNorth(12)
  const page = await signIn(browser, server, ADMINISTRATOR)
  await waitUntil("the failing place is shown", async () => {
    await page.goto(`${server.url}/admin/deliveries`)
    return page.getByRole("region", { name: "Failing" }).isVisible()
  })
  expect(await shown(page.getByRole("region", { name: "Failing" }))).toMatch(
    /127\.0\.0\.1[\s\S]*1 failure\. The connection was refused/,
  )
  await page.getByLabel("Channel").selectOption("email")
  await page.getByLabel("State").selectOption("delivered")
  await page.getByRole("button", { name: "Apply" }).click()
  await page.waitForURL(/type=email/)
  const before = post.mails.length
  await page
    .getByRole("button", { name: /^Send again: Confirm your alerts/ })
    .first()
    .click()
  await page.getByText("It is on its way again.").waitFor()
  await waitUntil("the mail comes once more", () => post.mails.length > before)
  await page.context().close()
})

test("a link to be told leads to what it names, whatever the list of statements is filtered by", async () => {
  const page = await open(`/${SLUG}/statements?stance=accepts`)
  await page.getByRole("link", { name: "Tell me of new statements" }).click()
  await page.getByText("New statements.", { exact: true }).waitFor()
  await page.goto(`${server.url}/${SLUG}/statements?party=north&stance=accepts`)
  await page.getByRole("link", { name: "Tell me of more like this, whatever the stance" }).click()
  await page.getByText("New statements that concern North.", { exact: true }).waitFor()
  await page.context().close()
})

test("what comes and what is read is counted on every page of the inbox, and the focus goes on", async () => {
  const page = await signIn(browser, server, ADMINISTRATOR)
  await page.goto(`${server.url}/alerts`)
  await page.getByRole("button", { name: "Mark all as read" }).click()
  await page.getByText("All read").waitFor()
  expect(await focusedText(page)).toBe("Inbox")
  await moveOfNorth(13)
  await waitUntil("it is in the inbox", async () => {
    await page.goto(`${server.url}/alerts?cursor=9999999999999.msg_z`)
    return page.getByText("1 unread", { exact: true }).isVisible()
  })
  await untilSocketKnows(page)
  await moveOfNorth(14)
  await page.locator(".masthead .alert-count", { hasText: /^2/ }).waitFor()
  await page.getByRole("link", { name: "Show 1 new alert" }).waitFor()
  await page
    .getByRole("button", { name: /^Mark as read/ })
    .first()
    .click()
  // as many as when the page was loaded
  await page.locator(".masthead .alert-count", { hasText: /^1/ }).waitFor()

  await page.route("**/alerts", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  )
  await page.goto(`${server.url}/alerts?cursor=none`)
  await page.getByRole("link", { name: "Latest" }).click()
  await page.getByRole("button", { name: /^Mark as read/ }).click()
  await page.getByText("The server could not be reached.").waitFor()
  await page.unroute("**/alerts")
  await page.getByRole("button", { name: /^Mark as read/ }).click()
  await page.getByText("All read").waitFor()
  expect(await focusedText(page)).toBe("Inbox")
  await page.context().close()
})

test("what is saved is said each time, until one edits on", async () => {
  const page = await signIn(browser, server, ADMINISTRATOR)
  await page.goto(`${server.url}/alerts`)
  await page.getByLabel("Daily mail at").selectOption("18:00")
  for (const _ of ["first", "again"]) {
    await page.getByRole("button", { name: "Save" }).click()
    await expect.poll(() => focusedText(page)).toBe("Saved.")
  }
  await page.getByLabel("Daily mail at").selectOption("19:00")
  await page.getByText("Saved.").waitFor({ state: "detached" })
  await page.context().close()
})

test("a place whose receiver wants nothing more says so in the list, and can be followed again", async () => {
  const receiver = createHttpServer((_, response) => response.writeHead(410).end())
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve))
  const { port } = receiver.address() as AddressInfo
  const page = await signIn(browser, server, ADMINISTRATOR)
  await page.goto(`${server.url}/alerts/new?negotiation=${SLUG}&person=ann`)
  await page.getByRole("radio", { name: /^Webhook/ }).check()
  await page.getByLabel("Address of the webhook").fill(`http://127.0.0.1:${port}/`)
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.getByLabel("Secret of the webhook").waitFor()
  await moveOfNorth(15)
  const ended = page.locator(".alert-list > li", { hasText: "said by Ann" })
  await waitUntil("it has ended", async () => {
    await page.goto(`${server.url}/alerts`)
    return (await shown(ended)).includes("The receiver answered that it wants nothing more.")
  })
  expect(await ended.getByRole("link", { name: /^Change/ }).count()).toBe(0)
  expect(await ended.getByRole("button").count()).toBe(0)
  await ended.getByRole("link", { name: /^Delivery log/ }).click()
  expect(await shown(page.locator(".alert-attempts"))).toContain("gone")
  await page.goBack()
  await ended.getByRole("link", { name: /^Follow it again/ }).click()
  await page.getByText(/^Every change, said by Ann/).waitFor()
  await page.context().close()
  receiver.close()
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
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1440]) {
      const options = { colorScheme, viewport: { width, height: 900 }, bypassCSP: true }
      const stranger = await open("/", options)
      for (const path of everybody) await looksRight(stranger, path, `${colorScheme} ${width}`)
      await stranger.context().close()
      const page = await signIn(browser, server, ADMINISTRATOR, options)
      await page.goto(`${server.url}/alerts`)
      const own = await page.locator('.alert-list a[href^="/alerts/"]').first().getAttribute("href")
      for (const path of ["/alerts", asked, own ?? "", `${own}/log`, "/admin/deliveries"]) {
        await looksRight(page, path, `${colorScheme} ${width}`)
      }
      await page.context().close()
    }
  }
}, 180_000)

async function looksRight(page: Page, path: string, how: string): Promise<void> {
  await page.goto(server.url + path)
  expect(await scrollsSideways(page), `${path} ${how}`).toBe(false)
  expect(await axeFindings(page), `${path} ${how}`).toEqual([])
}

/** North moves from one stance to another, so that each is a change of its position. */
async function moveOfNorth(n: number): Promise<void> {
  await publish(server, {
    id: `s-move-${n}`,
    speaker: "ann",
    for: "north",
    saidAt: `2025-04-${String(n).padStart(2, "0")}`,
    gist: `Said by North, ${n}.`,
    stances: [{ option: "truce", stance: n % 2 === 0 ? "rejects" : "accepts" }],
  })
}

function focusedText(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.textContent?.trim())
}

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
      return (label ?? element?.textContent ?? "").trim()
    })
  for (let presses = 0; presses < 200; presses++) {
    if ((await focused()) === name) return
    await page.keyboard.press("Tab")
  }
  throw new Error(`Tab never comes to "${name}".`)
}

/** Text of the newest mail to an address that holds these words. */
function newest(address: string, words: string): Promise<string> {
  return waitUntil(
    `a mail to ${address} with "${words}"`,
    () => post.mails.findLast((mail) => mail.to.includes(address) && mail.text.includes(words))?.text,
  )
}

async function pathIn(address: string, purpose: "confirm" | "stop" | "manage"): Promise<string> {
  const mail = await newest(address, `/alerts/${purpose}/`)
  return new RegExp(`/alerts/${purpose}/[\\w.-]+`).exec(mail)?.[0] ?? ""
}

async function linkIn(address: string, purpose: "confirm" | "stop"): Promise<string> {
  return server.url + (await pathIn(address, purpose))
}

/** Until the page's own connection stands: what comes before it is in the page already. */
async function untilSocketKnows(page: Page): Promise<void> {
  await page.waitForResponse((response) => response.url().includes("/api/trpc/inbox.count"))
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  await page.goto(server.url + path)
  return page
}

function textsOf(headers: IncomingHttpHeaders): Record<string, string> {
  const texts = Object.entries(headers).filter((entry) => typeof entry[1] === "string")
  return Object.fromEntries(texts) as Record<string, string>
}

async function freePort(): Promise<number> {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve))
  const { port } = taken.address() as AddressInfo
  await new Promise((resolve) => taken.close(resolve))
  return port
}

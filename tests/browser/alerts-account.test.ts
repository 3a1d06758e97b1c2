import { createServer as createHttpServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import { Webhook } from "standardwebhooks"
import { expect, test } from "vitest"
import { waitUntil } from "../support/wait-until.ts"
import {
  browser,
  focusedText,
  freePort,
  goAndHear,
  moveOfNorth,
  open,
  openAlertsSite,
  post,
  server,
} from "./alerts-given.ts"
import { ADMINISTRATOR, besideField, signIn } from "./desk-given.ts"
import { post as apiPost, SLUG, shown } from "./reader-given.ts"

openAlertsSite()

test("somebody with an account is told in the inbox while the page is open, and each is told once", async () => {
  const page = await signIn(browser, server, ADMINISTRATOR)
  await page.goto(`${server.url}/alerts`)
  await page.getByText("You follow nothing yet.").waitFor()
  await page.goto(`${server.url}/alerts/new?negotiation=${SLUG}&party=north`)
  await page.getByLabel("Inbox on this site").check()
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.getByText("Changes come into your inbox on this site.").waitFor()

  await goAndHear(page, () => page.getByRole("link", { name: "What you follow" }).click())
  await page.getByText("Nothing has come yet.").waitFor()
  await moveOfNorth(7)
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
  await moveOfNorth(8)
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
  const channel = { type: "email", address: "newsroom@example.org" }
  await apiPost(server, "/subscriptions", { negotiation: SLUG, channel })
  await moveOfNorth(9)
  const page = await signIn(browser, server, ADMINISTRATOR)
  await waitUntil("the failing place is shown", async () => {
    await page.goto(`${server.url}/admin/deliveries`)
    return page.getByRole("region", { name: "Failing" }).isVisible()
  })
  expect(await shown(page.getByRole("region", { name: "Failing" }))).toMatch(
    /127\.0\.0\.1[\s\S]*1 failure\. The connection was refused/,
  )
  await page.getByLabel("Channel").selectOption("email")
  await page.locator("select[name=state]").selectOption("delivered")
  await waitUntil("its mail has gone", () => post.mails.length > 0)
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
  await goAndHear(page, () => page.goto(`${server.url}/alerts`))
  await page.getByRole("button", { name: "Mark all as read" }).click()
  await page.getByText("All read").waitFor()
  expect(await focusedText(page)).toBe("Inbox")
  await moveOfNorth(10)
  await waitUntil("it is in the inbox", async () => {
    await goAndHear(page, () => page.goto(`${server.url}/alerts?cursor=9999999999999.msg_z`))
    return page.getByText("1 unread", { exact: true }).isVisible()
  })
  await moveOfNorth(11)
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
  await goAndHear(page, () => page.getByRole("link", { name: "Latest" }).click())
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
  await moveOfNorth(12)
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

function textsOf(headers: IncomingHttpHeaders): Record<string, string> {
  const texts = Object.entries(headers).filter((entry) => typeof entry[1] === "string")
  return Object.fromEntries(texts) as Record<string, string>
}

import type { Browser, BrowserContext, Page, Worker } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { type PushFrame, type PushMessage, pushPayload } from "../../server/delivery/push-payload.ts"
import type { AlertItem } from "../../server/domain/alert-item.ts"
import { type PushClient, type PushService, startPushService } from "../support/push-service.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { waitUntil } from "../support/wait-until.ts"
import { importDocument, openBrowser, publish, SLUG, talks } from "./reader-given.ts"

let server: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
let worker: Worker
let deliver: (data: string) => Promise<void>

beforeAll(async () => {
  const env = { PARLEY_ALERT_HOLD_SECONDS: "0", PARLEY_ALLOW_PRIVATE_TARGETS: "1" }
  server = await startServer({ pages: true, env, timeoutMs: 60_000 })
  await importDocument(server, talks)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

beforeEach(async () => {
  context = await browser.newContext({ permissions: ["notifications"] })
  page = await context.newPage()
  const refused: string[] = []
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text())
  })
  await page.goto(`${server.url}/${SLUG}`)
  const cdp = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      for (const { registrationId } of registrations) resolve(registrationId)
    })
  })
  await cdp.send("ServiceWorker.enable")
  const started = context.waitForEvent("serviceworker")
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" })
    await navigator.serviceWorker.ready
  })
  worker = await started
  const registrationId = await registered
  await worker.evaluate(COUNTED)
  deliver = async (data) => {
    const before = await worker.evaluate("self.shown")
    await cdp.send("ServiceWorker.deliverPushMessage", { origin: server.url, registrationId, data })
    await waitUntil(
      "the worker to have shown it",
      async () => (await worker.evaluate("self.shown")) !== before,
    )
  }
  expect(refused).toEqual([])
})
afterEach(() => context.close())

/** The browser forgets a notification that it is asked for while it appears, so nobody asks before that is done. */
const COUNTED = `{
  const show = registration.showNotification.bind(registration)
  self.shown = 0
  registration.showNotification = async (...given) => {
    await show(...given)
    self.shown += 1
  }
}`

const item: AlertItem = {
  negotiation: { slug: SLUG, title: "Talks" },
  seq: 7,
  kind: "statement.published",
  severity: "notable",
  headline: "Південь on a 30-day ceasefire: from none recorded to accepts",
  effects: [],
  moves: [],
  said: { speaker: "Сем Голова", gist: "Приймає.", quote: null, when: "14 March 2025", where: null },
  sources: [{ name: "The Wire", title: null, url: null }],
  note: null,
  path: `/${SLUG}/statements/s-ann`,
  recordedAt: "2025-03-14T12:00:00.000Z",
}
const frame: PushFrame = { several: "/alerts", stop: "/alerts/stop/TOKEN", why: ["Every change"] }
const push = (more: Partial<AlertItem> = {}) => deliver(pushPayload([{ ...item, ...more }], frame))

/** The notifications that show, as the browser holds them. */
function shown() {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const all = await registration.getNotifications()
    return all.map(({ title, body, tag, dir, data }) => ({ title, body, tag, dir, data }))
  })
}
const shownOnce = (n: number) =>
  waitUntil(`${n} notifications`, async () => {
    const all = await shown()
    return all.length === n && all
  })

/**
 * Clicks on the one notification. Nobody can click in a browser without a screen, so the worker is handed the event, and what
 * it then asks of the browser, which needs a real click for it, is told instead.
 */
function click(action = ""): Promise<string[]> {
  return worker.evaluate(`(async () => {
    const asked = []
    clients.openWindow = async (url) => void asked.push("open " + url)
    WindowClient.prototype.focus = async function () { asked.push("focus " + this.url) }
    const [notification] = await registration.getNotifications()
    const event = new NotificationEvent("notificationclick", { notification, action: "${action}" })
    ${HANDED_OVER}
    return asked
  })()`)
}

/** An event of our making has nothing to wait for; what its listener wanted waited for is waited for here. */
const HANDED_OVER = `
  const done = []
  event.waitUntil = (promise) => done.push(promise)
  dispatchEvent(event)
  await Promise.all(done)`

test("a push is shown as it was told, in either direction of writing, and its worker answers no requests", async () => {
  await push()
  const [notification] = await shownOnce(1)
  const { title, body, tag, path, stopPath }: PushMessage = JSON.parse(pushPayload([item], frame))
  expect(notification).toEqual({ title, body, tag, dir: "auto", data: { path, stopPath } })
  await page.reload()
  const answeredBy = await page.evaluate(() => {
    const [entry] = performance.getEntriesByType("navigation")
    return entry instanceof PerformanceNavigationTiming ? entry.workerStart : undefined
  })
  expect(answeredBy).toBe(0)
  expect(await page.evaluate(() => caches.keys())).toEqual([])
})

test("a correction takes the place of what it corrects, and another statement stands beside it", async () => {
  await push()
  await shownOnce(1)
  const correction = { seq: 8, kind: "statement.corrected" as const, headline: "Corrected: the day" }
  await push({ ...correction, severity: "urgent", note: "It was the 13th." })
  await waitUntil("the correction", async () => (await shown())[0]?.title === "Corrected: the day")
  expect(await shown()).toHaveLength(1)
  await push({ seq: 9, path: `/${SLUG}/statements/s-bob` })
  await shownOnce(2)
})

test("a click opens the page, or comes back to the tab that has it open", async () => {
  await push()
  await shownOnce(1)
  expect(await click()).toEqual([`open ${server.url}/${SLUG}/statements/s-ann`])
  await shownOnce(0)
  await push({ path: `/${SLUG}` })
  await shownOnce(1)
  expect(await click()).toEqual([`focus ${server.url}/${SLUG}`])
})

test("its second button leads to the page where what brought it is ended", async () => {
  await push()
  await shownOnce(1)
  expect(await click("stop")).toEqual([`open ${server.url}/alerts/stop/TOKEN`])
})

test("a push leads nowhere but to this site, whatever it says", async () => {
  for (const path of [
    "https://evil.example/",
    "//evil.example/x",
    "javascript:alert(1)",
    "\\\\evil.example",
    7,
  ]) {
    await deliver(JSON.stringify({ title: "T", body: "", path, tag: "t" }))
    await shownOnce(1)
    const [asked = ""] = await click()
    expect([path, new URL(asked.replace("open ", "")).origin]).toEqual([path, server.url])
    await shownOnce(0)
  }
})

test("a push that cannot be read is shown all the same, as the browsers ask", async () => {
  for (const data of ["", "no JSON", "null", "[]", "{}"]) {
    await deliver(data)
    const [notification] = await shownOnce(1)
    expect([data, notification?.title]).toEqual([data, "Something you follow has changed"])
    expect(await click()).toEqual([`open ${server.url}/alerts`])
    await shownOnce(0)
  }
})

test("a browser that gets another address for pushes says so itself, and is told there", async () => {
  const service: PushService = await startPushService()
  const { result } = await (await fetch(`${server.url}/api/trpc/push.key`)).json()
  const [before, after] = [await service.subscribe(result.data), await service.subscribe(result.data)]
  const { endpoint, keys } = before
  const made = await fetch(`${server.url}/api/v1/subscriptions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ negotiation: SLUG, channel: { type: "push", endpoint, keys } }),
  })
  expect(made.status).toBe(201)
  const [earlier, later] = [before, after].map(({ endpoint, keys }) => JSON.stringify({ endpoint, keys }))
  await worker.evaluate(`(async () => {
    const event = Object.assign(new Event("pushsubscriptionchange"), {
      oldSubscription: { toJSON: () => (${earlier}) },
      newSubscription: { toJSON: () => (${later}) },
    })
    ${HANDED_OVER}
  })()`)
  await publish(server, { id: "s-new", for: "south", speaker: "sam", saidAt: "2025-03-15", gist: "Accepts." })
  await waitUntil("the push to arrive", async () => (await after.received()).length > 0)
  expect(await before.received()).toEqual([])
  await service.stop()
})

test("from the form to a push in this browser, and back to what it follows by the link that it keeps", async () => {
  const service = await startPushService()
  const clients: PushClient[] = []
  await pushedBy(async (siteKey) => {
    const client = await service.subscribe(siteKey)
    clients.push(client)
    return { endpoint: client.endpoint, keys: client.keys }
  })
  await page.goto(`${server.url}/alerts/new?negotiation=${SLUG}&party=south`)
  await page.waitForFunction(() => document.querySelector("input[value=push]:not(:disabled)"))
  await page.getByRole("radio", { name: /^This browser/ }).check()
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.getByText("Notifications come to this browser.").waitFor()
  expect(clients).toHaveLength(1)
  await publish(server, { id: "s-ui", for: "south", speaker: "sam", saidAt: "2025-03-16", gist: "Waits." })
  await waitUntil("the push to arrive", async () => (await clients[0]?.received())?.length === 1)

  await page.goto(`${server.url}/alerts`)
  await page.getByRole("link", { name: "What this browser follows" }).click()
  await page.getByText("Every change that concerns Південь").waitFor()
  const earlier = page.url()
  await renew(page)
  await page.goto(`${server.url}/alerts`)
  await page.getByRole("link", { name: "What this browser follows" }).click()
  await page.getByText("Every change that concerns Південь").waitFor()
  expect(page.url()).not.toBe(earlier)

  // renewed elsewhere: this browser's is worthless, and is forgotten once that has been seen
  const elsewhere = await browser.newPage()
  await elsewhere.goto(page.url())
  await renew(elsewhere)
  await elsewhere.close()
  await page.reload()
  await page.getByRole("heading", { name: "This link cannot be used" }).waitFor()
  await page.waitForFunction(() => localStorage.length === 0)
  // this site sends no mail, so it offers none with a new link
  await page.getByRole("main").getByRole("link", { name: "Alerts" }).click()
  await page.getByRole("heading", { name: "Begin at a board" }).waitFor()
  expect(await page.getByRole("link", { name: "What this browser follows" }).count()).toBe(0)
  await service.stop()
})

test("while the browser asks, the form says so and asks once; where no push service answers, what was chosen stays", async () => {
  const asked: string[] = []
  let answer = () => {}
  await pushedBy(async (siteKey) => {
    asked.push(siteKey)
    await new Promise<void>((resolve) => {
      answer = resolve
    })
    throw new Error("No push service answers.")
  })
  await page.goto(`${server.url}/alerts/new?negotiation=${SLUG}`)
  await page.waitForFunction(() => document.querySelector("input[value=push]:not(:disabled)"))
  await page.getByRole("radio", { name: /^This browser/ }).check()
  await page.getByRole("button", { name: "Tell me" }).click()
  await page.getByRole("button", { name: "One moment" }).click({ force: true })
  await waitUntil("the push service to be asked", () => asked.length > 0)
  answer()
  await page.getByText("This browser has no push service, or it did not answer.").waitFor()
  expect(await page.getByText("This browser has no push service, or it did not answer.").count()).toBe(1)
  expect(await page.getByRole("radio", { name: /^This browser/ }).isChecked()).toBe(true)
  expect(asked).toHaveLength(1)
})

/**
 * Lets the test's push service answer in the place of the browser's own, which a browser without a screen does not reach.
 * All else, the permission among it, is the browser's.
 */
async function pushedBy(subscribe: (siteKey: string) => Promise<unknown>): Promise<void> {
  await page.exposeFunction("askPushService", subscribe)
  await page.addInitScript(`PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    const given = await askPushService(applicationServerKey)
    return { endpoint: given.endpoint, toJSON: () => given }
  }`)
}

async function renew(page: Page): Promise<void> {
  await page.locator("summary", { hasText: "Renew the links" }).click()
  await page.getByRole("button", { name: "Renew the links" }).click()
  await page.getByText("Every earlier link and the earlier feed address are worthless now.").waitFor()
}

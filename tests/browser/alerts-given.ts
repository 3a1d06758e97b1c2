import { type AddressInfo, createServer } from "node:net"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll } from "vitest"
import { type MailReceiver, openMailReceiver } from "../delivery/mail-receiver.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { waitUntil } from "../support/wait-until.ts"
import { withAdministrator } from "./desk-given.ts"
import { importDocument, openBrowser, publish, talks } from "./reader-given.ts"

export let server: TestServer
export let browser: Browser
export let post: MailReceiver

/** For the tests of one file: a site that alerts at once, a mail server, and six moves of North on record. */
export function openAlertsSite(): void {
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
}

/** North moves from one stance to another, so that each is a change of its position. */
export async function moveOfNorth(n: number): Promise<void> {
  await publish(server, {
    id: `s-move-${n}`,
    speaker: "ann",
    for: "north",
    saidAt: `2025-04-${String(n).padStart(2, "0")}`,
    gist: `Said by North, ${n}.`,
    stances: [{ option: "truce", stance: n % 2 === 0 ? "rejects" : "accepts" }],
  })
}

export function focusedText(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.textContent?.trim())
}

/** Presses Tab until what has the focus is called so. */
export async function tabTo(page: Page, name: string): Promise<void> {
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
export function newest(address: string, words: string): Promise<string> {
  return waitUntil(
    `a mail to ${address} with "${words}"`,
    () => post.mails.findLast((mail) => mail.to.includes(address) && mail.text.includes(words))?.text,
  )
}

export async function pathIn(address: string, purpose: "confirm" | "stop" | "manage"): Promise<string> {
  const mail = await newest(address, `/alerts/${purpose}/`)
  return new RegExp(`/alerts/${purpose}/[\\w.-]+`).exec(mail)?.[0] ?? ""
}

export async function linkIn(address: string, purpose: "confirm" | "stop"): Promise<string> {
  return server.url + (await pathIn(address, purpose))
}

/**
 * Goes to the inbox and waits until both the masthead and the inbox itself are alive and have asked what came before: what
 * comes from then on they hear.
 */
export async function goAndHear(page: Page, go: () => Promise<unknown>): Promise<void> {
  let asked = 0
  const known = page.waitForResponse((response) => {
    if (response.url().includes("/api/trpc/inbox.count")) asked += 1
    return asked === 2
  })
  await Promise.all([known, go()])
}

export async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  await page.goto(server.url + path)
  return page
}

export async function freePort(): Promise<number> {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve))
  const { port } = taken.address() as AddressInfo
  await new Promise((resolve) => taken.close(resolve))
  return port
}

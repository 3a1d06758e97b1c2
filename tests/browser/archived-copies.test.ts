import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type HostileServer, startHostileServer } from "../support/hostile-server.ts"
import { startServer, type TestServer } from "../support/server.ts"
import { openBrowser, shown } from "./reader-given.ts"

let browser: Browser
let server: TestServer
let outside: HostileServer

beforeAll(async () => {
  outside = await startHostileServer((_, res) => res.end("x"))
  server = await startServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  await outside.close()
})

test("an archived page shows its words, runs nothing, loads nothing, leads nowhere and reads no cookie of ours", async () => {
  const html = `<!doctype html><html><head><title>Archived</title><style>h1 { color: rgb(1, 2, 3) }</style>
    <base href="${outside.url}/"><meta http-equiv="refresh" content="0; url=${outside.url}/refreshed">
    <link rel="stylesheet" href="${outside.url}/style.css"><script src="${outside.url}/script.js"></script>
    <script>document.title = "ran"; fetch("${outside.url}/told?" + document.cookie); top.location = "${outside.url}/moved"</script></head>
    <body onload="document.title = 'ran'"><h1>The words of the page</h1><img src="${outside.url}/pixel.png" onerror="document.title = 'ran'">
    <iframe src="${outside.url}/frame"></iframe><form action="${outside.url}/form"><button>Send</button></form>
    <p>The president said on Thursday that she was ready to come to the table with everybody who wants to.</p></body></html>`
  const clipped = await fetch(`${server.url}/api/v1/clip`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ html }),
  })
  const { document } = await clipped.json()

  const context = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${server.apiKey}` } })
  await context.addCookies([{ name: "session", value: "secret", url: server.url }])
  const page = await context.newPage()
  await page.goto(`${server.url}/documents/${document.archived}`, { waitUntil: "networkidle" })
  expect(await shown(page.locator("h1"))).toBe("The words of the page")
  expect(await page.locator("h1").evaluate((h1) => getComputedStyle(h1).color)).toBe("rgb(1, 2, 3)")
  await page.locator("button").click()
  await page.waitForLoadState("networkidle")
  expect([await page.title(), page.url()]).toEqual([
    "Archived",
    `${server.url}/documents/${document.archived}`,
  ])
  expect(outside.asked.map(({ url }) => url)).toEqual([])
  expect(await page.evaluate(() => self.origin)).toBe("null")
  await context.close()
})

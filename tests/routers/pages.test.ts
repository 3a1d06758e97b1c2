import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"

// `npm test` builds before it tests; what only touches the database runs without a build
const isBuilt = existsSync(fileURLToPath(new URL("../../.next/BUILD_ID", import.meta.url)))

describe.skipIf(!isBuilt)("pages behind the front", () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({ pages: true, env: { PARLEY_DEMO: undefined }, timeoutMs: 60_000 })
  }, 90_000)
  afterAll(async () => {
    await server.stop()
  })

  test("what a page's form sends is limited like any other change by nobody known", async () => {
    const own = await startServer({ pages: true })
    const ask = (path: string) => fetch(own.url + path, { method: "POST", headers: { origin: own.url } })
    await Promise.all(Array.from({ length: 600 }, () => ask("/api/v1/import")))
    const limited = await ask("/alerts/new")
    expect(limited.status).toBe(429)
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0)
    await own.stop()
  })

  test("each page has a nonce of its own, and every script and style on it carries that one", async () => {
    const seen = new Set<string>()
    for (const path of ["/", "/russia-ukraine-2025", "/sign-in", "/no-such-negotiation", "/"]) {
      const response = await fetch(server.url + path)
      const policy = response.headers.get("content-security-policy") ?? ""
      const html = await response.text()
      const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1] ?? ""
      expect(nonce.length, path).toBeGreaterThan(20)
      expect(policy).not.toContain("unsafe")
      seen.add(nonce)
      const tags = html.match(/<(script|style)\b[^>]*>/g) ?? []
      expect(tags.length, path).toBeGreaterThan(3)
      expect(
        tags.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
        path,
      ).toEqual([])
      expect(html, path).not.toMatch(/<[^>]+\son(click|load|error|submit)=/i)
      expect(html, path).not.toMatch(/<[^>]+\sstyle="/)
    }
    expect(seen.size).toBe(5)
  })

  test("a client cannot choose the nonce, nor steer Next by its headers", async () => {
    const chosen = "script-src 'nonce-Y2hvc2VuY2hvc2Vu'"
    const response = await fetch(server.url, {
      headers: {
        "content-security-policy": chosen,
        "content-security-policy-report-only": chosen,
        "x-nonce": "Y2hvc2VuY2hvc2Vu",
        "x-middleware-subrequest": "proxy:proxy:proxy",
        "x-forwarded-host": "evil.example",
      },
    })
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).not.toContain("Y2hvc2VuY2hvc2Vu")
    expect(html).not.toContain("evil.example")
  })

  test.each([
    "/%E0%A4%A",
    "/a%00b",
    "/russia-ukraine-2025/statements/%00",
    "/russia-ukraine-2025/statements/%ED%A0%80",
    `/${"a".repeat(3000)}`,
    "/..%2f..%2fetc%2fpasswd",
    "/_next/static/..%2f..%2f..%2fpackage.json",
    "/favicon.ico",
    "/__proto__",
  ])("%s is not found, and breaks nothing", async (path) => {
    const response = await fetch(server.url + path)
    await response.text()
    expect(response.status).toBe(404)
  })

  test("a page is read, and changed by a form of ours alone", async () => {
    const send = (method: string, headers: Record<string, string> = {}) =>
      fetch(server.url, { method, headers }).then(({ status }) => status)
    expect(await send("PUT", { origin: server.url })).toBe(405)
    expect(await send("DELETE", { origin: server.url })).toBe(405)
    expect(await send("POST")).toBe(403)
    expect(await send("HEAD")).toBe(200)
    const huge = await fetch(server.url, {
      method: "POST",
      headers: { origin: server.url },
      body: "x".repeat(3_000_000),
    })
    expect(huge.status).toBe(411)
  })

  test("what is built is kept by browsers, pages are not", async () => {
    const page = await fetch(server.url)
    expect(page.headers.get("cache-control")).toMatch(/no-store|no-cache/)
    const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? ""
    const asset = await fetch(server.url + script)
    expect([asset.status, asset.headers.get("cache-control")]).toEqual([
      200,
      "public, max-age=31536000, immutable",
    ])
    expect(asset.headers.get("x-content-type-options")).toBe("nosniff")
  })

  test.each([
    ["/russia-ukraine-2025", 4],
    ["/russia-ukraine-2025/method", 4],
    ["/russia-ukraine-2025/parties/russia", 7],
    ["/russia-ukraine-2025?issue=i-truce", 7],
    ["/russia-ukraine-2025/statements?party=russia&q=truce", 7],
  ])("%s says where its feeds are, to programs and to people, and they are there", async (path, count) => {
    const html = await (await fetch(server.url + path)).text()
    const head = html.slice(0, html.indexOf("</head>"))
    const links = [...head.matchAll(/<link rel="alternate" type="([^"]+)" href="([^"]+)" title="[^"]+"\/>/g)]
    expect(links).toHaveLength(count)
    for (const [, type = "", href = ""] of links) {
      expect(html).toMatch(new RegExp(`<a [^>]*href="${href.replace(/[?.]/g, "\\$&")}"`))
      const feed = await fetch(server.url + href.replaceAll("&amp;", "&"))
      expect([feed.status, feed.headers.get("content-type")], href).toEqual([200, `${type}; charset=utf-8`])
    }
  })
})

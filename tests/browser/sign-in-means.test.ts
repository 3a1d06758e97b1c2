import { createOTP } from "@better-auth/utils/otp"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startServer, type TestServer } from "../support/server.ts"
import { axeFindings, scrollsSideways } from "./axe.ts"
import { ADMINISTRATOR, addAccount, withAdministrator } from "./desk-given.ts"
import { openBrowser } from "./reader-given.ts"

let server: TestServer
let browser: Browser
/** By name: browsers bind passkeys to names, never to numbers. */
let origin: string

beforeAll(async () => {
  server = await startServer({ pages: true, env: withAdministrator })
  origin = server.url.replace("127.0.0.1", "localhost")
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function typePassword(page: Page, who: { email: string; password: string }) {
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel("E-mail").fill(who.email)
  await page.getByLabel("Password").fill(who.password)
  await page.getByRole("button", { name: "Sign in", exact: true }).click()
}

test("somebody adds a passkey and a second factor, and signs in with each; an administrator gives the account back", async () => {
  // the content policy would keep axe out
  const context = await browser.newContext({ viewport: { width: 360, height: 900 }, bypassCSP: true })
  const page = await context.newPage()
  const devTools = await context.newCDPSession(page)
  await devTools.send("WebAuthn.enable")
  await devTools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await typePassword(page, ADMINISTRATOR)
  await page.waitForURL(`${origin}/account`)

  await page.getByLabel("Name of the passkey").fill("Work laptop")
  await page.getByRole("button", { name: "Add a passkey" }).click()
  await page.getByText("The passkey is added.").waitFor()
  await page.getByRole("listitem").filter({ hasText: "Work laptop" }).waitFor()

  await page.getByLabel("Your password").fill(ADMINISTRATOR.password)
  await page.getByRole("button", { name: "Set up an authenticator app" }).click()
  const key = await page.locator("code.account-code").textContent()
  expect(await axeFindings(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
  await page.getByLabel("The six digits").fill(await codeFor(key ?? ""))
  await page.getByRole("button", { name: "Turn it on" }).click()
  await page.getByText("The second factor is on.").waitFor()

  await page.getByRole("button", { name: "Sign out" }).click()
  await page.waitForURL(`${origin}/`)
  await typePassword(page, ADMINISTRATOR)
  await page.getByLabel("Code").fill("000000")
  await page.getByRole("button", { name: "Sign in", exact: true }).click()
  await page.getByText("This code is not right").waitFor()
  await page.getByLabel("Code").fill(await codeFor(key ?? ""))
  await page.getByRole("button", { name: "Sign in", exact: true }).click()
  await page.waitForURL(`${origin}/account`)

  await page.getByRole("button", { name: "Sign out" }).click()
  await page.waitForURL(`${origin}/`)
  await page.goto(`${origin}/sign-in?next=/admin`)
  await page.getByRole("button", { name: "Sign in with a passkey" }).click()
  await page.waitForURL(`${origin}/admin`)

  const analyst = await addAccount(page, { ...server, url: origin }, "analyst")
  await page.reload()
  await page.getByRole("button", { name: `Make a recovery link for The analyst` }).click()
  const link = await page.getByLabel("Recovery link", { exact: true }).inputValue()
  const other = await (await browser.newContext()).newPage()
  await other.goto(link)
  await other.getByLabel("New password").fill("a new one that nobody knows")
  await other.getByRole("button", { name: "Set the password" }).click()
  await other.waitForURL(`${origin}/account`)
  await other.getByText(analyst.email).waitFor()
})

/** What an authenticator app shows for this key now. */
async function codeFor(key: string): Promise<string> {
  const bits = [...key]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("")
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
  return createOTP(new TextDecoder().decode(bytes)).totp()
}

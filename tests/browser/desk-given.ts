import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import type { TestServer } from "../support/server.ts"

export const ADMINISTRATOR = { email: "admin@example.org", password: "the first administrator" }

/** Environment with which a server has an administrator from the start. */
export const withAdministrator = {
  PARLEY_ADMIN_EMAIL: ADMINISTRATOR.email,
  PARLEY_ADMIN_PASSWORD: ADMINISTRATOR.password,
}

/** A window of its own, signed in through the page that people use. */
export async function signIn(
  browser: Browser,
  server: TestServer,
  who: { email: string; password: string },
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  await page.goto(`${server.url}/sign-in?next=/desk`)
  await page.getByLabel("E-mail").fill(who.email)
  await page.getByLabel("Password").fill(who.password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL((url) => url.pathname === "/desk")
  return page
}

/** Invites somebody as `role` and lets them accept, in the words of the server's own procedures. */
export async function addAccount(
  admin: Page,
  server: TestServer,
  role: "analyst" | "editor" | "reader",
): Promise<{ email: string; password: string }> {
  const person = { name: `The ${role}`, email: `${role}@example.org`, password: `the password of ${role}` }
  const { path } = await call(admin, server, "invitations.create", { role })
  await call(admin, server, "invitations.accept", { token: path.split("/").at(-1), ...person })
  return person
}

/** Finds in a combobox by words and takes the first that is found, by the keyboard alone. */
export async function choose(page: Page, label: string, words: string): Promise<void> {
  const box = page.getByRole("combobox", { name: label })
  await box.focus()
  await box.pressSequentially(words)
  await page.getByRole("option").first().waitFor()
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
}

/** Opens a page of the desk and waits until its forms are alive. */
export async function openDesk(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForSelector("form[inert]", { state: "detached" })
}

/** The sentence that stands beside a field, as a screen reader ties it to the field. */
export function besideField(page: Page, label: string): Promise<string> {
  const fields = page.getByLabel(label, { exact: true }).and(page.locator("input, textarea, select"))
  return fields.evaluate((field) => {
    const ids = (field.getAttribute("aria-describedby") ?? "").split(" ")
    return ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ")
  })
}

/** Label of the field that has the focus. */
export function focusedLabel(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement
    return focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement
      ? focused.labels?.[0]?.textContent
      : focused?.textContent?.trim()
  })
}

async function call(admin: Page, server: TestServer, procedure: string, input: object) {
  const response = await admin.request.post(`${server.url}/api/trpc/${procedure}`, {
    data: input,
    headers: { origin: server.url },
  })
  if (!response.ok()) throw new Error(`${procedure}: ${response.status()} ${await response.text()}`)
  return (await response.json()).result.data
}

import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { BrowserContextOptions, Page } from "playwright-core"

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/**
 * A wide window in the light and a narrow one in the dark: colours do not depend on the width, nor the layout on the theme.
 * The page's own policy is put aside, since it would not let axe in.
 */
export const LOOKS: (BrowserContextOptions & { name: string })[] = [
  { name: "light, wide", colorScheme: "light", viewport: { width: 1440, height: 900 }, bypassCSP: true },
  { name: "dark, narrow", colorScheme: "dark", viewport: { width: 360, height: 900 }, bypassCSP: true },
]

/** What axe finds wrong with the page as it stands now, a line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(source)
  return page.evaluate("axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html))")
}

/** True where the page is wider than its window. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}

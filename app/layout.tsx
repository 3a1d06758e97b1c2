import type { Metadata, Viewport } from "next"
import { cookies } from "next/headers"
import { fontClasses } from "./_components/fonts.ts"
import { Footer } from "./_components/footer.tsx"
import { Glyphs } from "./_components/glyphs.tsx"
import { Masthead } from "./_components/masthead.tsx"
import { site } from "./_messages/en.ts"
import "./globals.css"
import { accountCaller } from "./account/caller.ts"

/** Every page carries the nonce of its request, so none can be made ahead of time. */
export const dynamic = "force-dynamic"

export const metadata: Metadata = {
  title: { default: site.name, template: `%s | ${site.name}` },
  description: site.tagline,
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf7" },
    { media: "(prefers-color-scheme: dark)", color: "#161513" },
  ],
}

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const theme = (await cookies()).get("theme")?.value
  return (
    <html
      lang="en"
      dir="ltr"
      className={fontClasses}
      data-theme={theme === "light" || theme === "dark" ? theme : undefined}
    >
      <body>
        <Glyphs />
        <Masthead unread={await unreadAlerts()} />
        {children}
        <Footer theme={theme} />
      </body>
    </html>
  )
}

/** Alerts that wait for whoever is signed in; the page stands without it, whatever is wrong. */
async function unreadAlerts(): Promise<{ count: number; countedAt: number } | null> {
  try {
    const { unread } = await (await accountCaller()).inbox.count()
    return { count: unread, countedAt: Date.now() }
  } catch {
    return null
  }
}

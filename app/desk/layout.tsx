import { headers } from "next/headers"
import { Procedures } from "../_trpc/browser.tsx"
import { CommandsProvider } from "./_commands/commands.tsx"
import "./desk.css"
import "./signals.css"
import "./_clip/clip.css"
import "./drafts.css"
import "./_commands/shell.css"

export const metadata = { robots: { index: false } }

export default async function DeskLayout({ children }: { children: React.ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined
  return (
    <Procedures>
      {/* the widgets put a style element in the page, which the content policy allows by this */}
      <meta property="csp-nonce" nonce={nonce} />
      <CommandsProvider>{children}</CommandsProvider>
    </Procedures>
  )
}

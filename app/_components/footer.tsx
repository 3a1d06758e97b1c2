import { site } from "../_messages/en.ts"
import { ThemeChoice } from "./theme-choice.tsx"

export function Footer({ theme }: { theme: string | undefined }) {
  return (
    <footer className="foot">
      <div className="page">
        <p>{site.footer}</p>
        <ThemeChoice initial={theme === "light" || theme === "dark" ? theme : "auto"} />
      </div>
    </footer>
  )
}

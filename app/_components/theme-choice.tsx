"use client"

import { useState } from "react"
import { site } from "../_messages/en.ts"

const THEMES = ["auto", "light", "dark"] as const
type Theme = (typeof THEMES)[number]

/** The reader's own choice of light or dark, kept in a cookie so that the server's page already has it. */
export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState<Theme>(initial)
  const choose = (next: Theme) => {
    setTheme(next)
    if (next === "auto") delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`
  }
  return (
    <fieldset className="theme">
      <legend className="visually-hidden">{site.theme}</legend>
      {THEMES.map((name) => (
        <button key={name} type="button" aria-pressed={theme === name} onClick={() => choose(name)}>
          {site.themes[name]}
        </button>
      ))}
    </fieldset>
  )
}

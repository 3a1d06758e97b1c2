"use client"

import { useEffect, useState } from "react"
import { site } from "../_messages/en.ts"
import { chooseTheme, THEME_CHOSEN, THEMES, type Theme } from "./theme.ts"

/** The reader's own choice of light or dark. */
export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState<Theme>(initial)
  useEffect(() => {
    const follow = (event: Event) => {
      const chosen = event instanceof CustomEvent ? THEMES.find((name) => name === event.detail) : undefined
      if (chosen) setTheme(chosen)
    }
    window.addEventListener(THEME_CHOSEN, follow)
    return () => window.removeEventListener(THEME_CHOSEN, follow)
  }, [])
  return (
    <fieldset className="theme">
      <legend className="visually-hidden">{site.theme}</legend>
      {THEMES.map((name) => (
        <button key={name} type="button" aria-pressed={theme === name} onClick={() => chooseTheme(name)}>
          {site.themes[name]}
        </button>
      ))}
    </fieldset>
  )
}

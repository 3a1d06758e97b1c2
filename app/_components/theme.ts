export const THEMES = ["auto", "light", "dark"] as const
export type Theme = (typeof THEMES)[number]

/** Told at the window when another theme is chosen, wherever that was. */
export const THEME_CHOSEN = "parley-theme"

/** Shows the page light or dark from now on, and keeps the choice in a cookie so that the server's page has it. */
export function chooseTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`
  window.dispatchEvent(new CustomEvent<Theme>(THEME_CHOSEN, { detail: theme }))
}

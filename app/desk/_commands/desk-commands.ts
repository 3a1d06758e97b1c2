import { boardHref } from "../../_components/addresses.ts"
import { chooseTheme, THEMES } from "../../_components/theme.ts"
import { commands as text } from "../../_messages/commands.en.ts"
import { site } from "../../_messages/en.ts"
import type { Command } from "./command-store.ts"

/** What can be done from everywhere at the desk. */
export function deskCommands(open: (what: "palette" | "keys") => void): Command[] {
  return [
    { id: "palette", title: text.palette, keys: "Ctrl+K", run: () => open("palette") },
    { id: "keys", title: text.keyList, keys: "?", run: () => open("keys") },
    { id: "search", title: text.search, keys: "/", run: focusSearch },
    { id: "desks", title: text.allDesks, run: () => go("/desk") },
    { id: "account", title: text.account, run: () => go("/account") },
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      title: text.theme(site.themes[theme]),
      search: site.theme,
      run: () => chooseTheme(theme),
    })),
  ]
}

/** What can be done in the negotiation one is in. */
export function negotiationCommands(slug: string, reviewNext: () => void): Command[] {
  const at = (path: string) => () => go(`/desk/${slug}${path}`)
  return [
    { id: "clip", title: text.clip, keys: "Alt+N", search: text.clipSearch, run: at("/clip") },
    { id: "log", title: text.log, run: at("/log") },
    { id: "queue", title: text.queue, run: at("") },
    { id: "review", title: text.review, keys: "Alt+R", run: reviewNext },
    { id: "entries", title: text.entries, search: text.entriesSearch, run: at("/entries") },
    { id: "import", title: text.import, search: text.importSearch, run: at("/import") },
    { id: "audit", title: text.audit, search: text.auditSearch, run: at("/audit") },
    { id: "board", title: text.board, run: () => go(boardHref(slug)) },
  ]
}

/** Goes there as a link would, so that unsaved work is asked about. */
export function go(href: string): void {
  window.location.assign(href)
}

/** The first field for searching that the screen shows. */
function focusSearch(): void {
  const fields = document.querySelectorAll<HTMLInputElement>("main input[type=search], main [data-search]")
  for (const field of fields) {
    if (field.offsetParent === null) continue
    field.focus()
    field.select()
    return
  }
}

const KEY = "parley-alerts-link"

/** The signed link by which this browser, which has no account, manages what it is told; kept here since nobody mails it. */
export function keptLink(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    // a browser may allow no storage at all
    return null
  }
}

/** Keeps the link; null forgets it, once it is not valid any more. */
export function keepLink(link: string | null): void {
  try {
    if (link === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, link)
  } catch {
    // the page has shown the link as well
  }
}

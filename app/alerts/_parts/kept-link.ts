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

export function keepLink(link: string): void {
  try {
    localStorage.setItem(KEY, link)
  } catch {
    // the page has led to it as well
  }
}

/** Forgets the link that is kept, once it is not valid any more. */
export function forgetLink(): void {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // then none is kept either
  }
}

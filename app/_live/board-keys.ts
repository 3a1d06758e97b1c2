/** The board as a grid under the keyboard: one tab stop, arrows between cells. Works on the DOM, so no cell is drawn again. */

const STOPS = "a[data-col], summary"
const IN_TAB_ORDER = ':is(a[data-col], summary):not([tabindex="-1"])'

/** Leaves one stop of the board in the tab order: the one last used, else the first. */
export function keepOneTabStop(board: HTMLElement): void {
  const current =
    board.querySelector<HTMLElement>("[data-current]") ??
    [...board.querySelectorAll<HTMLElement>(STOPS)].find((stop) => stop.checkVisibility())
  for (const stop of board.querySelectorAll<HTMLElement>(IN_TAB_ORDER))
    if (stop !== current) stop.tabIndex = -1
  if (current) current.tabIndex = 0
}

export function makeCurrent(board: HTMLElement, stop: HTMLElement): void {
  for (const other of board.querySelectorAll<HTMLElement>("[data-current]")) delete other.dataset.current
  stop.dataset.current = "true"
  keepOneTabStop(board)
}

/** Moves focus as the key says; false where the key means nothing here. */
export function moveByKey(board: HTMLElement, from: HTMLElement, key: string, ctrl: boolean): boolean {
  const target = targetOf(rowsOf(board), from, key, ctrl, getComputedStyle(board).direction === "rtl")
  if (target === undefined) return false
  if (target) {
    makeCurrent(board, target)
    target.focus()
  }
  return true
}

/** Undefined where the key means nothing, null where there is nowhere to go. */
function targetOf(
  rows: HTMLElement[][],
  from: HTMLElement,
  key: string,
  ctrl: boolean,
  rtl: boolean,
): HTMLElement | null | undefined {
  const y = rows.findIndex((row) => row.includes(from))
  const row = rows[y]
  if (!row) return undefined
  const x = row.indexOf(from)
  const forward = rtl ? -1 : 1
  switch (key) {
    case "ArrowRight":
      return row[x + forward] ?? null
    case "ArrowLeft":
      return row[x - forward] ?? null
    case "ArrowDown":
      return sameColumn(rows[y + 1], from, x)
    case "ArrowUp":
      return sameColumn(rows[y - 1], from, x)
    case "Home":
      return (ctrl ? rows[0] : row)?.[0] ?? null
    case "End":
      return (ctrl ? rows.at(-1) : row)?.at(-1) ?? null
    default:
      return undefined
  }
}

function sameColumn(row: HTMLElement[] | undefined, from: HTMLElement, x: number): HTMLElement | null {
  if (!row) return null
  return (
    row.find((stop) => stop.dataset.col !== undefined && stop.dataset.col === from.dataset.col) ??
    row[Math.min(x, row.length - 1)] ??
    null
  )
}

function rowsOf(board: HTMLElement): HTMLElement[][] {
  return [...board.querySelectorAll("tbody tr")].map((row) => stopsOf(row)).filter((row) => row.length > 0)
}

function stopsOf(within: Element): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(STOPS)].filter((stop) => stop.checkVisibility())
}

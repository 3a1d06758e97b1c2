/** A key as it is written down: "Ctrl+Enter", "Alt+ArrowDown", "Ctrl+S", "/" or "?". Ctrl is Command on a Mac. */
export type Keys = string

export interface Pressed {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/**
 * True where exactly these keys were pressed. A letter is told by what it types, and by its place where that is no
 * Latin letter: so that Ctrl+S saves on a Ukrainian keyboard too, and Alt+L logs on a Mac, where it types "¬".
 */
export function isPressed(keys: Keys, pressed: Pressed): boolean {
  const parts = keys.split("+")
  const key = parts.pop() ?? ""
  if ((pressed.ctrlKey || pressed.metaKey) !== parts.includes("Ctrl")) return false
  if (pressed.altKey !== parts.includes("Alt")) return false
  // what is a sign of its own needs Shift on some keyboards and not on others
  if (key.length > 1 || parts.length > 0) {
    if (pressed.shiftKey !== parts.includes("Shift")) return false
  }
  return /^[A-Z]$/.test(key) ? letterOf(pressed) === key : pressed.key === key
}

/** True where the keys would also type something, so that they may not be taken from a field. */
export function wouldType(keys: Keys): boolean {
  return !keys.includes("+") || keys === "+"
}

/** "Alt+ArrowDown" as it stands on a key cap: "Alt ↓". */
export function keyCaps(keys: Keys): string {
  return keys
    .split("+")
    .map((part) => CAPS[part] ?? part)
    .join(" ")
}

const CAPS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
}

function letterOf({ key, code }: Pressed): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  return code.startsWith("Key") ? code.slice(3) : ""
}

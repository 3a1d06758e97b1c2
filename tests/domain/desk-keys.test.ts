import { expect, test } from "vitest"
import { isPressed, keyCaps } from "../../app/desk/_commands/keys.ts"

const NOTHING = { key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

test.each([
  ["Ctrl+S", { key: "s", code: "KeyS", ctrlKey: true }],
  ["Ctrl+S", { key: "s", code: "KeyS", metaKey: true }],
  ["Ctrl+S", { key: "і", code: "KeyS", ctrlKey: true }],
  ["Ctrl+K", { key: "k", code: "KeyV", ctrlKey: true }],
  ["Alt+L", { key: "¬", code: "KeyL", altKey: true }],
  ["Alt+ArrowDown", { key: "ArrowDown", code: "ArrowDown", altKey: true }],
  ["?", { key: "?", code: "Slash", shiftKey: true }],
  ["/", { key: "/", code: "Digit7", shiftKey: true }],
])("%s is pressed by its sign, and by its place where the keyboard is not Latin", (keys, pressed) => {
  expect(isPressed(keys, { ...NOTHING, ...pressed })).toBe(true)
})

test.each([
  ["Ctrl+S", { key: "s", code: "KeyS" }],
  ["Ctrl+S", { key: "s", code: "KeyS", ctrlKey: true, altKey: true }],
  ["Ctrl+S", { key: "S", code: "KeyS", ctrlKey: true, shiftKey: true }],
  ["Ctrl+V", { key: "k", code: "KeyV", ctrlKey: true }],
  ["Alt+ArrowDown", { key: "ArrowDown", code: "ArrowDown" }],
  ["?", { key: "?", code: "Slash", shiftKey: true, ctrlKey: true }],
])("%s is not pressed with other keys held", (keys, pressed) => {
  expect(isPressed(keys, { ...NOTHING, ...pressed })).toBe(false)
})

test("keys are written as they stand on the caps", () => {
  expect(keyCaps("Alt+ArrowDown")).toBe("Alt ↓")
})

import { type Refusal, refuse } from "../domain/refusal.ts"
import { pathText } from "../domain/zod-refusals.ts"

/** How deep an input may be nested; the deepest that anything here takes is about eight. */
const MAX_DEPTH = 40

/**
 * Refuses what no validator needs to think about: text that is not Unicode (a lone half of a pair, NUL, which the
 * database cannot hold), keys that would reach an object's prototype, nesting without end.
 */
export function refuseUnsafeInput(input: unknown): Refusal | undefined {
  const found = unsafe(input, 0)
  return found && refuse("invalid", found.detail, pathText(found.path.toReversed()) || undefined)
}

/** What is wrong, with its path from the inside out: only what is found pays for a path. */
interface Unsafe {
  detail: string
  path: PropertyKey[]
}

function unsafe(value: unknown, depth: number): Unsafe | undefined {
  if (typeof value === "string") return isText(value) ? undefined : { detail: NO_TEXT, path: [] }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined
  if (depth > MAX_DEPTH) return { detail: NESTED, path: [] }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = unsafe(value[i], depth + 1)
      if (found) return below(found, i, depth)
    }
    return undefined
  }
  for (const key of Object.keys(value)) {
    if (key === "__proto__") return { detail: `There is no field "${key}" here.`, path: [key] }
    if (!isText(key)) return { detail: NO_TEXT, path: [] }
    const found = unsafe(Reflect.get(value, key), depth + 1)
    if (found) return below(found, key, depth)
  }
  return undefined
}

/** Of what is nested without end, the beginning of the path is enough. */
function below(found: Unsafe, key: PropertyKey, depth: number): Unsafe {
  if (found.detail === NESTED && depth >= 5) return found
  found.path.push(key)
  return found
}

const NO_TEXT = "This text holds characters that are not Unicode text."
const NESTED = "This is nested too deeply."

function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000")
}

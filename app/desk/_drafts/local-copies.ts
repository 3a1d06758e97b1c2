import { emptyValues, type StatementValues } from "../_form/statement-values.ts"

/**
 * Words that the server has not acknowledged, kept in this browser so that they outlive its tab. One for each statement
 * and account; it goes when the server has them.
 */
export interface LocalCopy {
  statement: string
  /** When it was typed, epoch ms. */
  at: number
  /** The version it was typed on; null for a statement that was never stored. */
  version: number | null
  values: StatementValues
  /** The form as it stood in the ledger then: what both sides of a conflict are compared with. */
  saved: StatementValues
}

export interface CopyPlace {
  me: string
  slug: string
}

/** False where the browser keeps nothing (no room, or it was told not to). */
export function keepCopy(place: CopyPlace, copy: LocalCopy): boolean {
  try {
    localStorage.setItem(keyOf(place, copy.statement), JSON.stringify(copy))
    return true
  } catch {
    return false
  }
}

export function dropCopy(place: CopyPlace, statement: string): void {
  try {
    localStorage.removeItem(keyOf(place, statement))
  } catch {
    // what cannot be reached was not kept either
  }
}

export function readCopy(place: CopyPlace, statement: string): LocalCopy | undefined {
  try {
    return parse(localStorage.getItem(keyOf(place, statement)))
  } catch {
    return undefined
  }
}

/** Copies of statements that were never stored, latest typed first; those that another open tab is typing are left out. */
export async function strayCopies(place: CopyPlace): Promise<LocalCopy[]> {
  const held = await heldElsewhere()
  const copies: LocalCopy[] = []
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(keyOf(place, "")) || held.has(key)) continue
      const copy = parse(localStorage.getItem(key))
      if (copy && copy.version === null) copies.push(copy)
    }
  } catch {
    return []
  }
  return copies.sort((a, b) => b.at - a.at)
}

/** Says to other tabs of this browser that this one is typing the statement, until the returned function is called. */
export function holdCopy(place: CopyPlace, statement: string): () => void {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  // without locks (plain http) another tab may be offered what this one is typing: a nuisance, no loss
  navigator.locks?.request(keyOf(place, statement), { mode: "shared" }, () => held).catch(() => {})
  return release
}

async function heldElsewhere(): Promise<Set<string | undefined>> {
  const state = await navigator.locks?.query().catch(() => undefined)
  return new Set(state?.held?.map(({ name }) => name))
}

function keyOf({ me, slug }: CopyPlace, statement: string): string {
  return `parley:unsaved:${me}:${slug}:${statement}`
}

function parse(text: string | null): LocalCopy | undefined {
  if (text === null) return undefined
  const copy: unknown = JSON.parse(text)
  return isCopy(copy) ? copy : undefined
}

/** What an older version of Parley kept in another shape is not offered. */
function isCopy(copy: unknown): copy is LocalCopy {
  if (typeof copy !== "object" || copy === null) return false
  const of = (key: string): unknown => Reflect.get(copy, key)
  return (
    typeof of("statement") === "string" &&
    typeof of("at") === "number" &&
    isValues(of("values")) &&
    isValues(of("saved"))
  )
}

function isValues(values: unknown): values is StatementValues {
  if (typeof values !== "object" || values === null) return false
  return Object.entries(emptyValues()).every(([key, like]) => {
    const value: unknown = Reflect.get(values, key)
    return typeof value === typeof like && Array.isArray(value) === Array.isArray(like)
  })
}

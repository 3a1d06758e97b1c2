import { romanise } from "../../domain/latin-letters.ts"
import { nameKey, similarity } from "./name-similarity.ts"

/** The words of a name, without marks and a possessive ending. */
export function nameWords(name: string): string[] {
  return name
    .split(/[\s ]+/)
    .map((word) => word.replace(/^[^\p{L}]+|[^\p{L}\p{M}.]+$|['’]s$/gu, ""))
    .filter((word) => /\p{L}/u.test(word))
}

/** True where one may be the other's given name: the same, an initial, a slip, or left out. */
export function sameFirstNames(a: readonly string[], b: readonly string[]): boolean {
  const [x] = a
  const [y] = b
  if (a.length === 1 || b.length === 1 || x === undefined || y === undefined) return true
  const isInitial = x.replace(".", "").length === 1 || y.replace(".", "").length === 1
  return isInitial
    ? romanise(x)[0] === romanise(y)[0]
    : nameKey(x) === nameKey(y) ||
        similarity(x, y) >= 0.6 ||
        b.map(nameKey).includes(nameKey(x)) ||
        a.map(nameKey).includes(nameKey(y))
}

import { oneSpelling, romanise } from "../../../server/domain/latin-letters.ts"

/**
 * Those in whose words all that is typed occurs, in any order and in any script: "зелен" finds Zelenskyy, "Ushakov" finds
 * Ушаков. What begins with it comes first. The words of one entry are read once, however often one types.
 */
export function matching<T extends object>(
  all: readonly T[],
  typed: string,
  wordsOf: (one: T) => readonly (string | null | undefined)[],
): T[] {
  const words = folded(typed).split(/\s+/).filter(Boolean)
  const [first] = words
  if (first === undefined) return [...all]
  const spelt = words.map(across)
  return all
    .map((one) => ({ one, ...readOnce(one, wordsOf) }))
    .filter(({ text, latin }) =>
      words.every((word, i) => text.includes(word) || (spelt[i] !== "" && latin.includes(spelt[i] ?? word))),
    )
    .sort((a, b) => Number(b.text.startsWith(first)) - Number(a.text.startsWith(first)))
    .map(({ one }) => one)
}

const read = new WeakMap<object, { text: string; latin: string }>()

function readOnce<T extends object>(one: T, wordsOf: (one: T) => readonly (string | null | undefined)[]) {
  const known = read.get(one)
  if (known) return known
  const text = folded(wordsOf(one).join(" "))
  const found = { text, latin: text.split(/\s+/).map(across).join(" ") }
  read.set(one, found)
  return found
}

/** A word as it is compared across scripts; empty for numbers, which have one spelling. */
function across(word: string): string {
  return /\p{N}/u.test(word) ? "" : oneSpelling(romanise(word))
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
}

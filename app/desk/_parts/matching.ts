/** Those in whose words all that is typed occurs, in any order; what begins with it comes first. */
export function matching<T>(
  all: readonly T[],
  typed: string,
  wordsOf: (one: T) => readonly (string | null | undefined)[],
): T[] {
  const words = folded(typed).split(/\s+/).filter(Boolean)
  const [first] = words
  if (first === undefined) return [...all]
  return all
    .map((one) => ({ one, text: folded(wordsOf(one).join(" ")) }))
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .sort((a, b) => Number(b.text.startsWith(first)) - Number(a.text.startsWith(first)))
    .map(({ one }) => one)
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
}

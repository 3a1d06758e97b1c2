/** Words written in a row, as a set. */
export function wordSet(...rows: string[]): ReadonlySet<string> {
  return new Set(wordList(...rows))
}

export function wordList(...rows: string[]): string[] {
  return rows.flatMap((row) => row.split(/\s+/)).filter((word) => word !== "")
}

/** Every stem with every ending ("сказа" with "л", "ла", "ли"). */
export function inflect(stems: string, endings: string): string {
  return wordList(stems)
    .flatMap((stem) => wordList(endings).map((ending) => stem + (ending === "-" ? "" : ending)))
    .join(" ")
}

/** Words by what they mean: `{ minister: "minister ministers" }` becomes word -> meaning. */
export function wordMap<Meaning extends string>(
  rows: Partial<Record<Meaning, string>>,
): ReadonlyMap<string, Meaning> {
  const map = new Map<string, Meaning>()
  for (const meaning in rows) {
    for (const word of wordList(rows[meaning] ?? "")) map.set(word, meaning)
  }
  return map
}

/** Days and months: a row a day, its forms divided by "/". */
export function dayForms(row: string): string[][] {
  return wordList(row).map((forms) => forms.split("/"))
}

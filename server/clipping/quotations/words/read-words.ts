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

const ENDING =
  /(?:ами|ями|ові|еві|ого|его|ому|ему|ими|ыми|ою|ею|ов|ів|ев|ей|ой|ом|ем|єм|ам|ям|ах|ях|ым|им|их|ых|ая|яя|ое|ее|ую|юю|ый|ий|ій|ые|ие|а|я|о|е|є|и|і|ї|ы|у|ю|ь|й)$/

/** What stays of a Slavic word in every case. */
function stem(word: string): string {
  const short = word.replace(ENDING, "")
  return short.length >= 3 ? short : word
}

/** Words known in every case of a Slavic language. */
export function stemSet(...rows: string[]): Words {
  const stems = new Set(wordList(...rows).map(stem))
  return { has: (word) => stems.has(stem(word)) }
}

export function stemMap<Meaning extends string>(rows: Partial<Record<Meaning, string>>): Meanings<Meaning> {
  const stems = new Map([...wordMap(rows)].map(([word, meaning]) => [stem(word), meaning]))
  return { has: (word) => stems.has(stem(word)), get: (word) => stems.get(stem(word)) }
}

/** A set of words, however it knows them. */
export interface Words {
  has(word: string): boolean
}

export interface Meanings<Meaning> extends Words {
  get(word: string): Meaning | undefined
}

/** Phrases of several words with what they mean, found by their first word. */
export type Phrases<Meaning> = ReadonlyMap<string, readonly { words: readonly string[]; meaning: Meaning }[]>

export function phrases<Meaning>(entries: readonly (readonly [string, Meaning])[]): Phrases<Meaning> {
  const map = new Map<string, { words: string[]; meaning: Meaning }[]>()
  for (const [phrase, meaning] of entries) {
    const words = wordList(phrase)
    const first = words[0] ?? ""
    map.set(first, [...(map.get(first) ?? []), { words, meaning }])
  }
  return map
}

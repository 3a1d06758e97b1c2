import { diffArrays } from "diff"

/** A run of words that was taken out, put in, or kept. */
export interface WordChange {
  kind: "out" | "in" | "kept"
  words: string
}

/**
 * What changed from one text to another, word by word. A word is what its script calls one: an apostrophe, a combining mark,
 * a tatweel or a harakah is part of it, and a word is always given whole. Two encodings of one character are the same.
 * The runs that are not `in` make up `before`, those that are not `out` make up `after`.
 */
export function wordChanges(before: string, after: string): WordChange[] {
  const runs = diffArrays(wordsOf(before), wordsOf(after), {
    comparator: (a, b) => a.normalize() === b.normalize(),
  })
  return withoutSplinters(
    runs.map(({ added, removed, value }) => ({
      kind: added ? "in" : removed ? "out" : "kept",
      words: value.join(""),
    })),
  )
}

/** Words, spaces and marks in their order. The rules are those of Unicode for every script (UAX 29), not of one language. */
function wordsOf(text: string): string[] {
  return [...SEGMENTER.segment(text)].map(({ segment }) => segment)
}
const SEGMENTER = new Intl.Segmenter("en", { granularity: "word" })

/** A space that was kept between two changes goes with them, so that a phrase that was replaced reads as one. */
function withoutSplinters(runs: WordChange[]): WordChange[] {
  const joined: WordChange[] = []
  let [out, put] = ["", ""]
  const close = () => {
    // the space after both of them was there before and is there now
    const [space = ""] = out !== "" && put !== "" && /\s$/u.test(out) ? (put.match(/\s+$/u) ?? []) : []
    const shared = out.endsWith(space) ? space : ""
    const ends: WordChange[] = [
      { kind: "out", words: out.slice(0, out.length - shared.length) },
      { kind: "in", words: put.slice(0, put.length - shared.length) },
      { kind: "kept", words: shared },
    ]
    joined.push(...ends.filter(({ words }) => words !== ""))
    out = ""
    put = ""
  }
  for (const [i, { kind, words }] of runs.entries()) {
    const between = (out !== "" || put !== "") && i < runs.length - 1 && words.trim() === ""
    if (kind === "kept" && !between) {
      close()
      joined.push({ kind, words })
    }
    if (kind === "out" || (kind === "kept" && between)) out += words
    if (kind === "in" || (kind === "kept" && between)) put += words
  }
  close()
  return joined
}

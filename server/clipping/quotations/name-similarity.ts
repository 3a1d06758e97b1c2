import { oneSpelling, romanise } from "../../domain/latin-letters.ts"

const CASE_ENDINGS = /(?:ськ|ск|цьк|цк)(?:ий|ый|ого|ому|им|ым|ом|ая|ой|ую|а|ою|ої|ій)$/u
const CASE_ENDING = /(?<=.{3})(?:ого|ому|ові|еві|ым|им|ом|ем|єм|ою|ой|а|у|ю|я|е|і|и|ы|ий|ый|ій|ь|й)$/u

const MOST_REMEMBERED = 20_000

/** The same answers, each worked out once as long as there is room for it. */
function remembered(work: (word: string) => string): (word: string) => string {
  const answers = new Map<string, string>()
  return (word) => {
    const known = answers.get(word)
    if (known !== undefined) return known
    const answer = work(word)
    if (answers.size >= MOST_REMEMBERED) answers.clear()
    answers.set(word, answer)
    return answer
  }
}

/** The same name in another case, spelling habit or script gives the same key: Зеленского, Zelenskyy. */
export const nameKey = remembered((word: string): string => {
  const low = word
    .toLowerCase()
    .replace(/['’]s$/, "")
    .replace(/^(?:al|el|ad|an|ar|as|at|az|ash)[-‑](?=.{3})/, "")
  const isCyrillic = /\p{Script=Cyrillic}/u.test(low)
  const stem = isCyrillic
    ? CASE_ENDINGS.test(low)
      ? low.replace(CASE_ENDINGS, "sk")
      : low.replace(CASE_ENDING, "")
    : low
  return oneSpelling(romanise(stem)).replace(/(?<=.{3})(?:ski|sk)$/, "sk")
})

/** Consonants alone, those that transliterations confuse made one. */
export const skeleton = remembered((name: string): string => {
  return oneSpelling(romanise(name))
    .replace(/sh|ch|zh|z/g, "s")
    .replace(/ts/g, "s")
    .replace(/p/g, "b")
    .replace(/v/g, "f")
    .replace(/[gj]/g, "k")
    .replace(/[aeiouh]/g, "")
    .replace(/(.)\1+/g, "$1")
})

/** 0 to 1: how near two names of one word are, over scripts and slips of the pen. */
export function similarity(a: string, b: string): number {
  const x = nameKey(a)
  const y = nameKey(b)
  if (x === y) return 1
  const bones = skeleton(a)
  const isArabic = /\p{Script=Arabic}/u.test(a + b)
  if (bones.length >= 3 && bones === skeleton(b) && (isArabic || x[0] === y[0])) return 0.88
  return 1 - distance(x, y) / Math.max(x.length, y.length, 1)
}

/** Edits between two words, a swap of neighbours counting one. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 4 || a.length > 40 || b.length > 40) return Math.max(a.length, b.length)
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}

import { foldedText, foldedWords } from "./words.ts"

/** The words that carry what is said, cut to what inflection mostly leaves alone; Slavic letters of one sound become one. */
export function contentStems(text: string): string[] {
  return foldedWords(text)
    .map((word) => word.replace(/'s$/, "").replaceAll("'", ""))
    .filter((word) => !EMPTY_WORDS.has(word))
    .map((word) => stemOf(word.replace(/[іїыэєґ]/g, (letter) => SLAVIC[letter] ?? letter)))
}

function stemOf(word: string): string {
  // the article and the conjunctions that Arabic writes with the word
  const bare =
    /^\p{Script=Arabic}/u.test(word) && word.length > 5 ? word.replace(/^[وفبكل]?ال|^لل/u, "") : word
  return bare.slice(0, 5)
}

const SLAVIC: Readonly<Record<string, string>> = { і: "и", ї: "и", ы: "и", э: "е", є: "е", ґ: "г" }

const EMPTY_WORDS = new Set(
  `a an the of to in on at by for from with and or but not no is are was were be been it its he she they we i you his her
   their our this that these those as if will would could should can may has have had do does did said says say
   и в во на с со что не как по к но за из от о об это он она они мы вы его ее их же бы а у для так
   і й та у в на з із що не як по до але за від про це він вона вони ми ви його її їх же б а для так
   le la les un une des de du d l et ou en dans sur pour par que qui ne pas il elle ils nous vous est sont
   el los las una y o en con por para que no se es son del al lo su sus
   في من الي علي عن ان او لا ما هذا هذه التي الذي قد كان مع`
    .split(/\s+/)
    .flatMap((word) => word.normalize("NFKD").replace(/\p{Mn}/gu, "")),
)

/** Numbers that are written in digits of any script: "30-day" and "٣٠ يوما" have 30. */
export function numbersIn(text: string): string[] {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16)).match(/\d+/g) ?? []
}

/** The script of most of its letters. */
export function scriptOf(text: string): string {
  const counts = SCRIPTS.map(({ name, letters }) => ({ name, n: text.match(letters)?.length ?? 0 }))
  return counts.reduce((most, one) => (one.n > most.n ? one : most), { name: "", n: 0 }).name
}
const SCRIPTS = [
  { name: "Latin", letters: /\p{Script=Latin}/gu },
  { name: "Cyrillic", letters: /\p{Script=Cyrillic}/gu },
  { name: "Arabic", letters: /\p{Script=Arabic}/gu },
  { name: "Hebrew", letters: /\p{Script=Hebrew}/gu },
]

/**
 * Names by the consonants that one hears in them, so that Курск, Kursk and كورسك are one: those of words with a capital
 * within a sentence, or of all words. Names of fewer than three such consonants tell nothing and are left out.
 */
export function nameSkeletons(text: string, of: "names" | "all"): string[] {
  const words = of === "all" ? foldedWords(text) : (foldedText(text).match(NAME) ?? [])
  return words.map((word) => skeletonOf(word.toLowerCase())).filter((skeleton) => skeleton.length >= 3)
}
const NAME = /(?<=[\p{L}\p{N},;:)]['\s-]+)\p{Lu}[\p{L}']+/gu

function skeletonOf(word: string): string {
  const latin = [...word].map((letter) => CONSONANTS[letter] ?? (/[a-z]/.test(letter) ? letter : "")).join("")
  return latin
    .replace(/shch|sch|sh|zh|ch|ts|tz/g, "s")
    .replace(/kh|gh/g, "h")
    .replace(/ph/g, "f")
    .replace(/[cq]/g, "k")
    .replace(/[wv]/g, "v")
    .replace(/[xz]/g, "s")
    .replace(/[gh]/g, "h")
    .replace(/j/g, "s")
    .replace(/[aeiouyv']/g, "")
    .replace(/(.)\1+/g, "$1")
}

const CONSONANTS: Readonly<Record<string, string>> = {
  б: "b", в: "v", г: "h", д: "d", ж: "s", з: "s", к: "k", л: "l", м: "m", н: "n", п: "p", р: "r", с: "s", т: "t",
  ф: "f", х: "h", ц: "s", ч: "s", ш: "s", щ: "s",
  ب: "b", ت: "t", ث: "t", ج: "s", ح: "h", خ: "h", د: "d", ذ: "d", ر: "r", ز: "s", س: "s", ش: "s", ص: "s", ض: "d",
  ط: "t", ظ: "s", غ: "h", ف: "f", ق: "k", ك: "k", ل: "l", م: "m", ن: "n", ه: "h",
} // biome-ignore format: one table

/** What two sets share: of both (Dice), and of the smaller one. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): { dice: number; contained: number } {
  const smaller = Math.min(a.size, b.size)
  if (smaller === 0) return { dice: 0, contained: 0 }
  let shared = 0
  for (const item of a) if (b.has(item)) shared += 1
  return { dice: (2 * shared) / (a.size + b.size), contained: shared / smaller }
}

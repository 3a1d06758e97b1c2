/*
 * Names across scripts. Not a transliteration to be shown: what it gives is only compared and searched.
 */

/** A name in Latin letters without marks, in lower case: what is compared across scripts. */
export function romanise(name: string): string {
  let latin = ""
  for (const letter of foldArabic(name.toLowerCase())) latin += CYRILLIC[letter] ?? ARABIC[letter] ?? letter
  return latin
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ł/g, "l")
    .replace(/ı/g, "i")
    .replace(/ø/g, "o")
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9\s-]/g, "")
    .trim()
}

/** Latin spellings of one name made alike: Zelenskyy, Zelensky and Zelenskii are one. Takes what `romanise` gives. */
export function oneSpelling(latin: string): string {
  return latin
    .replace(/[\s-]/g, "")
    .replace(/tch|tsch/g, "ch")
    .replace(/sch|sz/g, "sh")
    .replace(/ph/g, "f")
    .replace(/kh|ck|q/g, "k")
    .replace(/gh/g, "g")
    .replace(/dj/g, "j")
    .replace(/ou|oo/g, "u")
    .replace(/w/g, "v")
    .replace(/x/g, "ks")
    .replace(/(?:iy|yi|ii|yy|ij|ey|ei|ie|y|j(?=[aeiou])|i)+/g, "i")
    .replace(/(.)\1+/g, "$1")
}

/** Arabic without its vowel marks, and its letters in one form each. */
export function foldArabic(text: string): string {
  return text
    .replace(/[\u064B-\u0652\u0640\u0670]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ئ/g, "ي")
    .replace(/ؤ/g, "و")
    .replace(/ة/g, "ه")
}

const CYRILLIC: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  ґ: "g",
  д: "d",
  е: "e",
  є: "ie",
  ё: "e",
  ж: "zh",
  з: "z",
  и: "i",
  і: "i",
  ї: "i",
  й: "i",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "i",
  ь: "",
  э: "e",
  ю: "iu",
  я: "ia",
  "'": "",
}
const ARABIC: Readonly<Record<string, string>> = {
  ا: "a",
  ب: "b",
  ت: "t",
  ث: "t",
  ج: "j",
  ح: "h",
  خ: "kh",
  د: "d",
  ذ: "d",
  ر: "r",
  ز: "z",
  س: "s",
  ش: "sh",
  ص: "s",
  ض: "d",
  ط: "t",
  ظ: "z",
  ع: "a",
  غ: "g",
  ف: "f",
  ق: "k",
  ك: "k",
  ل: "l",
  م: "m",
  ن: "n",
  ه: "h",
  و: "u",
  ي: "i",
  ى: "a",
  ء: "",
  پ: "p",
  چ: "ch",
  ڤ: "v",
  گ: "g",
}

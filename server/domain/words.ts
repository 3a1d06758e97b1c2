/**
 * Words as they are compared: the script's own, without marks, case and the ways of writing one apostrophe. Combining
 * marks, tatweel and harakat go; letters that Arabic writes in several ways become one. Pure and without a locale.
 * "Ду́же м’яко" gives ["дуже", "м'яко"].
 */
export function foldedWords(text: string): string[] {
  return foldedText(text).toLowerCase().match(WORD) ?? []
}

const WORD = /[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu

/** Text with its marks and its ways of writing one letter taken away; its case is left. */
export function foldedText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{Mn}\p{Cf}\u0640]/gu, "")
    .replace(/[\u2018\u2019\u02BC\u02B9\uFF07\u0060\u00B4]/g, "'")
    .replace(/ٱ/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
}

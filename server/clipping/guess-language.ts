/**
 * Words that are common in one language and rare in its neighbours. Languages of scripts that are shared are told apart by
 * them; those of a script of their own by the script.
 */
const COMMON_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ["the", "and", "of", "to", "that", "was", "with", "for", "said", "has", "have", "is", "he", "by"],
  fr: ["les", "des", "est", "une", "dans", "qui", "pour", "pas", "sur", "avec", "été", "aux", "du", "a"],
  es: ["los", "las", "el", "una", "por", "con", "para", "del", "se", "su", "al", "lo", "fue", "y"],
  de: ["der", "die", "das", "und", "nicht", "mit", "von", "ist", "dem", "den", "auf", "ein", "sich", "für"],
  it: ["il", "che", "di", "non", "una", "per", "della", "sono", "gli", "con", "del", "nel", "è", "anche"],
  pt: ["os", "uma", "não", "para", "com", "do", "da", "em", "no", "foi", "ao", "dos", "mais", "o"],
  tr: ["ve", "bir", "bu", "için", "ile", "olarak", "olan", "da", "de", "dedi", "çok", "gibi", "daha"],
  pl: ["nie", "się", "jest", "na", "że", "do", "w", "z", "oraz", "przez", "był", "jak", "od"],
  ru: ["и", "в", "не", "что", "на", "с", "по", "как", "это", "он", "из", "его", "был", "для", "о"],
  uk: ["і", "в", "не", "що", "на", "з", "у", "та", "як", "це", "він", "до", "його", "від", "про", "й"],
  be: ["і", "ў", "не", "што", "на", "з", "у", "ды", "як", "гэта", "ён", "да", "яго", "ад", "пра"],
  bg: ["и", "в", "не", "че", "на", "с", "от", "за", "се", "са", "да", "като", "който", "ще", "по"],
  ar: ["في", "من", "على", "أن", "إلى", "التي", "الذي", "عن", "مع", "هذا", "قال", "ما", "كان", "بين"],
  fa: ["در", "به", "از", "که", "این", "را", "با", "است", "برای", "آن", "یک", "خود", "می", "شد"],
  ur: ["کے", "میں", "کی", "ہے", "سے", "کو", "اور", "کا", "نے", "پر", "ہیں", "یہ", "کہ", "اس"],
}

/** True where `guessLanguage` can tell a language (BCP 47) from its neighbours. */
export function canTell(language: string): boolean {
  return Object.hasOwn(COMMON_WORDS, primary(language))
}

/** True where both tags are of one language: "pt" and "pt-BR". */
export function isSameLanguage(a: string, b: string): boolean {
  return primary(a) === primary(b)
}

function primary(tag: string): string {
  return tag.toLowerCase().split("-", 1)[0] ?? ""
}

/** Scripts that in the news mean one language, or a few that their words tell apart. */
const SCRIPTS: readonly { letters: RegExp; languages: readonly string[] }[] = [
  { letters: /\p{Script=Latin}/gu, languages: ["en", "fr", "es", "de", "it", "pt", "tr", "pl"] },
  { letters: /\p{Script=Cyrillic}/gu, languages: ["ru", "uk", "be", "bg"] },
  { letters: /\p{Script=Arabic}/gu, languages: ["ar", "fa", "ur"] },
  { letters: /\p{Script=Hebrew}/gu, languages: ["he"] },
  { letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, languages: ["ja"] },
  { letters: /\p{Script=Hangul}/gu, languages: ["ko"] },
  { letters: /\p{Script=Han}/gu, languages: ["zh"] },
  { letters: /\p{Script=Armenian}/gu, languages: ["hy"] },
  { letters: /\p{Script=Georgian}/gu, languages: ["ka"] },
]

/**
 * The language that a text is most likely written in, by its script and its most common words; null where it cannot be told.
 * Deterministic. In: the text. Out: a BCP 47 code of one of the languages above.
 */
export function guessLanguage(text: string): string | null {
  const sample = text.slice(0, 20_000).toLowerCase()
  const [script] = SCRIPTS.map(({ letters, languages }) => ({
    languages,
    letters: sample.match(letters)?.length ?? 0,
  })).toSorted((a, b) => b.letters - a.letters)
  if (!script || script.letters < 20) return null
  const [only, another] = script.languages
  if (only && another === undefined) return only
  const words = new Map<string, number>()
  for (const word of sample.match(/[\p{L}\p{M}]+/gu) ?? []) words.set(word, (words.get(word) ?? 0) + 1)
  const [best, second] = script.languages
    .map((language) => ({ language, found: found(words, COMMON_WORDS[language] ?? []) }))
    .toSorted((a, b) => b.found - a.found)
  return best && best.found >= 2 && best.found > (second?.found ?? 0) ? best.language : null
}

function found(words: ReadonlyMap<string, number>, common: readonly string[]): number {
  return common.reduce((sum, word) => sum + (words.get(word) ?? 0), 0)
}

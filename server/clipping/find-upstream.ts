/** Agencies and outlets that others repeat, each with the forms in which they are named. */
const AGENCIES: readonly (readonly [name: string, ...forms: string[]])[] = [
  ["Reuters", "Reuters", "Рейтер", "Рейтерс", "رويترز"],
  ["AP", "AP", "Associated Press", "أسوشيتد برس"],
  ["AFP", "AFP", "Agence France-Presse", "Agence France Presse", "فرانس برس"],
  ["TASS", "TASS", "ТАСС", "تاس"],
  ["RIA Novosti", "RIA Novosti", "RIA", "РИА Новости", "РИА «Новости»"],
  ["Interfax-Ukraine", "Interfax-Ukraine", "Інтерфакс-Україна", "Интерфакс-Украина"],
  ["Interfax", "Interfax", "Интерфакс", "Інтерфакс"],
  ["Ukrinform", "Ukrinform", "Укрінформ", "Укринформ"],
  ["Xinhua", "Xinhua", "Синьхуа", "Сіньхуа", "شينخوا"],
  ["Anadolu", "Anadolu Agency", "Anadolu", "AA", "Анадолу", "الأناضول"],
  ["dpa", "dpa", "DPA"],
  ["EFE", "EFE"],
  ["ANSA", "ANSA"],
  ["Europa Press", "Europa Press"],
  ["WAFA", "WAFA", "وفا"],
  ["SANA", "SANA", "سانا"],
  ["IRNA", "IRNA", "إرنا"],
  ["SPA", "SPA", "واس"],
  ["Bloomberg", "Bloomberg", "Блумберг"],
  ["PTI", "PTI", "Press Trust of India"],
  ["BBC", "BBC News", "BBC", "Би-би-си", "Бі-бі-сі", "بي بي سي"],
  ["CNN", "CNN", "سي إن إن"],
  ["CBS News", "CBS News", "CBS"],
  ["Al Jazeera", "Al Jazeera", "Аль-Джазира", "الجزيرة"],
]
const BY_FORM = new Map(
  AGENCIES.flatMap(([name, ...forms]) => forms.map((form) => [form.toLowerCase(), name] as const)),
)
const FORMS = [...AGENCIES.flatMap(([, ...forms]) => forms)]
  .toSorted((a, b) => b.length - a.length)
  .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+"))
  .join("|")
// names are written as they are written: "aa" and "spa" are words, "AA" and "SPA" are agencies
const EDGE = "(?![\\p{L}\\p{N}])"

/** "MOSCOW, March 13 (Reuters) -", "MOSCOU (AFP) –": how agencies open. */
const DATELINE = new RegExp(`^[^\\n(]{0,80}\\((${FORMS})\\)\\s*[-–—:]`, "u")
/** "Source: BBC", "Source - Reuters", "Источник: ТАСС"; of a line of its own or at the end. */
const CREDIT =
  /(?:^|\n)\s*(?:sources?|via|quelle|fuente|origen|источник|джерело|المصدر)\s?[:：]\s*([^\n]{2,60})/giu
/** "(Reuters)", "— AFP": the last words of a text. */
const SIGNATURE = new RegExp(`(?:\\(|[-–—]\\s?|/\\s?)(${FORMS})\\)?\\.?\\s*$`, "u")
/** "according to AFP", "citing TASS", "reported by Reuters": in the body. */
const BODY = new RegExp(
  `(?i:according to|citing|cited by|quoted by|reported by|reports?,? (?:from|by)|selon|d['’]après|según|citando a|` +
    `со ссылкой на|по данным|сообщает|сообщил[аио]?|передает|передаёт|з посиланням на|за даними|повідомляє|передає|` +
    `نقلا عن|نقلاً عن|وفقا ل|وفقًا ل|بحسب|وكالة)\\s+(?i:the |news agency |l['’]|la |le |agence |agencia |` +
    `агентств[оауі]м? |інформагентство |وكالة ){0,3}[«"“]?(${FORMS})${EDGE}`,
  "u",
)

/**
 * The agency or outlet that a text names as where it has its news from: in its dateline, its credit line, its last words,
 * else the first that the body refers to. Null where it names none, or only itself (`outlet`).
 */
export function findUpstream(text: string, outlet: string | null): string | null {
  const own = outlet?.toLowerCase()
  for (const found of candidates(text)) {
    const name = BY_FORM.get(found.replace(/\s+/g, " ").toLowerCase()) ?? found
    if (!own || !(own.includes(name.toLowerCase()) || name.toLowerCase().includes(own))) return name
  }
  return null
}

function* candidates(text: string): Generator<string> {
  const head = text.slice(0, 1_000)
  for (const line of head.split("\n")) {
    const opened = DATELINE.exec(line)?.[1]
    if (opened) yield opened
  }
  for (const [, credit] of text.matchAll(CREDIT)) {
    const name = credit?.replace(/[.,;|(–—].*$/u, "").trim()
    if (name) yield name
  }
  const signed = SIGNATURE.exec(text.slice(-200))?.[1]
  if (signed) yield signed
  // may hold for one quotation only: the least certain, so it comes last
  const named = BODY.exec(text.slice(0, 100_000))?.[1]
  if (named) yield named
}

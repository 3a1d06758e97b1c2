/** `furniture` is what a page puts round its text: captions, links, credits, headers. */
export interface Paragraph {
  start: number
  end: number
  role: "prose" | "heading" | "furniture"
}

const HEADER =
  /^(?:url|outlet|published|language|title|author|date|layout|categories|category|tags?|slug|source|permalink|image|description|excerpt|keywords|lang|summary|byline|subtitle)\s*:/i
const LEAD_INS =
  /^[\s*#>_•▪►→\-–—[(]*(?:read more|read also|also read|read next|related|see also|see more|watch|listen|follow (?:us|bbc|@)|subscribe|sign up|share this|share on|advertisement|photo|photos|image credit|image|file photo|credit|caption|image caption|image source|tags|filed under|leave a reply|comments|copyright|©|×|more on this|more from|most read|sign in|log in|get the app|download|extra on this|you may also|you might also|recommended|don't miss|editor's note|reporting by|additional reporting|edited by|editing by|click here|getty images|with reporting|читайте также|читайте нас|подписывайтесь|подпишитесь|смотрите также|по теме|фото|иллюстрация|реклама|поделиться|читайте також|дивіться також|підписуйтесь|підписуйтеся|більше новин|за темою|à lire|lire aussi|lire la suite|voir aussi|sur le même sujet|abonnez-vous|suivez-nous|crédit photo|légende|photo d'illustration|publicité|lea también|lee también|leer más|le puede interesar|te puede interesar|puede leer|ver también|suscríbete|suscríbase|síguenos|foto|fotos|imagen|publicidad|más información|اقرأ أيضا|اقرا ايضا|اقرأ أيضًا|اقرأ أيضاً|شاهد أيضا|شاهد|تابعونا|اشترك|مواضيع ذات صلة|صورة|اقرأ المزيد|للمزيد|إعلان)(?![\p{L}\p{N}'])/iu
const CREDIT =
  /(?:\/\s?(?:reuters|afp|ap|epa|getty|tass|ria novosti|efe|sputnik|anadolu|ukrinform)(?:\s*(?:images|photo))?\s*[)\].]?$)|getty images|(?:^|[(\s[])(?:photo|photograph|image|picture|credit|foto|фото|صورة|crédit|pic)\s*(?:by|:|de|par|courtesy)|\((?:ap|afp|reuters|epa) photo|©|\[(?:photo|file|reuters|ap|afp)[^\]]*\]\s*$|\((?:reuters|ap|afp|epa|file)\)\s*$/iu
const RELATED =
  /^[\s*#_►]*(?:related(?: articles?| stories| posts| news| topics| content)?|read more|more on this story|more stories|more news|you (?:may|might) also like|recommended|most read|your comments|comments|reader comments|join the conversation|have your say|discussion|leave a reply|leave a comment|latest news|top stories|see also|читайте также|по теме|другие новости|читайте також|за темою|інші новини|à lire aussi|lire aussi|sur le même sujet|articles liés|lea también|te puede interesar|noticias relacionadas|más noticias|اقرأ أيضا|اقرأ أيضًا|مواضيع ذات صلة|اخبار ذات صلة|أخبار ذات صلة)[\s*:_.]*$/iu
const ENDS_SENTENCE = /[.!?…؟۔][\s"'”»“’)\]*_]*$|[:;,]\s*$/u

/** The paragraphs of an article in the order of the text, each told to be prose, a heading or furniture. */
export function readParagraphs(text: string): Paragraph[] {
  const lines = readLines(text)
  const joined = isHardWrapped(text, lines) ? joinWrapped(text, lines) : lines
  let isAfterRelated = false
  let isPastHead = false
  const fences = joined.slice(0, 60).filter(({ start, end }) => /^---\s*$/.test(text.slice(start, end)))
  let isFrontMatter = fences.length > 1 && fences[0] === joined[0]
  return joined.map(({ start, end }, index) => {
    const line = text.slice(start, end)
    if (isFrontMatter) {
      if (index > 0 && /^---\s*$/.test(line)) isFrontMatter = false
      return { start, end, role: "furniture" as const }
    }
    if (!isPastHead && HEADER.test(line)) return { start, end, role: "furniture" as const }
    if (RELATED.test(line)) isAfterRelated = true
    else if (isAfterRelated && resumes(line)) isAfterRelated = false
    const role = isAfterRelated || isFurniture(line) ? "furniture" : isHeading(line) ? "heading" : "prose"
    if (role !== "furniture") isPastHead = true
    return { start, end, role }
  })
}

/** The text goes on after a list of links: with a whole paragraph, or with the hour of a live page's next entry. */
function resumes(line: string): boolean {
  return /^\d{1,2}[:.]\d{2}(?!\d)/.test(line) || (line.length > 100 && ENDS_SENTENCE.test(line.slice(-24)))
}

/** Places inside prose that are no words of the article: tags, addresses, link targets. In order, without overlap. */
export function hiddenRanges(text: string): { start: number; end: number }[] {
  const pattern =
    /<!--[^<>]{0,2000}-->|<\/?[a-z][^<>]{0,2000}>|\]\([^()\s]{1,1000}(?:\s"[^"\n]{0,300}")?\)|https?:\/\/[^\s"'”»<>)]{1,2000}|\{\{[^{}]{0,1000}\}\}|\{%[^{}]{0,1000}%\}/gi
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function readLines(text: string): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = []
  for (const match of text.matchAll(/[^\n\r\u2028\u2029]+/g)) {
    const line = match[0]
    const lead = line.length - line.trimStart().length
    const words = line.trim()
    if (words !== "") lines.push(...cutLong(text, match.index + lead, match.index + lead + words.length))
  }
  return lines
}

const LONGEST = 5000

/** A line of many thousand letters is read in parts, so that time grows with the length of the text alone. */
function cutLong(text: string, start: number, end: number): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = []
  let from = start
  while (end - from > LONGEST) {
    const stop = text.slice(from + LONGEST - 1000, from + LONGEST).search(/(?<=[.!?])\s+(?=\p{Lu})/u)
    const to = from + LONGEST - (stop < 0 ? 0 : 1000 - stop)
    parts.push({ start: from, end: to })
    from = to
  }
  parts.push({ start: from, end })
  return parts
}

/** True where single line breaks fall within sentences, as in a text wrapped at a fixed width. */
function isHardWrapped(text: string, lines: { start: number; end: number }[]): boolean {
  let single = 0
  let broken = 0
  for (const [line, next] of pairs(lines)) {
    if (isBlankBetween(text, line.end, next.start)) continue
    single++
    const length = line.end - line.start
    const wraps =
      length >= 45 && length <= 110 && !/[.!?…:؟]["'”»’)]?$/.test(text.slice(line.end - 3, line.end))
    if (wraps && /[\p{Ll}\p{Lo}\p{N}"«“]/u.test(text.slice(next.start, next.start + 2))) broken++
  }
  return broken >= 3 && broken * 2 > single
}

function joinWrapped(
  text: string,
  lines: { start: number; end: number }[],
): { start: number; end: number }[] {
  const joined: { start: number; end: number }[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    if (last && !isBlankBetween(text, last.end, line.start)) last.end = line.end
    else joined.push({ ...line })
  }
  return joined
}

function isBlankBetween(text: string, end: number, start: number): boolean {
  return (text.slice(end, start).match(/\n|\r(?!\n)|[\u2028\u2029]/g)?.length ?? 0) > 1
}

function pairs<T>(list: T[]): [T, T][] {
  return list.slice(1).flatMap((next, index): [T, T][] => {
    const before = list[index]
    return before === undefined ? [] : [[before, next]]
  })
}

function isFurniture(line: string): boolean {
  if (/^!\[[^\]]*\]\([^)]*\)\S*$/.test(line) || /^https?:\/\/\S+$/.test(line) || /^<[^<>]+>$/.test(line))
    return true
  if (/^[^\p{L}\p{N}]*$/u.test(line)) return true
  if (LEAD_INS.test(line) && line.length < 300) return true
  if (/^[-*•\s]*\[[^\]]+\]\([^)]+\)[\s.]*$/.test(line)) return true
  return line.length < 320 && CREDIT.test(line)
}

function isHeading(line: string): boolean {
  return (
    /^#{1,6}\s/.test(line) ||
    (line.length < 200 && !ENDS_SENTENCE.test(line.slice(-24)) && !/^[—–>-]/.test(line))
  )
}

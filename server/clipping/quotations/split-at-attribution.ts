import type { QuotedSpan } from "./find-quotations.ts"
import type { Lexicon } from "./lexicon.ts"
import { lookUpForm } from "./tokens.ts"

const DASHED =
  /([,!?….:»”"]?)\s*(?<![\p{L}\p{N}])[—–-]\s*([^—–«»\n]{2,180}?)(?:\s[—–-]\s|[—–](?=[\s,.;:»]|$)|(?=[»"”]?$))/gu
const COMMAED =
  /,\s(?=(?:a|ont|avait|avaient|\p{Ll}+)(?:-t)?(?:-(?:il|elle|ils|elles))?\s|\p{Ll}+-(?:t-)?(?:il|elle|ils|elles)\b)([^,.«»\n]{3,140}?)(?=[,.])/gu

/**
 * Where an attribution stands inside the marks («A, — said he. — B»), the words before and after it are two quotations.
 * In: one quotation. Out: its parts in order; the one itself where nothing interrupts it.
 */
export function splitAtAttribution(text: string, span: QuotedSpan, lexicon: Lexicon): QuotedSpan[] {
  if (span.pieces.length !== 1) return [span]
  const words = text.slice(span.start, span.end)
  const breaks = [...words.matchAll(lexicon.language === "en" || lexicon.language === "ar" ? /$^/g : DASHED)]
    .filter((match) => brings(match[2] ?? "", lexicon) || looksLikeOne(match[2] ?? "", lexicon))
    .map((match) => ({ from: match.index + (match[1]?.length ?? 0), to: match.index + match[0].length }))
  if (breaks.length === 0 && lexicon.language === "fr") {
    for (const match of words.matchAll(COMMAED)) {
      if (
        !brings(match[1] ?? "", lexicon) ||
        !/^(?:a|ont|avait|avaient|a-t-\p{L}+|\p{L}+-(?:t-)?(?:il|elle)|\p{L}+)\s|-il|-elle/u.test(
          match[1] ?? "",
        )
      )
        continue
      breaks.push({ from: match.index + 1, to: match.index + match[0].length + 1 })
    }
  }
  if (breaks.length === 0) return [span]
  const parts: QuotedSpan[] = []
  let start = span.start
  let outerStart = span.outerStart
  for (const { from, to } of breaks) {
    parts.push(part(text, span, outerStart, start, span.start + from, span.start + from))
    start = span.start + to
    outerStart = start
  }
  parts.push(part(text, span, outerStart, start, span.end, span.outerEnd))
  return parts.filter((each) => each.end > each.start)
}

function part(
  text: string,
  span: QuotedSpan,
  outerStart: number,
  from: number,
  to: number,
  outerEnd: number,
): QuotedSpan {
  const words = text.slice(from, to).replace(/^[\s.,;:]+(?=\s?\p{Lu})/u, (lead) => " ".repeat(lead.length))
  const start = Math.min(to, from + words.length - words.trimStart().length)
  const end = Math.max(start, to - (words.length - words.trimEnd().length))
  return {
    ...span,
    outerStart: Math.min(outerStart, start),
    outerEnd: Math.max(outerEnd, end),
    start,
    end,
    pieces: [{ start, end }],
  }
}

/** True for words that begin with a verb of saying: "сказал он", "тут же добавил он", "a-t-il déclaré". */
export function brings(clause: string, lexicon: Lexicon): boolean {
  const words = clause
    .trim()
    .split(/[\s-]+/)
    .slice(0, lexicon.language === "fr" ? 4 : 3)
  if (/^\p{Lu}/u.test(words[0] ?? "")) return false
  return words.some((word, index) => {
    if (words.slice(0, index).some((before) => /[.,;:)]$/.test(before))) return false
    const low = lookUpForm(word.replace(/[^\p{L}'’]+$/u, ""), lexicon)
    return lexicon.say.has(low) || lexicon.goOn.has(low)
  })
}

/** A short clause that begins with a verb in a form of telling and has a name or pronoun: "усміхнувся Марван". */
function looksLikeOne(clause: string, lexicon: Lexicon): boolean {
  const words = clause.trim().split(/\s+/)
  const [first = "", ...rest] = words
  if (words.length > 6 || words.length < 2) return false
  const isTold =
    /^\p{Ll}+(?:л|ла|ли|лся|лась|лись|ет|ёт|ит|ют|ят|ется|ится|в|вся|ла|лася|лися|є|ить|ять|ють|ється|иться)$/u.test(
      first,
    )
  return (
    isTold &&
    rest.some(
      (word) =>
        /^\p{Lu}\p{Ll}/u.test(word) ||
        lexicon.pronouns.has(lookUpForm(word.replace(/[^\p{L}]+$/u, ""), lexicon)),
    )
  )
}

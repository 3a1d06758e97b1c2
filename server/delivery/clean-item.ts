import type { AlertItem, AlertMove } from "../domain/alert-item.ts"

/** Nobody reads more of one thing in a mail; the page has all of it. */
const MOST_LETTERS = { sentence: 400, words: 700, name: 200 }

/**
 * A change fit for a mail. What others wrote stands on one line each, without signs that steer how text runs, and no longer
 * than a mail has room for; of the sources' addresses those of web pages are kept. So neither a header nor a paragraph
 * nor a link can be forged from within a name.
 */
export function cleanItem(item: AlertItem): AlertItem {
  const { said, note, negotiation } = item
  return {
    ...item,
    negotiation: { ...negotiation, title: cleanText(negotiation.title, MOST_LETTERS.name) },
    headline: cleanText(item.headline, MOST_LETTERS.sentence),
    effects: item.effects.map((effect) => cleanText(effect, MOST_LETTERS.sentence)),
    moves: item.moves.map(cleanMove),
    said: said && {
      speaker: cleanText(said.speaker, MOST_LETTERS.name),
      gist: cleanText(said.gist, MOST_LETTERS.words),
      quote: said.quote && cleanText(said.quote, MOST_LETTERS.words),
      when: cleanText(said.when, MOST_LETTERS.name),
      where: said.where && cleanText(said.where, MOST_LETTERS.name),
    },
    sources: item.sources.map(({ name, title, url }) => ({
      name: cleanText(name, MOST_LETTERS.name),
      title: title && cleanText(title, MOST_LETTERS.name),
      url: url && webAddress(url),
    })),
    note: note && cleanText(note, MOST_LETTERS.words),
  }
}

/** Text of somebody else on one line, cut between words where it is longer than `most`. */
export function cleanText(text: string, most: number): string {
  const line = STEERING.test(text)
    ? text.toWellFormed().replace(EACH_STEERING, "").replace(SPACES, " ").trim()
    : text
  if (line.length <= most) return line
  const kept = line.slice(0, most).toWellFormed()
  const space = kept.lastIndexOf(" ")
  return `${kept.slice(0, space > most / 2 ? space : most - 1).trimEnd()}…`
}

/** Line breaks and the like, what turns the direction of a text that follows it, and halves of letters. */
const STEERING = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\p{Cs}]|^\s|\s$|\s{2}/u
const EACH_STEERING = /[\u202a-\u202e\u2066-\u2069]/g
const SPACES = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu

function cleanMove({ sentence, party, option, from, to }: AlertMove): AlertMove {
  return {
    sentence: cleanText(sentence, MOST_LETTERS.sentence),
    party: cleanText(party, MOST_LETTERS.name),
    option: cleanText(option, MOST_LETTERS.name),
    from,
    to,
  }
}

/** The address of a web page as the standard writes it, which has neither spaces nor quotes; null for anything else. */
function webAddress(url: string): string | null {
  const address = URL.parse(url)
  return address?.protocol === "https:" || address?.protocol === "http:" ? address.href : null
}

import { dateWords } from "../domain/date-words.ts"
import type { FeedEntry } from "../domain/feed.ts"

/** An entry's title. Of a statement that was withdrawn since it repeats nothing. */
export function feedTitle({ item, since }: FeedEntry): string {
  if (since?.kind === "statement.withdrawn") {
    const { speaker = "an unnamed source", when = "" } = item.said ?? {}
    return plainText(`Withdrawn since: a statement by ${speaker}, ${when}`)
  }
  return plainText(since ? `Corrected since: ${item.headline}` : item.headline)
}

/**
 * An entry's text as HTML, in paragraphs that each find their own direction. Words that were withdrawn are not repeated,
 * words that were corrected only beneath the correction.
 */
export function feedHtml({ item, since }: FeedEntry): string {
  if (since?.kind === "statement.withdrawn") {
    return paragraphs([`Withdrawn${onDay(since.recordedAt)}. What it said does not stand.`, since.note])
  }
  const withdraws = item.kind === "statement.withdrawn"
  const { said } = item
  const parts = [
    since &&
      paragraphs([
        `Corrected${onDay(since.recordedAt)}: what stands is on the statement's page. What follows was told before.`,
        since.note,
      ]),
    paragraphs([item.note, ...item.effects]),
    said &&
      !withdraws &&
      `${said.quote ? `<blockquote dir="auto">${escaped(said.quote)}</blockquote>` : ""}${paragraphs([said.gist])}`,
    said && paragraphs([[said.speaker, said.when, said.where].filter(Boolean).join(", ")]),
    ...(withdraws ? [] : item.sources.map(sourceHtml)),
  ]
  // a change of the agenda has no more to tell than its title, and every entry has a text
  return parts.filter(Boolean).join("\n") || paragraphs([item.headline])
}

/**
 * Text that every reader of feeds can take: without what XML cannot hold, and without marks that would turn the direction of
 * what follows.
 */
export function plainText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(NO_TEXT, "").trim()
}

const NO_TEXT = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu

function sourceHtml({ name, title, url }: FeedEntry["item"]["sources"][number]): string {
  const words = [name, title].filter(Boolean).join(": ")
  return url !== null && /^https?:\/\//i.test(url)
    ? `<p dir="auto"><a href="${escaped(url)}" rel="nofollow">${escaped(words)}</a></p>`
    : paragraphs([words])
}

function paragraphs(texts: (string | null)[]): string {
  return texts
    .filter((text) => text !== null && text !== "")
    .map((text) => `<p dir="auto">${escaped(text ?? "")}</p>`)
    .join("\n")
}

function onDay(instant: string | null): string {
  return instant === null ? "" : ` on ${dateWords(instant.slice(0, 10))}`
}

function escaped(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

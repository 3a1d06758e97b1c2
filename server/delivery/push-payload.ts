import type { AlertItem } from "../domain/alert-item.ts"

/** What the service worker (app/sw.js) shows. Addresses are paths, so that a push leads nowhere but to this site. */
export interface PushMessage {
  title: string
  body: string
  /** What a click opens. */
  path: string
  /** The page on which what brought this can be ended. */
  stopPath?: string | undefined
  /** A notification with the same tag is replaced. */
  tag: string
  /** Of how many changes it tells. */
  count: number
  /** Epoch ms. */
  at: number
  /** True where a notification that replaces another may sound again. */
  urgent: boolean
}

/** Paths from the site's root. */
export interface PushLinks {
  /** The page that shows several changes. */
  several: string
  /** The page on which the subscriptions that brought this can be ended. */
  stop?: string | undefined
}

/**
 * What is pushed of the changes that one message carries (one or more): JSON of a `PushMessage`, at most 3,000 bytes, so
 * that every push service takes it. A correction has its original's tag, and takes its place where it still shows.
 */
export function pushPayload(items: readonly AlertItem[], links: PushLinks): string {
  const [first, ...others] = items
  if (!first) throw new Error("A push tells of one change or more.")
  const about =
    others.length === 0
      ? { title: first.headline, body: wordsOfOne(first), path: first.path }
      : { title: titleOfSeveral(items), body: wordsOfSeveral(items), path: links.several }
  return fitted({
    ...about,
    stopPath: links.stop,
    tag: pushTag(items),
    count: items.length,
    at: Math.max(...items.map(({ recordedAt }) => Date.parse(recordedAt))),
    urgent: items.some(({ severity }) => severity === "urgent"),
  })
}

/**
 * What a push replaces: of one change, whatever told of the same statement or thing before; of several, nothing. Also its
 * topic at the push service, where it waits for a browser that is away.
 */
export function pushTag(items: readonly AlertItem[]): string {
  const [first] = items
  return items.length === 1 && first
    ? first.path
    : items
        .map(({ negotiation, seq }) => `${negotiation.slug}:${seq}`)
        .join(" ")
        .slice(-TAG_LENGTH)
}

const PAYLOAD_BYTES = 3_000
const TITLE_BYTES = 500
const TAG_LENGTH = 240
const SHOWN_OF_SEVERAL = 5

/** "Correction: the date was wrong" and "Ann Leader, 13 March 2025 (The Wire): supports the idea", as far as there is any. */
function wordsOfOne({ said, note, kind, sources, negotiation, effects }: AlertItem): string {
  const source = sources[0] ? ` (${sources[0].name})` : ""
  const lines = [
    note && `${kind === "statement.withdrawn" ? "Withdrawn" : "Correction"}: ${note}`,
    said ? `${said.speaker}, ${said.when}${source}: ${said.gist}` : effects[0],
    negotiation.title,
  ]
  return lines.filter(Boolean).join("\n")
}

function titleOfSeveral(items: readonly AlertItem[]): string {
  const corrections = items.filter(isCorrection).length
  const told = corrections === 0 ? "" : corrections === 1 ? ", 1 corrects" : `, ${corrections} correct`
  const titles = new Set(items.map(({ negotiation }) => negotiation.title))
  const where = titles.size === 1 ? [...titles][0] : `${titles.size} negotiations`
  return `${items.length} changes${told}: ${where}`
}

/** The first few by their headlines; corrections before everything else, since nobody may miss them. */
function wordsOfSeveral(items: readonly AlertItem[]): string {
  const ordered = items.toSorted((a, b) => Number(isCorrection(b)) - Number(isCorrection(a)))
  const left = items.length - SHOWN_OF_SEVERAL
  const lines = ordered.slice(0, SHOWN_OF_SEVERAL).map(({ headline }) => cutToBytes(headline, TITLE_BYTES))
  return [...lines, ...(left > 0 ? [`and ${left} more`] : [])].join("\n")
}

function isCorrection({ kind }: AlertItem): boolean {
  return kind === "statement.corrected" || kind === "statement.withdrawn"
}

/** The body takes what the rest leaves it. */
function fitted(message: PushMessage): string {
  const title = cutToBytes(message.title, TITLE_BYTES)
  const rest = bytesOf(JSON.stringify({ ...message, title, body: "" }))
  return JSON.stringify({ ...message, title, body: cutToBytes(message.body, PAYLOAD_BYTES - rest) })
}

/**
 * The text, or as much of its beginning as takes `maxBytes` in JSON together with the mark that it goes on. It is cut only
 * between what a reader sees as letters, so no accent, vowel sign or part of a picture is lost.
 */
export function cutToBytes(text: string, maxBytes: number): string {
  if (bytesInJson(text) <= maxBytes) return text
  let kept = ""
  let bytes = bytesInJson(CUT_MARK)
  for (const { segment } of LETTERS.segment(text)) {
    bytes += bytesInJson(segment)
    if (bytes > maxBytes) break
    kept += segment
  }
  return kept.trimEnd() + CUT_MARK
}

const CUT_MARK = "…"
const LETTERS = new Intl.Segmenter("en", { granularity: "grapheme" })

function bytesInJson(text: string): number {
  return bytesOf(JSON.stringify(text)) - 2
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text)
}

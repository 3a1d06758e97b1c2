import type { AlertItem } from "../domain/alert-item.ts"
import { MAIL_WORDS } from "../domain/mail-words.ts"

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
  /** Epoch ms of the change, where it tells of one. */
  at?: number
  /** True where a notification that replaces another may sound again. */
  urgent: boolean
}

/** What a push says besides its changes. Paths from the site's root. */
export interface PushFrame {
  /** The page that a click opens where the changes are of several negotiations. */
  several: string
  /** The page on which the subscriptions that brought this can be ended. */
  stop: string
  /** What those of them hear of that asked for this, in words; none where it only takes back what was told before. */
  why: readonly string[]
}

/**
 * What is pushed of the changes that one message carries (one or more): JSON of a `PushMessage`, at most 3,000 bytes, so
 * that every push service takes it. A correction has its original's tag, and takes its place where it still shows.
 */
export function pushPayload(items: readonly AlertItem[], { several, stop, why }: PushFrame): string {
  const [first, ...others] = items
  if (!first) throw new Error("A push tells of one change or more.")
  const about =
    others.length === 0
      ? { title: first.headline, lines: linesOfOne(first), path: first.path }
      : { title: titleOfSeveral(items), lines: linesOfSeveral(items), path: commonPath(items) ?? several }
  return fitted({
    ...about,
    because: why.length === 0 ? MAIL_WORDS.toldBefore : `You follow: ${[...new Set(why)].join("; ")}`,
    stopPath: stop,
    tag: pushTag(items),
    count: items.length,
    at: Math.max(...items.map(({ recordedAt }) => Date.parse(recordedAt))),
    urgent: items.some(({ severity }) => severity === "urgent"),
  })
}

/** A notice in a push: one sentence, and the page where something can be done about it. */
export function noticePayload({ sentence, ...to }: { sentence: string; path: string; tag: string }): string {
  return fitted({ title: sentence, lines: [], ...to, count: 0, urgent: false })
}

/**
 * What a push replaces: of one change of a statement, whatever told of that statement before; otherwise nothing. Also its
 * topic at the push service, where it waits for a browser that is away.
 */
export function pushTag(items: readonly AlertItem[]): string {
  const [first] = items
  if (items.length === 1 && first?.said) return first.path
  const changes = items.map(({ negotiation, seq }) => `${negotiation.slug}:${seq}`)
  return changes.join(" ").slice(-TAG_LENGTH)
}

const PAYLOAD_BYTES = 3_000
const TITLE_BYTES = 500
const BECAUSE_BYTES = 400
const TAG_LENGTH = 240
const SHOWN_OF_SEVERAL = 5

/** "Correction: the date was wrong" and "Ann Leader, 13 March 2025 (The Wire): supports the idea", as far as there is any. */
function linesOfOne({ said, note, kind, sources, negotiation, effects }: AlertItem): string[] {
  const source = sources[0] ? ` (${sources[0].name})` : ""
  const lines = [
    note && `${kind === "statement.withdrawn" ? "Withdrawn" : "Correction"}: ${note}`,
    said ? `${said.speaker}, ${said.when}${source}: ${said.gist}` : effects[0],
    negotiation.title,
  ]
  return lines.flatMap((line) => line || [])
}

function titleOfSeveral(items: readonly AlertItem[]): string {
  const corrections = items.filter(isCorrection).length
  const told = corrections === 0 ? "" : corrections === 1 ? ", 1 corrects" : `, ${corrections} correct`
  const titles = new Set(items.map(({ negotiation }) => negotiation.title))
  const where = titles.size === 1 ? [...titles][0] : `${titles.size} negotiations`
  return `${items.length} changes${told}: ${where}`
}

/** The first few by their headlines; corrections before everything else, since nobody may miss them. */
function linesOfSeveral(items: readonly AlertItem[]): string[] {
  const ordered = items.toSorted((a, b) => Number(isCorrection(b)) - Number(isCorrection(a)))
  const left = items.length - SHOWN_OF_SEVERAL
  const lines = ordered.slice(0, SHOWN_OF_SEVERAL).map(({ headline }) => cutToBytes(headline, TITLE_BYTES))
  return [...lines, ...(left > 0 ? [`and ${left} more`] : [])]
}

/** The board where they all are. */
function commonPath(items: readonly AlertItem[]): string | undefined {
  const slugs = new Set(items.map(({ negotiation }) => negotiation.slug))
  return slugs.size === 1 ? `/${[...slugs][0]}` : undefined
}

function isCorrection({ kind }: AlertItem): boolean {
  return kind === "statement.corrected" || kind === "statement.withdrawn"
}

/** The lines take what the rest leaves them, and the reason why it was sent comes last. */
function fitted({
  lines,
  because = "",
  ...rest
}: Omit<PushMessage, "body"> & { lines: string[]; because?: string }): string {
  const message = { ...rest, title: cutToBytes(rest.title, TITLE_BYTES), body: "" }
  const last = cutToBytes(because, BECAUSE_BYTES)
  const left = PAYLOAD_BYTES - bytesOf(JSON.stringify(message)) - bytesInJson(`\n${last}`)
  const body = [cutToBytes(lines.join("\n"), left), last].filter((part) => part !== "").join("\n")
  return JSON.stringify({ ...message, body })
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

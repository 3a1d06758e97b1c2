import { guardedFetch, networkFor } from "../delivery/guarded-fetch.ts"
import { type ClipInput, MAX_CLIP_BYTES } from "../domain/clip.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"

/** Bytes as they came, with what is said of them. */
export interface Captured {
  bytes: Uint8Array
  /** With its charset where that is said. */
  mediaType: string
  /** Where it was fetched from in the end, or is said to come from. */
  url: string | null
}

const FETCH_MS = 20_000
const MAX_REDIRECTS = 5
const ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.9, text/markdown;q=0.9"

/**
 * Gets the bytes of an article: from what was pasted, out of a file, else from its address. Refuses what is not there, no
 * text or too large; nothing is read yet.
 */
export async function capture(
  input: ClipInput,
  settings: { allowPrivateTargets: boolean },
): Promise<Captured | Refusal> {
  const { text, html, file } = input
  const url = input.url || null
  if ([text, html, file].filter((each) => each !== undefined).length > 1) {
    return refuse("invalid", "Give a text, HTML or a file: one of them.")
  }
  if (text !== undefined || html !== undefined || file !== undefined) {
    if (url !== null && !/^https?:\/\/./i.test(url)) {
      return refuse("invalid", "Write the address of the article with https:// or http://.", "url")
    }
  }
  if (text !== undefined) return { bytes: Buffer.from(text), mediaType: typeOfPasted(text), url }
  if (html !== undefined) return { bytes: Buffer.from(html), mediaType: "text/html; charset=utf-8", url }
  if (file !== undefined) return { ...ofFile(file), url }
  if (url === null) return refuse("invalid", "Give an address, or paste the article's text.", "url")
  return fetchPage(url, settings)
}

/** Whether this is read as a page of HTML. */
export function isHtml(mediaType: string): boolean {
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(mediaType)
}

export function isMarkdown(mediaType: string): boolean {
  return /^text\/(x-)?markdown\b/i.test(mediaType)
}

async function fetchPage(
  url: string,
  { allowPrivateTargets }: { allowPrivateTargets: boolean },
): Promise<Captured | Refusal> {
  const request = {
    timeoutMs: FETCH_MS,
    maxBytes: MAX_CLIP_BYTES,
    maxRedirects: MAX_REDIRECTS,
    headers: { accept: ACCEPT },
  }
  const answer = await guardedFetch(url, request, networkFor(allowPrivateTargets))
  if (isRefusal(answer)) return pasteInstead(answer)
  const { host } = new URL(answer.url)
  if (answer.status !== 200) {
    const why = [401, 402, 403, 451].includes(answer.status)
      ? "does not show this page to programs"
      : "has no such page"
    const detail = answer.status >= 500 ? `${host} is failing` : `${host} ${why}`
    return pasteInstead(refuse("bad_answer", `${detail} (status ${answer.status}).`))
  }
  const mediaType = answer.headers.get("content-type")?.trim().slice(0, 200) || "text/html"
  if (!isHtml(mediaType) && !isMarkdown(mediaType) && !/^text\/plain\b/i.test(mediaType)) {
    const [essence = ""] = mediaType.split(";")
    return pasteInstead(
      refuse("unprocessable", `What lies at this address is ${essence.trim()}, no page of text.`),
    )
  }
  return { bytes: answer.body, mediaType, url: answer.url }
}

/** Of every failure to fetch: that nothing is lost by it, and what to do. */
function pasteInstead(refusal: Refusal): Refusal {
  return {
    ...refusal,
    detail: `${refusal.detail} Nothing was stored. Open the article and paste its text instead.`,
    path: "url",
  }
}

function ofFile({ name, base64 }: { name: string; base64: string }): Omit<Captured, "url"> {
  const bytes = Buffer.from(base64, "base64")
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ""
  if (/^x?html?$/.test(extension)) return { bytes, mediaType: "text/html" }
  if (/^(md|markdown)$/.test(extension)) return { bytes, mediaType: "text/markdown" }
  return { bytes, mediaType: looksLikeHtml(bytes.toString("latin1", 0, 500)) ? "text/html" : "text/plain" }
}

function typeOfPasted(text: string): string {
  return looksLikeHtml(text) ? "text/html; charset=utf-8" : "text/plain; charset=utf-8"
}

/** Only what begins as a page or a piece of one: an article may speak of tags. */
function looksLikeHtml(text: string): boolean {
  return /^[\s\ufeff\u00ef\u00bb\u00bf]*<(!doctype html|html|head|body|article|main|section|div|p|h1)[\s>]/i.test(
    text,
  )
}

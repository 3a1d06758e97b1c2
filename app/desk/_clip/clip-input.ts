import type { Inputs } from "../../_trpc/browser.tsx"

export type ClipInput = Inputs["clips"]["create"]

/** What somebody has put into the field: an address alone, HTML, or a text. */
export type Pasted =
  | { kind: "nothing" }
  | { kind: "url"; url: string }
  | { kind: "html" | "text"; text: string }

/** Reads what was pasted. An address may come without its scheme, as browsers show it. */
export function readPasted(field: string): Pasted {
  const text = field.trim()
  if (text === "") return { kind: "nothing" }
  const url = addressOf(text)
  if (url) return { kind: "url", url }
  const isHtml = /^<(!doctype|html|head|body|article|main|div|p|section|h\d|meta)\b/i.test(text)
  return { kind: isHtml ? "html" : "text", text }
}

/**
 * What is sent of what was pasted. `instead`: the text of the page whose address that is, where it cannot be fetched; it
 * is nothing to any other address, nor to a text.
 */
export function articleOf(pasted: Pasted, instead: string): ClipInput {
  if (pasted.kind === "html") return { html: pasted.text }
  if (pasted.kind === "text") return { text: pasted.text }
  const url = pasted.kind === "url" ? { url: pasted.url } : {}
  if (instead.trim() === "") return url
  return readPasted(instead).kind === "html" ? { ...url, html: instead.trim() } : { ...url, text: instead }
}

function addressOf(text: string): string | null {
  if (/\s/.test(text)) return null
  const written = /^https?:\/\//i.test(text)
    ? text
    : /^[\p{L}\d-]+(\.[\p{L}\d-]+)+\//u.test(text)
      ? `https://${text}`
      : null
  return written !== null && URL.canParse(written) ? written : null
}

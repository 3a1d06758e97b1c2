import type { ClipWarning } from "../domain/clip.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"

/** Above this share of broken characters the text is not in the encoding that it claims. */
const MOST_BROKEN = 0.01

/**
 * The text in the bytes of a page or file. The encoding is that of its byte order mark, of `mediaType`, of its own `meta`
 * element, else UTF-8. A few bytes that are no characters become U+FFFD and are told; refuses what is no text, an encoding
 * that is not known, and bytes that are plainly in another one.
 */
export function decodeBytes(
  bytes: Uint8Array,
  mediaType: string,
): { text: string; warnings: ClipWarning[] } | Refusal {
  const binary = binaryKind(bytes)
  if (binary !== undefined)
    return refuse("unprocessable", `This is ${binary}, no text. Paste the article's text instead.`)
  const label = markOf(bytes) ?? charsetOf(mediaType) ?? declaredIn(bytes) ?? "utf-8"
  const decoder = decoderFor(label)
  if (!decoder) {
    return refuse(
      "unreadable_encoding",
      `The encoding “${label.slice(0, 40)}” is not known here. Paste the article's text instead.`,
    )
  }
  const text = decoder.decode(bytes)
  const broken = text.match(/\ufffd/g)?.length ?? 0
  if (broken > text.length * MOST_BROKEN) {
    return refuse(
      "unreadable_encoding",
      `This is not in the encoding ${decoder.encoding}, as which it has to be read. Save it as UTF-8, or paste the article's text instead.`,
    )
  }
  const detail = `${broken} ${broken === 1 ? "character is" : "characters are"} broken in the original and stand as “\ufffd”. Do not quote across them.`
  return { text, warnings: broken === 0 ? [] : [{ code: "broken_characters", detail }] }
}

function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}

const UTF16_MARK = /^(fffe|feff)/

function markOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 3)).toString("hex")
  if (start === "efbbbf") return "utf-8"
  if (start.startsWith("fffe")) return "utf-16le"
  return start.startsWith("feff") ? "utf-16be" : undefined
}

function charsetOf(mediaType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(mediaType)?.[1]
}

/** As the HTML standard has it: in the first 1024 bytes, and UTF-16 said in single bytes means UTF-8. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString("latin1")
  const label =
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(head)?.[1] ??
    /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']+)/i.exec(head)?.[1]
  return label && /^utf-?16/i.test(label) ? "utf-8" : label
}

const KINDS: readonly [RegExp, string][] = [
  [/^25504446/, "a PDF"],
  [/^504b0304/, "a ZIP archive or an office document"],
  [/^d0cf11e0/, "an office document"],
  [/^(89504e47|ffd8ff|47494638|52494646)/, "a picture or a recording"],
  [/^1f8b/, "a compressed file"],
  [/^7b5c727466/, "an RTF document"],
]

/** What the bytes are, where that is no text. */
function binaryKind(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 8)).toString("hex")
  const known = KINDS.find(([magic]) => magic.test(start))?.[1]
  if (known !== undefined || UTF16_MARK.test(start)) return known
  const head = bytes.subarray(0, 65_536)
  return head.includes(0) ? "a binary file" : undefined
}

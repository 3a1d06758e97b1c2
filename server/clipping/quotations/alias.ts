import type { Mention, Reading } from "./mention.ts"

/** Hamdun "the Falcon": a short quotation right after a name. */
export function aliasAfter({ tokens }: Reading, mention: Mention): string | null {
  const next = tokens[mention.to]
  const isShort = next?.kind === "quote" && next.text.split(/\s+/).length <= 3 && !/[.,!?]/.test(next.text)
  return mention.kind === "name" && isShort && next ? next.text : null
}

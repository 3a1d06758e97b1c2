import type { Lexicon } from "./lexicon.ts"
import { isAbbreviation } from "./mention.ts"
import type { Token } from "./tokens.ts"

/** Token indices; `to` is not included. */
export interface Sentence {
  from: number
  to: number
}

/** The sentences of a paragraph. One that ends inside a quotation ends there; "“Why?” he asked." is one. */
export function findSentences(tokens: readonly Token[], lexicon: Lexicon): Sentence[] {
  const sentences: Sentence[] = []
  let from = 0
  for (let i = 0; i < tokens.length; i++) {
    if (!endsSentence(tokens, i, lexicon)) continue
    let to = i + 1
    while (to < tokens.length && tokens[to]?.kind === "mark" && /^["”»’')\]]$/.test(tokens[to]?.text ?? ""))
      to++
    sentences.push({ from, to })
    from = to
    i = to - 1
  }
  if (from < tokens.length) sentences.push({ from, to: tokens.length })
  return sentences
}

function endsSentence(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (!token || !next) return false
  if (token.kind === "mark") {
    if (!/^[.!?…؟۔]$/.test(token.text)) return false
    if (token.text === "." && isAbbreviation(tokens[at - 1], lexicon) && next.isCapital) return false
    return canBegin(next)
  }
  if (token.kind !== "quote")
    return (
      token.text.length > 3 &&
      /^(?:\p{Lu}\.){2,}$/u.test(token.text) &&
      next.isCapital &&
      lexicon.openers.has(next.low)
    )
  const closing = /([.!?…])["'”»’)\s]*$/.exec(token.text)?.[1]
  if (closing === undefined) return false
  if (next.kind === "quote") return true
  if (!canBegin(next)) return false
  if (closing === "." || closing === "…") return !isAttribution(tokens, at + 1, lexicon, 2)
  return !isAttribution(tokens, at + 1, lexicon, 5)
}

/** "Trump said", "asked the minister": what may follow a quotation that ends with a mark of its own. */
function isAttribution(tokens: readonly Token[], at: number, lexicon: Lexicon, reach: number): boolean {
  const first = tokens[at]
  if (first?.kind !== "word") return false
  if (lexicon.say.has(first.low) || lexicon.goOn.has(first.low)) return true
  const isPronoun = lexicon.pronouns.has(first.low)
  if (!first.isCapital || (isPronoun && reach < 3) || (lexicon.openers.has(first.low) && !isPronoun))
    return false
  for (let i = at + 1; i <= at + reach; i++) {
    const token = tokens[i]
    if (token?.kind !== "word") return false
    if (lexicon.say.has(token.low) || lexicon.goOn.has(token.low)) {
      const after = tokens[i + 1]
      // "Sisi went on:" leads to what comes
      if (after?.text === ":") return false
      const isShort = after === undefined || after.kind === "mark"
      // "Trump said he would ..." opens a sentence of its own
      return reach > 2
        ? !lexicon.that.has(after?.low ?? "") && !lexicon.pronouns.has(after?.low ?? "")
        : isShort
    }
  }
  return false
}

function canBegin(token: Token): boolean {
  return (
    token.kind === "quote" ||
    token.isCapital ||
    /^\p{N}/u.test(token.text) ||
    /^\p{Lo}/u.test(token.text) ||
    /^[—–«“"'‘(•[*-]$/.test(token.text)
  )
}

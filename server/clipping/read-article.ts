import type { Refusal } from "../domain/refusal.ts"
import type { Article } from "./article.ts"
import type { Captured } from "./capture.ts"
import { findUpstream } from "./find-upstream.ts"
import { guessLanguage } from "./guess-language.ts"
import { readText } from "./read-text.ts"

/** Reads an article out of its bytes; language and upstream are told from the text where the article does not say. */
export function readArticle({ bytes }: Captured): Article | Refusal {
  const article = readText(new TextDecoder().decode(bytes))
  return {
    ...article,
    language: article.language ?? guessLanguage(article.text),
    upstream: article.upstream ?? findUpstream(article.text, article.outlet),
  }
}

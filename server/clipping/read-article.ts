import { MAX_CLIP_CHARACTERS } from "../domain/clip.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { Article } from "./article.ts"
import { type Captured, isHtml, isMarkdown } from "./capture.ts"
import { decodeBytes } from "./decode-bytes.ts"
import { findUpstream } from "./find-upstream.ts"
import { canTell, guessLanguage, isSameLanguage } from "./guess-language.ts"
import { readText } from "./read-text.ts"

/**
 * Reads an article out of its bytes. Language and upstream are told from the text where the article does not say; where its
 * words are plainly of another language than it claims, the words are believed. `outlet` is no upstream of itself. Refuses what holds no text, or too much.
 */
export async function readArticle(
  { bytes, mediaType, url }: Captured,
  outlet: string | null = null,
): Promise<Article | Refusal> {
  const decoded = decodeBytes(bytes, mediaType)
  if (isRefusal(decoded)) return decoded
  const article = isHtml(mediaType)
    ? await readPage(decoded.text, url)
    : readText(decoded.text, isMarkdown(mediaType))
  if (article.text === "") {
    return refuse("unprocessable", "No text was found here. Open the article and paste its text instead.")
  }
  if (article.text.length > MAX_CLIP_CHARACTERS) {
    return refuse(
      "too_large",
      `This text has more than ${MAX_CLIP_CHARACTERS.toLocaleString("en")} characters. Paste the part that you need.`,
    )
  }
  return {
    ...article,
    language: languageOf(article),
    upstream: article.upstream ?? findUpstream(article.text, outlet ?? article.outlet),
    warnings: [...decoded.warnings, ...article.warnings],
  }
}

/** Pages often claim the language of their template; one that cannot be told from the words is believed. */
function languageOf({ language, text }: Article): string | null {
  const guessed = guessLanguage(text)
  if (language === null || guessed === null) return language ?? guessed
  return isSameLanguage(language, guessed) || !canTell(language) ? language : guessed
}

/** A DOM is loaded where there is HTML and nowhere else. */
async function readPage(html: string, url: string | null): Promise<Article> {
  const { readHtml } = await import("./read-html.ts")
  return readHtml(html, url)
}

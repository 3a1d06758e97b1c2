import type { ClipWarning } from "../domain/clip.ts"

/** What an article says of itself, as far as it is certain; null where it does not say. */
export interface ArticleFacts {
  title: string | null
  outlet: string | null
  author: string | null
  /** EDTF. */
  publishedAt: string | null
  /** BCP 47. */
  language: string | null
  /** Address that the article gives as its own. */
  canonical: string | null
  /** Agency that the text names as where it has this from. */
  upstream: string | null
}

/** An article as it was read: paragraphs are parted by blank lines. */
export interface Article extends ArticleFacts {
  text: string
  warnings: ClipWarning[]
}

export const NO_FACTS: ArticleFacts = {
  title: null,
  outlet: null,
  author: null,
  publishedAt: null,
  language: null,
  canonical: null,
  upstream: null,
}

import { z } from "zod"
import { clipWarningSchema } from "../domain/clip.ts"

/** What an article says of itself, as far as it is certain; null where it does not say. */
export const articleFactsSchema = z.object({
  title: z.string().nullable(),
  outlet: z.string().nullable(),
  author: z.string().nullable(),
  /** EDTF. */
  publishedAt: z.string().nullable(),
  /** BCP 47. */
  language: z.string().nullable(),
  /** Address that the article gives as its own. */
  canonical: z.string().nullable(),
  /** Agency that the text names as where it has this from. */
  upstream: z.string().nullable(),
})
export type ArticleFacts = z.infer<typeof articleFactsSchema>

/** An article as it was read: paragraphs are parted by blank lines. */
export const articleSchema = articleFactsSchema.extend({
  text: z.string(),
  warnings: z.array(clipWarningSchema),
})
export type Article = z.infer<typeof articleSchema>

export const NO_FACTS: ArticleFacts = {
  title: null,
  outlet: null,
  author: null,
  publishedAt: null,
  language: null,
  canonical: null,
  upstream: null,
}

import { z } from "zod"
import { ATTRIBUTIONS } from "./vocabulary.ts"

/**
 * What clipping hands to the desk: an article's text, and the utterances found in it. A suggestion is never a statement:
 * an analyst reads it in its place, codes it and logs it. Offsets are UTF-16 units of the clip's `text`.
 */
export const suggestionSchema = z.object({
  /** The words themselves, without quotation marks. For `reported`, the sentence that reports them. */
  quote: z.string(),
  start: z.int().min(0),
  end: z.int().min(0),
  kind: z.enum(["direct", "reported"]),
  /** The words by which the text names the speaker here ("the Russian leader", "he"); null where it names nobody. */
  speakerAsWritten: z.string().nullable(),
  /** `id` is the person's id in the negotiation, null for an institution, an unnamed or an unknown speaker. */
  speaker: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
  attribution: z.enum(ATTRIBUTIONS),
  /** Actor spoken for: its id in the negotiation, and its name as known there or as the text has it. */
  party: z.string().nullable(),
  partyName: z.string().nullable(),
  /** Relay named by the text ("according to RIA"); null where the words reach the text directly. */
  via: z.string().nullable(),
  /** EDTF date, resolved against the day of publication; null where the text leaves it open. */
  saidAt: z.string().nullable(),
})
export type Suggestion = z.infer<typeof suggestionSchema>

/** Largest page or file that is taken, in bytes, uncompressed. */
export const MAX_CLIP_BYTES = 8 * 1_048_576
/** Longest text that is read, in UTF-16 units: a press conference of four hours has about 250,000. */
export const MAX_CLIP_CHARACTERS = 400_000

/** A language as BCP 47 writes it. */
export const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

/**
 * What an analyst hands in: an address alone is fetched; beside `text`, `html` or `file` it says where those came from.
 * What is said of the article here goes before what the article says of itself.
 */
export const clipInputSchema = z.strictObject({
  url: z.string().trim().max(4000).optional().describe("Fetched where nothing else is given"),
  text: z
    .string()
    .max(MAX_CLIP_CHARACTERS * 2)
    .optional(),
  html: z.string().max(MAX_CLIP_BYTES).optional(),
  file: z
    .strictObject({
      name: z.string().min(1).max(300),
      base64: z.string().max(Math.ceil(MAX_CLIP_BYTES / 3) * 4, "This file is too large. 8 MB are taken."),
    })
    .optional()
    .describe("A text, Markdown or HTML file"),
  title: z.string().trim().max(1000).optional(),
  source: z.string().trim().max(300).optional().describe("Name of the outlet"),
  publishedAt: z.string().trim().max(80).optional().describe("EDTF date"),
  language: z
    .string()
    .trim()
    .max(35)
    .regex(LANGUAGE_TAG, "Write a language as BCP 47 has it, such as uk or en-GB.")
    .optional()
    .describe("BCP 47"),
  negotiation: z
    .string()
    .max(200)
    .optional()
    .describe("Whose cast the speakers are looked up in, and whose clip it is"),
})
export type ClipInput = z.infer<typeof clipInputSchema>

/** What an analyst should know before trusting the text of a clip. */
export const CLIP_WARNINGS = [
  /** Bytes that are no characters in the page's encoding stand as U+FFFD. */
  "broken_characters",
  /** Characters that turn the direction of what is shown were taken out. */
  "direction_controls_removed",
  "control_characters_removed",
  /** No article stood out, so that all of the page's text is here. */
  "whole_page",
  "no_publication_date",
  /** Quotations could not be looked for within the time there is. */
  "no_suggestions",
] as const
export const clipWarningSchema = z.object({ code: z.enum(CLIP_WARNINGS), detail: z.string() })
export type ClipWarning = z.infer<typeof clipWarningSchema>

const clipDocumentSchema = z.object({
  /** Id of the document that the negotiation already has of this article; cite it instead of making a second one. */
  id: z.string().nullable(),
  url: z.string().nullable(),
  canonical: z.string().nullable(),
  title: z.string(),
  /** `id` is that of a source known there. */
  source: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
  author: z.string().nullable(),
  /** EDTF. */
  publishedAt: z.string().nullable(),
  language: z.string().nullable(),
  /** The agency that the text names as where it has all this from. */
  upstream: z.string().nullable(),
  /** SHA-256 of the archived copy, served at `/documents/{sha256}`. */
  archived: z.string(),
  mediaType: z.string(),
  capturedAt: z.iso.datetime(),
})

/**
 * The address under which an article is recorded: the one that it gives as its own where that is of the site that it came
 * from, else the one it came from. A copy elsewhere does not become the original by saying so.
 */
export function recordedAddress({
  url,
  canonical,
}: Pick<Clip["document"], "url" | "canonical">): string | null {
  if (url === null || canonical === null) return canonical ?? url
  const [from, own] = [hostOf(url), hostOf(canonical)]
  return from === own || own.endsWith(`.${from}`) || from.endsWith(`.${own}`) ? canonical : url
}

/** The host of an address, without what sites put before it for some of their readers. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host.replace(/^(www|m|amp)\./, "") : ""
}

/** An article as it was clipped, with what was found in it for the cast as it is now. */
export const clipSchema = z.object({
  id: z.string(),
  negotiation: z.string().nullable(),
  document: clipDocumentSchema,
  text: z.string(),
  suggestions: z.array(suggestionSchema),
  warnings: z.array(clipWarningSchema),
})
export type Clip = z.infer<typeof clipSchema>

/** A clip in a list: enough to find it again. */
export const clipSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string().nullable(),
  url: z.string().nullable(),
  publishedAt: z.string().nullable(),
  by: z.string(),
  capturedAt: z.iso.datetime(),
})
export type ClipSummary = z.infer<typeof clipSummarySchema>

/** Names by which the speakers and parties of a text are known: a negotiation's cast, or that of all negotiations. */
export interface ClipCast {
  people: ClipPerson[]
  actors: ClipActor[]
}

export interface ClipPerson {
  id: string
  name: string
  names?: Record<string, string> | null
  aliases?: string[] | null
  offices?: { actor: string; title: string; tier: number; from?: string | null; to?: string | null }[]
}

export interface ClipActor {
  id: string
  name: string
  names?: Record<string, string> | null
  aliases?: string[] | null
}

/** What is known of a text before it is read. */
export interface ClipContext {
  /** EDTF day or instant of publication; relative dates resolve against it. */
  publishedAt: string | null
  /** BCP 47; null where it is to be told from the text. */
  language: string | null
  cast: ClipCast
}

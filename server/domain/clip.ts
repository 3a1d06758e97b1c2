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

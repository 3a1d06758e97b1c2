import type { AlertSeverity } from "./alert-values.ts"
import type { ChangeKind } from "./vocabulary.ts"

/**
 * One change as every channel tells it, in plain words and without markup: what changed, who said it, when, and where it can
 * be checked. Made by `alertItem` in wording.ts, and by nothing else.
 */
export interface AlertItem {
  negotiation: { slug: string; title: string }
  seq: number
  kind: ChangeKind
  severity: AlertSeverity
  /** One sentence, without a full stop: "Russia on a 30-day ceasefire: from none recorded to in principle". */
  headline: string
  /** What else it does to the board, a sentence each: further cells, conditions, pairs. */
  effects: string[]
  /** Null where it rests on no statement. */
  said: {
    speaker: string
    gist: string
    /** Null where the words cannot be trusted as a quotation. */
    quote: string | null
    /** "13 March 2025" */
    when: string
    /** Place and venue, as far as they are known. */
    where: string | null
  } | null
  sources: { name: string; title: string | null; url: string | null }[]
  /** The public note of a correction or withdrawal. */
  note: string | null
  /** Path of the page that shows it, from the site's root; of a correction or withdrawal it is the original's. */
  path: string
  /** ISO instant. */
  recordedAt: string
}

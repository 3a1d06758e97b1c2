import type { AlertSeverity } from "./alert-values.ts"
import type { ChangeKind, Stance } from "./vocabulary.ts"

/** One position that moved, as its sentence says it, for a channel that can show more than words. */
export interface AlertMove {
  /** As it stands in the headline or among the effects. */
  sentence: string
  party: string
  /** As it stands within a sentence: "a 30-day ceasefire". */
  option: string
  from: ShownPosition
  to: ShownPosition
}

/** What a cell of the board shows: a stance, that it is contested, or that there is none. */
export interface ShownPosition {
  mark: Stance | "contested" | "none_recorded"
  /** "In principle" */
  word: string
}

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
  /** The positions among these sentences. */
  moves: AlertMove[]
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

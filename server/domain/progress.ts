import { type Refusal, refuse } from "./refusal.ts"

/** What a long import is doing. From `checking` on it holds the negotiation: whoever else would save there waits. */
export const IMPORT_PHASES = ["reading", "checking", "deciding", "storing", "logging"] as const
export type ImportPhase = (typeof IMPORT_PHASES)[number]

/** How far a long import has come in its phase. */
export interface Progress {
  phase: ImportPhase
  done: number
  total: number
}

/** Whoever waits for a long import: is told how far it has come, and may call it off until it is committed. */
export interface Watcher {
  tell?: ((progress: Progress) => void) | undefined
  signal?: AbortSignal | undefined
}

export const CANCELLED: Refusal = refuse("cancelled", "The import was cancelled. Nothing was changed.")

import { count, listing } from "./en.ts"

/** The words of what publishing would change, and of what is logged already, in English. */

export const effect = {
  nothing: "No position, condition or pair changes.",
  lowerTier: (word: string) => `${word}, by lower authority only`,
  mixed: (word: string) => `${word}, with mixed signals`,
  moves: (what: string, from: string, to: string) => `${what}: from ${from} to ${to}`,
  stays: (what: string, word: string) => `${what}: stays ${word}, with this among its evidence`,
  opens: (condition: string) => `Opens a condition. ${condition}`,
  ends: (condition: string) => `Ends a condition. ${condition}`,
  on: (name: string, what: string) => `${name} on ${what}`,
  pairStays: (what: string, state: string) => `${what}: stays ${state}, decided by other statements`,
  noPair: "no pair",
  alerts: (subscribers: number) =>
    subscribers === 0
      ? "Nobody has asked to be alerted of such a change."
      : `Alerts ${count(subscribers, "subscriber")}.`,
  summary: (positions: number, conditions: number, pairs: number, subscribers: number) => {
    const named = [
      positions > 0 && count(positions, "position"),
      conditions > 0 && count(conditions, "condition"),
      pairs > 0 && count(pairs, "pair"),
    ].filter((part) => part !== false)
    const change = named.length > 0 ? `Would change ${listing(named)}` : "Would change no position"
    return subscribers === 0 ? change : `${change}; alerts ${count(subscribers, "subscriber")}`
  },
}

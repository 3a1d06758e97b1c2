import type { Likeness, Sign } from "../../server/domain/same-words.ts"
import { count, listing } from "./en.ts"

/** The words of what publishing would change, and of what is logged already, in English. */

export const effect = {
  ofWithdrawal: "What withdrawing would change",
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

export const alreadyLogged = {
  heading: "Already logged?",
  maybe: "perhaps logged already",
  found: (n: number) => `${count(n, "statement")} may be the same words. See “Already logged?”.`,
  certainty: { same_words: "The same words", probably_same: "Probably the same" } satisfies Record<
    Likeness["certainty"],
    string
  >,
  signs: {
    quote: "the words quoted agree",
    wording: "the wording is alike",
    stances: "coded the same",
    numbers: "the same numbers",
    names: "the same names",
  } satisfies Record<Sign, string>,
  status: { draft: "a draft", in_review: "in review", withdrawn: "withdrawn" },
  noGist: "Without a gist",
  add: (documents: number) =>
    documents === 1 ? "Add this document as another source" : `Add these ${documents} documents as sources`,
  addNamed: (documents: number, gist: string) => `${alreadyLogged.add(documents)} of “${gist}”`,
  adding: "Adding",
  other: "Not the same",
  otherNamed: (gist: string) => `Not the same as “${gist}”`,
  noDocument: "Choose the document that has these words, and it can be added as another source.",
  thereAlready: "It rests on this document already.",
  inPublic:
    "It is added in public, with the note “Another source added”. Nothing else is stored of this form.",
  inDraft: "It is added to that draft. Nothing else is stored of this form.",
  setAside: (id: string) => `The same words as ${id}: the document was added there as another source.`,
}

export const upstream = {
  label: "Has it from",
  hint: "The document or agency that it repeats, so that an echo is not counted as an origin of its own.",
  agency: "an outlet or agency; it is noted as the relay",
  after: (name: string) => `after ${name}`,
}

export const conditions = {
  limited: (tier: number) =>
    `A speaker of tier ${tier} may only restate or clarify a condition. What goes further needs the party's leader or an authorised negotiator.`,
  same: "Is it one of these? Say what the statement does to it instead.",
  onOptions: (names: string[]) => `Open conditions of ${listing(names)} on what is coded here`,
  does: {
    active: "Restates it",
    clarified: "Clarifies it",
    softened: "Softens it",
    hardened: "Hardens it",
    withdrawn: "Withdraws it",
  },
  doNamed: (does: string, condition: string) => `${does}: “${condition}”`,
  moved: (does: string, condition: string) =>
    `${does}: “${condition}”. It stands under “Conditions on record”.`,
}

export const agreementConditions = {
  agreement: "Agreement",
  noAgreement: "None",
  legend: "Open conditions on its options",
  hint: "What becomes of each by this agreement. One that nothing is said of stays open.",
  none: "No condition is open on the options of this agreement.",
  becomes: (condition: string) => `What becomes of the condition “${condition}”`,
  staysOpen: "Stays open",
  done: {
    "holder:superseded": "Superseded by the agreement",
    "holder:lapsed": "Lapses",
    "holder:waived": "Waived",
    "holder:withdrawn": "Withdrawn",
    "fulfilment:pending": "Has to be met now",
    "fulfilment:claimed": "Claimed as met",
    "fulfilment:verified": "Verified as met",
  },
}

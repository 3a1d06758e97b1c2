import { count } from "./en.ts"

/** The words of where statements come from and how their wording changed, in English. */

export const diff = {
  added: "Added:",
  removed: "Removed:",
}

export const sources = {
  origins: (independent: number, documents: number) =>
    independent === 0
      ? `Origin not known, ${count(documents, "document")}`
      : `${count(independent, "independent origin")}, ${count(documents, "document")}`,
  goBackTo: (name: string) => `Going back to ${name}`,
  unknown: "Copies whose origin is not known; they may repeat any of the others",
}

/** What the parts of a statement are called where two of its versions are compared. */
export const versionFields = {
  gist: "Gist",
  quote: "Quotation",
  originalText: "Original words",
  speaker: "Speaker",
  for: "On behalf of",
  about: "Account of",
  saidAt: "Said",
  place: "Place",
  venue: "Venue",
  stances: "Positions",
  conditions: "Conditions it sets",
  moves: "Conditions it moves",
  documents: "Sources",
  via: "Relayed by",
  attribution: "Attribution",
  directness: "How the words reached us",
  language: "Language",
  translator: "Translated by",
  act: "What it does",
  modality: "Modality",
  credibility: "Was it said?",
  tier: "Authority",
}

export const version = {
  stance: (option: string, stance: string) => `${option}: ${stance}`,
  condition: (text: string, kind: string, option: string) => `“${text}” (${kind}, ${option})`,
  conditionUntil: (text: string, kind: string, option: string, date: string) =>
    `“${text}” (${kind}, ${option}, by ${date})`,
  move: (text: string, axis: string, to: string) => `“${text}”: ${axis}, ${to}`,
  tier: (meaning: string, reason: string) => `${meaning} (${reason})`,
}

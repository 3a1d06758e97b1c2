import type { AlertKind } from "../../server/domain/alert-rules.ts"

/** Every string of the ways to alerts and of their screens, in English. */

export const tellMe = {
  changes: "Tell me when this changes",
  whenSpeaks: (name: string) => `Tell me when ${name} speaks`,
  more: "Tell me of more like this",
  any: "Tell me of new ones",
}

export const what = {
  title: "Tell me when this changes",
  heading: "What you hear of",
  in: "in",
  everywhere: "all public negotiations",
  change: "Choose what you hear of",
  negotiation: "Negotiation",
  any: "All public negotiations",
  anyHint: "Choose one to narrow it down to its parties, its agenda and its people.",
  parties: "Parties",
  agenda: "Agenda",
  agendaHint: "A whole issue, or single options under it.",
  people: "Speakers",
  kinds: "Kinds of change",
  kindsHint: "None ticked means every kind.",
  words: "Words",
  wordsHint: "All of them have to occur, each as the beginning of a word.",
  all: "any",
  chosen: (n: number) => `${n} chosen`,
  submit: "Show what this sends",
} as const

export const kindNames: Record<AlertKind, { name: string; hint: string }> = {
  stance_moved: { name: "Position moved", hint: "A party's position on an option becomes another." },
  new_condition: { name: "New condition", hint: "A party attaches a condition." },
  condition_moved: {
    name: "Condition moved",
    hint: "Its holder softens, hardens or gives it up, another party answers it, or it is met or broken.",
  },
  mixed_signals: { name: "Mixed signals", hint: "A voice of lower authority in the same party differs." },
  contested: {
    name: "Contested",
    hint: "Voices of the same authority differ, and nobody can say which counts.",
  },
  red_line: { name: "Red line", hint: "A red line is drawn, or moves." },
  agreement: { name: "Agreement", hint: "One is made, comes into force, changes or lapses." },
  deadline_near: {
    name: "Deadline near",
    hint: "A condition's deadline or an agreement's end is less than a day away.",
  },
  correction: { name: "Correction", hint: "Something published is corrected or withdrawn." },
}

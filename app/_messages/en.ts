import {
  CONDITION_KIND_WORDS,
  COUNTERPARTY_WORDS,
  FULFILMENT_WORDS,
  HOLDER_WORDS,
  PAIR_WORDS,
  STANCE_WORDS,
} from "../../server/domain/wording.ts"

/**
 * Every string of the interface, in English. One export a subject, so that a page loads the words it uses.
 * What the rules have words for (stances, pairs, changes, dates) stands in server/domain/wording.ts, for alerts use it too.
 */

const plurals = new Intl.PluralRules("en")
const numbers = new Intl.NumberFormat("en")

/** "1 statement", "1,204 statements". */
export function count(n: number, one: string, other = `${one}s`): string {
  return `${numbers.format(n)} ${plurals.select(n) === "one" ? one : other}`
}

/** "a", "a and b", "a, b and c". */
export function listing(names: string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(names)
}

/** "just now", "18 s ago", "5 min ago", "3 h ago", "12 days ago". */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 5) return "just now"
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`
  return `${count(Math.floor(seconds / 86_400), "day")} ago`
}

export const words = {
  stance: STANCE_WORDS,
  pair: PAIR_WORDS,
  conditionKind: CONDITION_KIND_WORDS,
  holder: HOLDER_WORDS,
  counterparty: COUNTERPARTY_WORDS,
  fulfilment: FULFILMENT_WORDS,
  role: {
    belligerent: "belligerent",
    supporter: "supporter",
    mediator: "mediator",
    facilitator: "facilitator",
    guarantor: "guarantor",
    monitor: "monitor",
    signatory: "signatory",
    witness: "witness",
    observer: "observer",
    affected: "affected",
  },
  stage: {
    pre_negotiation: "Pre-negotiation",
    ceasefire: "Ceasefire",
    partial: "Partial agreement",
    comprehensive: "Comprehensive agreement",
    implementation: "Implementation",
    renewal: "Renewal",
  },
  tier: {
    1: "leader or formal communique",
    2: "minister or authorised negotiator",
    3: "spokesperson or aide",
    4: "commander or legislator",
    5: "unnamed or informal",
  },
  sourceClass: {
    primary_official: "official source",
    traditional_media: "news media",
    state_controlled_media: "state-controlled media",
    report: "report",
    local_partner: "local partner",
    social_verified: "verified social media",
    aggregator: "aggregator",
  },
  directness: {
    verbatim: "verbatim",
    translated_quote: "translated quotation",
    partial_quote: "quoted in part",
    paraphrase: "paraphrase",
    reported_by_other_party: "reported by another party",
    machine_garbled: "machine-made copy, words not trusted",
  },
  attribution: {
    on_record: "on the record",
    institutional: "an office, unnamed",
    background: "on background, unnamed",
    leaked: "leaked",
    unattributed: "unattributed",
  },
  act: {
    agree: "agrees",
    offer: "offers",
    concede: "concedes",
    support: "supports",
    demand: "demands",
    request: "requests",
    reject: "rejects",
    threaten: "threatens",
    accuse: "accuses",
    clarify: "clarifies",
    inform: "informs",
  },
  modality: {
    actual: "actual",
    future: "future",
    hypothetical: "hypothetical",
    negated: "negated",
    historical: "historical",
  },
  credibility: {
    1: "confirmed by other sources",
    2: "probably said",
    3: "possibly said",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
  },
  agendaGroup: ["Frame", "Conduct", "Forces", "Compliance", "Humanitarian", "Political"],
  proposalStatus: {
    floated: "floated",
    tabled: "tabled",
    discussed: "under discussion",
    agreed: "agreed",
    rejected: "rejected",
    withdrawn: "withdrawn",
    superseded: "superseded",
  },
} as const

export const site = {
  name: "Parley",
  tagline: "What the parties to a ceasefire have said, and where that leaves them",
  skip: "Skip to content",
  desk: "Desk",
  alerts: "Alerts",
  negotiations: "Negotiations",
  theme: "Appearance",
  themes: { auto: "Auto", light: "Light", dark: "Dark" },
  footer: "Positions are derived from published statements alone. Nobody types one in.",
  keys: "Keyboard keys",
  sections: "Sections",
  board: "Board",
  statements: "Statements",
  conditions: "Conditions",
  method: "Method",
  search: "Search statements",
  searchSubmit: "Search",
}

export const frontPage = {
  heading: "Negotiations",
  standfirst: "Each board shows what every party has said on every option, with the statement behind it.",
  parties: (n: number) => count(n, "party", "parties"),
  options: (n: number) => count(n, "option"),
  statements: (n: number) => count(n, "statement"),
  latest: "Latest change",
  noChange: "Nothing has been published here yet.",
  empty: "No negotiation is public yet.",
  emptyNext: "A negotiation appears here once an editor has set one up or imported one at the desk.",
}

export const board = {
  heading: "Positions",
  caption: "Each party's latest stated position. Select a cell for the statements behind it.",
  onTheTable: "On the table",
  others: "Others",
  between: "Between the belligerents",
  agenda: (n: number, group: string) => `${group}, agenda item ${n}`,
  closed: (date: string) => `Closed ${date}`,
  closedWord: "closed",
  noneOfOthers: (n: number) => `None recorded (${n})`,
  noOwnStatement: (names: string[]) => `No own statement: ${listing(names)}`,
  more: (n: number) => `None recorded: ${n} more`,
  lowerTier: "No leader or minister on record",
  mixed: "Mixed signals",
  conditions: (n: number) => count(n, "condition"),
  touching: (n: number) => `${count(n, "condition")} from elsewhere`,
  attributed: (n: number) => count(n, "attributed account"),
  notItsPosition: (party: string) => `Does not count as ${party}'s position.`,
  attributedBy: (speaker: string, stance: string) => `Attributed by ${speaker}: ${stance}.`,
  affirmed: (days: number) => (days === 0 ? "affirmed today" : `affirmed ${count(days, "day")} ago`),
  stale: (days: number) => `Stale: ${count(days, "day")}`,
  staleLong: "Stale: not repeated within 14 days, or the proposal has a newer version",
  changedAgo: (when: string) => `changed ${when}`,
  opens: (party: string, option: string) => `${party}, ${option}:`,
  unnamed: "unnamed source",
  empty: "Nothing is on the table yet.",
  emptyNext: "Issues and options appear here once an editor has put them on the agenda.",
  legend: "How to read the board",
  legendAbsent: "no own statement on record; not a refusal",
  pairs: (total: number) => `Between the belligerents, on ${count(total, "issue")}:`,
  pairCount: (n: number, state: string) => `${numbers.format(n)} ${state.toLowerCase()}`,
  noPairs: "No two belligerents are on this board.",
  coverage: (with_: number, all: number) =>
    `Own statements stand behind ${numbers.format(with_)} of ${numbers.format(all)} positions.`,
  showing: (state: string) => `Only issues that are ${state.toLowerCase()} between the belligerents.`,
  showAll: "Show all issues",
  printed: (at: string, address: string) => `Printed from ${address}, ${at}.`,
}

export const asOf = {
  heading: "Another date",
  asOf: "Positions on",
  asOfHint: "what had been said by the end of that day",
  knownAt: "As recorded by",
  knownAtHint: "what this board showed then; leave empty for all that is known today",
  submit: "Show the board",
  banner: (date: string) => `The board as of ${date}`,
  bannerKnown: (date: string) => `as it was recorded on ${date}`,
  bannerAll: "with everything recorded since",
  now: "Back to now",
}

export const evidence = {
  close: "Close",
  title: (party: string, option: string) => `${party} on ${option}`,
  why: "Why this is the position",
  headline: (tier: string) =>
    `The latest own statement by a leader or minister decides. This one is tier ${tier}.`,
  lowerTier: (tier: string) =>
    `No leader or minister has spoken on this. The latest word of the highest tier on record stands in: tier ${tier}.`,
  contestedRule:
    "Speakers of equal or higher authority differ, and their order is unknown or they spoke less than 72 hours apart. Nobody wins until the next authoritative statement.",
  noneRule: (party: string) =>
    `No statement of ${party}'s own on this option is on record. Silence is neither acceptance nor refusal.`,
  statement: "The statement",
  differing: "What differs",
  differingMixed: "Of lower authority than the headline, and not earlier",
  voices: "The voices that differ",
  conditions: "Open conditions",
  touching: "Conditions from other options that touch this one",
  attributed: (party: string) => `What others say of ${party}`,
  doesNotCount: (party: string) => `An account by somebody else. It does not count as ${party}'s position.`,
  affirmed: (date: string, days: number) =>
    `Last affirmed ${date}, ${days === 0 ? "today" : `${count(days, "day")} ago`}.`,
  all: (party: string) => `All statements of ${party} on this option`,
  readStatement: "Statement and sources",
  loading: "Fetching the statement",
  failed: "The statement could not be fetched. The board is unaffected. Follow its link, or try again later.",
  noConditions: "No open conditions.",
  notFound: "This cell is not on the board. It may have been retired. Choose another cell.",
  pairTitle: (issue: string) => `Between the belligerents: ${issue}`,
  pairRules: {
    unknown: "One of them has no own statement on any open option of this issue.",
    compatible: "There is an option that both propose or accept, with no open condition on it.",
    conditional: "There is an option that both hold at in principle or better, and no condition blocks it.",
    conflict: "Every option is rejected by one of them, or blocked by a refused condition or a red line.",
    undetermined: "None of the other rules applies: positions are contested, vague or short of agreement.",
  },
  deciding: "The statements that decide it",
}

export const live = {
  live: "Live",
  liveUpdated: (when: string) => `Live, updated ${when}`,
  connecting: (time: string) => `As of ${time}`,
  reconnecting: (time: string) => `Reconnecting, as of ${time}`,
  offline: (time: string) => `Offline since ${time}`,
  past: "A past board; it does not update",
  newStatements: (n: number) => count(n, "new statement"),
  away: (n: number) => `${count(n, "change")} while you were away`,
  awayReread: "The board was read again after a break",
  dismiss: "Dismiss",
}

export const latest = {
  heading: "Latest statements",
  none: "No statement is published yet. The latest appear here as they are.",
  all: (n: number) => `All ${count(n, "statement")}`,
  allPlain: "All statements",
  corrected: "Corrected",
  withdrawn: "Withdrawn",
}

export const keys = {
  heading: "Keys on this page",
  list: [
    ["Arrow keys", "move between cells"],
    ["Enter", "open the evidence of a cell"],
    ["Escape", "close it"],
    ["Home, End", "first and last cell of the row"],
    ["/", "search statements"],
    ["?", "this list"],
  ],
  close: "Close",
} as const

export const statements = {
  heading: "Statements",
  total: (n: number) => count(n, "statement"),
  matching: (n: number) => `${count(n, "statement")} match`,
  filters: "Filters",
  q: "Words",
  party: "Party",
  person: "Speaker",
  option: "Option",
  stance: "Stance",
  from: "Said from",
  to: "to",
  any: "Any",
  apply: "Apply",
  clear: "Clear filters",
  next: "Older statements",
  first: "Newest statements",
  none: "No published statement matches.",
  noneNext: "Take away a filter, or search for fewer words. Names are found in any script.",
  empty: "No statement is published yet.",
  emptyNext: "Statements appear here as analysts publish them.",
}

const AXES = new Map([
  ["holder", "holder"],
  ["counterparty", "answer"],
  ["fulfilment", "fulfilment"],
])

export const statement = {
  about: (names: string) => `about ${names}`,
  account: (names: string) => `An account of ${names}. It sets nothing for them.`,
  unattributed: "Unattributed. It sets nobody's position.",
  recorded: "Recorded",
  said: "Said",
  where: "Where",
  speaker: "Speaker",
  authority: "Authority",
  tierReason: "Why this tier",
  actLabel: "What it does",
  language: "Language",
  translator: "Translated by",
  credibilityLabel: "Credibility",
  attributionLabel: "Attribution",
  directnessLabel: "Words",
  quotation: "Quotation",
  original: "Original",
  garbled:
    "The words on record come from a machine-made copy and cannot be trusted, so they are not shown as a quotation.",
  sources: "Sources",
  noSources: "No document is stored for this statement.",
  archived: "Archived copy",
  upstream: (name: string) => `after ${name}`,
  via: (names: string) => `via ${names}`,
  published: (date: string) => `published ${date}`,
  reliability: (grade: string) => `reliability ${grade}`,
  positions: "Positions",
  noPositions: "It takes no position on an option.",
  conditions: "Conditions it sets",
  moves: "Conditions it moves",
  deadline: (date: string) => `by ${date}`,
  effect: "What it changed",
  noEffect: "It changed no cell of the board.",
  history: "Revisions",
  version: (n: number) => `Version ${n}`,
  firstVersion: "First published",
  note: "Note",
  unchanged: "Nothing that is shown here changed.",
  withdrawnTitle: "This statement was withdrawn",
  withdrawnText: "It no longer counts anywhere on the board. What was published stays here for the record.",
  withdrawnHead: "Withdrawn",
  corrected: "Corrected",
  becomes: "became",
  stays: "stayed, its evidence changed",
  onOption: (party: string, option: string) => `${party} on ${option}:`,
  tier: (tier: number, meaning: string) => `tier ${tier}, ${meaning}`,
  modalityLabel: "Modality",
  axis: (axis: string) => AXES.get(axis) ?? axis,
  movedTo: (axis: string, to: string) =>
    axis === "holder" && to === "active" ? "restated" : to.replaceAll("_", " "),
}

export const party = {
  positions: "Positions",
  positionsCount: (n: number, all: number) => `Own statements on ${n} of ${count(all, "option")}`,
  silentCount: (n: number) => `None recorded on ${count(n, "option")}.`,
  conditions: "Conditions it holds",
  noConditions: "It holds no condition on record.",
  statements: "Statements",
  people: "Who speaks for it",
  noStatements: "None is published.",
  noPeople: "Nobody is listed as speaking for it.",
  none: "No statement of this party is on record. Silence is neither acceptance nor refusal.",
  all: (name: string, n: number) => `All ${count(n, "statement")} of ${name}`,
}

export const conditions = {
  heading: "Conditions",
  standfirst: "What a party says must hold before or under an agreement. Each moves on three axes.",
  counts: (open: number, all: number) => `${open} open of ${all} on record`,
  open: "Open",
  ended: "No longer open",
  none: "No condition is on record.",
  noneNext: "Conditions appear here when a published statement sets one.",
  holder: "Holder",
  answer: "Answer",
  unanswered: "unanswered",
  fulfilment: "Fulfilment",
  moves: (n: number) => `${count(n, "move")} after it was first stated`,
  by: (party: string, answer: string) => `${party}: ${answer}`,
  first: "First stated",
  touches: (options: string) => `Touches ${options}`,
  from: "statement",
  event: "event",
}

export const method = {
  heading: "Method",
  standfirst: "How a statement becomes a position, and what this board does not claim.",
  sections: [
    {
      title: "Words only, each with its source",
      text: "Analysts log what officials said in public, with the document it stands in. A position on the board is derived from those statements by fixed rules. Nobody types a position in, and no journalist's analysis counts as a statement of a party.",
    },
    {
      title: "How the headline is chosen",
      text: "A party's position on an option is its latest own statement by a leader, a minister or an authorised negotiator (tiers 1 and 2). Where there is none, the latest word of the highest tier on record stands in, and the cell says so. A statement replaces only the same party's earlier one on the same option.",
    },
    {
      title: "Mixed signals and contested positions",
      text: "If another speaker of lower authority says something different and not earlier, the cell shows mixed signals beside the headline. If speakers of equal or higher authority differ and their order is unknown, or they spoke less than 72 hours apart, the position is contested: both are shown and nobody wins.",
    },
    {
      title: "What others say about a party",
      text: "What one party says about another never sets the other's position. Such accounts are shown as attributed, and they say that they do not count.",
    },
    {
      title: "Silence",
      text: "None recorded means that no statement of the party's own is on record. It is neither acceptance nor refusal. Not repeating a condition does not withdraw it.",
    },
    {
      title: "Conditions",
      text: "A condition stays open until its holder waives or withdraws it, it is met, its option is closed, or an agreement ends it. Every move cites a statement or an event. Spokespeople may restate or clarify a condition but cannot give it up.",
    },
    {
      title: "Between two parties",
      text: "On each issue two parties are compatible if there is an option both propose or accept with no open condition on it; conditional if both hold one at in principle or better and nothing blocks it; in conflict if every option is rejected or blocked; unknown if one of them has said nothing; otherwise undetermined.",
    },
    {
      title: "Age",
      text: "Every cell says when its position was last affirmed. After 14 days without repetition, or when the proposal has a newer version, it is marked stale. It never changes by itself.",
    },
    {
      title: "Corrections",
      text: "If we or our source erred, a correction with a public note follows, and both versions stay visible. A change of mind is a new statement. A withdrawn statement leaves a marker with the reason. Nothing is edited silently or deleted.",
    },
    {
      title: "Two clocks",
      text: "The board can be asked for the position on a date, and for what it showed on a date. The first follows when something was said, the second when it was recorded here.",
    },
  ],
  tiers: "Tiers of authority",
  stances: "Stances, strongest support first",
  coverage: "Coverage",
  coverageText: (statements: number, parties: number, options: number) =>
    `This negotiation holds ${count(statements, "statement")} for ${count(parties, "party", "parties")} and ${count(options, "option")}.`,
  byParty: (options: number) => `Options with an own statement, of ${count(options, "option")}`,
  stanceMeanings: {
    proposes: "puts the option forward or demands it",
    accepts: "without an open condition in the statement",
    accepts_conditionally: "names what must hold",
    accepts_in_principle: "endorses the idea without committing",
    open: "will discuss it",
    noncommittal: "evades",
    objects: "wants it revised",
    rejects: "refuses it",
  },
  contestedMeaning: "voices of equal authority differ",
  noneMeaning: "no own statement on record",
  counts: "Counts, never percentages",
  countsText:
    "Convergence is given as counts and moves with their statements. There is no score and no forecast.",
} as const

export const problems = {
  notFound: "There is no such page",
  notFoundText: "The address may be misspelt, or the page may have moved. Nothing is lost.",
  home: "All negotiations",
  failed: "This page could not be made",
  failedText:
    "The record is safe. Try again in a moment; if it keeps happening, tell whoever runs this site.",
  retry: "Try again",
}

export const gallery = {
  heading: "Gallery",
  standfirst: "Every component in every state. Development only.",
  board: "Board",
  evidence: "Evidence",
  pairs: "Pairs",
  statements: "Statements",
  dates: "Dates",
  diff: "What changed between versions",
  empty: "Empty board",
}

import type { AlertKind } from "../../server/domain/alert-rules.ts"
import type { Cadence, EndpointType } from "../../server/domain/alert-values.ts"
import { count } from "./en.ts"

/** Every string of the ways to alerts and of their screens, in English. */

export const tellMe = {
  changes: "Tell me when this changes",
  whenSpeaks: (name: string) => `Tell me when ${name} speaks`,
  more: "Tell me of more like this",
  moreOfAnyStance: "Tell me of more like this, whatever the stance",
  any: "Tell me of new statements",
}

/** After the number itself, for those who do not see where it stands. */
export function unreadAlerts(n: number): string {
  return n === 1 ? "unread alert" : "unread alerts"
}

export const what = {
  title: "Tell me when this changes",
  titleAny: "Tell me what changes",
  heading: "What you hear of",
  everywhere: "in all public negotiations",
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

export const channels: Record<EndpointType, string> = {
  email: "E-mail",
  push: "Notifications in a browser",
  webhook: "Webhook",
  inbox: "Inbox on this site",
}

export const cadences: Record<Cadence, string> = {
  instant: "At once",
  hourly: "Every hour",
  daily: "Once a day",
}

export const preview = {
  heading: (n: number, days: number) =>
    n === 0 ? `Nothing in the last ${days} days` : `Would have sent ${n} in the last ${days} days`,
  shown: (shown: number, n: number) => `The latest ${shown} of ${n}.`,
  more: (n: number) => `${n} more`,
  latest: "The latest that matches, for what it looks like:",
  latestImported:
    "The latest that matches came with an import, and of those nobody is told. It would look like this:",
  none: "Nothing on record matches yet. What is published from now on is sent, if it does.",
}

export const where = {
  heading: "Where you are told",
  email: "A mail to your address. You confirm it once by a link.",
  emailOwn: "A mail to your account's address, or to another that you confirm by a link.",
  emailLinked:
    "A mail to the address of your link where you leave this empty, or to another that you confirm by a link.",
  thisBrowser: "This browser",
  push: "A notification, also while this site is closed. You allow it once.",
  pushNeedsScript: "Needs JavaScript.",
  inbox: "Each change in a list on this site, with a count that is live.",
  webhook: "Each change as a signed message to your program.",
  address: "E-mail address",
  cadence: "How soon",
  cadenceHint: "At once means after a short hold, in which an editor can stop a mistake.",
  timeZone: "Time zone",
  timeZoneHint:
    "The daily mail comes at 8:00 there. If you are told at this address already, it comes as you have set it. Hour and quiet hours can be changed afterwards.",
  dailyAsSet: (hour: number, zone: string) =>
    `Your daily mail comes at ${hour}:00, ${zone}; you change it under Settings.`,
  url: "Address of the webhook",
  urlHint: "It is asked with POST, and answers with 2xx within ten seconds.",
  signIn: "Sign in for more",
  signInText: "An inbox on this site and webhooks need an account.",
  noEmail: "This site sends no e-mail: its operator has named no mail server.",
  badKeptLink:
    "The link by which this browser was told is not valid any more, so it has been forgotten. Press “Tell me” once more to begin anew.",
  submit: "Tell me",
  working: "One moment",
} as const

export const begun = {
  pendingHeading: "Look into your mail",
  pending: (address: string) =>
    `We sent a link to ${address}, if it can be reached. Nothing is sent there before the link is opened and confirmed. It is good for 48 hours.`,
  heading: "You will be told",
  email: "Mails come to your address. Each has a link to stop it.",
  push: "Notifications come to this browser.",
  inbox: "Changes come into your inbox on this site.",
  webhook: "Messages go to your program from now on.",
  secret: "Secret of the webhook",
  secretOnce: "It is shown this once. Copy it now; another can be made later.",
  verify:
    "Messages follow Standard Webhooks: verify webhook-signature over webhook-id, webhook-timestamp and the body with this secret, and refuse what is older than five minutes.",
  manage: "What you follow",
  link: "By “What you follow” you change or end what this browser is told. The browser remembers the way: you find it under Alerts, too.",
  another: "Follow something else",
  board: "Back to the board",
} as const

export const alerts = {
  title: "Alerts",
  heading: "Alerts",
  signedOut:
    "Be told when a position moves, a condition is set or a deadline is near, and told again if we were wrong.",
  start: "Begin at a board",
  startText:
    "On every board, cell, party, condition and search there is “Tell me when this changes”. It needs an e-mail address at most.",
  boards: "All negotiations",
  browserHeading: "Told in this browser?",
  browserText: "This browser has kept the link by which you change or end what it is told.",
  browserLink: "What this browser follows",
  haveHeading: "Already told by e-mail?",
  haveText: "We send you the link by which you change or end it.",
  sendLink: "Send the link",
  linkSent: "If anything is sent to this address, the link is on its way to it.",
  signInHeading: "With an account",
  signInText: "Signed in, you also have an inbox on this site and webhooks.",
  signIn: "Sign in",
  needsChannel: "Choose where you want to be told.",
  quietTogether: "Quiet hours have a beginning and an end: fill in both, or neither.",
  done: {
    changed: "The change is saved. What was told before stays told.",
    renewed: "The links are new. Every earlier link and the earlier feed address are worthless now.",
  },
} as const

export const inbox = {
  heading: "Inbox",
  unread: (n: number) => (n === 0 ? "All read" : `${n} unread`),
  markAll: "Mark all as read",
  mark: "Mark as read",
  isUnread: "Unread",
  fresh: (n: number) => `Show ${count(n, "new alert")}`,
  none: "Nothing has come yet.",
  noneNext: "What you follow with “Inbox on this site” appears here as soon as it changes, without a reload.",
} as const

export const following = {
  heading: "What you follow",
  none: "You follow nothing yet.",
  noneNext: "Choose “Tell me when this changes” on a board, a cell, a party, a condition or a search.",
  add: "Follow something else",
  addFirst: "Follow something",
  since: "since",
  toldAt: "Last told",
  neverTold: "Nothing told yet",
  pending: "Waiting for you to confirm it by the link in the mail",
  failing: "The last attempts failed; it is tried again",
  disabled: (outcome: string) =>
    `Stopped after five days without success (${outcome}). To be told there again, follow it again, and stop this one`,
  endedBy: (outcome: string) => `This has ended. ${outcome}`,
  change: "Change",
  log: "Delivery log",
  stop: "Stop",
  stopped: (words: string) => `Stopped: ${words}.`,
  again: "Follow it again",
  rotate: "New secret",
  rotated: "For 24 hours messages are signed with both secrets, so that your program can change over.",
  changeHeading: "Change what you hear of",
  save: "Save",
  saving: "Saving",
} as const

export const settings = {
  heading: "Settings",
  timeZone: "Time zone",
  digestHour: "Daily mail at",
  quiet: "Quiet hours",
  quietHint: "Mails and notifications wait meanwhile. Empty means never; they may run over midnight.",
  from: "From",
  to: "To",
  save: "Save",
  saving: "Saving",
  saved: "Saved.",
  feedHint: "Everything you are told of, for a feed reader. Whoever has the address can read it.",
  feedAddress: "Address of the private feed",
  renew: "Renew the links",
  renewText:
    "Every earlier link in mails and the address of the feed stop working. What you follow stays as it is.",
} as const

export const confirmPage = {
  headings: {
    pending: "Confirm what you want to be told",
    active: "Confirmed",
    ended: "This has ended",
  },
  texts: {
    pending: "Nothing is sent to this address before you confirm it here.",
    active: "Each mail has a link to stop it, and one to change what you follow.",
    ended: "Nothing of this is sent any more. To be told again, begin at a board.",
  },
  submit: "Confirm",
  working: "Confirming",
  done: "You will be told from now on.",
  manage: "Change or end what you follow",
} as const

export const stopPage = {
  heading: "Stop these alerts?",
  headingDone: "Stopped",
  text: "This ends the following. Opening this page has changed nothing yet.",
  already: "These have ended. Nothing more is sent.",
  done: "Nothing more of this is sent. What you follow otherwise goes on.",
  submit: "Stop",
  boards: "All negotiations",
} as const

export const badLink = {
  heading: "This link cannot be used",
  otherPurpose: "It is a link for something else. Nothing was changed.",
  next: "Ask for a new link with your address",
  toAlerts: "Alerts",
} as const

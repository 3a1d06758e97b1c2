import { count, listing } from "./en.ts"

/** The words of drafts at the desk: saving, who else is here, conflicts, review, the queue. */

export const saving = {
  saving: "Saving",
  waiting: "Not saved yet",
  begun: "Nothing is stored yet",
  saved: "Everything is saved",
  savedAgo: (ago: string) => `Saved ${ago}`,
  secondsAgo: (n: number) => `${n} s ago`,
  minutesAgo: (n: number) => `${n} min ago`,
  at: (time: string) => `at ${time}`,
  now: "just now",
  kept: (why: string) => `Not saved: ${why} Your words are kept in this browser.`,
  lost: (why: string) => `Not saved: ${why} This browser keeps nothing: leave the page open.`,
  incomplete: {
    for: "choose the party that is spoken for.",
    speaker: "say who spoke.",
    saidAt: "say when it was said.",
  },
  newDocument: "The new document is stored with the next save.",
  inReview: "In review: saved by the button only, since whoever saves it can no longer publish it.",
  correcting: "Kept in this browser until it is published.",
}

export const found = {
  heading: (time: string) => `Unsaved words of ${time} were found`,
  text: "They were typed in this browser and had not reached the server.",
  older: "Somebody has saved this draft since; both versions will stand side by side.",
  noGist: "No gist yet",
  take: "Take them",
  drop: "Drop them",
}

export const here = {
  also: (names: string[]) => `${listing(names)} ${names.length === 1 ? "is" : "are"} here too`,
  editing: (names: string[]) => `${listing(names)} ${names.length === 1 ? "is" : "are"} editing`,
  taken: (name: string) => `${name} saved this a moment ago. The form shows it.`,
  sent: (name: string) => `${name} sent this to review.`,
  returned: (name: string) => `${name} returned this to its author.`,
  gone: "This is no longer a draft.",
  goneLink: "See what became of it",
}

export const merging = {
  heading: (name: string) => `${name} saved this meanwhile`,
  text: (version: number) =>
    `Version ${version} stands now. Nothing of yours is lost: what only one of you changed is chosen already; choose where both did, then save again.`,
  theirs: (name: string) => `${name}, as it stands now`,
  yours: "Yours",
  both: "You both changed this",
  apply: "Go on with these",
  open: (n: number) => `Choose in ${count(n, "field")} more`,
  compare: "Compare",
  somebody: "Somebody",
}

export const review = {
  heading: "Discussion",
  none: "Nothing has been said about this draft.",
  kinds: {
    "draft.commented": "",
    "review.requested": "sent it to review",
    "review.returned": "returned it",
    "review.overridden": "set the review aside",
  },
  version: (n: number) => `version ${n}`,
  comment: "Say something about it",
  commentHint: "For the desk alone. Nothing of it is ever public.",
  send: "Comment",
  toReview: "Send to review",
  toReviewWith: "Send to review with this word",
  giveBack: "Return to the author",
  takeBack: "Take it back",
  needsComment: "Say what is missing, for the author.",
  unsaved: "Save your changes first.",
  said: "Said.",
  returned: "Returned to its author.",
  returnedBecause: "Returned:",
}

export const queue = {
  heading: "Drafts and reviews",
  parts: { all: "All", mine: "Mine", review: "To review", returned: "Returned" },
  partsLabel: "Which part of the queue",
  search: "Search the queue",
  empty: {
    all: "No drafts. A statement that is saved without publishing waits here.",
    mine: "You have no drafts. A statement that you save without publishing waits here.",
    review: "Nothing waits for review. A statement that needs a second person appears here.",
    returned: "Nothing came back from review. A draft that a second person returns appears here.",
  },
  nothingFound: "No draft has these words.",
  news: (n: number) => `${count(n, "draft")} new or changed: show`,
  inReview: "to review",
  yours: "yours",
  by: (name: string) => `by ${name}`,
  unnamed: "Unnamed source",
  noGist: "No gist yet",
  positions: (n: number) => count(n, "position"),
  conditions: (n: number) => count(n, "condition"),
  saved: "saved",
  list: "Drafts",
  loading: "Reading on",
  keys: "j and k move, Enter opens",
  offline: "Not live: the queue is as of the last answer.",
  commands: { next: "Next draft", previous: "Previous draft" },
  failed: "The queue could not be read. Try again in a moment.",
  again: "Read it again",
}

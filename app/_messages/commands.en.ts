/** The words of the desk's shell: its tabs, its commands, the list of its keys. */

export const shell = {
  skip: "Skip to the work",
  where: "Where you are",
  sections: "Parts of this desk",
  queue: "Queue",
  clip: "Clip",
  log: "Log",
  entries: "Entries",
  import: "Import and export",
  audit: "Audit",
  board: "Board",
}

export const commands = {
  button: "Commands",
  heading: "Commands",
  find: "Find a command, a draft, a statement",
  none: "Nothing matches. Try fewer words.",
  groups: {
    screen: "On this screen",
    negotiation: "In this negotiation",
    drafts: "Drafts",
    statements: "Published statements",
    negotiations: "Other negotiations",
    desk: "Everywhere",
  },
  palette: "Commands",
  keyList: "List of keys",
  search: "Search on this screen",
  clip: "Clip an article",
  clipSearch: "paste address text file quotations",
  log: "Log a statement",
  queue: "Queue of drafts and reviews",
  review: "Review the next statement",
  nothingToReview: "Nothing waits for your review.",
  entries: "Parties, people, sources, agenda",
  entriesSearch: "cast actors offices outlets issues options entries",
  import: "Import and export",
  importSearch: "csv json",
  audit: "Audit: who changed what",
  auditSearch: "history log",
  board: "The board that readers see",
  allDesks: "All negotiations of the desk",
  account: "Your account",
  theme: (name: string) => `Appearance: ${name}`,
  desk: (title: string) => `Desk of ${title}`,
  noGist: "No gist yet",
}

export const keyList = {
  heading: "Keys of the desk",
  hint: "On a Mac, Ctrl is Command and Alt is Option.",
  close: "Close",
  fixed: [
    ["Tab", "The next field"],
    ["1 to 8", "Choose a stance on the scale that has the focus"],
    ["Esc", "Close what is open"],
  ],
} as const
